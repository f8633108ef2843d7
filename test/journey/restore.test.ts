import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import Database from 'better-sqlite3'
import type { Row } from '../../shared/db/tables.ts'
import { seeded } from '../../shared/rules/random.ts'
import { jobOf, offered } from '../app/play.ts'
import { type Site, startApp } from '../client.ts'
import { checkTaken, openDatabase, Patient, type Taken, Traveller } from './crowd.ts'
import { freePorts, root, runNode } from './stack.ts'

const PLAYERS = 4

/** Rows of these are added and never changed. */
const GROWING = ['ledger', 'flights', 'messages', 'ratings']

/** Everything else that playing changes. */
const CHANGING = [
  ...['players', 'sessions', 'attempts', 'balances', 'jobs', 'job_questions', 'awards', 'visits', 'works'],
  ...['counters', 'earnings', 'sqlite_sequence'],
]

type Rows = Map<string, string[]>

describe('A backup that is made while people play', () => {
  const live = process.env.DATA_DIR!
  let other: string
  let site: Site
  let backup: string
  let atStart: Taken[]
  let travellers: Traveller[]
  let port: number
  before(async () => {
    site = await startApp('app')
    other = mkdtempSync(join(tmpdir(), 'atw-restored-'))
    port = await freePorts(3)
    const random = seeded(7)
    const choose = (most: number) => Math.floor(random() * most)
    travellers = Array.from({ length: PLAYERS }, () => new Traveller(site.url, site.db, choose))
    for (const traveller of travellers) await traveller.begin()
    backup = await whilePlaying()
  })
  after(async () => {
    await site?.close()
    rmSync(other, { recursive: true, force: true })
  })

  /** Until everybody has flown, then on while the backup is made. */
  async function whilePlaying(): Promise<string> {
    while (travellers.some(({ taken }) => taken.flights.length === 0))
      await Promise.all(travellers.map((traveller) => traveller.step()))
    let ended = false
    atStart = travellers.map(({ taken }) => structuredClone(taken))
    const made = runNode(['deploy/backup.ts'], { DATA_DIR: live, LOG_LEVEL: 'silent' }).finally(() => {
      ended = true
    })
    await Promise.all(
      travellers.map(async (traveller) => {
        while (!ended) await traveller.step()
      }),
    )
    const { code, stdout, stderr } = await made
    assert.equal(code, 0, stderr)
    return stdout.trim()
  }

  test('is restored into an empty folder row by row, with all that was taken before it began', async () => {
    const settings = { DATA_DIR: other, APP_PORT: String(port), ADMIN_PORT: String(port + 1) }
    const marks = join(other, 'run', 'upkeep.json')
    mkdirSync(join(other, 'run'))
    writeFileSync(marks, JSON.stringify({ players: { at: Date.now(), ok: true, succeeded: Date.now() } }))
    const { code, stderr } = await runNode(['deploy/restore.ts', backup], settings)
    assert.equal(code, 0, stderr)
    assert.ok(!existsSync(marks), 'what the upkeep has done since the backup is to be done again')
    const [saved, restored, present] = [backup, other, live].map((folder) => rowsOf(folder))
    assert.deepEqual([...restored!.keys()], [...present!.keys()])
    for (const [table, rows] of restored!) {
      assert.deepEqual(rows, saved!.get(table), table)
      const now = new Set(present!.get(table))
      if (GROWING.includes(table)) for (const row of rows) assert.ok(now.has(row), `${table}: ${row}`)
      else if (!CHANGING.includes(table)) assert.deepEqual(rows, present!.get(table), table)
    }
    assert.ok(
      present!.get('job_questions')!.join() !== restored!.get('job_questions')!.join(),
      'they played on',
    )
    const database = openDatabase(join(other, 'aroundtheworld.db'))
    await checkTaken(
      database.db,
      travellers.map(({ client }, i) => ({ client, taken: atStart[i]!, job: atStart[i]!.answers[0]!.job })),
    )
    await database.close()
  })

  test('brings every file of every photo, whole', async () => {
    const { keysOf } = await import('../../shared/media/urls.ts')
    const file = new Database(join(other, 'aroundtheworld.db'), { readonly: true })
    const photos = file.prepare('select * from photos').all() as Row<'photos'>[]
    file.close()
    assert.ok(photos.length > 100)
    const pathOf = (folder: string, key: string) => join(folder, key.startsWith('media/') ? 'www' : '', key)
    for (const photo of photos) {
      const [original, ...pictures] = keysOf(photo)
      const hash = createHash('sha256')
        .update(readFileSync(pathOf(other, original!)))
        .digest('hex')
      assert.equal(hash, photo.sha256)
      for (const key of pictures)
        assert.equal(statSync(pathOf(other, key)).size, statSync(pathOf(live, key)).size, key)
    }
  })

  test('starts where it was: who was signed in plays on, and others begin', async () => {
    const child = await serve(other, port)
    const database = openDatabase(join(other, 'aroundtheworld.db'))
    try {
      const url = `http://127.0.0.1:${port}`
      const newcomer = new Traveller(url, database.db, () => 0)
      await newcomer.begin()
      await newcomer.step()
      assert.equal(newcomer.taken.answers.length, 1)
      const old = new Patient(url, '/sign-in')
      old.cookie = travellers[0]!.client.cookie
      const city = /href="\/cities\/([\w-]+)"/.exec((await old.get('/')).text)![1]!
      const [category] = await offered({ client: old, id: 0, job: 0 }, city)
      const work = jobOf(await old.post('/jobs', { category }))
      assert.equal((await old.get(`/jobs/${work}`)).status, 200)
    } finally {
      await database.close()
      child.kill('SIGKILL')
    }
  })
})

/** Every row of every table, as text, in an order of its own. */
function rowsOf(folder: string): Rows {
  const file = new Database(join(folder, 'aroundtheworld.db'), { readonly: true })
  assert.equal(file.pragma('integrity_check', { simple: true }), 'ok')
  const tables = file.prepare("select name from sqlite_master where type = 'table' order by 1").pluck().all()
  const rows: Rows = new Map()
  for (const table of tables as string[]) {
    const all = file.prepare(`select * from ${table}`).all()
    rows.set(table, all.map((row) => JSON.stringify(row)).sort())
  }
  file.close()
  return rows
}

/** The public group on this folder, as PM2 starts it. */
async function serve(dataDir: string, port: number): Promise<ChildProcess> {
  const { PATH, HOME } = process.env
  const env = { PATH, HOME, DATA_DIR: dataDir, LOG_LEVEL: 'silent', APP_PORT: String(port) }
  const script = join(root, 'app', 'server.ts')
  const child = spawn(process.execPath, [script], { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const [ready] = await Promise.race([once(child, 'message'), once(child, 'exit')])
  assert.equal(ready, 'ready')
  return child
}
