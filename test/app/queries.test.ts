import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import Database from 'better-sqlite3'
import type { Page, Site } from '../client.ts'
import { startApp } from '../client.ts'
import { addresses, traveller } from './addresses.ts'
import { begin, finish, type Player } from './play.ts'

/** A page asks the database so often at most, the session and the player's purse included. */
const MOST_QUERIES = 12

/** Whoever comes first after content has changed asks for what is held in memory from then on. */
const MOST_WHEN_NEW = 15

/** Tables that only editors make longer; all others grow with every player and every answer. */
const SMALL = ['categories', 'cities', 'countries', 'places']

let site: Site
let player: Player
/** Every query of the public group that was heard, with the page or form that asked it. */
const heard = new Map<string, string>()
before(async () => {
  site = await startApp('app')
  player = await traveller(site)
  const { id } = player
  await site.write((tx) => tx.updateTable('questions').set({ author_id: id }).execute())
})
after(() => site.close())

async function hear(what: string, act: () => Promise<Page>): Promise<{ page: Page; count: number }> {
  site.queries.length = 0
  const page = await act()
  const { length: count } = site.queries
  for (const sql of site.queries) if (!heard.has(sql)) heard.set(sql, what)
  return { page, count }
}

describe('The database of the public site', () => {
  test(`is asked at most ${MOST_QUERIES} times for any page, and no page changes it`, async () => {
    for (const path of await addresses(site, player)) {
      await site.write((tx) =>
        tx
          .updateTable('counters')
          .set((eb) => ({ n: eb('n', '+', 1) }))
          .where('name', '=', 'content')
          .execute(),
      )
      const first = await hear(path, () => player.client.get(path))
      assert.ok(
        first.count <= MOST_WHEN_NEW,
        `${path} asks ${first.count} times:\n${site.queries.join('\n')}`,
      )
      const { page, count } = await hear(path, () => player.client.get(path))
      assert.equal(page.status, 200, path)
      assert.ok(count <= MOST_QUERIES, `${path} asks ${count} times:\n${site.queries.join('\n')}`)
      const written = site.queries.filter((sql) => !/^\s*(select|with)\b/i.test(sql))
      assert.deepEqual(written, [], path)
    }
  })

  test('is never read from end to end where it grows, whatever a player does', async () => {
    await hear('playing', async () => {
      const one = await traveller(site)
      await finish(site, one)
      return await one.client.get('/')
    })
    await hear('beginning', async () => (await begin(site)).client.get('/'))
    assert.ok(heard.size > 30, `only ${heard.size} queries were heard`)
    const { config } = await import('../../shared/config.ts')
    const file = new Database(config.database, { readonly: true })
    const slow = [...heard].flatMap(([sql, where]) =>
      scans(file, sql).map((table) => `${where} reads all of ${table}: ${sql}`),
    )
    file.close()
    assert.deepEqual(slow, [])
  })
})

interface Step {
  detail: string
}

/** The tables that `sql` reads from end to end though they grow. */
function scans(file: Database.Database, sql: string): string[] {
  // An insert into a parent table plans to look for its children, and does so only while a deferred key is broken.
  if (!/^\s*(select|with|update|delete)\b/i.test(sql)) return []
  const nothing = (sql.match(/\?/g) ?? []).map(() => null)
  const plan = file.prepare(`explain query plan ${sql}`).all(nothing) as Step[]
  const aliases = new Map([...sql.matchAll(/"(\w+)" as "(\w+)"/g)].map(([, table, alias]) => [alias, table]))
  // What a query makes itself is read to its end, and is as small as the steps that fill it.
  const made = plan.flatMap(({ detail }) => /^(?:CO-ROUTINE|MATERIALIZE) (\w+)/.exec(detail)?.[1] ?? [])
  return plan.flatMap(({ detail }) => {
    const [, name] = /^SCAN (\w+)/.exec(detail) ?? []
    if (!name || name === 'json_each' || made.includes(name)) return []
    const table = aliases.get(name) ?? name
    return SMALL.includes(table) ? [] : [table]
  })
}
