import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { connect, looked, type Reader, type Tx } from '../../shared/db/connection.ts'
import { held } from '../../shared/db/content.ts'
import { prepare } from '../../shared/db/prepare.ts'
import { migrate } from '../../shared/db/schema.ts'

describe('What is looked at before the lock is taken', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'aroundtheworld-looking-'))
  const path = join(folder, 'database.db')
  await migrate(path)
  const { db, write, close } = connect(path, { timeout: 0 })
  const other = new Database(path, { timeout: 5000 })
  other.exec(`insert into counters (name, n) values ('seen', 0)`)
  const othersCount = other.prepare(`update counters set n = n + 1 where name = 'seen'`)
  after(async () => {
    other.close()
    await close()
    rmSync(folder, { recursive: true })
  })

  let looks = 0
  const look = async (on: Reader | Tx) => {
    looks++
    return await on.selectFrom('counters').select('n').where('name', '=', 'seen').executeTakeFirstOrThrow()
  }
  const events = {
    'another process writes': async () => othersCount.run(),
    'this process writes': async () =>
      await write((tx) =>
        tx
          .updateTable('counters')
          .set((eb) => ({ n: eb('n', '+', 1) }))
          .where('name', '=', 'seen')
          .execute(),
      ),
    'this process reads': async () => await look(db),
    'a turn of the event loop ends': async () => await new Promise(setImmediate),
  }
  type Event = keyof typeof events

  test('is not read again while nobody writes', async () => {
    looks = 0
    const seen = await looked(db, look)
    await events['a turn of the event loop ends']()
    await write(async (tx) => await seen(tx))
    assert.equal(looks, 1)
  })

  test('is read again when anybody wrote since', async () => {
    for (const event of ['another process writes', 'this process writes'] as const) {
      const seen = await looked(db, look)
      await events[event]()
      looks = 0
      await write(async (tx) => await seen(tx))
      assert.equal(looks, 1, event)
    }
  })

  test('is read again where looking failed', async () => {
    let fails = true
    const seen = await looked(db, async (on) => {
      if (fails) throw new Error('on purpose')
      return await look(on)
    })
    fails = false
    assert.ok(await write(async (tx) => await seen(tx)))
  })

  test('is new where this process holds content that another has changed in this turn of the event loop', async () => {
    const name = held(async (on, id: number) => {
      const found = await on.selectFrom('categories').select('name').where('id', '=', id).executeTakeFirst()
      return found?.name
    })
    other.exec(
      `insert into categories (id, slug, name, description, position) values (7, 'here', 'Here', '', 1)`,
    )
    assert.equal(await name(db, 7), 'Here')
    other.exec(`update categories set name = 'There' where id = 7`)
    const seen = await looked(db, (on) => name(on, 7))
    assert.equal(await write(async (tx) => await seen(tx)), 'There')
  })

  test('is read again when a write that had begun before commits behind it', async () => {
    for (let pause = 0; pause < 40; pause++) {
      const own = events['this process writes']()
      for (let i = 0; i < pause; i++) await null
      const seen = await looked(db, look)
      const next = write(async (tx) => assert.deepEqual(await seen(tx), await look(tx), `${pause} ticks`))
      await Promise.all([own, next])
    }
  })

  test('is what the transaction itself would read, whatever happened before, meanwhile and since', async () => {
    const some = fc.array(fc.constantFrom(...(Object.keys(events) as Event[])), { maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(some, some, some, async (before, meanwhile, since) => {
        const happen = async (list: Event[]) => {
          for (const event of list) await events[event]()
        }
        await happen(before)
        let isFirst = true
        const seen = await looked(db, async (on) => {
          const early = await look(on)
          if (isFirst) await happen(meanwhile)
          isFirst = false
          return [early, await look(on)]
        })
        await happen(since)
        await write(async (tx) => assert.deepEqual(await seen(tx), [await look(tx), await look(tx)]))
      }),
      { numRuns: 300 },
    )
  })
})

describe('What is read', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'aroundtheworld-reading-'))
  const path = join(folder, 'database.db')
  await migrate(path)
  const { db, close } = connect(path, { timeout: 0 })
  const other = new Database(path, { timeout: 5000 })
  other.exec(`insert into counters (name, n) values ('seen', 0)`)
  const countQuery = prepare((on, p: { name: string }) =>
    on.selectFrom('counters').select('n').where('name', '=', p.name),
  )
  const read = async () => (await countQuery(db, { name: 'seen' }))[0]!.n
  after(async () => {
    other.close()
    await close()
    rmSync(folder, { recursive: true })
  })

  test('until the next event is of one state, and behind it of the newest, however an event begins', async () => {
    for (const event of [setImmediate, (go: () => void) => void setTimeout(go, 1)]) {
      await new Promise<void>((resolve, reject) => {
        event(() => {
          const reading = async () => {
            const first = await read()
            other.exec(`update counters set n = n + 1 where name = 'seen'`)
            await Promise.resolve()
            assert.equal(await read(), first)
            await new Promise(setImmediate)
            assert.equal(await read(), first + 1)
          }
          reading().then(resolve, reject)
        })
      })
    }
  })
})
