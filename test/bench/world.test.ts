import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import Database from 'better-sqlite3'
import { Client } from '../client.ts'
import { startApp, throughput } from './drive.ts'
import { makeWorld, type Traveller } from './world.ts'

const SIZE = { players: 200, answers: 2_000 }

describe('A world for benches', () => {
  const folder = mkdtempSync(join(tmpdir(), 'aroundtheworld-bench-world-'))
  let app: Awaited<ReturnType<typeof startApp>>
  let file: Database.Database
  let travellers: Traveller[]
  before(async () => {
    const world = await makeWorld(folder, SIZE)
    travellers = world.travellers
    file = new Database(join(world.dataDir, 'aroundtheworld.db'), { readonly: true })
    app = await startApp(world.dataDir)
  })
  after(async () => {
    file?.close()
    await app?.end()
    rmSync(folder, { recursive: true, force: true })
  })
  const count = (from: string) => Number(file.prepare(`select count(*) from ${from}`).pluck().get())

  test('is whole and has the size that was asked for', () => {
    assert.deepEqual(file.pragma('foreign_key_check'), [])
    assert.deepEqual(file.pragma('integrity_check'), [{ integrity_check: 'ok' }])
    assert.equal(count('players'), SIZE.players)
    assert.equal(count('job_questions where answered_at is not null'), SIZE.answers)
    assert.ok(
      count("sqlite_master where type = 'index' and name = 'job_questions_player'"),
      'indexes are back',
    )
    assert.equal(travellers.length, SIZE.players / 10)
  })

  test('has in every sum and every count what its rows say', () => {
    const wrong = {
      balances: `balances b where coins <> (select sum(coins) from ledger l where l.player_id = b.player_id)`,
      wages: `jobs j where coins > 0 and not exists (select 1 from ledger l where l.player_id = j.player_id
        and l.reason = j.kind and l.ref = j.id and l.coins = j.coins)`,
      points: `jobs j where points <> (select sum(points) from job_questions q where q.job_id = j.id)`,
      earnings: `earnings e where period = 'ever' and coins <> (select sum(coins) from ledger l
        where l.player_id = e.player_id and coins > 0)`,
      weeks: `(select player_id, sum(iif(period = 'ever', -coins, coins)) as rest from earnings group by 1)
        where rest <> 0`,
      works: `works w where times <> (select count(*) from jobs j where j.player_id = w.player_id
        and j.city_id = w.city_id and j.category_id = w.category_id and state = 'finished')`,
      visits: `visits v where city_id > 1 and times <> (select count(*) from flights f
        where f.player_id = v.player_id and f.to_city_id = v.city_id)`,
      whereabouts: `players p where email is not null and city_id <> (select to_city_id from flights f
        where f.player_id = p.id order by number desc limit 1)`,
      routes: `flights f where not exists (select 1 from counters
        where name = 'route:' || from_city_id || '-' || to_city_id)`,
      strays: `jobs j join job_questions q on q.job_id = j.id where kind = 'job' and not exists
        (select 1 from question_cities c where c.city_id = j.city_id and c.category_id = j.category_id
          and c.question_id = q.question_id)`,
    }
    for (const [what, from] of Object.entries(wrong)) assert.equal(count(from), 0, what)
  })

  test('shows a traveller a city with its wall, a leaderboard with a place on it, and a question', async () => {
    const { cookie, city, job } = travellers.at(-1)!
    const client = new Client(app.url, '/')
    client.cookie = cookie
    assert.match((await client.get(`/cities/${city}`)).text, /sends greetings/)
    assert.match((await client.get('/leaderboards')).text, /Wandering Albatross/)
    assert.match((await client.get('/friends')).text, /Wandering Albatross/)
    const page = await client.post(`/jobs/${job}/answers`, { slot: 1, option: 0 })
    assert.equal(page.status, 303)
    assert.equal(count(`job_questions where job_id = ${job} and slot = 1 and answered_at is not null`), 1)
  })

  test('is driven from page to page as fast as it answers, and a page there is not stops that', async () => {
    const asks = travellers.map(({ cookie, city }) => ({ cookie, path: `/cities/${city}` }))
    assert.ok((await throughput({ url: app.url, asks, atOnce: 4 })) > 0)
    const lost = [...asks, { ...asks[0]!, path: '/cities/atlantis' }]
    await assert.rejects(throughput({ url: app.url, asks: lost, atOnce: 4 }), /GET \/cities\/atlantis .* 404/)
  })
})
