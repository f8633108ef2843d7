import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { FIRST_CITIES } from '../../shared/rules/fares.ts'
import { type Site, startApp } from '../client.ts'
import {
  answer,
  awardsOf,
  begin,
  coins,
  finish,
  flightsOf,
  fly,
  inParis,
  ledger,
  type Player,
  take,
  world,
} from './play.ts'

let site: Site
before(async () => {
  site = await startApp('app')
})
after(() => site.close())

const person = (player: Player) =>
  site.db.selectFrom('players').selectAll().where('id', '=', player.id).executeTakeFirstOrThrow()

/** Coins from nowhere, so that a test need not work for them; the ledger knows. */
async function enrich(player: Player, amount: number) {
  const { moveCoins } = await import('../../shared/db/ledger.ts')
  const gift = { coins: amount, reason: 'award', ref: 'signed-up:gift', at: site.clock.now } as const
  await site.write((tx) => moveCoins(tx, player.id, gift))
}

describe('The first ticket', () => {
  test('leads from the tutorial to a flight, a city and an award of 50', async () => {
    const player = await begin(site)
    await finish(site, player)
    const earned = await coins(site, player)
    const ticket = await player.client.get('/tickets/paris')
    assert.match(ticket.text, /Boarding pass/)
    assert.match(ticket.text, />100<\/span> coins/)
    const page = await fly(player, 'paris')
    assert.equal(page.location, '/flights/1')
    assert.match((await player.client.get('/flights/1')).text, /Left Nomansland[\s\S]*\+50/)
    assert.equal(await coins(site, player), earned - 100 + 50)
    assert.match((await player.client.get('/cities/paris')).text, /Day 1 here/)
  })

  test('is there only after one finished tutorial', async () => {
    const player = await begin(site)
    const before = await world(site)
    assert.equal((await player.client.get('/tickets/paris')).status, 404)
    assert.match((await player.client.get('/airport')).text, /No ticket yet/)
    assert.equal((await fly(player, 'paris')).status, 404)
    await answer(site, player, 1)
    assert.equal((await fly(player, 'paris')).status, 404)
    assert.notEqual(await world(site), before, 'the answer counts')
    assert.equal((await flightsOf(site, player)).length, 0)
    assert.equal((await player.client.get(`/jobs/${player.job}`)).status, 200)
  })

  test('goes to five cities and no other', async () => {
    const player = await begin(site)
    await finish(site, player)
    const { text } = await player.client.get('/airport')
    const offered = new Set([...text.matchAll(/href="\/tickets\/([\w-]+)"/g)].map((one) => one[1]))
    assert.deepEqual([...offered].toSorted(), FIRST_CITIES.toSorted())
    const before = await world(site)
    for (const to of ['tokyo', 'nomansland', 'atlantis', '', '__proto__', ['paris', 'cairo']])
      assert.equal((await player.client.post('/flights', { to, number: 1 })).status, 404)
    assert.equal(await world(site), before)
  })

  test('costs all one has when that is less than 100, even nothing', async () => {
    const poor = await begin(site)
    await finish(site, poor, () => false)
    assert.equal(await coins(site, poor), 0)
    assert.equal((await fly(poor, 'cairo')).location, '/flights/1')
    assert.equal(await coins(site, poor), 50)
    const slow = await begin(site)
    await slow.client.post('/settings', { units: 'mi', clock: '0' })
    await finish(site, slow, () => false)
    await take(slow, 'tutorial')
    await finish(site, slow, (slot) => slot === 1)
    const earned = await coins(site, slow)
    assert.ok(earned > 0 && earned < 100, `${earned} coins`)
    await fly(slow, 'cairo')
    assert.equal(await coins(site, slow), 50)
    assert.equal((await flightsOf(site, slow))[0]!.fare, earned)
  })
})

describe('A flight', () => {
  test('that nobody can afford leaves no trace, not even a closed job', async () => {
    const player = await inParis(site)
    const { text } = await player.client.get('/cities/paris')
    await take(player, /name="category" value="([^"]+)"/.exec(text)![1]!)
    const before = await world(site)
    const page = await fly(player, 'sydney', 2)
    assert.equal(page.status, 422)
    assert.match(page.text, /costs [\d,]+ coins, which is more than you have/)
    assert.equal(await world(site), before)
  })

  test('sent twice is one flight, also when both copies arrive at once or name another city', async () => {
    const player = await begin(site)
    await finish(site, player)
    await player.client.token()
    const pages = await Promise.all(['paris', 'paris', 'cairo'].map((to) => fly(player, to)))
    assert.deepEqual(
      pages.map((page) => page.location),
      Array(3).fill('/flights/1'),
    )
    assert.equal((await flightsOf(site, player)).length, 1)
    assert.equal((await fly(player, 'delhi')).location, '/flights/1')
    assert.equal((await flightsOf(site, player)).length, 1)
    assert.equal((await ledger(site, player)).filter((row) => row.reason === 'flight').length, 1)
  })

  test('with a number that is not the next one is refused', async () => {
    const player = await inParis(site)
    await enrich(player, 5000)
    const before = await world(site)
    assert.equal((await fly(player, 'london', 3)).status, 409)
    for (const number of ['0', '-1', '1.5', 'x', '', 'Infinity', '9007199254740993', ['2', '3'], undefined])
      assert.equal((await player.client.post('/flights', { to: 'london', number })).status, 422, `${number}`)
    assert.equal(await world(site), before)
  })

  test('takes the fare, adds the miles, and goes neither here nor to Nomansland', async () => {
    const player = await inParis(site)
    await enrich(player, 5000)
    const before = await coins(site, player)
    const { miles } = await person(player)
    for (const to of ['paris', 'nomansland']) assert.equal((await fly(player, to, 2)).status, 404)
    await fly(player, 'tokyo', 2)
    const flight = (await flightsOf(site, player))[1]!
    assert.equal(flight.fare, Math.round(100 + 0.08 * flight.miles))
    assert.equal(await coins(site, player), before - flight.fare)
    assert.equal((await person(player)).miles, miles + flight.miles)
  })

  test('that reaches or passes 10,000 and 50,000 miles gives each award once', async () => {
    const player = await inParis(site)
    await enrich(player, 50_000)
    let number = 1
    while ((await person(player)).miles < 52_000) {
      number++
      const page = await fly(player, number % 2 ? 'paris' : 'sydney', number)
      assert.equal(page.location, `/flights/${number}`)
      site.pass(1000)
    }
    const won = (await awardsOf(site, player)).map((award) => [award.kind, award.coins])
    assert.deepEqual(won, [
      ['left-nomansland', 50],
      ['miles-10000', 75],
      ['miles-50000', 150],
    ])
    const flights = await flightsOf(site, player)
    const mark = flights.findIndex(
      (_, i) => flights.slice(0, i + 1).reduce((sum, one) => sum + one.miles, 0) >= 10_000,
    )
    const page = await player.client.get(`/flights/${mark + 1}`)
    assert.match(page.text, /10,000 miles/)
    const sum = flights.reduce((all, one) => all + one.miles, 0)
    assert.equal((await person(player)).miles, sum)
  })

  test('makes the airport say where one has been', async () => {
    const player = await inParis(site)
    await enrich(player, 5000)
    await fly(player, 'london', 2)
    const { text } = await player.client.get('/airport')
    assert.match(text, /Departures from London/)
    assert.match(text, />Paris<\/a>[^\n]*been there/)
    assert.match(text, /class="route"/)
  })
})

describe('A stranger cannot', () => {
  test("see another player's flight", async () => {
    const owner = await inParis(site)
    await enrich(owner, 5000)
    await fly(owner, 'london', 2)
    const stranger = await inParis(site)
    assert.equal((await stranger.client.get('/flights/2')).status, 404)
    assert.match((await stranger.client.get('/flights/1')).text, /Paris/)
    for (const path of ['0', '-1', '1.0', '01', 'x', '999999999999999999999', '1%00'])
      assert.ok([400, 404].includes((await stranger.client.get(`/flights/${path}`)).status), path)
  })
})
