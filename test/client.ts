import { createHash, randomBytes } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Reader, Write } from '../shared/db/connection.ts'
import type { Role } from '../shared/rules/roles.ts'

/**
 * What the tests of both groups stand on: the real app over real HTTP on a free port, with the starter content in a
 * data folder of the test file's own. Nothing of shared/ may be imported by value before this file is.
 *
 *   const site = await startApp('admin')
 *   after(site.close)
 *   const editor = await site.as('editor')
 *   const page = await editor.post('/admin/questions', { text: '…' })
 */
const root = join(import.meta.dirname, '..')
const dataDir = mkdtempSync(join(tmpdir(), 'aroundtheworld-test-'))
process.on('exit', () => rmSync(dataDir, { recursive: true, force: true }))
process.env.DATA_DIR = dataDir
process.env.LOG_LEVEL ??= 'silent'

export const PASSWORD = 'long journeys begin at home'

export type Site = Awaited<ReturnType<typeof startApp>>

/** Listens with one group on a port of its own. Time stands still until `pass` is called. */
export async function startApp(group: 'app' | 'admin') {
  await fillOnce()
  const { config } = await import('../shared/config.ts')
  const { connect } = await import('../shared/db/connection.ts')
  const { createApp } = await import(`../${group}/app.ts`)
  const queries: string[] = []
  const onQuery = (sql: string) => void queries.push(sql)
  const connection = connect(config.database, { timeout: group === 'app' ? 0 : 5000, onQuery })
  const clock = { now: Date.now() }
  const app = createApp({ ...connection, clock: () => clock.now })
  const server = createServer(app.callback())
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const prefix = group === 'admin' ? '/admin' : ''
  const { db, write } = connection
  return {
    url,
    db,
    write,
    clock,
    /** The words of every query since the start, or since a test emptied the list. */
    queries,
    pass(ms: number) {
      clock.now += ms
    },
    /** A browser nobody has used yet. */
    client: () => new Client(url, `${prefix}/sign-in`),
    /** Somebody new with this role, and the browser they are signed in with. */
    async as(role: Role, { country = null }: { country?: string | null } = {}) {
      const client = new Client(url, `${prefix}/sign-in`)
      const person = await addPerson({ db, write, clock }, role, country)
      client.cookie = `session=${await addSession({ write, clock }, person.id)}`
      return Object.assign(client, person)
    },
    /** From now on the database answers nobody. */
    breakDatabase: connection.close,
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
      await connection.close()
    },
  }
}

interface World {
  db: Reader
  write: Write
  clock: { now: number }
}

async function addPerson({ db, write, clock }: World, role: Role, country: string | null) {
  const players = await import('../shared/db/players.ts')
  const cities = await import('../shared/db/cities.ts')
  const { hashPassword } = await import('../shared/passwords.ts')
  const name = `${role} ${randomBytes(4).toString('hex')}`
  const email = `${name.replace(' ', '.')}@example.org`
  const home = await cities.bySlug(db, cities.NOMANSLAND)
  const row = { name, email, password: await hashPassword(PASSWORD), role, city_id: home!.id }
  const id = await write((tx) => players.insert(tx, { ...row, country, created_at: clock.now }))
  return { id, name, email }
}

async function addSession({ write, clock }: Omit<World, 'db'>, player: number) {
  const sessions = await import('../shared/db/sessions.ts')
  const { hashToken } = await import('../shared/web/sessions.ts')
  const token = randomBytes(16).toString('base64url')
  const times = { created_at: clock.now, seen_at: clock.now }
  await write((tx) => sessions.insert(tx, { token_hash: hashToken(token), player_id: player, ...times }))
  return token
}

export interface Page {
  status: number
  headers: Headers
  text: string
  /** Where a redirect leads; '' when there is none. */
  location: string
}

type Fields = Record<string, string | number | Blob | string[] | undefined>

/** A browser as far as a test needs one: it keeps its cookie, and sends with a form the token of the last page it saw. */
export class Client {
  readonly url: string
  readonly #tokenPage: string
  cookie = ''
  #token = ''
  constructor(url: string, tokenPage: string) {
    this.url = url
    this.#tokenPage = tokenPage
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Page> {
    return await this.request(path, { headers })
  }

  /** Sends a form, as multipart when a value is a file. */
  async post(path: string, fields: Fields = {}, headers: Record<string, string> = {}): Promise<Page> {
    const csrf = await this.token()
    const body = encode({ csrf, ...fields })
    const own = { Origin: this.url, 'Sec-Fetch-Site': 'same-origin', ...headers }
    return await this.request(path, { method: 'POST', headers: own, body })
  }

  async signIn(email: string, password = PASSWORD): Promise<Page> {
    return await this.post(this.#tokenPage.replace('sign-in', 'sessions'), { email, password })
  }

  /** The token forms of this browser carry. */
  async token(): Promise<string> {
    if (!this.#token) await this.get(this.#tokenPage)
    return this.#token
  }

  async request(path: string, init: RequestInit): Promise<Page> {
    const headers = new Headers(init.headers)
    if (this.cookie) headers.set('Cookie', this.cookie)
    const response = await fetch(new URL(path, this.url), { ...init, headers, redirect: 'manual' })
    const text = await response.text()
    for (const cookie of response.headers.getSetCookie()) {
      this.cookie = cookie.split(';')[0]!
      this.#token = ''
    }
    this.#token = /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? this.#token
    const location = response.headers.get('Location') ?? ''
    return { status: response.status, headers: response.headers, text, location }
  }
}

function encode(fields: Fields): FormData | URLSearchParams {
  const multipart = Object.values(fields).some((value) => value instanceof Blob)
  const form = multipart ? new FormData() : new URLSearchParams()
  for (const [name, value] of Object.entries(fields)) {
    for (const one of [value].flat()) {
      if (one instanceof File && form instanceof FormData) form.append(name, one, one.name)
      else if (one !== undefined) form.append(name, String(one))
    }
  }
  return form
}

let filled: Promise<void> | undefined

function fillOnce(): Promise<void> {
  filled ??= fill()
  return filled
}

/** The starter world, made by the first test file of all and copied by the others until its content or code changes. */
async function fill(): Promise<void> {
  const kept = keptWorld()
  try {
    return cpSync(kept, dataDir, { recursive: true })
  } catch {
    const { migrateAlone } = await import('../deploy/migrate.ts')
    const { seed } = await import('../deploy/seed.ts')
    await migrateAlone()
    await seed()
  }
  const partial = mkdtempSync(join(tmpdir(), 'aroundtheworld-test-world-'))
  mkdirSync(partial, { recursive: true })
  cpSync(dataDir, partial, { recursive: true })
  try {
    renameSync(partial, kept)
  } catch {
    rmSync(partial, { recursive: true, force: true })
  }
}

/** Copies the starter world, which nobody plays in yet, into `folder`. */
export async function copyWorld(folder: string): Promise<void> {
  await fillOnce()
  cpSync(keptWorld(), folder, { recursive: true })
}

const keptWorld = () => join(tmpdir(), `aroundtheworld-test-world-${fingerprint()}`)

/** What the starter world is made of and by. */
const MADE_OF = ['shared/content', 'shared/media', 'shared/db/migrations']
const MADE_BY = [
  'deploy/seed.ts',
  ...['seed', 'questions', 'question-cities'].map((name) => `shared/db/${name}.ts`),
]

function fingerprint(): string {
  const files = MADE_OF.flatMap((folder) =>
    readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && !/node_modules|generator/.test(entry.parentPath))
      .map((entry) => join(entry.parentPath, entry.name)),
  )
  const hash = createHash('sha256')
  for (const file of [...files.sort(), ...MADE_BY.map((name) => join(root, name))])
    hash.update(file).update(readFileSync(file))
  return hash.digest('hex').slice(0, 16)
}
