import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import type { Page, Site } from '../client.ts'
import { startApp } from '../client.ts'
import {
  asked,
  balancesEqualLedgers,
  begin,
  coins,
  flightsOf,
  inParis,
  ledger,
  offered,
  type Player,
  secret,
} from './play.ts'

let site: Site
before(async () => {
  site = await startApp('app')
})
after(() => site.close())

/** The sums on the coins page, newest first. */
const shown = (page: Page) =>
  [...page.text.matchAll(/class="number figure (?:in|out)">([+−])([\d,]+)</g)].map(
    ([, sign, n]) => (sign === '+' ? 1 : -1) * Number(n!.replaceAll(',', '')),
  )

describe('The coins page', () => {
  test('shows every payment of the ledger and their sum', async () => {
    const player = await inParis(site)
    const page = await player.client.get('/coins')
    const rows = await ledger(site, player)
    assert.deepEqual(shown(page), rows.map((row) => row.coins).reverse())
    const sum = rows.reduce((all, row) => all + row.coins, 0)
    assert.equal(await coins(site, player), sum)
    assert.ok(page.text.includes(`<span class="figure">${sum}</span> coins</h1>`))
    for (const what of ['Casual work', 'Flight number 1', 'Award: Left Nomansland'])
      assert.ok(page.text.includes(what), what)
  })

  test('shows fifty at a time, each once, and says when there are no older ones', async () => {
    const { moveCoins } = await import('../../shared/db/ledger.ts')
    const player = await begin(site)
    await site.write(async (tx) => {
      for (let i = 1; i <= 120; i++)
        await moveCoins(tx, player.id, { coins: i, reason: 'job', ref: String(i), at: site.clock.now })
    })
    const found: number[] = []
    let path: string | undefined = '/coins'
    while (path) {
      const page = await player.client.get(path)
      assert.ok(shown(page).length <= 50)
      found.push(...shown(page))
      path = /href="(\/coins\?before=\d+)"/.exec(page.text)?.[1]
    }
    assert.deepEqual(
      found,
      Array.from({ length: 120 }, (_, i) => 120 - i),
    )
    assert.match((await player.client.get('/coins?before=1')).text, /No older payments/)
  })

  test('takes any nonsense for a page number', async () => {
    const { client } = await inParis(site)
    for (const query of [
      'before=x',
      'before=-1',
      'before=1&before=2',
      'before=99999999999999999999',
      'before=%00',
    ])
      assert.equal((await client.get(`/coins?${query}`)).status, 200, query)
  })

  test("shows nobody else's payments", async () => {
    await inParis(site)
    const { client } = await begin(site)
    assert.match((await client.get('/coins')).text, /Nothing earned yet/)
  })
})

/** One thing a player may do next; `n` chooses among what is there. */
type Act = { act: 'answer' | 'next' | 'work' | 'fly' | 'sign-up' | 'wait'; n: number; copies: number }

const acts = fc.record<Act>({
  act: fc.constantFrom(
    'answer' as const,
    'answer' as const,
    'answer' as const,
    'next' as const,
    'work' as const,
    'fly' as const,
    'sign-up' as const,
    'wait' as const,
  ),
  n: fc.nat(1000),
  copies: fc.constantFrom(1, 1, 2, 3),
})

/** Sends the form so often at once, as impatient people do; nothing of it may end as an error of ours. */
async function send(player: Player, path: string, fields: Record<string, string | number>, copies: number) {
  await player.client.token()
  const pages = await Promise.all(Array.from({ length: copies }, () => player.client.post(path, fields)))
  for (const page of pages) assert.ok(page.status < 500, `${path} ${JSON.stringify(fields)}: ${page.status}`)
  return pages[0]!
}

async function perform(player: Player, { act, n, copies }: Act): Promise<void> {
  const choose = <T>(list: T[]) => list[n % list.length]
  if (act === 'wait') return site.pass(n * 40)
  if (act === 'sign-up') {
    const email = `walker.${player.id}@example.org`
    await send(player, '/accounts', { email, password: 'a walk around the world' }, 1)
  }
  if (act === 'work') {
    const home = await player.client.get('/')
    const city = /href="\/cities\/([\w-]+)"/.exec(home.text)![1]!
    const category = choose([...(await offered(player, city)), 'tutorial'])!
    const page = await send(player, '/jobs', { category }, copies)
    if (page.status === 303) player.job = Number(page.location.split('/')[2])
  }
  if (act === 'answer') {
    const page = await player.client.get(`/jobs/${player.job}`)
    const question = asked(page)
    if (!question) return await perform(player, { act: 'next', n, copies })
    const { right, wrong } = await secret(site, player.job, question.slot)
    const fields = { slot: question.slot, option: n % 10 < 7 ? right : wrong }
    await send(player, `/jobs/${player.job}/answers`, fields, copies)
  }
  if (act === 'next') {
    const page = await player.client.get(`/jobs/${player.job}`)
    const slot = /deliveries[\s\S]*?name="slot" value="(\d+)"/.exec(page.text)?.[1] ?? (n % 10) + 1
    await send(player, `/jobs/${player.job}/deliveries`, { slot }, copies)
  }
  if (act === 'fly') {
    const { text } = await player.client.get('/airport')
    const to = choose([...text.matchAll(/id="to-([\w-]+)"/g)].map((one) => one[1]!)) ?? 'paris'
    await send(player, '/flights', { to, number: (await flightsOf(site, player)).length + 1 }, copies)
  }
}

async function checkBooks(players: Player[]): Promise<void> {
  await balancesEqualLedgers(site)
  for (const player of players) {
    const jobs = await site.db
      .selectFrom('jobs')
      .selectAll()
      .where('player_id', '=', player.id)
      .orderBy('id')
      .execute()
    assert.ok(jobs.filter((job) => job.state === 'open').length <= 1)
    const rows = await ledger(site, player)
    const paid = new Map(
      rows
        .filter((row) => row.reason === 'job' || row.reason === 'tutorial')
        .map((row) => [row.ref, row.coins]),
    )
    for (const job of jobs) assert.equal(paid.get(String(job.id)) ?? 0, job.coins)
    const flown = rows.filter((row) => row.reason === 'flight').reduce((sum, row) => sum - row.coins, 0)
    const fares = (await flightsOf(site, player)).reduce((sum, flight) => sum + flight.fare, 0)
    assert.equal(flown, fares)
    const given = rows.filter((row) => row.reason === 'award').reduce((sum, row) => sum + row.coins, 0)
    const awards = await site.db
      .selectFrom('awards')
      .select('coins')
      .where('player_id', '=', player.id)
      .execute()
    assert.equal(
      given,
      awards.reduce((sum, award) => sum + award.coins, 0),
    )
    const page = await player.client.get('/coins')
    assert.deepEqual(
      shown(page),
      rows
        .map((row) => row.coins)
        .reverse()
        .slice(0, 50),
    )
  }
}

describe('Whatever players do, all at once and each form up to three times', () => {
  test('every balance equals the sum of its ledger, and every payment has its job, flight or award', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(acts, { minLength: 20, maxLength: 60 }), { minLength: 2, maxLength: 4 }),
        async (walks) => {
          const players = await Promise.all(walks.map(() => begin(site)))
          await Promise.all(
            walks.map(async (walk, i) => {
              for (const act of walk) await perform(players[i]!, act)
            }),
          )
          await checkBooks(players)
        },
      ),
      { numRuns: 8, endOnFailure: true },
    )
  })
})
