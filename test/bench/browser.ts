import assert from 'node:assert/strict'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import lighthouse, { type Result } from 'lighthouse'
import { Client } from '../client.ts'
import { freePorts, browser as launch, type Stack, startStack } from '../journey/stack.ts'
import { type Figure, figure, median } from './figures.ts'
import { newAdmin } from './photos.ts'
import { playerInParis } from './players.ts'

const ROUNDS = 3
/** Lighthouse sometimes misses the beginning of a page; then it has measured nothing. */
const TRIES = 3

const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo']
const BAR = 0.95

/** Over the wire at most, heads of the answers included. The map and the fonts come once and are kept. */
const PAGE_BYTES = 60_000
const MAP_BYTES = 30_000
const FONT_BYTES = 60_000
/** A smaller layout shift is shown as 0 by Lighthouse. */
const NO_SHIFT = 0.0005

const QUESTION_SECONDS = 90

/** The dashboard asks search engines to stay away, so what only they read does not apply to it. */
const FOR_SEARCH_ENGINES = ['is-crawlable', 'meta-description']

interface Sight {
  name: string
  cookie?: string
  /** Where it is to be seen this time. */
  path(): string | Promise<string>
  skipAudits?: string[]
}

/** What Lighthouse, as a phone on a slow network, finds on the pages that are looked at most, and what they weigh as Nginx sends them. */
export async function* browser(): AsyncGenerator<Figure> {
  const site = await startStack()
  const port = await freePorts(1)
  const chromium = await launch(`--remote-debugging-port=${port}`)
  try {
    const sights = await allSights(site)
    const seen = sights.map((): Result[] => [])
    for (let round = 0; round < ROUNDS; round++) {
      for (const [i, sight] of sights.entries()) seen[i]!.push(await look(site.url, sight, port))
    }
    for (const [i, { name }] of sights.entries()) yield* ofPage(name, seen[i]!)
    yield* ofAll(seen)
  } finally {
    await chromium.close()
    await site.stop()
  }
}

async function allSights(site: Stack): Promise<Sight[]> {
  const { cookie, job } = await playerInParis(site.url)
  const admin = await newAdmin(site)
  giveTime(site)
  const player = Object.assign(new Client(site.url, '/sign-in'), { cookie })
  let slot = 1
  async function nextQuestion() {
    await player.post(`${job}/answers`, { slot, option: 0 })
    await player.post(`${job}/deliveries`, { slot: ++slot })
    return job
  }
  return [
    { name: 'welcome', path: () => '/' },
    { name: 'city', cookie, path: () => '/cities/paris' },
    { name: 'airport', cookie, path: () => '/airport' },
    { name: 'question', cookie, path: nextQuestion },
    {
      name: 'list',
      cookie: admin.cookie,
      path: () => '/admin/questions',
      skipAudits: FOR_SEARCH_ENGINES,
    },
  ]
}

/** A question whose time is up while it is looked at would be another page. */
function giveTime({ dataDir }: Stack): void {
  const file = new Database(join(dataDir, 'aroundtheworld.db'), { timeout: 5000 })
  file.prepare('update job_questions set seconds = ?').run(QUESTION_SECONDS)
  file.close()
}

async function look(url: string, { cookie, path, skipAudits }: Sight, port: number): Promise<Result> {
  for (let tries = 1; ; tries++) {
    const address = url + (await path())
    const run = await lighthouse(address, {
      port,
      skipAudits,
      onlyCategories: CATEGORIES,
      extraHeaders: cookie ? { Cookie: cookie } : null,
      // A browser nobody has used yet.
      clearStorageTypes: ['all'],
      disableFullPageScreenshot: true,
      logLevel: 'silent',
    })
    const { lhr } = run!
    assert.equal(lhr.finalDisplayedUrl, address)
    if (!lhr.runtimeError) return lhr
    assert.ok(tries < TRIES, lhr.runtimeError.message)
  }
}

function* ofPage(page: string, seen: Result[]): Generator<Figure> {
  for (const category of CATEGORIES) {
    const score = median(seen.map(({ categories }) => categories[category]!.score! * 100))
    yield figure(
      {
        ...{ bench: 'browser', metric: `${page}: ${category}`, ours: score },
        ...{ reference: 100, referenceName: 'a page without a fault' },
      },
      { atLeast: BAR },
    )
  }
  const bytes = median(
    seen.map((one) => sum(['Document', 'Stylesheet', 'Script'].map((type) => some(weigh(one, type), type)))),
  )
  yield within(`${page}: HTML, CSS and JavaScript, bytes`, bytes, PAGE_BYTES)
}

function* ofAll(seen: Result[][]): Generator<Figure> {
  const most = (value: (one: Result) => number) => Math.max(...seen.map((page) => median(page.map(value))))
  yield within(
    'the map, bytes',
    some(
      most((one) => weigh(one, 'Image', '/static/img/world.svg')),
      'the map',
    ),
    MAP_BYTES,
  )
  yield within(
    'the fonts, bytes',
    some(
      most((one) => weigh(one, 'Font')),
      'fonts',
    ),
    FONT_BYTES,
  )
  yield within(
    'layout shift',
    most(({ audits }) => audits['cumulative-layout-shift']!.numericValue!),
    NO_SHIFT,
  )
}

interface Sent {
  url: string
  resourceType: string
  transferSize: number
}

/** Bytes of what was sent of this type, and whose address has `part` in it. */
function weigh({ audits }: Result, type: string, part = ''): number {
  const { details } = audits['network-requests']!
  assert.ok(details?.type === 'table')
  const sent = details.items as unknown as Sent[]
  const these = sent.filter(({ url, resourceType }) => resourceType === type && url.includes(part))
  return sum(these.map(({ transferSize }) => transferSize))
}

const sum = (values: number[]) => values.reduce((all, one) => all + one, 0)

/** The same bytes; breaks off when there are none: what Lighthouse has missed would keep within every budget. */
function some(bytes: number, name: string): number {
  assert.ok(bytes > 0, `Lighthouse saw no bytes of this: ${name}`)
  return bytes
}

const within = (metric: string, ours: number, budget: number) =>
  figure({ bench: 'browser', metric, ours, reference: budget, referenceName: 'the budget' }, { atMost: 1 })
