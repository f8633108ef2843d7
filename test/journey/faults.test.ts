import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import Database from 'better-sqlite3'
import type { Connection } from '../../shared/db/connection.ts'
import { seeded } from '../../shared/rules/random.ts'
import { checkTaken, openDatabase, Patient, Traveller } from './crowd.ts'
import { type Stack, skip, startStack, statusOf, until } from './stack.ts'

const KILLS = 30
const PLAYERS = 6
/** Had by all together after the last kill. */
const MORE_PAGES = 50
const PASSWORD = 'nothing that was saved is lost'

describe('a site whose processes are killed', { skip }, () => {
  let site: Stack
  let database: Connection
  before(async () => {
    site = await startStack()
    database = openDatabase(join(site.dataDir, 'aroundtheworld.db'))
  })
  after(async () => {
    await database?.close()
    await site?.stop()
  })

  test('any of them, thirty times, while people play and an editor saves: what was taken stays', async (t) => {
    const seed = randomInt(2 ** 31)
    t.diagnostic(`seed ${seed}`)
    const random = seeded(seed)
    const choose = (most: number) => Math.floor(random() * most)
    const travellers = Array.from({ length: PLAYERS }, () => new Traveller(site.url, database.db, choose))
    for (const traveller of travellers) await traveller.begin()
    const editor = await signedIn(site)
    const { killed, end } = killer(
      site,
      choose,
      travellers.map(({ client }) => client),
    )
    const saved: string[] = []
    await Promise.all([
      ...travellers.map(async (traveller) => {
        while (!end()) await traveller.step()
      }),
      (async () => {
        while (!end()) saved.push(await saveNews(editor, saved.length))
      })(),
    ])
    t.diagnostic(`${killed.length} killed: ${[...new Set(killed)].sort().join(' ')}`)
    assert.equal(killed.length, KILLS)
    assert.deepEqual([...new Set(killed.map((name) => name.split('-')[0]))].sort(), ['admin', 'app'])
    await allBack(site)
    for (const traveller of travellers) await traveller.step()
    const answers = travellers.flatMap(({ taken }) => taken.answers).length
    const flights = travellers.flatMap(({ taken }) => taken.flights).length
    t.diagnostic(`${answers} answers, ${flights} flights, ${saved.length} saves were taken`)
    assert.ok(answers > 0 && flights > 0 && saved.length > 0)
    await checkTaken(database.db, travellers)
    await checkSaved(database, saved)
    checkFile(site)
  })
})

/** The admin, past the first sign-in. */
async function signedIn({ url, adminEmail, adminPassword }: Stack): Promise<Patient> {
  const client = new Patient(url, '/admin/sign-in')
  assert.equal((await client.signIn(adminEmail, adminPassword)).location, '/admin/password')
  const changed = await client.post('/admin/password', { current: adminPassword, password: PASSWORD })
  assert.equal(changed.status, 303, changed.text)
  return client
}

/** Writes a piece of news, or new words over it; gives back the title that was taken. */
async function saveNews(editor: Patient, n: number): Promise<string> {
  const words = { title: `Edition ${n}`, body: 'All is well.' }
  if (n === 0) {
    const { location, status } = await editor.post('/admin/news', words)
    assert.equal(status, 303)
    assert.match(location, /\/admin\/news\/1\b/)
    return words.title
  }
  const { text } = await editor.get('/admin/news/1')
  const version = /name="version" value="(\d+)"/.exec(text)![1]
  const page = await editor.post('/admin/news/1', { ...words, version })
  assert.equal(page.status, 303, `${n} ${page.status}`)
  return words.title
}

/** Each save left its row in the audit, in order, and the last one is what stands. */
async function checkSaved({ db }: Connection, saved: string[]): Promise<void> {
  const rows = await db.selectFrom('audit').select('after').where('kind', '=', 'news').orderBy('id').execute()
  const titles = rows.map((row) => JSON.parse(row.after!).title)
  assert.deepEqual(titles, saved)
  const item = await db.selectFrom('news').select('title').where('id', '=', 1).executeTakeFirstOrThrow()
  assert.equal(item.title, saved.at(-1))
}

function checkFile(site: Stack): void {
  const file = new Database(join(site.dataDir, 'aroundtheworld.db'), { readonly: true })
  assert.equal(file.pragma('integrity_check', { simple: true }), 'ok')
  assert.deepEqual(file.pragma('foreign_key_check'), [])
  file.close()
}

/**
 * Kills one of the processes each time these people have had some more pages, while others of theirs are on their way,
 * as at times both of a group: then nothing comes until they are back.
 * `end` says that all was done, and that some pages came after it.
 */
function killer(site: Stack, choose: (most: number) => number, people: Patient[]) {
  const killed: string[] = []
  const gone = new Set<number>()
  let [pages, next] = [0, 10]
  let last = Number.POSITIVE_INFINITY
  const kill = async () => {
    await pause(choose(10))
    const alive = processesOf(site).filter(({ pid }) => !gone.has(pid))
    const one = alive[choose(alive.length)]
    if (!one || killed.length === KILLS) return
    process.kill(one.pid, 'SIGKILL')
    gone.add(one.pid)
    killed.push(one.name)
    if (killed.length === KILLS) last = pages
  }
  for (const person of people) {
    person.heard = () => {
      if (++pages < next) return
      next = pages + 1 + choose(25)
      void kill()
    }
  }
  return { killed, end: () => pages > last + MORE_PAGES }
}

/** The workers that run now: what PM2 wrote down as its own, and is its own. */
function processesOf(site: Stack): { name: string; pid: number }[] {
  const home = join(site.dataDir, '.pm2')
  const read = (file: string) => Number(readFileSync(join(home, file), 'utf8'))
  const daemon = read('pm2.pid')
  return readdirSync(join(home, 'pids'))
    .map((file) => ({ name: file.replace('.pid', ''), pid: read(join('pids', file)) }))
    .filter(({ pid }) => pid > 0 && parentOf(pid) === daemon)
}

function parentOf(pid: number): number {
  try {
    return Number(/^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
  } catch {
    return 0
  }
}

async function allBack(site: Stack): Promise<void> {
  await until(
    async () => {
      const { stdout } = await site.pm2('jlist')
      const list: { pm2_env: { status: string } }[] = JSON.parse(stdout.slice(stdout.indexOf('[{')))
      const urls = [`${site.appUrl}/healthz`, ...site.adminUrls.map((url) => `${url}/healthz`)]
      const answers = await Promise.all(urls.map(statusOf))
      return (
        list.length === 4 &&
        list.every((one) => one.pm2_env.status === 'online') &&
        answers.every((status) => status === 200)
      )
    },
    () => 'not all processes are back',
  )
}
