import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { after, afterEach, before, describe, mock, test } from 'node:test'
import { promisify } from 'node:util'
import Database from 'better-sqlite3'
import type { Mark } from '../../admin/upkeep/marks.ts'
import { takeLock } from '../../deploy/lock.ts'
import { type Site, startApp } from '../client.ts'
import { runNode } from '../journey/stack.ts'

const root = join(import.meta.dirname, '../..')
const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

let site: Site
let config: typeof import('../../shared/config.ts').config
let upkeep: typeof import('../../admin/upkeep/upkeep.ts')
let jobs: typeof import('../../admin/upkeep/jobs.ts')
let marks: typeof import('../../admin/upkeep/marks.ts')
before(async () => {
  site = await startApp('admin')
  ;({ config } = await import('../../shared/config.ts'))
  upkeep = await import('../../admin/upkeep/upkeep.ts')
  jobs = await import('../../admin/upkeep/jobs.ts')
  marks = await import('../../admin/upkeep/marks.ts')
})
after(() => site.close())

const world = () => ({ db: site.db, write: site.write, close: site.close, clock: () => site.clock.now })

/** One turn of the job with this name, which must be due; gives back its mark. */
async function turn(name: string) {
  const job = jobs.jobs.find((one) => one.name === name)!
  site.pass(job.everyMs)
  await upkeep.takeTurn(world(), job)
  const mark = (await marks.readMarks())[name]
  assert.equal(mark?.at, site.clock.now, 'it was its turn')
  return mark
}

describe('The jobs of the upkeep', () => {
  afterEach(() => mock.timers.reset())

  test('begin ten minutes after the start, each when it is due, one after another; one that fails stops no other', async () => {
    mock.timers.enable({ apis: ['setTimeout'] })
    const set = mock.method(globalThis, 'setTimeout')
    const ran: string[] = []
    let going = 0
    const job = (name: string, everyMs: number, error?: string) => ({
      name,
      everyMs,
      async run() {
        assert.equal(++going, 1, 'never two at once')
        ran.push(name)
        await new Promise(setImmediate)
        going--
        if (error) throw new Error(error)
        return undefined
      },
    })
    const list = [job('fails', MINUTE_MS, 'It broke.'), job('seldom', 3 * MINUTE_MS), job('often', MINUTE_MS)]
    const end = upkeep.keepUp(world(), list)
    const pass = (ms: number) => {
      site.pass(ms)
      mock.timers.tick(ms)
    }
    /** What ran at this moment, once the turn is over: the next one has its timer then. */
    const runs = async () => {
      await until(() => set.mock.calls.some(({ arguments: [, ms] }) => ms === MINUTE_MS))
      set.mock.resetCalls()
      return ran.splice(0)
    }
    try {
      pass(upkeep.FIRST_MS - 1)
      for (let i = 0; i < 100; i++) await new Promise(setImmediate)
      assert.deepEqual(ran, [])
      pass(1)
      assert.deepEqual(await runs(), ['fails', 'seldom', 'often'])
      for (const due of [
        ['fails', 'often'],
        ['fails', 'often'],
        ['fails', 'seldom', 'often'],
      ]) {
        pass(MINUTE_MS)
        assert.deepEqual(await runs(), due)
      }
      const { fails, often } = await marks.readMarks()
      assert.deepEqual(fails, { at: site.clock.now, ok: false, error: 'It broke.' })
      assert.deepEqual(often, { at: site.clock.now, ok: true, succeeded: site.clock.now })
    } finally {
      end()
      set.mock.restore()
    }
    pass(MINUTE_MS)
    for (let i = 0; i < 100; i++) await new Promise(setImmediate)
    assert.deepEqual(ran, [], 'none begins after the end')
  })

  test('are those of the first process of the dashboard and of no other', async () => {
    for (const [instance, ran] of [
      ['0', 'ran'],
      ['1', ''],
    ]) {
      const script = `
        import { mock } from 'node:test'
        const { keepUp } = await import('./admin/upkeep/upkeep.ts')
        mock.timers.enable({ apis: ['setTimeout'] })
        const job = { name: 'one', everyMs: 1, run: async () => void process.stdout.write('ran') }
        keepUp({ clock: Date.now }, [job])
        mock.timers.tick(600_000)
      `
      const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
        cwd: root,
        env: { ...process.env, NODE_APP_INSTANCE: instance },
      })
      assert.equal(stdout, ran, `process ${instance}`)
    }
  })

  test('are due again when the clock was set back', async () => {
    let ran = 0
    const job = { name: 'clock', everyMs: DAY_MS, run: async () => void ran++ as undefined }
    await upkeep.takeTurn(world(), job)
    await upkeep.takeTurn(world(), job)
    assert.equal(ran, 1)
    site.pass(-2 * DAY_MS)
    await upkeep.takeTurn(world(), job)
    assert.equal(ran, 2)
    site.pass(2 * DAY_MS)
  })

  test('each leave a mark, on a site with nothing to do too', async () => {
    mkdirSync(join(config.backups, name(site.clock.now)), { recursive: true })
    site.pass(1)
    for (const job of jobs.jobs) await upkeep.takeTurn(world(), job)
    const left = await marks.readMarks()
    for (const { name } of jobs.jobs) assert.ok(left[name]?.ok, `${name}: ${left[name]?.error}`)
    rmSync(config.backups, { recursive: true })
  })
})

const name = (at: number) => new Date(at).toISOString().replace(/[:.]/g, '-')

describe('The write-ahead log', () => {
  const wal = () => statSync(`${config.database}-wal`).size
  /** Writes 24 MB, as somebody else whose reader keeps the log from beginning anew. */
  function grow() {
    const other = new Database(config.database)
    other.pragma('wal_autocheckpoint = 0')
    other.pragma('journal_size_limit = -1')
    other.exec('create table if not exists ballast (b blob)')
    for (let i = 0; i < 24; i++) other.exec('insert into ballast values (randomblob(1000000))')
    other.close()
  }

  test('is shortened when it is long, but not while somebody reads', async () => {
    grow()
    const reader = new Database(config.database, { readonly: true })
    const rows = reader.prepare('select * from cities').iterate()
    rows.next()
    const long = wal()
    assert.ok(long > jobs.LONG_WAL_BYTES)
    assert.ok((await turn('write-ahead log')).ok, 'which is no failure')
    assert.ok(wal() >= long)
    rows.return?.()
    reader.close()
    assert.ok((await turn('write-ahead log')).ok)
    assert.ok(wal() <= 8_000_000, `${wal()} bytes`)
  })

  test('keeps its length while nobody minds, and all that was written', async () => {
    const before = wal()
    await turn('write-ahead log')
    assert.equal(wal(), before)
    const file = new Database(config.database, { readonly: true })
    assert.equal(file.pragma('integrity_check', { simple: true }), 'ok')
    assert.equal(file.prepare('select count(*) from ballast').pluck().get(), 24)
    file.close()
  })

  test('is shortened under the writes of others, none of which is lost', async () => {
    grow()
    let [going, written] = [true, 0]
    const writing = (async () => {
      for (; going; written++) {
        await site.write((tx) => tx.insertInto('attempts').values({ key: 'w', at: site.clock.now }).execute())
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    })()
    await until(async () => {
      assert.ok((await turn('write-ahead log')).ok)
      return wal() <= jobs.LONG_WAL_BYTES
    })
    going = false
    await writing
    const { n } = await site.db
      .selectFrom('attempts')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('key', '=', 'w')
      .executeTakeFirstOrThrow()
    assert.equal(n, written)
  })
})

describe('The daily backup', () => {
  const found = () => (existsSync(config.backups) ? readdirSync(config.backups) : [])
  const whole = () => found().filter((one) => one.endsWith('Z'))
  // The backup is made by another process, whose clock is the real one.
  before(() => {
    site.clock.now = Date.now() + 30 * DAY_MS
    rmSync(config.backups, { recursive: true, force: true })
  })

  test('is made when there is none of the last 24 hours, and is whole', async () => {
    site.clock.now = Date.now()
    const { error } = await turnNow('backup')
    assert.equal(error, undefined)
    const [made] = whole()
    const file = new Database(join(config.backups, made!, 'aroundtheworld.db'), { readonly: true })
    assert.equal(file.pragma('integrity_check', { simple: true }), 'ok')
    assert.ok(Number(file.prepare('select count(*) from cities').pluck().get()) > 20)
    file.close()
    assert.ok(existsSync(join(config.backups, made!, 'originals')))
    site.clock.now = Date.now() + 3_600_000
    assert.ok((await turnNow('backup')).ok)
    assert.deepEqual(whole(), [made], 'one is enough')
  })

  test('that cannot be made says why, leaves nothing, and is made at a later turn', async () => {
    rmSync(join(config.backups, whole()[0]!), { recursive: true })
    const odd = join(config.originals, 'zz')
    mkdirSync(odd, { recursive: true })
    // A socket is no file: it can be listed, and not copied.
    const { createServer } = await import('node:net')
    const server = createServer().listen(join(odd, 's'))
    await new Promise((resolve) => server.once('listening', resolve))
    const failed = await turnNow('backup')
    assert.equal(failed.ok, false)
    assert.ok(failed.error)
    assert.deepEqual(
      found().filter((one) => one !== 'backup.lock'),
      [],
    )
    await new Promise((resolve) => server.close(resolve))
    rmSync(odd, { recursive: true })
    site.pass(3_600_000)
    assert.ok((await turnNow('backup')).ok)
    assert.equal(whole().length, 1)
  })

  test('goes on without a photo that was deleted since the folder was read', async () => {
    const photo = join(config.originals, 'deleted.jpg')
    writeFileSync(photo, 'a photo')
    rmSync(config.backups, { recursive: true })
    await turnNow('backup')
    const [before] = whole()
    assert.ok(existsSync(join(config.backups, before!, 'originals', 'deleted.jpg')))
    rmSync(photo)
    // It is listed, and not there.
    symlinkSync(join(config.originals, 'nowhere'), photo)
    site.pass(2 * DAY_MS)
    assert.equal((await turnNow('backup')).error, undefined)
    rmSync(photo)
    const after = whole().at(-1)!
    assert.notEqual(after, before)
    assert.ok(!existsSync(join(config.backups, after, 'originals', 'deleted.jpg')))
  })

  test('that hangs is ended after an hour, so that the other jobs have their turn', async () => {
    const release = takeLock(join(config.backups, 'backup.lock'))!
    mock.timers.enable({ apis: ['setTimeout'] })
    site.pass(4 * DAY_MS)
    let failed: Mark | undefined
    const made = turnNow('backup').then((mark) => {
      failed = mark
    })
    try {
      await until(() => {
        mock.timers.tick(3_600_000)
        return failed !== undefined
      })
    } finally {
      mock.timers.reset()
      release()
    }
    await made
    assert.equal(failed!.error, 'It took more than an hour and was ended.')
  })

  test('does without the thread that helps it when that one fails', async () => {
    const script = `
      const { readdirSync, rmSync } = await import('node:fs')
      const { flushing } = await import('./deploy/flushing.ts')
      const threads = () => readdirSync('/proc/self/task').length
      const before = threads()
      const did = flushing(process.env.FILE, () => {
        // The thread has not begun yet: it does not find the file, and ends with an error.
        rmSync(process.env.FILE)
        while (threads() > before);
        return 'all of it'
      })
      setImmediate(() => setImmediate(() => process.stdout.write(did)))`
    const { code, stdout, stderr } = await runNode(['--input-type=module', '-e', script], {
      FILE: join(config.dataDir, 'flushed'),
    })
    assert.deepEqual({ code, stdout, stderr }, { code: 0, stdout: 'all of it', stderr: '' })
  })

  /** A turn at this very moment: the marks of before are of another time. */
  async function turnNow(name: string) {
    rmSync(join(config.run, 'upkeep.json'), { force: true })
    await upkeep.takeTurn(world(), jobs.jobs.find((one) => one.name === name)!)
    return (await marks.readMarks())[name]!
  }
})

describe('What is over', () => {
  test('is removed: sessions by the rule of who holds them, links and tries; all else stays', async () => {
    const { holds, LIMITS } = await import('../../shared/rules/sessions.ts')
    const people = await Promise.all((['player', 'editor', 'admin'] as const).map((role) => site.as(role)))
    const nobody = await anonymous('Nobody')
    site.clock.now += 1000 * DAY_MS
    const now = site.clock.now + 3_600_000
    const ages = new Set([0, ...Object.values(LIMITS).flatMap((one) => [one.idleMs, one.absoluteMs])])
    const moments = [...ages]
      .filter(Number.isFinite)
      .flatMap((age) => [now - age - 1, now - age, now - age + 1])
    await site.write(async (tx) => {
      await tx.deleteFrom('sessions').execute()
      for (const player_id of [...people.map(({ id }) => id), nobody])
        for (const seen_at of moments)
          for (const created_at of moments)
            await tx
              .insertInto('sessions')
              .values({ token_hash: `${player_id} ${seen_at} ${created_at}`, player_id, seen_at, created_at })
              .execute()
      for (const expires_at of [now - 1, now, now + 1])
        await tx
          .insertInto('sign_in_tokens')
          .values({ token_hash: `${expires_at - now}`, player_id: people[0]!.id, expires_at })
          .execute()
      await tx.deleteFrom('attempts').execute()
      const tries = Array.from({ length: 200 }, (_, i) => ({ key: 'k', at: now - 15 * MINUTE_MS - 100 + i }))
      await tx.insertInto('attempts').values(tries).execute()
    })
    const rows = () =>
      site.db
        .selectFrom('sessions')
        .innerJoin('players', 'players.id', 'player_id')
        .select(['token_hash', 'role', 'email', 'seen_at', 'sessions.created_at'])
        .orderBy('token_hash')
        .execute()
    const hold = (await rows()).filter((row) => holds(row, now))
    assert.ok((await turn('sessions')).ok)
    assert.equal(site.clock.now, now)
    assert.deepEqual(await rows(), hold)
    assert.ok(hold.length > 50)
    const links = await site.db.selectFrom('sign_in_tokens').select('token_hash').execute()
    assert.deepEqual(
      links.map((one) => one.token_hash),
      ['1'],
    )
    const tries = await site.db.selectFrom('attempts').select('at').execute()
    assert.equal(tries.length, 100)
    assert.ok(tries.every(({ at }) => at >= now - 15 * MINUTE_MS))
  })

  test('is not looked for under the lock among sessions that are old and hold', async () => {
    const { LIMITS } = await import('../../shared/rules/sessions.ts')
    const { id } = await site.as('player')
    const nobody = await anonymous('Nobody else')
    const old = site.clock.now - LIMITS.player.absoluteMs
    const token = (created_at: number, player_id: number) => `${created_at - old} ${player_id}`
    await site.write(async (tx) => {
      await tx.deleteFrom('sessions').execute()
      for (const player_id of [id, nobody])
        for (const created_at of [old + 1, old + 3_600_000, old + 3_600_001])
          await tx
            .insertInto('sessions')
            .values({
              token_hash: token(created_at, player_id),
              player_id,
              created_at,
              seen_at: site.clock.now,
            })
            .execute()
    })
    site.queries.length = 0
    assert.ok((await turn('sessions')).ok)
    const removals = new Set(site.queries.filter((one) => one.startsWith('delete from "sessions"')))
    const left = await site.db.selectFrom('sessions').select('token_hash').orderBy('token_hash').execute()
    assert.deepEqual(
      left.map((one) => one.token_hash).sort(),
      [
        token(old + 3_600_001, id),
        ...[1, 3_600_000, 3_600_001].map((later) => token(old + later, nobody)),
      ].sort(),
    )
    const file = new Database(config.database, { readonly: true })
    const plan = (words: string) =>
      file.prepare(`explain query plan ${words}`).all(Array(words.split('?').length - 1).fill(0)) as {
        detail: string
      }[]
    const found = [...removals].flatMap(plan).map(({ detail }) => detail)
    file.close()
    assert.ok(removals.size >= 3 && found.some((detail) => detail.includes('sessions_seen')))
    assert.deepEqual(
      found.filter((detail) => /sessions_created|SCAN sessions/.test(detail)),
      [],
    )
  })

  async function anonymous(name: string): Promise<number> {
    const players = await import('../../shared/db/players.ts')
    const { id } = await site.db
      .selectFrom('cities')
      .select('id')
      .where('slug', '=', 'nomansland')
      .executeTakeFirstOrThrow()
    return await site.write((tx) => players.insert(tx, { name, city_id: id, created_at: site.clock.now }))
  }
})

describe('Litter of killed processes', () => {
  test('goes after a day, and nothing else does', async () => {
    const old = (path: string) => {
      mkdirSync(join(path, '..'), { recursive: true })
      writeFileSync(path, 'x')
      utimesSync(path, new Date(0), new Date(0))
      return path
    }
    const gone = ['run/app-7.json', 'run/app-0.json.123.part', 'aroundtheworld.db.part'].map((one) =>
      old(join(config.dataDir, one)),
    )
    const stays = [
      old(join(config.dataDir, 'aroundtheworld.db.before-restore-x')),
      join(config.run, 'app-1.json'),
    ]
    writeFileSync(stays[1]!, 'x')
    utimesSync(stays[1]!, new Date(site.clock.now + DAY_MS), new Date(site.clock.now + DAY_MS))
    assert.ok((await turn('litter')).ok)
    for (const path of gone) assert.ok(!existsSync(path), path)
    for (const path of [...stays, config.database]) assert.ok(existsSync(path), path)
  })
})

/** Waits until it is so; the test's own time-out ends what never is. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise(setImmediate)
}
