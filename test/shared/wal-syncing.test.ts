import assert from 'node:assert/strict'
import fs, { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, describe, test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { sql } from 'kysely'
import { connect } from '../../shared/db/connection.ts'
import { migrate } from '../../shared/db/schema.ts'
import { walSize } from '../../shared/db/wal.ts'
import { until } from '../journey/stack.ts'

type Told = (error: NodeJS.ErrnoException | null) => void

/** A disk that can be held up and can fail. What it keeps it keeps. */
const disk = { turns: 0, isHeld: false, fails: false, waiting: [] as (() => void)[] }
const { fdatasync } = fs
fs.fdatasync = ((file: number, told: Told) => {
  disk.turns++
  const go = () =>
    disk.fails ? told(Object.assign(new Error('the disk failed'), { code: 'EIO' })) : fdatasync(file, told)
  if (disk.isHeld) disk.waiting.push(go)
  else go()
}) as typeof fs.fdatasync
syncBuiltinESMExports()

const letGo = () => disk.waiting.shift()!()

describe('What was written', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'aroundtheworld-sync-'))
  const path = join(folder, 'database.db')
  await migrate(path)
  const connection = connect(path, { timeout: 0 })
  const { db, write } = connection
  let n = 0
  const count = (on = write) =>
    on((tx) =>
      tx
        .insertInto('counters')
        .values({ name: `one of many ${n++}`, n: 0 })
        .execute(),
    )
  const counted = async () => (await db.selectFrom('counters').selectAll().execute()).length
  const comes = (turns: number) =>
    until(
      () => disk.turns === turns,
      () => `the disk was asked ${disk.turns} times`,
    )
  afterEach(() => Object.assign(disk, { isHeld: false, fails: false }))
  after(async () => {
    await connection.close()
    rmSync(folder, { recursive: true })
  })

  test('is seen at once and told of when the disk has it', async () => {
    const [turns, rows] = [disk.turns, await counted()]
    disk.isHeld = true
    let isTold = false
    const written = count().then(() => {
      isTold = true
    })
    await comes(turns + 1)
    assert.equal(await counted(), rows + 1)
    assert.equal(isTold, false)
    letGo()
    await written
    assert.equal(disk.turns, turns + 1)
  })

  test('meanwhile waits for the next turn of the disk, all of it for the same', async () => {
    const { turns } = disk
    disk.isHeld = true
    const first = count()
    await comes(turns + 1)
    let told = 0
    const others = Array.from({ length: 30 }, () => count().then(() => told++))
    letGo()
    await first
    await comes(turns + 2)
    assert.equal(told, 0, 'the turn that had begun before may not have had it')
    letGo()
    await Promise.all(others)
    assert.equal(disk.turns, turns + 2)
  })

  test('is waited for before its connection closes', async () => {
    const other = connect(path, { timeout: 0 })
    const { turns } = disk
    disk.isHeld = true
    const written = count(other.write)
    await comes(turns + 1)
    let isClosed = false
    const closed = other.close().then(() => {
      isClosed = true
    })
    await setImmediate()
    assert.equal(isClosed, false)
    letGo()
    await Promise.all([written, closed])
    await other.close()
  })

  test('is in order also behind a disk that failed: no log with a hole is built upon', async () => {
    await count()
    disk.fails = true
    await assert.rejects(count(), { code: 'EIO' })
    await assert.rejects(count(), { code: 'EIO' })
    disk.fails = false
    const reader = new Database(path, { readonly: true })
    const reading = reader.prepare('select * from counters').iterate()
    reading.next()
    await assert.rejects(count(), /in use/)
    reading.return!()
    reader.close()
    const rows = await counted()
    await count()
    assert.ok(walSize(path) < 100_000, 'the log began anew')
    assert.equal(await counted(), rows + 1)
  })

  test('is safe in the log before it is copied: SQLite itself waits for that', async () => {
    const { rows } = await write((tx) => sql<{ synchronous: number }>`pragma synchronous`.execute(tx))
    assert.equal(rows[0]!.synchronous, 1)
  })

  test('is found through a link as well', async () => {
    const link = join(folder, 'link.db')
    symlinkSync(path, link)
    const linked = connect(link, { timeout: 0 })
    await count(linked.write)
    await linked.close()
  })
})
