import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync, statSync } from 'node:fs'
import { Agent, get } from 'node:http'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import type { Vitals } from '../../shared/web/vitals.ts'
import { begin } from '../app/play.ts'
import { Client, type Site, startApp } from '../client.ts'
import { root, until } from '../journey/stack.ts'
import { type Running, startProcess } from './processes.ts'

type Config = typeof import('../../shared/config.ts').config

let site: Site
let config: Config
let app: Running
let admin: Running
let player: Client
before(async () => {
  site = await startApp('app')
  config = (await import('../../shared/config.ts')).config
  const { dataDir } = config
  ;[app, admin] = await Promise.all([
    startProcess('app', 0, { dataDir }),
    startProcess('admin', 1, { dataDir }),
  ])
  player = (await begin({ ...site, client: () => new Client(app.url, '/sign-in') })).client
  for (const path of ['/cities/paris', '/cities/rome', '/cities/rome?x=1', '/airport', '/nowhere/7', '/%7Ex'])
    await player.get(path)
  const { lately } = said()
  await until(
    () => said().lately.requests >= lately.requests + 7,
    () => 'it does not say what was asked',
  )
})
after(async () => {
  for (const { child } of [app, admin]) child.kill('SIGKILL')
  await site.close()
})

const said = (): Vitals => JSON.parse(readFileSync(join(config.run, 'app-0.json'), 'utf8'))

/** The value of the one series with this name and these labels among its own; undefined when there is none. */
function value(text: string, name: string, labels: Record<string, string> = {}): number | undefined {
  const found = text.split('\n').filter((line) => {
    const [, own, inside = ''] = /^(\w+)(?:\{(.*)\})? /.exec(line) ?? []
    return own === name && Object.entries(labels).every(([key, is]) => inside.includes(`${key}="${is}"`))
  })
  assert.ok(found.length <= 1, `${name} is not one series: ${found.join('\n')}`)
  return found[0] === undefined ? undefined : Number(found[0].split(' ').at(-1))
}

const figures = async (from = app) => (await new Client(from.url, '').get('/metrics')).text

describe('/metrics', () => {
  test('is the same from a process of either group, and in the form Prometheus reads', async () => {
    const [one, other] = [await figures(app), await figures(admin)]
    for (const text of [one, other])
      for (const [group, instance] of [
        ['app', '0'],
        ['admin', '1'],
      ] as const) {
        assert.ok(value(text, 'process_heartbeat_timestamp_seconds', { group, instance })! > 1e9)
        assert.ok(value(text, 'process_resident_memory_bytes', { group, instance })! > 1e7)
        assert.ok(value(text, 'nodejs_eventloop_delay_seconds', { group, instance, quantile: '0.99' })! >= 0)
      }
    const line = /^(?:# (?:HELP|TYPE) \w+ .+|\w+(?:\{(?:\w+="[^"\\]*",?)+\})? [\d.e+-]+|)$/
    for (const text of one.split('\n')) assert.match(text, line)
  })

  test('counts requests by the pattern of their door, never by address', async () => {
    const text = await figures()
    const count = (route: string, status: string) =>
      value(text, 'http_request_duration_seconds_count', { group: 'app', method: 'GET', route, status })
    assert.equal(count('/cities/:slug', '200'), 3)
    assert.equal(count('none', '404'), 2)
    assert.doesNotMatch(text, /paris|rome|nowhere|%7E/)
    const posted = { group: 'app', method: 'POST', route: '/players', status: '303' }
    assert.equal(value(text, 'http_request_duration_seconds_count', posted), 1)
    assert.equal(value(text, 'http_request_duration_seconds_bucket', { ...posted, le: '+Inf' }), 1)
    assert.ok(value(text, 'http_request_duration_seconds_sum', posted)! > 0)
  })

  test('knows the statements, the writes and how long they held the lock', async () => {
    const text = await figures()
    for (const kind of ['read', 'write'])
      assert.ok(value(text, 'db_statement_duration_seconds_count', { group: 'app', kind })! > 5, kind)
    assert.ok(value(text, 'db_write_duration_seconds_count', { group: 'app' })! >= 1)
    assert.equal(value(text, 'db_lock_retries_total', { group: 'app' }), 0)
    assert.ok(said().lately.longestWrite > 0)
  })

  test('measures database, WAL, disk and batches of the site', async () => {
    const text = await figures()
    assert.equal(value(text, 'aroundtheworld_database_bytes'), statSync(config.database).size)
    assert.equal(value(text, 'aroundtheworld_wal_bytes'), statSync(`${config.database}-wal`).size)
    assert.ok(value(text, 'aroundtheworld_disk_free_bytes')! > 1e6)
    assert.equal(value(text, 'aroundtheworld_batches_running'), 0)
    assert.equal(value(text, 'aroundtheworld_backup_age_seconds'), undefined, 'there is none')
  })

  test('is for this machine alone, whoever is signed in, and no door of the dashboard', async () => {
    const elsewhere = { 'X-Forwarded-For': '203.0.113.9' }
    for (const { url } of [app, admin]) {
      const client = new Client(url, '')
      assert.equal((await client.get('/metrics')).status, 200)
      assert.equal((await client.get('/metrics', { 'X-Forwarded-For': '127.0.0.1' })).status, 200)
      const page = await client.get('/metrics', elsewhere)
      assert.equal(page.status, 404)
      assert.doesNotMatch(page.text, /process_/)
    }
    assert.equal((await player.get('/metrics', elsewhere)).status, 404)
    assert.notEqual((await player.post('/metrics')).status, 200)
    assert.doesNotMatch((await new Client(admin.url, '').get('/admin/metrics')).text, /process_/)
  })

  test('keeps of a process that fell silent only when it was last heard of', async () => {
    const { pass, clock } = site
    const before = clock.now
    const ask = async () => (await site.client().get('/metrics')).text
    clock.now = said().at
    assert.ok(value(await ask(), 'process_resident_memory_bytes', { group: 'app' }))
    pass(3_600_000)
    const text = await ask()
    assert.ok(value(text, 'process_heartbeat_timestamp_seconds', { group: 'app' }))
    assert.equal(value(text, 'process_resident_memory_bytes', { group: 'app' }), undefined)
    assert.doesNotMatch(text, /http_request_duration_seconds_count/)
    clock.now = before
  })
})

test('Photos are counted with how long their sizes took, those that could not be made apart', async () => {
  const { UNTOUCHED } = await import('../../shared/media/pipeline.ts')
  const { readPhoto } = await import('../../admin/photos/photo-work.ts')
  const { allTimings } = await import('../../shared/web/measures.ts')
  const { photos } = allTimings()
  const counts = () => photos.map(({ n }) => n)
  const [made, failed] = counts()
  const settings = { ...UNTOUCHED, author: '', licence: '' }
  await readPhoto(join(root, 'shared/content/outlines/fr.webp'), settings)
  assert.deepEqual(counts(), [made! + 1, failed])
  assert.ok(photos[0]!.sum > 0)
  await assert.rejects(readPhoto(import.meta.filename, settings))
  assert.deepEqual(counts(), [made! + 1, failed! + 1])
  assert.deepEqual(
    photos.map(({ labels }) => labels.outcome),
    ['made', 'failed'],
  )
})

describe('What is counted by bounds', () => {
  const times = fc.array(fc.double({ min: 0, max: 20_000, noNaN: true }), { minLength: 1 })

  test('is counted once, at the lowest bound it does not exceed', async () => {
    const { BOUNDS, Timings } = await import('../../shared/web/measures.ts')
    fc.assert(
      fc.property(times, (all) => {
        const timings = new Timings({})
        for (const ms of all) timings.add(ms)
        assert.equal(timings.n, all.length)
        const lower = (i: number) => BOUNDS[i - 1] ?? -1
        for (const [i, n] of timings.counts.entries())
          assert.equal(n, all.filter((ms) => ms > lower(i) && ms <= (BOUNDS[i] ?? Infinity)).length)
      }),
    )
  })

  test('gives a quantile between the same bounds as the true one, or the last bound', async () => {
    const { BOUNDS, quantile, Timings } = await import('../../shared/web/measures.ts')
    fc.assert(
      fc.property(times, fc.double({ min: 0.01, max: 1, noNaN: true }), (all, share) => {
        const timings = new Timings({})
        for (const ms of all) timings.add(ms)
        const exact = all.toSorted((a, b) => a - b)[Math.ceil(all.length * share) - 1]!
        const i = BOUNDS.findIndex((bound) => exact <= bound)
        const found = quantile(timings, share)
        if (i === -1) return assert.equal(found, BOUNDS.at(-1))
        // It is reckoned between the two, with what a float leaves behind.
        const above = BOUNDS[i]! * (1 + Number.EPSILON * 4)
        assert.ok(found >= (BOUNDS[i - 1] ?? 0) && found <= above, `${found} for ${exact}`)
      }),
    )
  })
})

describe('/healthz', () => {
  const ask = async ({ url }: { url: string }) => {
    const { status, text } = await new Client(url, '').get('/healthz')
    return `${status} ${text}`
  }

  for (const group of ['app', 'admin'] as const) {
    const one = () => (group === 'app' ? app : admin)

    test(`of ${group} fails while the database lacks a migration, and not for one too many`, async () => {
      assert.equal(await ask(one()), '200 ok\n')
      const file = new Database(config.database)
      try {
        file.exec("update kysely_migration set name = 'x-later' where name = '001-ground'")
        assert.equal(await ask(one()), '503 The database lacks 001-ground.\n')
        file.exec(
          "insert into kysely_migration select '001-ground', timestamp from kysely_migration where name = 'x-later'",
        )
        assert.equal(await ask(one()), '200 ok\n')
        file.exec("delete from kysely_migration where name = 'x-later'")
      } finally {
        file.close()
      }
    })

    test(`of ${group} fails when the database does not answer, and says no more than that`, async () => {
      const other = await startApp(group)
      try {
        assert.equal(await ask(other), '200 ok\n')
        await other.breakDatabase()
        assert.equal(await ask(other), '503 The database does not answer.\n')
      } finally {
        await other.close()
      }
    })
  }

  test('fails from the moment a process begins to leave', async () => {
    const agent = new Agent({ keepAlive: true })
    const status = async () => {
      const [response] = await once(get(`${app.url}/healthz`, { agent }), 'response')
      response.resume()
      await once(response, 'end')
      return response.statusCode
    }
    assert.equal(await status(), 200)
    app.child.kill('SIGINT')
    const seen = new Set<number>()
    for (;;) {
      const now = await status().catch(() => 0)
      if (now === 0) break
      if (now === 200) assert.ok(!seen.has(503), 'it does not come back')
      seen.add(now)
      await turn()
    }
    assert.ok(seen.has(503))
    assert.equal(await app.ended, 0)
  })
})
