import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import sharp from 'sharp'
import { type Client, type Site, startApp } from '../client.ts'

const WORDS = {
  photo_title: 'A test',
  photo_alt: 'Coloured fields',
  photo_author: 'Ada',
  photo_licence: 'CC BY 4.0',
}
const HOUR = 3_600_000
const ALL_WELL = /Every file has its photo, and every photo has its files/

/** No two of them are the same photo. */
let photos = 0

const picture = (width = 400) =>
  sharp({ create: { width, height: 300, channels: 3, background: '#c84' } })
    .jpeg()
    .withExif({ IFD0: { Make: `Camera ${photos++}` } })
    .toBuffer()

describe('The sweep', () => {
  let site: Site
  let editor: Awaited<ReturnType<Site['as']>>
  let urls: typeof import('../../shared/media/urls.ts')
  before(async () => {
    site = await startApp('admin')
    editor = await site.as('editor')
    urls = await import('../../shared/media/urls.ts')
  })
  after(() => site.close())

  const pathOf = (key: string) => join(process.env.DATA_DIR!, key.startsWith('media/') ? 'www' : '', key)
  const rowOf = (id: number) =>
    site.db.selectFrom('photos').selectAll().where('id', '=', id).executeTakeFirst()
  const look = () => editor.get('/admin/storage')
  const mend = () => editor.post('/admin/storage/repairs')

  async function bring(bytes: Buffer, by: Client = editor): Promise<number> {
    const photo_file = new File([new Uint8Array(bytes)], 'photo.jpg')
    const { location, text } = await by.post('/admin/photos', { ...WORDS, photo_file })
    const id = Number(/photos\/(\d+)/.exec(location)?.[1])
    assert.ok(id, text)
    return id
  }

  /** A photo that came long ago: nothing about it is in anybody's hands. */
  async function settled(bytes?: Buffer) {
    const id = await bring(bytes ?? (await picture()))
    await site.write((tx) => tx.deleteFrom('leftovers').execute())
    const row = (await rowOf(id))!
    return { id, row, files: urls.keysOf(row).map(pathOf) }
  }

  function plant(key: string): string {
    mkdirSync(dirname(pathOf(key)), { recursive: true })
    writeFileSync(pathOf(key), 'nobody knows me')
    return pathOf(key)
  }

  test('finds nothing amiss in the starter world, and says how much there is', async () => {
    const page = await look()
    assert.match(page.text, ALL_WELL)
    assert.doesNotMatch(page.text, /storage\/repairs/)
    const originals = readdirSync(pathOf('originals'), { recursive: true, withFileTypes: true })
    const number = originals.filter((entry) => entry.isFile()).length
    assert.ok(number > 300)
    assert.ok(page.text.includes(`${number} files`))
    assert.match(page.text, /Free on the disk/)
  })

  test('lists files without a photo, each where it is, and the repair removes them and nothing else', async () => {
    const { row, files } = await settled()
    const sha256 = randomBytes(32).toString('hex')
    const frame = randomBytes(16).toString('hex')
    const lost = [
      urls.originalKey(sha256),
      `${urls.derivativesKey(sha256, '0123456789abcdef')}-320.jpg`,
      `${urls.derivativesKey(row.sha256, '0123456789abcdef')}-thumb.jpg`,
      urls.frameKey(frame),
    ]
    const strange = [
      'originals/readme.txt',
      `originals/00/${'f'.repeat(64)}`,
      `${urls.derivativesKey(row.sha256, row.recipe)}-999.jpg`,
      'media/old/photo.jpg',
      `${urls.frameKey(frame)}.part`,
    ]
    const planted = [...lost, ...strange].map(plant)
    const page = await look()
    for (const key of [...lost, ...strange]) assert.ok(page.text.includes(`>${key}<`), key)
    assert.match(page.text, /9 files, 1 kB/)
    assert.ok(planted.every(existsSync), 'looking changes nothing')
    const mended = await mend()
    assert.match(mended.text, /9 files without a photo removed/)
    assert.match(mended.text, ALL_WELL)
    assert.ok(!planted.some(existsSync))
    assert.ok(files.every(existsSync))
    assert.match((await mend()).text, /There was nothing that could be mended/)
  })

  test('counts apart what goes away by itself, or is in somebody’s hands, and leaves it alone', async () => {
    const leftovers = await import('../../shared/db/leftovers.ts')
    const mine = randomBytes(32).toString('hex')
    const old = randomBytes(32).toString('hex')
    const planted = [mine, old].map((sha256) => plant(urls.originalKey(sha256)))
    const { now } = site.clock
    await site.write((tx) => leftovers.add(tx, [urls.originalKey(mine)], { worker: 1, now }))
    await site.write((tx) => leftovers.retire(tx, [urls.originalKey(old)], { now }))
    const page = await look()
    assert.match(page.text, /2 files \(1 kB\) belong to photos that are just being made/)
    assert.match(page.text, ALL_WELL)
    await mend()
    assert.ok(planted.every(existsSync))
    site.pass(HOUR + 1)
    await mend()
    assert.ok(!planted.some(existsSync))
  })

  test('does not list what is still arriving', async () => {
    const arriving = plant(`incoming/0/${randomBytes(8).toString('hex')}`)
    assert.match((await look()).text, ALL_WELL)
    await mend()
    assert.ok(existsSync(arriving))
    rmSync(arriving)
  })

  test('makes missing files of a photo again, the very same, without an edit', async () => {
    const { id, row, files } = await settled()
    const before = files.map((file) => readFileSync(file))
    for (const file of files.slice(1, 4)) rmSync(file)
    const page = await look()
    assert.match(page.text, /Photos without a file/)
    assert.ok(page.text.includes(`href="/admin/photos/${id}"`))
    assert.match(page.text, /3 files that pages show/)
    const mended = await mend()
    assert.match(mended.text, /1 photo got files again/)
    assert.match(mended.text, ALL_WELL)
    for (const [i, file] of files.entries()) assert.ok(readFileSync(file).equals(before[i]!), file)
    assert.deepEqual(await rowOf(id), row)
  })

  test('says why the files of a photo cannot be made again, and keeps the photo', async () => {
    const { id, files } = await settled(await picture(800))
    truncateSync(files[0]!, 900)
    rmSync(files[1]!)
    const page = await mend()
    assert.match(page.text, /original is damaged|is damaged and cannot be read/)
    assert.ok(page.text.includes(`href="/admin/photos/${id}"`))
    assert.ok(await rowOf(id))
    await site.write((tx) => tx.deleteFrom('photos').where('id', '=', id).execute())
    await mend()
  })

  test('removes a photo whose original is gone when nothing uses it, with its other files', async () => {
    const { id, files } = await settled()
    rmSync(files[0]!)
    assert.match((await look()).text, /the original/)
    const page = await mend()
    assert.match(page.text, /1 photo without an original, used nowhere, removed/)
    assert.match(page.text, ALL_WELL)
    assert.equal(await rowOf(id), undefined)
    assert.ok(!files.some(existsSync))
  })

  test('keeps a photo that is used though its original is gone, and it is whole when the same file comes again', async () => {
    const bytes = await picture()
    const { id, row, files } = await settled(bytes)
    const version = await site.db.selectFrom('question_versions').selectAll().executeTakeFirstOrThrow()
    await site.write((tx) =>
      tx
        .insertInto('question_versions')
        .values({ ...version, version: 99, photos: JSON.stringify([id]) })
        .execute(),
    )
    for (const file of files.slice(0, 2)) rmSync(file)
    const page = await mend()
    assert.match(page.text, /Bring the same file once more/)
    assert.deepEqual(await rowOf(id), row)
    const again = new File([new Uint8Array(bytes)], 'again.jpg')
    const brought = await editor.post('/admin/photos', { ...WORDS, photo_file: again })
    assert.match(brought.location, new RegExp(`/photos/${id}\\?note=photo-known`))
    assert.ok(existsSync(files[0]!))
    assert.match((await mend()).text, ALL_WELL)
    assert.ok(files.every(existsSync))
  })

  test('takes away detective frames that are not whole, and the way back to a file that is gone', async () => {
    const { id, row } = await settled()
    assert.equal((await editor.post(`/admin/photos/${id}/frames`, { kind: 'blur', count: 4 })).status, 303)
    const film = await site.db.selectFrom('frames').selectAll().where('photo_id', '=', id).execute()
    const frames = film.map(({ name }) => pathOf(urls.frameKey(name)))
    rmSync(frames[2]!)
    const previous = randomBytes(32).toString('hex')
    await site.write((tx) => tx.updateTable('photos').set({ previous }).where('id', '=', id).execute())
    const listed = (await look()).text.replaceAll(/\s+/g, ' ')
    assert.match(listed, /the file before it was replaced/)
    assert.match(listed, /1 detective frame/)
    const page = await mend()
    assert.match(page.text, /1 photo lost detective frames/)
    assert.match(page.text, /1 photo cannot go back to the file before/)
    assert.match(page.text, ALL_WELL)
    assert.deepEqual(await rowOf(id), row)
    assert.deepEqual(await site.db.selectFrom('frames').selectAll().where('photo_id', '=', id).execute(), [])
    site.pass(HOUR + 1)
    await mend()
    assert.ok(!frames.some(existsSync))
  })

  test('leaves photos whole that come in meanwhile, from many at once, and even such as it was just removing', async () => {
    const other = await startApp('admin')
    const second = await other.as('editor')
    const pipeline = await import('../../shared/media/pipeline.ts')
    const all = await Promise.all(Array.from({ length: 12 }, () => picture()))
    for (const bytes of all) {
      const path = plant(`incoming/0/${randomBytes(8).toString('hex')}`)
      writeFileSync(path, bytes)
      const sha256 = await pipeline.hashFile(path)
      rmSync(path)
      const recipe = pipeline.recipeFor({ ...pipeline.UNTOUCHED, author: 'Ada', licence: 'CC BY 4.0' })
      for (const name of ['320.jpg', '400.webp', 'thumb.jpg'])
        plant(`${urls.derivativesKey(sha256, recipe)}-${name}`)
      plant(urls.originalKey(sha256))
    }
    let open = true
    const mending = (async () => {
      let times = 0
      for (; open; times++) assert.equal((await mend()).status, 200)
      return times
    })()
    const bringing = Promise.all(all.map((bytes, i) => bring(bytes, i % 2 ? second : editor)))
    const brought = await bringing.finally(() => {
      open = false
    })
    assert.ok((await mending) > 0)
    assert.match((await mend()).text, ALL_WELL)
    for (const [i, id] of brought.entries()) {
      const row = (await rowOf(id))!
      const [original, ...files] = urls.keysOf(row).map(pathOf)
      assert.ok(readFileSync(original!).equals(all[i]!))
      for (const file of files) assert.ok(statSync(file).size > 100, file)
    }
    await other.close()
  })
})
