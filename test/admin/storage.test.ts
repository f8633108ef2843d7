import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import sharp from 'sharp'
import { type Client, type Site, startApp } from '../client.ts'
import { withoutRoom } from './full.ts'

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
  const inData = (name: string) => join(process.env.DATA_DIR!, name)
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
    assert.match(page.text, /The original of this photo is damaged/)
    assert.ok(page.text.includes(`href="/admin/photos/${id}"`))
    assert.ok(await rowOf(id))
    await site.write((tx) => tx.deleteFrom('photos').where('id', '=', id).execute())
    await mend()
  })

  test('keeps a photo whose original is gone, though nothing uses it, and the way back to the file before', async () => {
    const { id, files } = await settled()
    const previous = randomBytes(32).toString('hex')
    await site.write((tx) => tx.updateTable('photos').set({ previous }).where('id', '=', id).execute())
    const row = await rowOf(id)
    renameSync(files[0]!, inData('away'))
    const page = await mend()
    assert.match(page.text.replaceAll(/\s+/g, ' '), /the original ?, the file before it was replaced/)
    assert.match(page.text, /or delete it, on its own page/)
    assert.match(page.text, /There was nothing that could be mended/)
    assert.deepEqual(await rowOf(id), row)
    assert.ok(files.slice(1).every(existsSync))
    renameSync(inData('away'), files[0]!)
    await site.write((tx) => tx.updateTable('photos').set({ previous: null }).where('id', '=', id).execute())
    assert.match((await look()).text, ALL_WELL)
  })

  test('touches nothing while the originals look as if their disk were not there', async () => {
    const { files } = await settled()
    rmSync(files[1]!)
    const lost = plant(urls.frameKey(randomBytes(16).toString('hex')))
    const strange = plant('media/old/photo.jpg')
    const there = () => readdirSync(inData('www/media'), { recursive: true }).length
    const rows = () => site.db.selectFrom('photos').selectAll().execute()
    const [before, number] = [await rows(), there()]
    const lacking = [
      [() => {}, 'it is not there.'],
      [() => mkdirSync(pathOf('originals')), 'are not to be found in it.'],
      [() => keepAFew(before), 'are not to be found in it.'],
    ] as const
    for (const [lack, why] of lacking) {
      renameSync(pathOf('originals'), inData('away'))
      lack()
      const looked = await look()
      assert.match(looked.text, /Nothing can be mended now/)
      assert.doesNotMatch(looked.text, /action="\/admin\/storage\/repairs"/)
      const page = await mend()
      assert.equal(page.status, 422)
      assert.match(page.text, /Nothing was touched/)
      assert.ok(page.text.includes(`The folder of the originals is ${pathOf('originals')}, and `))
      assert.ok(page.text.includes(why), why)
      assert.deepEqual(await rows(), before)
      assert.equal(there(), number)
      rmSync(pathOf('originals'), { recursive: true, force: true })
      renameSync(inData('away'), pathOf('originals'))
    }
    assert.match((await mend()).text, ALL_WELL)
    assert.ok(!existsSync(lost) && !existsSync(strange) && existsSync(files[1]!))
  })

  /** Less than half of the originals. */
  function keepAFew(rows: { sha256: string }[]) {
    for (const { sha256 } of rows.slice(0, rows.length / 2 - 1)) {
      const key = urls.originalKey(sha256)
      plant(key)
      copyFileSync(join(inData('away'), key.slice('originals/'.length)), pathOf(key))
    }
  }

  test('leaves a photo whole beside a file whose name begins like those of its files', async () => {
    const { OPTIONS } = await import('../../shared/media/pipeline.ts')
    const { row, files } = await settled()
    assert.ok(row.recipe.startsWith(OPTIONS))
    const planted = plant(`${urls.derivativesKey(row.sha256, OPTIONS)}-320.jpg`)
    const page = await mend()
    assert.match(page.text, /1 file without a photo removed/)
    assert.match(page.text, ALL_WELL)
    assert.ok(!existsSync(planted))
    assert.ok(files.every(existsSync))
  })

  test('lists links, pipes and names that are not UTF-8, and removes them without following', async () => {
    const target = plant('target/kept.txt')
    const { files } = await settled()
    const folder = dirname(files[0]!)
    symlinkSync(target, join(folder, 'a-link'))
    symlinkSync(dirname(target), join(folder, 'a-link-to-a-folder'))
    symlinkSync('nowhere', join(folder, 'a-link-to-nothing'))
    execFileSync('mkfifo', [join(folder, 'a-pipe')])
    const named = pathOf(urls.originalKey(`${basename(folder)}${randomBytes(31).toString('hex')}`))
    symlinkSync(target, named)
    const odd = Buffer.concat([Buffer.from(`${folder}/odd-`), Buffer.from([0xff]), Buffer.from('-é')])
    writeFileSync(odd, 'odd')
    const page = await look()
    for (const name of ['a-link', 'a-link-to-a-folder', 'a-link-to-nothing', 'a-pipe', 'odd-\ufffd-é'])
      assert.ok(page.text.includes(`/${name}<`), name)
    const mended = await mend()
    assert.match(mended.text, /6 files without a photo removed/)
    assert.match(mended.text, ALL_WELL)
    assert.deepEqual(
      readdirSync(folder).filter((name) => !/^[0-9a-f]{64}$/.test(name)),
      [],
    )
    assert.ok(!existsSync(named) && existsSync(target))
  })

  test('takes a folder in place of an original for no original, as its download does', async () => {
    const { id, files } = await settled()
    renameSync(files[0]!, inData('away'))
    mkdirSync(files[0]!)
    assert.match((await mend()).text, /the original/)
    assert.equal((await editor.get(`/admin/photos/${id}`)).status, 200)
    assert.equal((await editor.get(`/admin/photos/${id}/original`)).status, 404)
    rmdirSync(files[0]!)
    renameSync(inData('away'), files[0]!)
  })

  test('names what cannot be looked at, counts the rest, and leaves the photos in there alone', async () => {
    await settled()
    const rows = () => site.db.selectFrom('photos').selectAll().execute()
    const before = await rows()
    const strange = plant('originals/readme.txt')
    renameSync(inData('www/media'), inData('away'))
    symlinkSync('media', inData('www/media'))
    const page = await look()
    assert.equal(page.status, 200)
    assert.match(page.text, /<td class="main">media<\/td><td>links lead in a circle/)
    assert.match(page.text, new RegExp(`Originals, ${before.length + 1} files`))
    const mended = await mend()
    assert.equal(mended.status, 200)
    assert.match(mended.text, /Whether its files are there cannot be told now/)
    assert.doesNotMatch(mended.text, ALL_WELL)
    assert.ok(!existsSync(strange), 'the rest is mended')
    assert.deepEqual(await rows(), before)
    rmSync(inData('www/media'))
    renameSync(inData('away'), inData('www/media'))
    assert.match((await look()).text, ALL_WELL)
  })

  test('goes on past files that cannot be removed, and names them', async () => {
    const leftovers = await import('../../shared/db/leftovers.ts')
    const { clean, recover } = await import('../../admin/photos/photo-cleaning.ts')
    const bad = urls.frameKey('ab'.repeat(16))
    const [found, mine] = [1, 2].map(() => urls.originalKey(`ab${randomBytes(31).toString('hex')}`))
    const planted = [found!, mine!].map(plant)
    const { now } = site.clock
    await site.write((tx) => leftovers.addFound(tx, [bad, found!]))
    await site.write((tx) => leftovers.add(tx, [mine!], { worker: 0, now }))
    rmSync(dirname(pathOf(bad)), { recursive: true, force: true })
    symlinkSync('ab', dirname(pathOf(bad)))
    const { removed, stuck } = await clean({ write: site.write, now }, 'old')
    assert.deepEqual([removed, [...stuck]], [1, [[bad, 'links lead in a circle']]])
    await recover(site, now)
    assert.ok(!planted.some(existsSync))
    const noted = () => leftovers.noted(site.db, [bad, found!, mine!])
    assert.deepEqual(await noted(), new Set([bad]))
    assert.doesNotMatch((await look()).text, /What cannot be removed/)
    site.pass(HOUR + 1)
    const page = await look()
    assert.match(page.text, /What cannot be removed/)
    assert.match(page.text, new RegExp(`${bad}</td><td>links lead in a circle`))
    assert.doesNotMatch(page.text, ALL_WELL)
    // The link in the way is a strange file, so this is what a repair can help.
    assert.match((await mend()).text, ALL_WELL)
    assert.deepEqual(await noted(), new Set())
  })

  test('says of a repair at once what it could not remove', async () => {
    const leftovers = await import('../../shared/db/leftovers.ts')
    const bad = urls.frameKey('ac'.repeat(16))
    const lost = plant(urls.originalKey(randomBytes(32).toString('hex')))
    await site.write((tx) => leftovers.addFound(tx, [bad]))
    renameSync(inData('www/media'), inData('away'))
    symlinkSync('media', inData('www/media'))
    const page = await mend()
    assert.match(page.text, /1 file without a photo removed/)
    assert.match(page.text, new RegExp(`${bad}</td><td>links lead in a circle`))
    assert.ok(!existsSync(lost))
    rmSync(inData('www/media'))
    renameSync(inData('away'), inData('www/media'))
    assert.match((await mend()).text, ALL_WELL)
  })

  test('stops making files when there is no room for one more, and still removes what is of no use', async () => {
    const all = [await settled(), await settled()]
    for (const { files } of all) rmSync(files[1]!)
    const strange = plant('media/old/photo.jpg')
    const page = await withoutRoom(site, mend)
    assert.match(page.text, /No more files were made\. The disk of the server is nearly full/)
    assert.doesNotMatch(page.text, /nothing that could be mended/)
    assert.ok(!existsSync(strange))
    assert.match((await mend()).text, /2 photos got files again/)
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

  test('leaves photos whole that come in meanwhile, from many at once, and even such as it was just removing', async (t) => {
    const other = await startApp('admin')
    t.after(() => other.close())
    // Of one machine, so of one time: what is an hour old for one of them is so for both.
    other.clock.now = site.clock.now
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
  })
})
