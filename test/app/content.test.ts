import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import Database from 'better-sqlite3'
import type { Reader, Tx } from '../../shared/db/connection.ts'
import { type Site, startApp } from '../client.ts'
import { traveller } from './addresses.ts'
import { offered, type Player } from './play.ts'

let site: Site
let player: Player
before(async () => {
  site = await startApp('app')
  player = await traveller(site)
})
after(() => site.close())

/** Changes content as the dashboard does: in another process, through a connection of its own. */
async function elsewhere(sql: string, ...values: unknown[]): Promise<void> {
  const { config } = await import('../../shared/config.ts')
  const file = new Database(config.database)
  file.prepare(sql).run(...values)
  file.close()
}

const read = async (path: string) => (await player.client.get(path)).text

describe('Content that is held in memory', () => {
  test('is what another process made of it a moment ago: a city, its text, its photos, what is asked there', async () => {
    assert.match(await read('/cities/tokyo'), /<h1>Tokyo<\/h1>/)
    await elsewhere("update cities set name = 'Edo' where slug = 'tokyo'")
    assert.match(await read('/cities/tokyo'), /<h1>Edo<\/h1>/)
    assert.match(await read('/airport'), /Edo/, 'in the list of all cities too')

    await elsewhere("delete from documents where kind = 'city' and ref = 'tokyo'")
    assert.match(await read('/cities/tokyo'), /Nobody has written about Edo yet/)
    await elsewhere(
      "insert into documents (kind, ref, body, updated_at) values ('city', 'tokyo', 'A fishing village.', 1)",
    )
    assert.match(await read('/cities/tokyo'), /A fishing village\./)

    const work = (await offered(player, 'london')).at(-1)
    await elsewhere("update categories set name = 'Banners' where slug = ?", work)
    assert.match(await read('/cities/london'), /Banners<\/a><\/h3>/)
    const category = '(select id from categories where slug = ?)'
    await elsewhere(`delete from question_cities where category_id = ${category}`, work)
    assert.doesNotMatch(await read('/cities/london'), /Banners<\/a><\/h3>/)
  })

  test('is what a transaction sees that changed it itself, and nobody else when that is undone', async () => {
    const cities = await import('../../shared/db/cities.ts')
    const name = async (on: Reader | Tx) => (await cities.bySlug(on, 'oslo'))!.name
    const asked = () => site.queries.filter((text) => /from "cities".+"slug" = \+\?/.test(text)).length
    assert.equal(await name(site.db), 'Oslo')
    const before = asked()
    assert.equal(await site.write(name), 'Oslo')
    assert.equal(asked(), before, 'what is held serves a transaction that changed nothing')
    const undone = site.write(async (tx) => {
      await tx.updateTable('cities').set({ name: 'Kristiania' }).where('slug', '=', 'oslo').execute()
      assert.equal(await name(tx), 'Kristiania')
      assert.equal(await name(site.db), 'Oslo')
      throw new Error('on purpose')
    })
    await assert.rejects(undone, /on purpose/)
    assert.deepEqual([await name(site.db), await site.write(name)], ['Oslo', 'Oslo'])
  })

  test('is never older than the question for it, wherever in its turn the event loop stands', async () => {
    const cities = await import('../../shared/db/cities.ts')
    const name = async () => (await cities.bySlug(site.db, 'cairo'))!.name
    await new Promise((done) => setImmediate(done))
    assert.equal(await name(), 'Cairo')
    await elsewhere("update cities set name = 'Fustat' where slug = 'cairo'")
    // The timer is due when this turn ends, and comes before its next one would have ended a reading.
    const due = new Promise((done) => setTimeout(done, 1))
    for (const until = performance.now() + 3; performance.now() < until; );
    await due
    assert.equal(await name(), 'Fustat')
  })

  test('is shared by all who read it, and nobody can change it for the others', async () => {
    const cities = await import('../../shared/db/cities.ts')
    const city = (await cities.bySlug(site.db, 'paris'))!
    assert.equal(await cities.bySlug(site.db, 'paris'), city)
    assert.throws(() => Object.assign(city, { name: 'Lutetia' }), TypeError)
  })

  test('is not held for what is not there', async () => {
    const cities = await import('../../shared/db/cities.ts')
    assert.equal(await cities.bySlug(site.db, 'atlantis'), undefined)
    site.queries.length = 0
    await cities.bySlug(site.db, 'atlantis')
    assert.equal(site.queries.filter((sql) => /"slug"/.test(sql)).length, 1)
  })
})
