import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { Row } from '../../shared/db/tables.ts'
import type { Site } from '../client.ts'
import { asked, balancesEqualLedgers, flightsOf, ledger, offered, type Player, secret } from './play.ts'

/** Random play: what a player may do next, and how often the form is sent at once; `n` chooses among what is there. */
export interface Act {
  act: keyof typeof ACTS
  n: number
  copies: number
}

export const walk = fc.array(
  fc.record<Act>({
    act: fc.oneof(
      { weight: 4, arbitrary: fc.constant('answer' as const) },
      {
        weight: 1,
        arbitrary: fc.constantFrom(...(['next', 'work', 'fly', 'fly', 'signUp', 'wait'] as const)),
      },
      { weight: 1, arbitrary: fc.constantFrom(...(['rate', 'complain', 'say', 'clock', 'rename'] as const)) },
    ),
    n: fc.nat(1000),
    copies: fc.constantFrom(1, 1, 2, 3),
  }),
  { minLength: 20, maxLength: 60 },
)

/** `site.pass` may do nothing, where the clock is the real one. */
export async function perform(site: Site, player: Player, { act, n, copies }: Act): Promise<void> {
  await ACTS[act]({ site, player, n, copies, choose: (list) => list[n % list.length] })
}

interface Step {
  site: Site
  player: Player
  n: number
  copies: number
  choose: <T>(list: T[]) => T | undefined
}

const ACTS = {
  async answer(step: Step) {
    const { site, player, n } = step
    const question = asked(await player.client.get(`/jobs/${player.job}`))
    if (!question) return await ACTS.next(step)
    const { right, wrong } = await secret(site, player.job, question.slot)
    await send(step, `/jobs/${player.job}/answers`, {
      slot: question.slot,
      option: n % 10 < 7 ? right : wrong,
    })
  },
  async next(step: Step) {
    const { text } = await step.player.client.get(`/jobs/${step.player.job}`)
    const slot = /deliveries[\s\S]*?name="slot" value="(\d+)"/.exec(text)?.[1]
    if (!slot && step.n % 3) return await (step.n % 2 ? ACTS.work(step) : ACTS.fly(step))
    await send(step, `/jobs/${step.player.job}/deliveries`, { slot: slot ?? (step.n % 10) + 1 })
  },
  async work(step: Step) {
    const { player } = step
    const home = await player.client.get('/')
    const city = /href="\/cities\/([\w-]+)"/.exec(home.text)![1]!
    const category = step.choose([...(await offered(player, city)), 'tutorial'])!
    const page = await send(step, '/jobs', { category })
    if (page.status === 303) player.job = Number(page.location.split('/')[2])
  },
  async fly(step: Step) {
    const { site, player, n } = step
    const { text } = await player.client.get('/airport')
    const to = step.choose([...text.matchAll(/href="\/tickets\/([\w-]+)"/g)].map((one) => one[1]!)) ?? 'paris'
    const number = (await flightsOf(site, player)).length + 1
    await send(step, '/flights', { to, number, class: n % 3 ? 'economy' : 'first' })
  },
  async signUp(step: Step) {
    const email = `walker.${step.player.id}@example.org`
    await send({ ...step, copies: 1 }, '/accounts', { email, password: 'a walk around the world' })
  },
  wait: async ({ site, n }: Step) => site.pass(n * 40),
  async rate(step: Step) {
    await send(step, `/jobs/${step.player.job}/ratings`, { slot: (step.n % 10) + 1, stars: (step.n % 5) + 1 })
  },
  async complain(step: Step) {
    await send(step, `/jobs/${step.player.job}/complaints`, {
      slot: (step.n % 10) + 1,
      reason: 'wrong',
      text: '',
    })
  },
  async say(step: Step) {
    await send(step, '/messages', { city: 'paris', text: `Greetings ${step.n % 7}` })
  },
  async clock(step: Step) {
    await send(step, '/settings', { units: 'mi', clock: step.n % 2 })
  },
  async rename(step: Step) {
    await send(step, '/settings/name', { name: `Walker ${step.n % 5}` })
  },
}

/** Sends the form so often at once, as impatient people do; nothing of it may end as an error of ours. */
async function send({ player, copies }: Step, path: string, fields: Record<string, string | number>) {
  await player.client.token()
  const pages = await Promise.all(Array.from({ length: copies }, () => player.client.post(path, fields)))
  for (const page of pages) assert.ok(page.status < 500, `${path} ${JSON.stringify(fields)}: ${page.status}`)
  return pages[0]!
}

/** All that must hold of the books, whatever was played. */
export async function checkBooks(site: Site, players: Player[]): Promise<void> {
  await balancesEqualLedgers(site)
  for (const player of players) await checkBook(site, player)
}

async function checkBook(site: Site, player: Player) {
  const of = <T extends 'jobs' | 'awards' | 'visits' | 'works' | 'earnings'>(table: T) =>
    site.db
      .selectFrom(table as 'jobs')
      .selectAll()
      .where('player_id', '=', player.id)
      .execute()
  const jobs = await of('jobs')
  const rows = await ledger(site, player)
  const flights = await flightsOf(site, player)
  assert.ok(jobs.filter((job) => job.state === 'open').length <= 1)
  const work = rows.filter((row) => row.reason === 'job' || row.reason === 'tutorial')
  const paid = new Map(work.map((row) => [row.ref, row.coins]))
  for (const job of jobs) assert.equal(paid.get(String(job.id)) ?? 0, job.coins)
  assert.equal(0 - sum(rows.filter((row) => row.reason === 'flight')), sumOf(flights, 'fare'))
  assert.equal(sum(rows.filter((row) => row.reason === 'award')), sum(await of('awards')))
  assert.equal(sum(await of('visits')), sum(jobs))
  const works = (await of('works')) as unknown as Row<'works'>[]
  for (const work of works) {
    const { city_id, category_id, times, best } = work
    const done = jobs.filter((job) => job.city_id === city_id && job.category_id === category_id)
    const finished = done.filter((job) => job.state === 'finished')
    assert.equal(work.coins, sum(finished))
    assert.equal(times, finished.length)
    assert.equal(best, Math.max(...finished.map((job) => job.coins)))
  }
  assert.equal(sumOf(works, 'times'), jobs.filter((job) => job.state === 'finished').length)
  const ever = await site.db
    .selectFrom('earnings')
    .selectAll()
    .where('player_id', '=', player.id)
    // Of an account that is closed they stand where no board has them.
    .where('period', 'in', ['ever', 'closed ever'])
    .execute()
  assert.equal(sum(ever), sum(rows.filter((row) => row.coins > 0)))
  assert.deepEqual(
    flights.map((flight) => flight.number),
    flights.map((_, i) => i + 1),
  )
}

const sum = (rows: { coins: number }[]) => rows.reduce((all, row) => all + row.coins, 0)
const sumOf = <K extends string>(rows: Record<K, number>[], key: K) =>
  rows.reduce((all, row) => all + row[key], 0)
