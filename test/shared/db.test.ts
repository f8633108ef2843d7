import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import Database from 'better-sqlite3'
import { begin, type Player, secret, slotsOf, world } from '../app/play.ts'
import type { Site } from '../client.ts'
import { startApp } from '../client.ts'

let site: Site
let path: string
let player: Player
const folder = mkdtempSync(join(tmpdir(), 'aroundtheworld-db-'))
before(async () => {
  site = await startApp('app')
  path = (await import('../../shared/config.ts')).config.database
  player = await begin(site)
})
after(async () => {
  for (const holder of holders) holder.kill()
  await site.close()
  rmSync(folder, { recursive: true })
})

const HOLDER = `
  import Database from 'better-sqlite3'
  const file = new Database(process.argv[1])
  file.exec('begin immediate')
  console.log('held')
  const end = () => { file.exec('rollback'); process.exit() }
  process.stdin.on('data', end)
  if (process.argv[2]) setTimeout(end, Number(process.argv[2]))
`

const holders: ChildProcess[] = []

/** Another program that holds the write lock until `release`. */
async function hold(...ms: number[]): Promise<{ release: () => Promise<void> }> {
  const args = ['--input-type=module', '-e', HOLDER, path, ...ms.map(String)]
  const child: ChildProcess = spawn(process.execPath, args, { cwd: join(import.meta.dirname, '..', '..') })
  holders.push(child)
  await once(child.stdout!, 'data')
  return {
    async release() {
      const gone = once(child, 'exit')
      child.stdin!.write('go')
      await gone
    },
  }
}

describe('While another program holds the write lock', () => {
  test('a write waits, and meanwhile timers run, pages are read and the loop is free', async () => {
    const lock = await hold()
    const order: string[] = []
    const { setPreferences } = await import('../../shared/db/players.ts')
    const writing = site
      .write((tx) => setPreferences(tx, player.id, { units: 'km', clock: 1 }))
      .then(() => order.push('written'))
    for (let i = 0; i < 5; i++) await new Promise((done) => setTimeout(done, 1))
    order.push('timers')
    assert.equal((await player.client.get('/cities/nomansland')).status, 200)
    order.push('page')
    await lock.release()
    await writing
    assert.deepEqual(order, ['timers', 'page', 'written'])
  })

  test('a write does not stop the loop, which would hold back everything else until the lock is gone', async () => {
    await hold(1000)
    const order: string[] = []
    const writing = site.write((tx) => tx.deleteFrom('attempts').execute()).then(() => order.push('written'))
    await new Promise((done) => setTimeout(done, 1))
    order.push('timer')
    await writing
    assert.deepEqual(order, ['timer', 'written'])
  })

  test('an answer is taken when the lock is gone, with the time it arrived at', async () => {
    const one = await begin(site)
    const { right } = await secret(site, one.job, 1)
    await one.client.token()
    const lock = await hold()
    const arrived = site.clock.now
    const sent = one.client.post(`/jobs/${one.job}/answers`, { slot: 1, option: right })
    await player.client.get('/')
    site.pass(5000)
    await lock.release()
    assert.equal((await sent).status, 303)
    assert.equal((await slotsOf(site, one.job))[0]!.answered_at, arrived)
  })

  test('for too long, an answer is refused with 503, leaves nothing, and the page keeps what was sent', async () => {
    const { right } = await secret(site, player.job, 1)
    await player.client.token()
    const before = await world(site)
    const lock = await hold()
    const page = await player.client.post(`/jobs/${player.job}/answers`, { slot: 1, option: right })
    assert.equal(page.status, 503)
    assert.equal(page.headers.get('Retry-After'), '2')
    assert.match(page.text, /This was not taken: .* press the button again\./)
    assert.match(page.text, /<button class="button primary">Try again/)
    assert.ok(page.text.includes(`action="/jobs/${player.job}/answers"`))
    assert.ok(page.text.includes('name="slot" value="1"'))
    assert.ok(page.text.includes(`name="option" value="${right}"`))
    assert.equal(await world(site), before)
    await lock.release()
    assert.equal(
      (await player.client.post(`/jobs/${player.job}/answers`, { slot: 1, option: right })).status,
      303,
    )
  })

  test('a write gives up with SQLITE_BUSY, and a form with a password is not written into the page', async () => {
    const lock = await hold()
    const given = site.write((tx) => tx.deleteFrom('attempts').execute())
    const signUp = player.client
      .post('/sign-in', {})
      .then(() => player.client.post('/sessions', { email: 'a@example.org', password: 'not to be shown' }))
    await assert.rejects(given, { code: 'SQLITE_BUSY' })
    const page = await signUp
    assert.equal(page.status, 503)
    assert.ok(!page.text.includes('not to be shown'))
    assert.match(page.text, /is being saved\. Please send it again\./)
    await lock.release()
  })
})

describe('A write', () => {
  test('asks for a lock again soon, and less and less often when it is held for long', async () => {
    const { pauseAfter } = await import('../../shared/db/connection.ts')
    const longest = (tries: number) =>
      Math.max(...Array.from({ length: 1000 }, () => Math.ceil(pauseAfter(tries))))
    assert.deepEqual([1, 5, 6, 7, 8, 9, 200].map(longest), [3, 3, 5, 9, 17, 25, 25])
  })

  test('that fails half-way leaves nothing', async () => {
    const { setPreferences } = await import('../../shared/db/players.ts')
    const { moveCoins } = await import('../../shared/db/ledger.ts')
    const before = await world(site)
    await assert.rejects(
      site.write(async (tx) => {
        await setPreferences(tx, player.id, { units: 'mi', clock: 0 })
        await moveCoins(tx, player.id, { coins: -9_999_999, reason: 'flight', ref: '77', at: 1 })
      }),
      /CHECK constraint failed/,
    )
    assert.equal(await world(site), before)
  })

  test('through the connection that reads is refused', async () => {
    await assert.rejects(site.db.deleteFrom('attempts').execute(), /readonly/)
  })

  test('of the same payment twice is refused', async () => {
    const { moveCoins } = await import('../../shared/db/ledger.ts')
    const payment = { coins: 5, reason: 'award', ref: 'signed-up:twice', at: 1 } as const
    await site.write((tx) => moveCoins(tx, player.id, payment))
    const before = await world(site)
    await assert.rejects(
      site.write((tx) => moveCoins(tx, player.id, payment)),
      /UNIQUE constraint failed/,
    )
    assert.equal(await world(site), before)
  })
})

describe('The tables refuse', () => {
  const bad: [what: string, statement: string, words: RegExp][] = [
    ['a text for a number', `update players set miles = 'far'`, /cannot store TEXT|STRICT|datatype/i],
    ['a balance below 0', 'update balances set coins = -1', /CHECK/],
    ['an unknown role', `update players set role = 'owner'`, /CHECK/],
    ['an editor without an address', `update players set role = 'editor' where email is null`, /CHECK/],
    ['an ambassador without a country', `update players set role = 'ambassador'`, /CHECK/],
    ['an address without a password', `update players set email = 'x' where email is null`, /CHECK/],
    ['a player in no city', 'update players set city_id = 999999', /FOREIGN KEY/],
    [
      'a second open job',
      `insert into jobs select null, player_id, kind, city_id, category_id, 'open', seed, size, timed, 0, 0, 1, null from jobs where state = 'open' limit 1`,
      /UNIQUE/,
    ],
    ['a finished job without an end', `update jobs set state = 'finished' where state = 'open'`, /CHECK/],
    [
      'points for a wrong answer',
      `update job_questions set outcome = 'wrong', answered_at = 1, points = 10 where answered_at is null`,
      /CHECK/,
    ],
    [
      'an outcome without an answer',
      `update job_questions set outcome = 'late' where answered_at is null`,
      /CHECK/,
    ],
    [
      'the same question twice in a job',
      'update job_questions set question_id = (select max(question_id) from job_questions q where q.job_id = job_questions.job_id)',
      /UNIQUE|FOREIGN/,
    ],
    ['words that never were', 'update job_questions set version = 99', /FOREIGN KEY/],
    [
      'a question without a subject',
      'update questions set city_id = null, country = null, everywhere = 0',
      /CHECK/,
    ],
    ['a value of 6', 'update questions set value = 6', /CHECK/],
    [
      'a flight to where one is',
      `insert into flights select null, id, 99, city_id, city_id, 0, 0, 1, 'economy' from players limit 1`,
      /CHECK/,
    ],
    ['a player without a name', `update players set name = ''`, /CHECK/],
  ]
  for (const [what, statement, words] of bad) {
    test(what, () => {
      const file = new Database(path)
      try {
        file.pragma('foreign_keys = ON')
        file.exec('begin immediate')
        assert.throws(() => file.exec(statement), words)
        file.exec('rollback')
      } finally {
        file.close()
      }
    })
  }
})

describe('The schema of a database file', () => {
  const made = (name: string, ...statements: string[]) => {
    const file = new Database(join(folder, name))
    for (const statement of statements) file.exec(statement)
    file.close()
    return join(folder, name)
  }
  const remembered = 'create table kysely_migration (name text, timestamp text)'

  test('is absent, older, current or newer', async () => {
    const { schemaState } = await import('../../shared/db/schema.ts')
    assert.equal(schemaState(join(folder, 'none.db')), 'absent')
    assert.equal(schemaState(made('empty.db')), 'absent')
    assert.equal(schemaState(made('other.db', 'create table x (y)')), 'absent')
    assert.equal(schemaState(made('older.db', remembered)), 'older')
    const newer = `insert into kysely_migration values ('001-ground', ''), ('999-future', '')`
    assert.equal(schemaState(made('newer.db', remembered, newer)), 'newer')
    assert.equal(schemaState(path), 'current')
  })

  test('that is not current keeps a process from serving, and says what to do', async () => {
    const { checkSchema } = await import('../../shared/db/schema.ts')
    assert.throws(() => checkSchema(join(folder, 'none.db')), /absent: run npm start/)
    assert.throws(() => checkSchema(join(folder, 'older.db')), /older: .*migrate/)
    assert.throws(() => checkSchema(join(folder, 'newer.db')), /newer: .*newer release/)
    checkSchema(path)
  })

  test('that is no database is refused', async () => {
    const { checkSchema } = await import('../../shared/db/schema.ts')
    writeFileSync(join(folder, 'letter.db'), 'Dear traveller, '.repeat(1000))
    assert.throws(() => checkSchema(join(folder, 'letter.db')), /not a database/)
  })

  test('is made from nothing by the migrations, and a second run changes nothing', async () => {
    const { migrate, schemaState } = await import('../../shared/db/schema.ts')
    const fresh = join(folder, 'fresh.db')
    for (let i = 0; i < 2; i++) {
      await migrate(fresh)
      assert.equal(schemaState(fresh), 'current')
    }
  })

  describe('of the first release', () => {
    /** A database of 001 with two players whose names fold alike, flights, jobs with and without the clock, and an award. */
    async function old(name: string, ...more: string[]): Promise<string> {
      const { Kysely, SqliteDialect } = await import('kysely')
      const { Migrator } = await import('kysely/migration')
      const ground = await import('../../shared/db/migrations/001-ground.ts')
      const file = new Database(join(folder, name))
      const db = new Kysely<never>({ dialect: new SqliteDialect({ database: file }) })
      const provider = { getMigrations: async () => ({ '001-ground': ground }) }
      const { error } = await new Migrator({ db, provider }).migrateToLatest()
      assert.equal(error, undefined)
      file.exec(`
        insert into cities (id, slug, name, iata, airport, lat, lng, timezone, intro)
          values (1, 'nomansland', 'Nomansland', '000', 'A', 29, -42, 'UTC', 'Hello'), (2, 'paris', 'Paris', 'CDG', 'B', 48, 2, 'UTC', 'Bonjour');
        insert into categories (id, slug, name, description, position) values (1, 'flags', 'Flags', '', 1);
        insert into players (id, name, city_id, clock, created_at)
          values (1, 'Émile', 2, 0, 5), (2, 'emile', 1, 1, 6), (3, 'Emile 2', 1, 1, 7);
        insert into balances values (1, 230), (2, 0), (3, 0);
        insert into jobs (id, player_id, kind, city_id, category_id, state, seed, size, timed, coins, started_at, finished_at)
          values (1, 1, 'tutorial', 1, 1, 'finished', 1, 4, 1, 200, 10, 20), (2, 1, 'job', 2, 1, 'finished', 1, 10, 0, 80, 40, 50);
        insert into flights (player_id, number, from_city_id, to_city_id, miles, fare, departed_at) values (1, 1, 1, 2, 2700, 100, 30);
        insert into awards values (1, 'left-nomansland', '', 50, 30);
        insert into ledger (player_id, coins, reason, ref, at) values (1, 200, 'tutorial', '1', 20),
          (1, -100, 'flight', '1', 30), (1, 50, 'award', 'left-nomansland', 30), (1, 80, 'job', '2', 50);`)
      for (const statement of more) file.exec(statement)
      await db.destroy()
      return join(folder, name)
    }

    test('gives each question a key of its own, and leaves the keys there are', async () => {
      const { migrate } = await import('../../shared/db/schema.ts')
      const question = `insert into questions (key, category_id, city_id, everywhere, text, alternatives, answer, sorted, value,
        seconds, did_you_know, source, source_date, verify_by, notes, created_at, updated_at)`
      const values = `1, 2, 0, 'What?', '["A", "B"]', 0, 0, 3, 10, '', '', '', '', '', 1, 1)`
      const rows = ["'flag:FR'", 'null', 'null'].map((key) => `${question} values (${key}, ${values}`)
      const file = new Database(await old('keys.db', ...rows))
      await migrate(file.name)
      const [first, ...made] = file.prepare('select key from questions order by id').pluck().all() as string[]
      assert.equal(first, 'flag:FR')
      for (const key of made) assert.match(key, /^[\w-]{12}$/)
      assert.equal(new Set(made).size, 2)
      file.close()
    })

    test('keeps all that was played and counts it', async () => {
      const { migrate } = await import('../../shared/db/schema.ts')
      const file = new Database(await old('first.db'))
      await migrate(file.name)
      const rows = (sql: string) => file.prepare(sql).raw().all()
      assert.deepEqual(rows('select id, name_key from players order by id'), [
        [1, 'emile'],
        [2, 'emile 2'],
        [3, 'emile 2 3'],
      ])
      assert.deepEqual(rows('select player_id, city_id, times, coins from visits order by 1, 2'), [
        [1, 1, 1, 200],
        [1, 2, 1, 80],
        [2, 1, 1, 0],
        [3, 1, 1, 0],
      ])
      assert.deepEqual(rows('select player_id, city_id, category_id, times, coins, best from works'), [
        [1, 1, 1, 1, 200, 200],
        [1, 2, 1, 1, 80, 80],
      ])
      const both = (untimed: number, coins: number) =>
        ['1970-W01', 'ever'].map((week) => [week, untimed, coins])
      assert.deepEqual(rows('select period, untimed, coins from earnings order by untimed, period'), [
        ...both(0, 200),
        ...both(1, 130),
      ])
      assert.deepEqual(rows('select name, n from counters order by name'), [
        ['award:left-nomansland', 1],
        ['content', 1],
        ['route:1-2', 1],
      ])
      assert.deepEqual(rows('select kind, coins, seen_at from awards'), [['left-nomansland', 50, 30]])
      assert.deepEqual(rows('select kind, ref, body from documents order by ref'), [
        ['city', 'nomansland', 'Hello'],
        ['city', 'paris', 'Bonjour'],
      ])
      assert.deepEqual(rows('pragma foreign_key_check'), [])
      file.close()
    })

    test('keeps its photos, and their licences are called as all others are', async () => {
      const { migrate } = await import('../../shared/db/schema.ts')
      const photo = (sha: string, licence: string) =>
        `insert into photos (sha256, recipe, format, width, height, widths, title, alt, description, author, licence, source, created_at)
          values ('${sha.repeat(64)}', '12345678', 'webp', 640, 480, '[320,640]', 'T', 'A', 'D', 'B', '${licence}', '', 5)`
      const photos = [photo('a', 'CC0-1.0'), photo('b', 'Public Domain'), photo('c', 'MIT')]
      const file = new Database(await old('photos.db', ...photos))
      await migrate(file.name)
      const kept = file
        .prepare('select licence, version, turn, focal_x, focal_y, deleted_at from photos')
        .raw()
      assert.deepEqual(
        kept.all(),
        ['CC0', 'Public domain', 'MIT'].map((licence) => [licence, 1, 0, 50, 50, null]),
      )
      file.close()
    })

    test('is brought up to date wholly or not at all, and can be tried again', async () => {
      const { migrate, schemaState } = await import('../../shared/db/schema.ts')
      const path = await old('cut.db', 'create table counters (in_the_way integer)')
      const schema = () => {
        const file = new Database(path)
        const tables = file.prepare('select sql from sqlite_master order by name').all()
        file.close()
        return tables
      }
      const before = schema()
      await assert.rejects(migrate(path), /counters/)
      assert.deepEqual(schema(), before)
      assert.equal(schemaState(path), 'older')
      const file = new Database(path)
      file.exec('drop table counters')
      file.close()
      await migrate(path)
      assert.equal(schemaState(path), 'current')
    })
  })

  test('an SQLite before 3.51.3 is refused in a sentence', async () => {
    const { checkSqliteVersion } = await import('../../shared/db/sqlite.ts')
    for (const old of ['3.51.2', '3.9.99', '2.99.0', '3.51'])
      assert.throws(() => checkSqliteVersion(old), /too old/)
    for (const good of ['3.51.3', '3.52.0', '3.100.0', '4.0.0']) checkSqliteVersion(good)
    checkSqliteVersion()
  })
})
