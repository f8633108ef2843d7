import assert from 'node:assert/strict'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { connect, type Reader } from '../../shared/db/connection.ts'
import { score } from '../../shared/rules/points.ts'
import { checkBooks } from '../app/walks.ts'
import { Client, type Page, type Site } from '../client.ts'
import { type Stack, startStack, until } from '../journey/stack.ts'
import { type Figure, figure } from './figures.ts'
import { type Form, formOn } from './forms.ts'

const RELOADS = 6
/** Six of ten visits are two requests (a page, and the form on it), so 18,750 visits make 30,000 requests in two minutes. */
const VISITS = 18_750
const PER_SECOND = 160
const PLAYERS = 300
/** One answer of so many comes from a double click, so that some do arrive twice. */
const DOUBLE_CLICK = 10
const REQUESTS = 30_000
const LOST_POSTS = 3

const PAGES = ['/', '/cities/nomansland', '/airport', '/leaderboards']
const DASHBOARD = ['/admin', '/admin/questions', '/admin/players']

/** Both groups are reloaded six times while people play and staff look on: what is lost, and what is counted twice. */
export async function* reload(): AsyncGenerator<Figure> {
  const site = await startStack()
  try {
    const traffic = new Traffic(await newPlayers(site), await newAdmin(site))
    let reloaded = false
    await Promise.all([
      traffic.flow(() => reloaded),
      reloadAll(site, traffic).finally(() => {
        reloaded = true
      }),
    ])
    for (const [what, times] of traffic.failures) console.error(`${times} × ${what}`)
    const { GET, POST } = traffic.sent
    assert.ok(GET + POST >= REQUESTS, `only ${GET + POST} requests were made`)
    yield* figures(traffic, await wrongAnswers(site, traffic.taken))
  } finally {
    await site.stop()
  }
}

function* figures({ sent, failed, taken }: Traffic, wrong: number): Generator<Figure> {
  const during = (metric: string, ours: number, referenceName: string, reference: number, allowed: number) =>
    figure({ bench: 'reload', metric, ours, reference, referenceName }, { atMost: allowed / reference })
  yield during('failed GETs over six reloads', failed.GET, 'all GETs', sent.GET, 0)
  yield during('failed POSTs over six reloads', failed.POST, 'all POSTs', sent.POST, LOST_POSTS)
  yield during('answers lost or applied twice', wrong, 'answers that were taken', taken.length, 0)
}

/** Each reload begins when another sixth of the visits is due, and leaves no process that was there before. */
async function reloadAll(site: Stack, traffic: Traffic): Promise<void> {
  for (let i = 0; i < RELOADS; i++) {
    while (traffic.visits < (i * VISITS) / RELOADS) await pause(50)
    const before = await processes(site)
    const { code, stderr } = await site.pm2('reload', 'ecosystem.config.js')
    assert.equal(code, 0, stderr)
    const after = await processes(site)
    assert.equal(after.length, before.length)
    assert.ok(!after.some((pid) => before.includes(pid)), 'every process is a new one')
  }
}

/** The processes of both groups, once all are online. */
const processes = (site: Stack) =>
  until(
    async () => {
      const { stdout } = await site.pm2('jlist')
      const list: { pid: number; pm2_env: { status: string } }[] = JSON.parse(
        stdout.slice(stdout.indexOf('[{')),
      )
      if (list.some((one) => one.pm2_env.status !== 'online')) return undefined
      return list.map(({ pid }) => pid)
    },
    () => 'not all processes are online',
  )

interface Player {
  client: Client
  /** Nginx limits what one address may do: each player has one of their own. */
  headers: Record<string, string>
  /** The page of the job. */
  path: string
}

async function newPlayers(site: Stack): Promise<Player[]> {
  const players: Player[] = []
  while (players.length < PLAYERS) {
    const n = players.length
    const client = new Client(site.elsewhereUrl, '/sign-in')
    const headers = { 'Test-Address': `10.0.${n >> 8}.${n & 255}` }
    const page = await client.post('/players', {}, headers)
    assert.equal(page.status, 303)
    players.push({ client, headers, path: page.location })
  }
  return players
}

async function newAdmin(site: Stack): Promise<Client> {
  const admin = new Client(site.url, '/admin/sign-in')
  await admin.signIn(site.adminEmail, site.adminPassword)
  const changed = { current: site.adminPassword, password: 'a new crew comes on board' }
  assert.equal((await admin.post('/admin/password', changed)).status, 303)
  return admin
}

/** Visits that begin at a fixed rate, whether or not the ones before have ended. */
class Traffic {
  visits = 0
  readonly sent = { GET: 0, POST: 0 }
  readonly failed = { GET: 0, POST: 0 }
  /** What failed and how, and how often. */
  readonly failures = new Map<string, number>()
  /** The answers the site said it had taken. */
  readonly taken: Form[] = []
  readonly #idle: Player[]
  readonly #visitor: Client
  readonly #admin: Client

  constructor(players: Player[], admin: Client) {
    this.#idle = [...players]
    this.#visitor = players[0]!.client
    this.#admin = admin
  }

  /** Until all visits were made, and longer when `over` is not yet true. */
  async flow(over: () => boolean): Promise<void> {
    const begun: Promise<unknown>[] = []
    const start = performance.now()
    for (; this.visits < VISITS || !over(); this.visits++) {
      const wait = start + (this.visits * 1000) / PER_SECOND - performance.now()
      if (wait > 0) await pause(wait)
      begun.push(this.#visit(this.visits))
    }
    await Promise.all(begun)
  }

  async #visit(n: number): Promise<unknown> {
    const place = n % 10
    const round = Math.floor(n / 10)
    if (place === 0) return await this.#send('GET', this.#admin, DASHBOARD[round % DASHBOARD.length]!)
    const player = place < 7 && this.#idle.shift()
    if (!player) return await this.#send('GET', this.#visitor, PAGES[n % PAGES.length]!)
    await this.#turn(player, round % DOUBLE_CLICK === 0)
    this.#idle.push(player)
  }

  /** Looks at the page and sends the form that is on it: an answer, the next question, or another round of casual work. */
  async #turn(player: Player, twice: boolean): Promise<void> {
    const page = await this.#send('GET', player.client, player.path, player)
    if (page?.status !== 200) return
    const form = formOn(page, player.path, 'tutorial')
    if (form.path.endsWith('/answers')) return await this.#answer(player, form, twice)
    const next = await this.#send('POST', player.client, form.path, player, form.fields)
    if (next?.status === 303) player.path = next.location
  }

  async #answer(player: Player, form: Form, twice: boolean): Promise<void> {
    const send = () => this.#send('POST', player.client, form.path, player, form.fields)
    const pages = await Promise.all(twice ? [send(), send()] : [send()])
    if (pages.some((page) => page?.status === 303)) this.taken.push(form)
  }

  /** Undefined when no answer came. */
  async #send(
    method: 'GET' | 'POST',
    client: Client,
    path: string,
    { headers }: Partial<Player> = {},
    fields = {},
  ): Promise<Page | undefined> {
    this.sent[method]++
    const answer = method === 'GET' ? client.get(path, headers) : client.post(path, fields, headers)
    const page = await answer.catch(() => undefined)
    if (page?.status === (method === 'GET' ? 200 : 303)) return page
    this.failed[method]++
    const what = `${method} ${path.replace(/\d+/, ':id')}: ${page?.status ?? 'no answer'}`
    this.failures.set(what, (this.failures.get(what) ?? 0) + 1)
    return page
  }
}

/** How many answers are not in the database as they were taken, once and for what they are worth. Throws when the books are wrong. */
async function wrongAnswers(site: Stack, taken: Form[]): Promise<number> {
  const { db, close } = connect(join(site.dataDir, 'aroundtheworld.db'), { timeout: 5000 })
  try {
    const players = await db.selectFrom('players').select('id').execute()
    await checkBooks({ db } as Site, players as Parameters<typeof checkBooks>[1])
    return (await lost(db, taken)) + (await misjudged(db))
  } finally {
    await close()
  }
}

async function lost(db: Reader, taken: Form[]): Promise<number> {
  const rows = await db.selectFrom('job_questions').select(['job_id', 'slot', 'shuffle', 'choice']).execute()
  const found = new Map(rows.map((row) => [`/jobs/${row.job_id}/answers ${row.slot}`, row]))
  return taken.filter(({ path, fields }) => {
    const row = found.get(`${path} ${fields.slot}`)
    return !row || row.choice !== JSON.parse(row.shuffle)[fields.option!]
  }).length
}

/** A second go at a question that was right would give half: each answer must be worth what the ones before it leave. */
async function misjudged(db: Reader): Promise<number> {
  const slots = await db
    .selectFrom('job_questions as slot')
    .innerJoin('question_versions as words', (join) =>
      join.onRef('words.question_id', '=', 'slot.question_id').onRef('words.version', '=', 'slot.version'),
    )
    .selectAll('slot')
    .select('words.answer')
    .where('slot.choice', 'is not', null)
    .orderBy('slot.answered_at')
    .execute()
  const known = new Set<string>()
  return slots.filter((slot) => {
    const key = `${slot.player_id}/${slot.question_id}`
    const due = score({
      right: slot.choice === slot.answer,
      value: slot.value,
      seconds: slot.seconds,
      elapsedMs: slot.answered_at! - slot.delivered_at!,
      firstTime: !known.has(key),
    })
    if (due.outcome === 'right') known.add(key)
    return due.points !== slot.points || due.outcome !== slot.outcome
  }).length
}
