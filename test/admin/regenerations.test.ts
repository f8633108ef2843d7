import assert from 'node:assert/strict'
import { existsSync, readdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import Database from 'better-sqlite3'
import sharp from 'sharp'
import { type Site, startApp } from '../client.ts'
import { withoutRoom } from './full.ts'

const WORDS = {
  photo_title: 'A test',
  photo_alt: 'Coloured noise',
  photo_author: 'Ada',
  photo_licence: 'CC BY 4.0',
}
const HOUR = 3_600_000

/** No two of them are the same photo. */
let photos = 0

const noise = (width = 400, height = 300) =>
  sharp({
    create: {
      width,
      height,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  })
    .jpeg()
    .withExif({ IFD0: { Make: `Camera ${photos++}` } })
    .toBuffer()

describe('A regeneration', () => {
  let site: Site
  let editor: Awaited<ReturnType<Site['as']>>
  let urls: typeof import('../../shared/media/urls.ts')
  let pipeline: typeof import('../../shared/media/pipeline.ts')
  before(async () => {
    site = await startApp('admin')
    editor = await site.as('editor')
    urls = await import('../../shared/media/urls.ts')
    pipeline = await import('../../shared/media/pipeline.ts')
  })
  after(() => site.close())
  beforeEach(() => site.write((tx) => tx.deleteFrom('regenerations').execute()))

  const pathOf = (key: string) => join(process.env.DATA_DIR!, key.startsWith('media/') ? 'www' : '', key)
  const rowOf = (id: number) =>
    site.db.selectFrom('photos').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const runs = () => site.db.selectFrom('regenerations').selectAll().orderBy('id', 'desc').execute()

  async function bring(bytes: Buffer): Promise<number> {
    const photo_file = new File([new Uint8Array(bytes)], 'photo.jpg')
    const { location } = await editor.post('/admin/photos', { ...WORDS, photo_file })
    return Number(/photos\/(\d+)/.exec(location)?.[1])
  }

  /** A photo whose files were made by an older release. */
  async function old(bytes?: Buffer): Promise<number> {
    const id = await bring(bytes ?? (await noise()))
    const row = await rowOf(id)
    const recipe = `deadbeef${row.recipe.slice(8)}`
    const folder = join(pathOf(urls.derivativesKey(row.sha256, '')), '..', row.sha256)
    for (const name of readdirSync(folder))
      renameSync(join(folder, name), join(folder, name.replace(row.recipe, recipe)))
    await site.write((tx) => tx.updateTable('photos').set({ recipe }).where('id', '=', id).execute())
    return id
  }

  const many = async (n: number) => {
    const ids: number[] = []
    for (let i = 0; i < n; i++) ids.push(await old())
    return ids
  }

  /** Looks again and again until the newest run is as it should be. */
  async function until(there: (run: Awaited<ReturnType<typeof runs>>[number]) => boolean, look = () => {}) {
    for (;;) {
      look()
      const [run] = await runs()
      if (run && there(run)) return run
      await new Promise(setImmediate)
    }
  }

  test('is not offered while all files are made in the present way, and asked for does nothing', async () => {
    const page = await editor.get('/admin/regenerations')
    assert.match(page.text, /there is nothing to do/)
    assert.doesNotMatch(page.text, /action="\/admin\/regenerations/)
    assert.equal((await editor.post('/admin/regenerations')).status, 303)
    assert.deepEqual(await runs(), [])
  })

  test('makes the files of every old photo anew, and at no moment a row speaks of a file that is not there', async () => {
    const ids = await many(5)
    assert.match(
      (await editor.get('/admin/regenerations')).text,
      /5 photos have files that were made in an older way/,
    )
    const before = await Promise.all(ids.map(rowOf))
    await editor.post('/admin/regenerations')
    const file = new Database(join(process.env.DATA_DIR!, 'aroundtheworld.db'), { readonly: true })
    const read = file.prepare(`select * from photos where id in (${ids})`)
    let looks = 0
    const run = await until(
      ({ state }) => state === 'finished',
      () => {
        for (const row of read.all() as Awaited<ReturnType<typeof rowOf>>[])
          for (const key of urls.keysOf(row)) assert.ok(existsSync(pathOf(key)), `${key} in look ${looks}`)
        looks++
      },
    )
    file.close()
    assert.ok(looks > 5)
    assert.deepEqual([run.total, run.done, run.failed, run.started_by], [5, 5, '[]', editor.id])
    for (const [i, id] of ids.entries()) {
      const row = await rowOf(id)
      assert.ok(row.recipe.startsWith(pipeline.OPTIONS))
      assert.equal(row.version, before[i]!.version, 'it is no edit')
    }
    const page = await editor.get('/admin/regenerations')
    assert.match(page.text, /there is nothing to do/)
    assert.match(page.text, /5 of 5/)
  })

  test('leaves the old files for an hour to those who look at them, also through a restart', async () => {
    const id = await old()
    const gone = urls
      .keysOf(await rowOf(id))
      .slice(1)
      .map(pathOf)
    await editor.post('/admin/regenerations')
    await until(({ state }) => state === 'finished')
    const { clean, recover } = await import('../../admin/photos/photo-cleaning.ts')
    await recover(site, site.clock.now)
    assert.ok(gone.every(existsSync))
    await clean({ write: site.write, now: site.clock.now + HOUR + 1 }, 'old')
    assert.ok(!gone.some(existsSync))
    assert.ok(urls.keysOf(await rowOf(id)).every((key) => existsSync(pathOf(key))))
  })

  test('can be cancelled, and resumed where it was; a second one does not begin meanwhile', async () => {
    const ids = await many(6)
    await editor.post('/admin/regenerations')
    const { id } = await until(({ done }) => done >= 1)
    assert.equal((await editor.post('/admin/regenerations')).location, '/admin/regenerations')
    assert.match((await editor.get('/admin/regenerations')).text, /<progress[^>]* max="6"/)
    assert.equal((await editor.post(`/admin/regenerations/${id}/cancellation`)).status, 303)
    assert.equal((await editor.post(`/admin/regenerations/${id}/cancellation`)).status, 303)
    const [cancelled, ...others] = await runs()
    assert.equal(cancelled!.state, 'cancelled')
    assert.deepEqual(others, [])
    const page = await editor.get('/admin/regenerations')
    assert.match(page.text, /Go on where it was cancelled/)
    const left = (await Promise.all(ids.map(rowOf))).filter(({ recipe }) => recipe.startsWith('deadbeef'))
    assert.ok(left.length > 0 && left.length < 6)
    assert.equal((await editor.post(`/admin/regenerations/${id}/resumption`)).status, 303)
    assert.equal((await editor.post(`/admin/regenerations/${id}/resumption`)).status, 303)
    const { done, total } = await until(({ state }) => state === 'finished')
    assert.deepEqual([done, total], [6, 6])
    assert.equal((await runs()).length, 1)
    await editor.post(`/admin/regenerations/${id}/resumption`)
    assert.equal((await runs())[0]!.state, 'finished')
  })

  test('ends when the disk is full, says so, and goes on where it was once there is room', async () => {
    await many(3)
    const run = await withoutRoom(site, async () => {
      await editor.post('/admin/regenerations')
      return await until(({ state }) => state === 'cancelled')
    })
    assert.equal(run.done, 0)
    const page = await editor.get('/admin/regenerations')
    assert.match(page.text, /The last run ended before its end\. The disk of the server is nearly full/)
    assert.match(page.text, /0 of 3/)
    await editor.post(`/admin/regenerations/${run.id}/resumption`)
    const { done, failed } = await until(({ state }) => state === 'finished')
    assert.deepEqual([done, failed], [3, '[]'])
    assert.doesNotMatch((await editor.get('/admin/regenerations')).text, /nearly full/)
  })

  test('that is not the newest is neither offered to be resumed nor resumed', async () => {
    await many(4)
    const states = async () => (await runs()).map(({ state }) => state)
    const act = (id: number, what: string) => editor.post(`/admin/regenerations/${id}/${what}`)
    for (let i = 0; i < 2; i++) {
      await editor.post('/admin/regenerations')
      await act((await runs())[0]!.id, 'cancellation')
    }
    const [newest, first] = await runs()
    assert.equal((await act(first!.id, 'resumption')).status, 303)
    assert.deepEqual(await states(), ['cancelled', 'cancelled'])
    const page = await editor.get('/admin/regenerations')
    assert.deepEqual(page.text.match(/\d+\/resumption/g), [`${newest!.id}/resumption`])
    await act(newest!.id, 'resumption')
    await until(({ state }) => state === 'finished')
    assert.equal((await act(first!.id, 'resumption')).status, 303)
    assert.deepEqual(await states(), ['finished', 'cancelled'])
    assert.doesNotMatch((await editor.get('/admin/regenerations')).text, /resumption/)
  })

  test('says of each photo that could not be made why not, and the rest go on', async () => {
    const [missing, damaged, other, good] = await many(4)
    const original = async (id: number) => pathOf(urls.originalKey((await rowOf(id)).sha256))
    rmSync(await original(missing!))
    truncateSync(await original(damaged!), 3000)
    writeFileSync(await original(other!), await noise())
    await editor.post('/admin/regenerations')
    const run = await until(({ state }) => state === 'finished')
    assert.deepEqual(
      JSON.parse(run.failed).map((one: { id: number }) => one.id),
      [missing, damaged, other],
    )
    assert.equal(run.done, 4)
    assert.ok((await rowOf(good!)).recipe.startsWith(pipeline.OPTIONS))
    const page = await editor.get('/admin/regenerations')
    for (const id of [missing, damaged, other]) {
      assert.ok(page.text.includes(`href="/admin/photos/${id}"`))
      assert.ok((await rowOf(id!)).recipe.startsWith('deadbeef'))
    }
    assert.equal(page.text.match(/The original of this photo is damaged/g)?.length, 2)
    assert.match(page.text, /The original of this photo is missing on the disk/)
    assert.match(page.text, /1 of 4/)
    assert.match(page.text, /3 photos have files/)
    await site.write((tx) =>
      tx.deleteFrom('photos').where('id', 'in', [missing!, damaged!, other!]).execute(),
    )
  })

  test('goes on at the next start of the process that died, and of no other', async () => {
    const ids = await many(2)
    const { workOn, workOnOwn } = await import('../../admin/photos/regenerating.ts')
    const run = { state: 'running', total: 2, done: 1, last_id: ids[0]!, started_at: site.clock.now } as const
    const insert = (worker: number) =>
      site.write((tx) =>
        tx
          .insertInto('regenerations')
          .values({ ...run, worker, started_by: editor.id })
          .execute(),
      )
    const world = { db: site.db, write: site.write, clock: () => site.clock.now }
    await insert(1)
    await workOnOwn(world)
    // Resumed over there while this process had not looked yet.
    workOn(world, (await runs())[0]!.id)
    for (let i = 0; i < 5; i++) await editor.get('/admin/regenerations')
    assert.equal((await runs())[0]!.done, 1)
    await site.write((tx) => tx.deleteFrom('regenerations').execute())
    await insert(0)
    await workOnOwn(world)
    assert.equal((await until(({ state }) => state === 'finished')).done, 2)
    assert.ok((await rowOf(ids[1]!)).recipe.startsWith(pipeline.OPTIONS))
    assert.ok((await rowOf(ids[0]!)).recipe.startsWith('deadbeef'), 'what was done is not done again')
    await editor.post('/admin/regenerations')
    await until(({ state }) => state === 'finished')
  })

  test('leaves a photo alone that an editor changed while its files were made', async () => {
    const id = await old(await noise(1600, 1200))
    const read = await rowOf(id)
    await editor.post('/admin/regenerations')
    const renamed = await editor.post(`/admin/photos/${id}`, {
      ...WORDS,
      photo_author: 'Grace',
      version: read.version,
    })
    assert.equal(renamed.status, 303, renamed.text)
    await until(({ state }) => state === 'finished')
    const row = await rowOf(id)
    assert.deepEqual([row.author, row.version, row.recipe], ['Grace', 2, pipeline.recipeFor(row)])
    assert.ok(urls.keysOf(row).every((key) => existsSync(pathOf(key))))
    const { showFiles } = await import('../../admin/photos/photo-files.ts')
    const { id: _, ...pixels } = { ...read, recipe: pipeline.recipeFor(read) }
    assert.equal(
      await site.write((tx) => showFiles(tx, read, pixels, { clock: () => site.clock.now })),
      false,
    )
    assert.deepEqual(await rowOf(id), row)
  })

  test('goes on while photos come in', async () => {
    await many(3)
    await editor.post('/admin/regenerations')
    const brought = await Promise.all([noise(), noise(), noise()].map(async (bytes) => bring(await bytes)))
    assert.equal((await until(({ state }) => state === 'finished')).done, 3)
    for (const id of brought) assert.ok(urls.keysOf(await rowOf(id)).every((key) => existsSync(pathOf(key))))
  })
})
