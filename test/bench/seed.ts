import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as cities from '../../shared/db/cities.ts'
import { connect } from '../../shared/db/connection.ts'
import { drawScene } from '../../shared/rules/posters.ts'
import { root } from '../journey/stack.ts'
import { type App, startApp, throughput } from './drive.ts'
import { type Figure, figure, inTurns } from './figures.ts'
import { workFolder } from './pictures.ts'
import { makeWorld, type Traveller } from './world.ts'

const PYTHON = '/usr/bin/python3'
const ROUNDS = 5
/** How often each player looks at the page in a turn. */
const TIMES = 40
const AT_ONCE = 8

/**
 * The page of the city one is in, on this stack and on Tornado: ours with the very statements that Tornado runs, which
 * means that it holds no rows in memory, and ours as it is. All three keep what is made of rows and never changes: how a
 * city is drawn (Tornado is given it), texts as HTML, compiled templates and statements, the names of files.
 */
export async function* seed(): AsyncGenerator<Figure> {
  checkTornado()
  const folder = workFolder('seed')
  const { dataDir, travellers } = await makeWorld(join(folder, 'data'), { players: 1_000, answers: 10_000 })
  await prepareTornado(folder, dataDir, travellers)
  const tornado = await startTornado(folder, dataDir)
  const alike = await startApp(dataDir, ['unheld.ts'])
  const ours = await startApp(dataDir)
  try {
    for (const one of travellers) await checkSamePage(alike, [tornado, ours], one)
    const asks = Array.from({ length: TIMES }, () => travellers.map(pageOf)).flat()
    const rateOf = ({ url }: Site) => throughput({ url, asks, atOnce: AT_ONCE })
    for (const site of [tornado, alike, ours]) await rateOf(site)
    const rates = await inTurns(ROUNDS, {
      tornado: () => rateOf(tornado),
      alike: () => rateOf(alike),
      ours: () => rateOf(ours),
    })
    const beside = (metric: string, ours: number, atLeast: number) =>
      figure(
        { bench: 'seed', metric, ours, reference: rates.tornado, referenceName: 'the same page on Tornado' },
        { atLeast },
      )
    yield beside('city pages a second, same statements', rates.alike, 1.3)
    yield beside('city pages a second, content held', rates.ours, 3)
  } finally {
    for (const site of [tornado, alike, ours]) await site.end()
  }
}

function checkTornado(): void {
  try {
    execFileSync(PYTHON, ['-c', 'import tornado'], { stdio: 'ignore' })
  } catch {
    throw new Error('Tornado for /usr/bin/python3 missing: apt-get install python3-tornado')
  }
}

const pageOf = ({ city, cookie }: Traveller) => ({ path: `/cities/${city}`, cookie })

/** Writes down what Tornado is given: the words of our statements in their order, and how each city is drawn. */
async function prepareTornado(folder: string, dataDir: string, travellers: Traveller[]): Promise<void> {
  const write = (name: string, value: unknown) => writeFileSync(join(folder, name), JSON.stringify(value))
  write('statements.json', await statementsOf(dataDir, travellers[0]!))
  const { db, close } = connect(join(dataDir, 'aroundtheworld.db'), { timeout: 0 })
  const posters: Record<string, unknown> = {}
  for (const slug of new Set(travellers.map((one) => one.city)))
    posters[slug] = drawScene((await cities.bySlug(db, slug))!)
  await close()
  write('posters.json', posters)
}

/** What the page asks the database when nothing is held in memory. Both ask it in one transaction. */
async function statementsOf(dataDir: string, one: Traveller): Promise<string[]> {
  const { url, child, end } = await startApp(dataDir, ['unheld.ts', 'statements.ts'])
  const heard: string[] = []
  child.send('listen')
  await once(child, 'message')
  child.on('message', (words) => heard.push(String(words)))
  await read({ url }, one)
  await Promise.all([once(child, 'disconnect'), end()])
  return heard.filter((words) => words.startsWith('select'))
}

/** Breaks off when one of `others` shows another page than `ours`. The sun moves and minutes pass: ours must be the same before and after. */
async function checkSamePage(ours: Site, others: Site[], one: Traveller): Promise<void> {
  for (let tries = 1; ; tries++) {
    const before = await read(ours, one)
    const pages = await Promise.all(others.map((site) => read(site, one)))
    const after = await read(ours, one)
    if (tries < 5 && after.join() !== before.join()) continue
    for (const page of pages) {
      const at = before.findIndex((line, i) => line !== page[i])
      assert.equal(page[at], before[at], `the page of ${one.city} is not the same everywhere`)
      assert.equal(page.length, before.length)
    }
    return
  }
}

/**
 * A line for each tag and each text; how a character is escaped and where lines end is not looked at. Nor is what time it
 * is in the city: both have a table of time zones of their own, of different years.
 */
async function read({ url }: Pick<Site, 'url'>, one: Traveller): Promise<string[]> {
  const { path, cookie } = pageOf(one)
  const response = await fetch(url + path, { headers: { cookie } })
  const html = await response.text()
  assert.equal(response.status, 200, html)
  return html
    .replace(/(?<=<p class="local-time">)\w+ \d\d:\d\d/, '')
    .replace(/&#x([0-9a-f]+);/gi, (_, code) => `&#${Number.parseInt(code, 16)};`)
    .replace(/\s+/g, ' ')
    .replace(/<[^>]*>/g, '\n$&\n')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

type Site = Pick<App, 'url' | 'end'>

async function startTornado(folder: string, dataDir: string): Promise<Site> {
  const server = join(import.meta.dirname, 'tornado', 'server.py')
  const database = join(dataDir, 'aroundtheworld.db')
  // It leaves by itself when this process is gone.
  const child = spawn(PYTHON, ['-B', server, folder, database, join(root, 'static')], {
    env: { LANG: 'C.UTF-8' },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const [port] = await Promise.race([once(child.stdout, 'data'), ended])
  if (child.exitCode !== null) throw new Error('Tornado did not start.')
  return {
    url: `http://127.0.0.1:${Number(port)}`,
    async end() {
      child.kill()
      await ended
    },
  }
}
