import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import Database from 'better-sqlite3'
import type { Health } from '../../admin/home/health.ts'
import type { Lately, Vitals } from '../../shared/web/vitals.ts'
import { Client, type Site, startApp } from '../client.ts'
import { root, runNode, until } from '../journey/stack.ts'
import { type Running, startProcess } from '../shared/processes.ts'

// Those below, however many processors there are.
process.env.APP_INSTANCES = '2'

const NAMES = ['app-0', 'app-1', 'admin-0', 'admin-1'] as const
type Name = (typeof NAMES)[number]
const DAY_MS = 86_400_000

/** Does `work` in a folder that is a disk of its own, in memory, with so many MB. */
function withDisk<T>(mb: number, work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'aroundtheworld-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mb}m`, 'tmpfs', folder], { stdio: 'ignore' })
    try {
      return work(folder)
    } finally {
      execFileSync('umount', [folder])
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const noDisks = reasonForNone()

function reasonForNone(): string | false {
  try {
    return withDisk(1, () => false)
  } catch {
    return 'no disk can be made here: that takes root'
  }
}

let site: Site
let config: typeof import('../../shared/config.ts').config
let alarms: typeof import('../../admin/home/alarms.ts')
let health: typeof import('../../admin/home/health.ts').health
let processes: Record<Name, Running>
before(async () => {
  site = await startApp('admin')
  config = (await import('../../shared/config.ts')).config
  alarms = await import('../../admin/home/alarms.ts')
  health = (await import('../../admin/home/health.ts')).health
  const started = NAMES.map(async (name) => {
    const [group, instance] = name.split('-') as ['app' | 'admin', string]
    return [name, await startProcess(group, Number(instance), { dataDir: config.dataDir })] as const
  })
  processes = Object.fromEntries(await Promise.all(started)) as typeof processes
  await until(
    () => NAMES.every((name) => said(name).at),
    () => 'they do not say how they are',
  )
})
after(async () => {
  for (const { child } of Object.values(processes)) child.kill('SIGKILL')
  await site.close()
})

function said(name: Name): Partial<Vitals> {
  try {
    return JSON.parse(readFileSync(join(config.run, `${name}.json`), 'utf8'))
  } catch {
    return {}
  }
}

/** Until each of these has said how it is after this moment, which it does every ten seconds. */
async function wordsOf(...names: Name[]): Promise<void> {
  const since = Date.now()
  await until(
    () => names.every((name) => said(name).at! > since),
    () => 'they say nothing more',
  )
}

const state = (now = Date.now()) => health({ db: site.db, now })

async function ringing(now = Date.now()): Promise<Record<string, string>> {
  const all = alarms.alarmsOf(await state(now), now)
  return Object.fromEntries(all.map(({ name, sentence }) => [name, sentence]))
}

/** How quick this machine is just now is no matter of these tests. */
function asIfQuick(state: Health): Health {
  const calm = (lately: Lately) => ({ ...lately, gap: 0, longestWrite: 0 })
  const { all, app, admin } = state.lately
  return { ...state, lately: { all: calm(all), app: calm(app), admin: calm(admin) } }
}

test('A site that is well has no alarm', async () => {
  await wordsOf(...NAMES)
  const found = await state()
  assert.deepEqual(alarms.alarmsOf(asIfQuick(found), Date.now()), [])
  assert.ok(found.processes.every(({ alive }) => alive))
})

describe('It rings', () => {
  const file = () => new Database(config.database)

  test('when a reader that does not end keeps the WAL from being cut', async () => {
    const [reader, writer] = [file(), file()]
    try {
      reader.exec('begin')
      reader.prepare('select count(*) from cities').get()
      writer.exec('pragma synchronous = off; create table filler (bytes blob)')
      const fill = writer.prepare('insert into filler values (zeroblob(1000000))')
      for (let mb = 0; mb < 101; mb++) fill.run()
      assert.match((await ringing()).wal ?? '', /has grown to 1\d\d MB/)
    } finally {
      reader.close()
      writer.exec('drop table filler')
      await until(
        () => writer.pragma('wal_checkpoint(truncate)', { simple: true }) === 0,
        () => 'the log was not cut, as somebody else copied it',
      )
      writer.close()
    }
    assert.equal((await ringing()).wal, undefined)
  })

  test('when there is no backup after two days, and when the last is older than that', async () => {
    assert.equal((await ringing()).backup, undefined)
    assert.equal((await ringing(Date.now() + 2.1 * DAY_MS)).backup, 'There is no backup.')
    const made = await runNode(['deploy/backup.ts'], { DATA_DIR: config.dataDir })
    assert.equal(made.code, 0, made.stderr)
    assert.equal((await ringing(Date.now() + 1.9 * DAY_MS)).backup, undefined)
    assert.match((await ringing(Date.now() + 2.1 * DAY_MS)).backup ?? '', /more than two days old/)
    const future = new Date(Date.now() + 9 * DAY_MS).toISOString().replace(/[:.]/g, '-')
    mkdirSync(join(config.backups, future))
    const rings = (await ringing(Date.now() + 2.1 * DAY_MS)).backup ?? ''
    assert.match(rings, /more than two days old/, 'one of before the clock was set back is none')
    rmSync(config.backups, { recursive: true })
  })

  test('when a job of the upkeep fails, until it succeeds', async () => {
    const { takeTurn } = await import('../../admin/upkeep/upkeep.ts')
    const { jobs } = await import('../../admin/upkeep/jobs.ts')
    const backup = jobs.find(({ name }) => name === 'backup')!
    const clock = { now: Date.now() }
    const world = { ...site, clock: () => clock.now }
    writeFileSync(config.backups, 'in the way')
    await takeTurn(world, backup)
    assert.match((await ringing()).job ?? '', /^“backup” failed: /)
    rmSync(config.backups)
    clock.now += backup.everyMs
    await takeTurn(world, backup)
    assert.equal((await ringing()).job, undefined)
    rmSync(config.backups, { recursive: true })
  })

  /** The names of what rings for a site whose data folder is on a disk of so many MB. */
  const onDisk = (mb: number): string[] =>
    withDisk(mb, (folder) => {
      mkdirSync(join(folder, 'run'))
      writeFileSync(join(folder, 'aroundtheworld.db'), readFileSync(config.database))
      const words = `
        const { connect } = await import('./shared/db/connection.ts')
        const { config } = await import('./shared/config.ts')
        const { health } = await import('./admin/home/health.ts')
        const { alarmsOf } = await import('./admin/home/alarms.ts')
        const { db, close } = connect(config.database, { timeout: 0 })
        console.log(JSON.stringify(alarmsOf(await health({ db, now: Date.now() }), Date.now())))
        await close()`
      const env = { ...process.env, DATA_DIR: folder }
      const out = execFileSync(process.execPath, ['--input-type=module', '-e', words], { cwd: root, env })
      return (JSON.parse(String(out)) as { name: string }[]).map(({ name }) => name)
    })

  test('when the disk has little room, and louder when it has next to none', { skip: noDisks }, () => {
    const disk = (names: string[]) => names.filter((name) => name.startsWith('disk'))
    assert.deepEqual(disk(onDisk(2500)), [])
    assert.deepEqual(disk(onDisk(1500)), ['disk'])
    assert.deepEqual(disk(onDisk(400)), ['disk', 'disk-full'])
  })

  /** Has the browser tell an error, which is a write, so many times at once; gives back the answers as they come. */
  async function write(name: Name, times = 1): Promise<Promise<number>[]> {
    const client = new Client(processes[name].url, '/sign-in')
    await client.token()
    return Array.from({ length: times }, async (_, i) => {
      const { status } = await client.post('/errors', { message: `Broken ${name} ${i}` })
      return status
    })
  }

  test('when a change holds the lock for long', async () => {
    const own = file()
    own.exec(`
      create view slow as
        with recursive n(i) as (select 1 union all select i + 1 from n where i < 8000000) select max(i) from n;
      create trigger slowly after insert on errors begin select * from slow; end`)
    try {
      const [answer] = await write('app-1')
      assert.equal(await answer, 204)
    } finally {
      own.exec('drop trigger slowly; drop view slow')
      own.close()
    }
    await wordsOf('app-1')
    assert.match((await ringing()).write ?? '', /kept all others waiting for \d+ ms/)
    assert.ok(said('app-1').lately!.longestWrite > 250)
    await wordsOf('app-1')
    assert.ok(said('app-1').longestWrite! < said('app-1').lately!.longestWrite, 'of the last interval alone')
  })

  test('when another program holds the lock and changes wait, and answers fail at last', async () => {
    const holder = file()
    holder.exec('begin immediate')
    const answers = await write('app-0', 12)
    assert.equal(await Promise.race(answers), 503)
    holder.exec('rollback')
    holder.close()
    await Promise.all(answers)
    await wordsOf('app-0')
    const found = await ringing()
    assert.match(found.lock ?? '', /changes found the database taken \d{3,} times/)
  })

  test('when answers are errors of ours', async () => {
    const before = said('app-1').lately!.errors
    const own = file()
    own.exec(
      "alter table sessions rename to lost; update kysely_migration set name = 'x' where name = '001-ground'",
    )
    const client = new Client(processes['app-1'].url, '/sign-in')
    client.cookie = `session=${'x'.repeat(22)}`
    try {
      for (let i = 0; i < 8; i++) assert.equal((await client.get('/sign-in')).status, 500)
      assert.equal((await client.get('/healthz')).status, 503, 'which is no answer to a player')
    } finally {
      own.exec(
        "alter table lost rename to sessions; update kysely_migration set name = '001-ground' where name = 'x'",
      )
      own.close()
    }
    await wordsOf('app-1')
    assert.equal(said('app-1').lately!.errors, before + 8)
    assert.match((await ringing()).errors ?? '', /^\d+ of \d+ answers of the last ten minutes were errors/)
  })

  test('when a process of the public site stands still', async () => {
    const { child } = processes['app-0']
    child.kill('SIGSTOP')
    await pause(400)
    child.kill('SIGCONT')
    await wordsOf('app-0')
    assert.match((await ringing()).gap ?? '', /stood still for \d+ ms/)
    assert.ok(said('app-0').lately!.gap >= 300)
  })

  test('when a process dies three times in ten minutes, though it is started again each time', async () => {
    for (const times of [1, 2, 3]) {
      assert.equal((await ringing()).falls, undefined, `after ${times - 1}`)
      processes['app-1'].child.kill('SIGKILL')
      await processes['app-1'].ended
      processes['app-1'] = await startProcess('app', 1, { dataDir: config.dataDir })
      await until(
        () => said('app-1').pid === processes['app-1'].child.pid,
        () => 'it says nothing',
      )
    }
    const now = Date.now()
    const found = await ringing(now)
    assert.equal(found.falls, 'Died 3 times and more in ten minutes: Public site 2.')
    assert.equal(found.process, undefined)
    assert.equal((await ringing(now + 600_000)).falls, undefined)
  })

  test('when a process leaves and none comes, and when one is killed and falls silent', async () => {
    processes['app-1'].child.kill('SIGINT')
    await processes['app-1'].ended
    assert.equal((await ringing()).process, 'Not heard of for half a minute: Public site 2.')
    processes['admin-1'].child.kill('SIGKILL')
    await processes['admin-1'].ended
    await wordsOf('app-0', 'admin-0')
    const later = said('admin-1').at! + 30_000
    assert.match((await ringing(later)).process ?? '', /: Public site 2, Dashboard 2\.$/)
  })

  test('on the home page, for those who can do something about it', async () => {
    site.clock.now = Date.now()
    const text = async (role: 'editor' | 'ambassador') =>
      (await (await site.as(role, { country: role === 'editor' ? null : 'FR' })).get('/admin')).text
    assert.match(await text('editor'), /role="alert">Not heard of for half a minute: Public site 2/)
    assert.match(await text('editor'), /may be in a long report, which a reload would end: wait for it/)
    assert.doesNotMatch(await text('ambassador'), /Not heard of/)
  })

  /** What is logged at a look every minute from `now` on; the last look is what /metrics gives. */
  async function looks(instance: number, now: number, minutes = 65, setBack = 0): Promise<string[]> {
    const words = `
      const { connect } = await import('./shared/db/connection.ts')
      const { config } = await import('./shared/config.ts')
      const { watcher } = await import('./admin/home/alarms.ts')
      const { db, close } = connect(config.database, { timeout: 0 })
      const look = watcher({ db })
      for (let minute = 0; minute < ${minutes}; minute++) await look(${now} + minute * 60_000 - (minute < 3 ? 0 : ${setBack}))
      await close()`
    const env = { DATA_DIR: config.dataDir, APP_INSTANCES: '2', NODE_APP_INSTANCE: String(instance) }
    const { code, stdout, stderr } = await runNode(['--input-type=module', '-e', words], env)
    assert.equal(code, 0, stderr)
    return stdout.split('\n').filter((line) => line.includes('"alarm":"process"'))
  }

  test('in /metrics, and in the log once an hour, by the first process and from the second look on', async () => {
    for (const name of ['app-0', 'admin-0'] as const) {
      processes[name].child.kill('SIGKILL')
      await processes[name].ended
    }
    const now = Date.now() + 60_000
    assert.deepEqual(await looks(0, now, 1), [])
    const logged = await looks(0, now)
    assert.equal(logged.length, 2)
    assert.equal(JSON.parse(logged[0]!).level, 'error')
    assert.match(JSON.parse(logged[0]!).msg, /Not heard of for half a minute/)
    assert.deepEqual(await looks(1, now), [])
    assert.equal((await looks(0, now, 5, DAY_MS)).length, 2, 'a clock that is set back silences nothing')
    const figures = async () => (await site.client().get('/metrics')).text
    site.clock.now = now + 64 * 60_000
    await looks(0, now)
    assert.match(await figures(), /^aroundtheworld_alarm\{name="process"\} 1$/m)
    assert.match(await figures(), /^aroundtheworld_alarm\{name="wal"\} 0$/m)
    site.pass(240_000)
    assert.doesNotMatch(await figures(), /aroundtheworld_alarm/, 'nobody looks any more')
    writeFileSync(join(config.run, 'alarms.json'), '')
    assert.match(await figures(), /aroundtheworld_wal_bytes/, 'as after a power cut')
  })
})
