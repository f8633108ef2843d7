import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  watch,
} from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import Database from 'better-sqlite3'
import sharp from 'sharp'
import type { Row } from '../../shared/db/tables.ts'
import { Client } from '../client.ts'

/**
 * The dashboard's own process, sent kill -9 in the middle of its work, again and again, each time a little later: after
 * so many changes in its data folder. What must hold then is read from the disk and the database, past its code.
 */
const root = join(import.meta.dirname, '..', '..')
const KILLS = 24
const WORDS = { photo_title: 'A test', photo_alt: 'Fields', photo_author: 'Ada', photo_licence: 'CC BY 4.0' }

const urls = await import('../../shared/media/urls.ts')
const children = new Set<ChildProcess>()

function run(script: string, dataDir: string, settings: Record<string, string> = {}): ChildProcess {
  const { PATH, HOME } = process.env
  const env = { PATH, HOME, DATA_DIR: dataDir, LOG_LEVEL: 'silent', ...settings }
  const child = spawn(process.execPath, [join(root, script)], {
    env,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  children.add(child)
  child.on('exit', () => children.delete(child))
  return child
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

/** Counts the changes: files that are being written, all of which begin in `incoming`, and what goes to the database. */
function changesIn(dataDir: string, each: (count: number) => void) {
  const incoming = join(dataDir, 'incoming', '0')
  mkdirSync(incoming, { recursive: true })
  let count = 0
  const watchers = [dataDir, incoming].map((path) => watch(path, () => each(++count)))
  return () => {
    for (const watcher of watchers) watcher.close()
    return count
  }
}

const filesBelow = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
    : []

const decoded = new Set<string>()

/** Reads a picture to its last pixel, once; a number as its name is its width. */
async function decode(path: string): Promise<void> {
  const known = `${path} ${statSync(path).ino}`
  if (decoded.has(known)) return
  const { info } = await sharp(path, { failOn: 'warning' }).raw().toBuffer({ resolveWithObject: true })
  const width = /-(\d+)\.(?:jpg|webp)$/.exec(path)?.[1]
  if (width) assert.equal(info.width, Number(width), path)
  decoded.add(known)
}

/** Each photo is whole, its pictures as far as `look` sees; no file is nobody's, nothing is half done. */
async function checkWorld(dataDir: string, look: (path: string) => Promise<void> | void): Promise<void> {
  const file = new Database(join(dataDir, 'aroundtheworld.db'), { readonly: true })
  const all = <T>(query: string) => file.prepare(query).all() as T[]
  assert.equal(file.pragma('integrity_check', { simple: true }), 'ok')
  assert.deepEqual(file.pragma('foreign_key_check'), [])
  const pathOf = (key: string) => join(dataDir, key.startsWith('media/') ? 'www' : '', key)
  const shown = new Set<string>()
  for (const photo of all<Row<'photos'>>('select * from photos')) {
    const [original, ...pictures] = urls.keysOf(photo).map(pathOf)
    for (const path of pictures) await look(path)
    const hash = createHash('sha256').update(readFileSync(original!)).digest('hex')
    assert.equal(hash, photo.sha256)
    const before = photo.previous ? [pathOf(urls.originalKey(photo.previous))] : []
    for (const path of before) assert.ok(existsSync(path), path)
    for (const path of [original!, ...pictures, ...before]) shown.add(path)
  }
  for (const { name } of all<Row<'frames'>>('select * from frames')) {
    await look(pathOf(urls.frameKey(name)))
    shown.add(pathOf(urls.frameKey(name)))
  }
  const old = all<{ key: string }>('select key from leftovers where worker = -1').map(({ key }) =>
    pathOf(key),
  )
  file.close()
  const files = [...filesBelow(join(dataDir, 'originals')), ...filesBelow(join(dataDir, 'www'))]
  const orphans = files.filter((path) => !shown.has(path) && !old.some((begin) => path.startsWith(begin)))
  assert.deepEqual(orphans, [])
  assert.deepEqual(filesBelow(join(dataDir, 'incoming')), [])
}

after(async () => {
  for (const child of children) await kill(child)
})

describe('A dashboard process that is killed', () => {
  const dataDir = process.env.DATA_DIR!
  const token = randomBytes(16).toString('base64url')
  let port: number
  before(async () => {
    port = await freePort()
    await fill(token)
  })

  async function start(): Promise<{ child: ChildProcess; client: Client }> {
    const child = run('admin/server.ts', dataDir, { ADMIN_PORT: String(port) })
    const [ready] = await Promise.race([once(child, 'message'), once(child, 'exit')])
    assert.equal(ready, 'ready')
    const client = new Client(`http://127.0.0.1:${port}`, '/admin/sign-in')
    client.cookie = `session=${token}`
    return { child, client }
  }

  /** Killed once more while it clears up, or when it has. */
  async function startAndKill(at: number): Promise<void> {
    const child = run('admin/server.ts', dataDir, { ADMIN_PORT: String(port) })
    const stop = changesIn(dataDir, (count) => count === at && child.kill('SIGKILL'))
    await Promise.race([once(child, 'message'), once(child, 'exit')])
    stop()
    await kill(child)
  }

  test('at any moment leaves each photo whole or absent, and no file that is nobody’s', async () => {
    let { child, client } = await start()
    const counted = changesIn(dataDir, () => {})
    await work(client, [])
    let changes = counted()
    assert.ok(changes > 100, String(changes))
    let interrupted = 0
    for (let i = 0; i < KILLS; i++) {
      makeOld(dataDir)
      const brought: Buffer[] = []
      const at = 1 + Math.floor((i * changes) / KILLS)
      const running = child
      const stop = changesIn(dataDir, (count) => count === at && running.kill('SIGKILL'))
      const cut = await work(client, brought).catch((error) => error)
      const made = stop()
      if (running.killed) interrupted++
      else if (cut) throw cut
      // How many changes it takes differs from time to time.
      else changes = Math.min(changes, made)
      await kill(running)
      if (i % 3 === 0) await startAndKill(1 + i)
      ;({ child, client } = await start())
      await regenerated(client)
      await checkWorld(dataDir, decode)
      for (const bytes of brought) assert.ok(await send(client, bytes), 'the same file sent again')
    }
    await checkWorld(dataDir, decode)
    await kill(child)
    assert.ok(interrupted >= 20, String(interrupted))
  })
})

let photos = 0

const picture = () =>
  sharp({ create: { width: 400, height: 300, channels: 3, background: '#c84' } })
    .jpeg()
    .withExif({ IFD0: { Make: `Camera ${photos++}` } })
    .toBuffer()

async function send(client: Client, bytes: Buffer): Promise<number> {
  const photo_file = new File([new Uint8Array(bytes)], 'photo.jpg')
  const page = await client.post('/admin/photos', { ...WORDS, photo_file })
  assert.equal(page.status, 303, page.text)
  return Number(/photos\/(\d+)/.exec(page.location)?.[1])
}

/** Some of everything that touches files, all at the same time as a regeneration. `brought` hears what is sent. */
async function work(client: Client, brought: Buffer[]): Promise<void> {
  await client.post('/admin/regenerations')
  const [one, two, other] = await Promise.all([picture(), picture(), picture()])
  brought.push(one, two)
  const [first, second] = await Promise.all([send(client, one), send(client, two)])
  const act = async (path: string, fields: Record<string, string | number | Blob>) => {
    const page = await client.post(`/admin/photos/${path}`, fields)
    assert.equal(page.status, 303, page.text)
  }
  const photo_file = new File([new Uint8Array(other)], 'other.jpg')
  await Promise.all([
    act(`${first}/turns`, { by: 90, from: 0, version: 1 }).then(() =>
      act(`${first}/replacements`, { version: 2, photo_file }),
    ),
    act(`${second}/frames`, { kind: 'blur', count: 4 }),
  ])
  await act(`${second}/turns`, { by: 270, from: 0, version: 1 })
  await regenerated(client)
}

/** A run goes on by itself when its process comes back. */
async function regenerated(client: Client): Promise<void> {
  for (;;) {
    const { text, status } = await client.get('/admin/regenerations')
    assert.equal(status, 200)
    if (!text.includes('<progress')) return
  }
}

/** The two newest photos look as if an older release had made their files. */
function makeOld(dataDir: string): void {
  const file = new Database(join(dataDir, 'aroundtheworld.db'))
  const newest = file.prepare('select * from photos order by id desc limit 2').all() as Row<'photos'>[]
  for (const { id, sha256, recipe } of newest) {
    const other = `deadbeef${recipe.slice(8)}`
    const folder = join(dataDir, 'www', urls.derivativesKey(sha256, recipe), '..')
    for (const name of readdirSync(folder).filter((one) => one.startsWith(recipe)))
      renameSync(join(folder, name), join(folder, name.replace(recipe, other)))
    file.prepare('update photos set recipe = ? where id = ?').run(other, id)
  }
  file.close()
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** The smallest world there is: one place to be, and one editor who is signed in. */
async function fill(token: string): Promise<void> {
  const { config } = await import('../../shared/config.ts')
  const { connect } = await import('../../shared/db/connection.ts')
  const { migrateAlone } = await import('../../deploy/migrate.ts')
  const world = await import('../../shared/db/seed.ts')
  const players = await import('../../shared/db/players.ts')
  const sessions = await import('../../shared/db/sessions.ts')
  const { hashToken } = await import('../../shared/web/sessions.ts')
  await migrateAlone()
  const { write, close } = connect(config.database, { timeout: 5000 })
  const now = Date.now()
  const home = { slug: 'nomansland', name: 'Nomansland', country: null, iata: '000', airport: 'Runway' }
  const place = { lat: 0, lng: 0, timezone: 'UTC', population: null, capital: 0 } as const
  await write(async (tx) => {
    await world.insertWorld(tx, [], [{ ...home, ...place }])
    const { nomansland: city_id } = Object.fromEntries(await world.idsBySlug(tx, 'cities'))
    const person = { name: 'Ada', email: 'ada@example.org', password: 'none', role: 'editor' } as const
    const player_id = await players.insert(tx, {
      ...person,
      country: null,
      city_id: city_id!,
      created_at: now,
    })
    await sessions.insert(tx, { token_hash: hashToken(token), player_id, created_at: now, seen_at: now })
  })
  await close()
}

describe('A first start that is killed', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'aroundtheworld-killed-'))
  after(() => rmSync(dataDir, { recursive: true }))

  test('while it fills the world is whole at the next start', async () => {
    for (const at of [1, 300]) {
      const child = run('deploy/prepare.ts', dataDir)
      const stop = changesIn(dataDir, (count) => count === at && child.kill('SIGKILL'))
      const [, signal] = await once(child, 'exit')
      stop()
      assert.equal(signal, 'SIGKILL')
    }
    const [code] = await once(run('deploy/prepare.ts', dataDir), 'exit')
    assert.equal(code, 0)
    await checkWorld(dataDir, (path) => assert.ok(statSync(path).size > 0, path))
  })
})
