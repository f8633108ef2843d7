import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import sharp from 'sharp'
import type { Connection } from '../../shared/db/connection.ts'
import { type Site, startApp } from '../client.ts'

const HOUR = 3_600_000
const LIMIT = 50

describe('Leftover files', () => {
  let site: Site
  /** Two processes: each has a connection of its own to the same database, and none of them stops the other's event loop. */
  let one: Connection
  let other: Connection
  let leftovers: typeof import('../../shared/db/leftovers.ts')
  let files: typeof import('../../admin/photos/photo-cleaning.ts')
  let urls: typeof import('../../shared/media/urls.ts')
  before(async () => {
    site = await startApp('admin')
    leftovers = await import('../../shared/db/leftovers.ts')
    files = await import('../../admin/photos/photo-cleaning.ts')
    urls = await import('../../shared/media/urls.ts')
    const { config } = await import('../../shared/config.ts')
    const { connect } = await import('../../shared/db/connection.ts')
    one = connect(config.database, { timeout: 0 })
    other = connect(config.database, { timeout: 0 })
  })
  after(async () => {
    await one.close()
    await other.close()
    await site.close()
  })
  beforeEach(() => site.write((tx) => tx.deleteFrom('leftovers').execute()))

  const newKey = () => urls.originalKey(randomBytes(32).toString('hex'))
  const pathOf = (key: string) => join(process.env.DATA_DIR!, key)
  const isNoted = async (key: string) => (await leftovers.noted(site.db, [key])).has(key)

  /** Process 0 notes through the one connection, process 1 through the other. */
  const add = (worker: 0 | 1, key: string, now = site.clock.now) =>
    (worker ? other : one).write((tx) => leftovers.add(tx, [key], { worker, now }))
  const retire = (key: string, now: number) => site.write((tx) => leftovers.retire(tx, [key], { now }))
  const takeOwn = async (worker: 0 | 1) =>
    (
      await (worker ? other : one).write((tx) =>
        leftovers.take(tx, { worker, now: site.clock.now }, undefined, LIMIT),
      )
    ).keys
  const takeOld = async (worker: 0 | 1) => {
    const before = site.clock.now - HOUR
    const by = { worker, now: site.clock.now }
    return (await (worker ? other : one).write((tx) => leftovers.take(tx, by, before, LIMIT))).keys
  }

  test('that a dead process had in hand go at its next start, and those of another stay', async () => {
    const [mine, theirs] = [newKey(), newKey()]
    await add(0, mine)
    await add(1, theirs)
    assert.deepEqual(await takeOwn(0), [mine])
    assert.equal(await isNoted(theirs), true)
    assert.deepEqual(await takeOwn(1), [theirs])
  })

  test('in the hands of two stay until the last one lets go', async () => {
    const key = newKey()
    await add(0, key)
    await add(1, key)
    assert.deepEqual(await takeOwn(1), [])
    assert.equal(await isNoted(key), true)
    assert.deepEqual(await takeOwn(0), [key])
  })

  test('that a row shows are never taken, whoever noted them', async () => {
    const row = await site.db.selectFrom('photos').selectAll().limit(1).executeTakeFirstOrThrow()
    const keys = [urls.originalKey(row.sha256), urls.derivativesKey(row.sha256, row.recipe)]
    for (const key of keys) {
      await add(1, key, 0)
      await retire(key, 0)
    }
    await site.write((tx) => leftovers.addFound(tx, keys))
    assert.deepEqual([...(await takeOwn(1)), ...(await takeOld(0)), ...(await takeOld(1))], [])
  })

  test('of an older picture keep their hour when the process starts again that changed it', async () => {
    const key = newKey()
    await add(0, key)
    await retire(key, site.clock.now)
    await site.write((tx) => leftovers.addFound(tx, [key]))
    assert.deepEqual(await takeOwn(0), [])
    assert.deepEqual(await takeOld(0), [])
    site.pass(HOUR + 1)
    assert.deepEqual(await takeOld(1), [key])
  })

  test('that the sweep found are not taken out of the hands of somebody who brings them', async () => {
    const key = newKey()
    await add(1, key)
    await site.write((tx) => leftovers.addFound(tx, [key]))
    assert.deepEqual(await takeOld(0), [])
    const found = newKey()
    await site.write((tx) => leftovers.addFound(tx, [found]))
    await add(1, found)
    assert.deepEqual(await takeOld(0), [])
    assert.equal(await isNoted(found), true)
  })

  test('that one process is removing are its alone: no other finishes that, and nobody brings them meanwhile', async () => {
    const key = newKey()
    await retire(key, 0)
    assert.deepEqual(await takeOld(0), [key])
    assert.deepEqual([await takeOld(1), await takeOwn(1), await takeOwn(0)], [[], [], []])
    assert.deepEqual(await leftovers.begun(other.db, 1), [])
    assert.deepEqual(await leftovers.begun(site.db, 0), [key])
    await assert.rejects(add(1, key), /being removed at this moment/)
    await site.write((tx) => leftovers.forget(tx, [key]))
    await add(1, key)
  })

  test('are taken once by two that clean at the same time', async () => {
    const keys = Array.from({ length: 120 }, newKey)
    await site.write((tx) => leftovers.addFound(tx, keys))
    const taken = (await Promise.all([0, 1, 0, 1].map((worker) => takeOld(worker as 0 | 1)))).flat()
    assert.equal(taken.length, 120)
    assert.deepEqual(new Set(taken), new Set(keys))
  })

  test('whose removal was cut short are removed by the same process the next time', async () => {
    const key = newKey()
    await files.recover(site, site.clock.now)
    await retire(key, 0)
    await takeOld(0)
    const { put } = await import('../../shared/media/store.ts')
    await put(key, Buffer.from('half removed'))
    await files.recover(site, site.clock.now)
    assert.equal(existsSync(pathOf(key)), false)
    assert.equal(await isNoted(key), false)
  })

  test('that are being removed make an upload of the same bytes wait, and then it is whole', async () => {
    const editor = await site.as('editor')
    const bytes = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#678' } })
      .jpeg()
      .withExif({ IFD0: { Make: randomBytes(8).toString('hex') } })
      .toBuffer()
    const path = join(process.env.DATA_DIR!, 'bytes')
    writeFileSync(path, bytes)
    const { hashFile } = await import('../../shared/media/pipeline.ts')
    const sha256 = await hashFile(path)
    rmSync(path)
    const key = urls.originalKey(sha256)
    await retire(key, 0)
    assert.deepEqual(await takeOld(1), [key])
    const words = {
      photo_title: 'A test',
      photo_alt: 'Blue',
      photo_author: 'Ada',
      photo_licence: 'CC BY 4.0',
    }
    const photo_file = new File([new Uint8Array(bytes)], 'photo.jpg')
    let answered = false
    const sent = editor.post('/admin/photos', { ...words, photo_file }).finally(() => {
      answered = true
    })
    // It has come as far as its note, and was turned away: that is the only thing it tries again.
    site.queries.length = 0
    while (site.queries.filter((query) => query.includes('"removing" =')).length < 2)
      await new Promise((done) => setTimeout(done, 1))
    assert.equal(answered, false)
    assert.equal(existsSync(pathOf(key)), false)
    await other.write((tx) => leftovers.forget(tx, [key]))
    assert.equal((await sent).status, 303)
    const row = await site.db
      .selectFrom('photos')
      .selectAll()
      .where('sha256', '=', sha256)
      .executeTakeFirstOrThrow()
    for (const one of urls.keysOf(row))
      assert.ok(existsSync(join(process.env.DATA_DIR!, one.startsWith('media/') ? 'www' : '', one)), one)
  })
})
