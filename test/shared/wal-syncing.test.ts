import assert from 'node:assert/strict'
import { createHook } from 'node:async_hooks'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { connect } from '../../shared/db/connection.ts'
import { migrate } from '../../shared/db/schema.ts'
import { syncWal } from '../../shared/db/wal-syncing.ts'

describe('What was written', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'aroundtheworld-sync-'))
  const path = join(folder, 'database.db')
  await migrate(path)
  const { db, write, close } = connect(path, { timeout: 0 })
  const count = (name: string) => write((tx) => tx.insertInto('counters').values({ name, n: 0 }).execute())
  const counted = async () => (await db.selectFrom('counters').selectAll().execute()).length
  // Opens the log.
  await count('first')

  const waiting = new Set<number>()
  const done: number[] = []
  const hook = createHook({
    init: (id, type) => type === 'FSREQPROMISE' && waiting.add(id),
    before: (id) => waiting.delete(id) && done.push(id),
  }).enable()
  after(async () => {
    hook.disable()
    await close()
    rmSync(folder, { recursive: true })
  })

  test('is on the disk when its promise resolves, and seen before', async () => {
    const [turns, rows] = [done.length, await counted()]
    const written = count('one')
    while (waiting.size === 0) await Promise.resolve()
    assert.equal(await counted(), rows + 1, 'it was committed before the disk was asked')
    assert.equal(done.length, turns)
    await written
    assert.equal(done.length, turns + 1)
  })

  test('shares its turn of the disk with what was written meanwhile', async () => {
    const turns = done.length
    await Promise.all(Array.from({ length: 30 }, (_, i) => count(`of many ${i}`)))
    assert.ok(done.length - turns <= 3, `${done.length - turns} turns of the disk`)
  })

  test('is not told of as kept when the disk fails, and the next is tried again', async () => {
    const elsewhere = syncWal(join(folder, 'nothing.db'))
    await assert.rejects(elsewhere.sync(), { code: 'ENOENT' })
    writeFileSync(join(folder, 'nothing.db-wal'), '')
    await elsewhere.sync()
    await elsewhere.close()
  })
})
