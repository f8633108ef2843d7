import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { FIRST_CITIES } from '../../shared/rules/fares.ts'
import { PASSWORD, type Site, startApp } from '../client.ts'
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

  test('sent twice is one flight, also when both copies arrive at once', async () => {
    const player = await begin(site)
    await finish(site, player)
    await player.client.token()
    const pages = await Promise.all([1, 2, 3].map(() => fly(player, 'paris')))
    assert.deepEqual(
      pages.map((page) => page.location),
      Array(3).fill('/flights/1'),
    )
    assert.equal((await flightsOf(site, player)).length, 1)
    assert.equal((await fly(player, 'paris', 1, 'economy')).location, '/flights/1')
    assert.equal((await flightsOf(site, player)).length, 1)
    assert.equal((await ledger(site, player)).filter((row) => row.reason === 'flight').length, 1)
  })

  test('from a page that is older than the last flight welcomes nobody where they are not', async () => {
    const player = await inParis(site)
    const before = await world(site)
    for (const [to, seat] of [
      ['cairo', undefined],
      ['paris', 'first'],
      ['atlantis', undefined],
    ] as const) {
      const page = await fly(player, to, 1, seat)
      assert.equal(page.status, 409)
      assert.match(page.text, /You have flown since/)
    }
    assert.equal(await world(site), before)
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

  test('shows its ticket no more: who goes back or reloads is led into the city', async () => {
    const player = await inParis(site)
    const page = await player.client.get('/tickets/paris')
    assert.deepEqual([page.status, page.location], [302, '/cities/paris'])
    const before = await world(site)
    for (const _ of [1, 2]) assert.equal((await player.client.get('/flights/1')).status, 200)
    assert.equal(await world(site), before)
  })

  test('is an arrival for a minute and a keepsake after', async () => {
    const player = await inParis(site)
    assert.match((await player.client.get('/flights/1')).text, /animateMotion/)
    site.pass(61_000)
    const { text } = await player.client.get('/flights/1')
    assert.doesNotMatch(text, /animateMotion/)
    assert.match(text, /Boarding pass/)
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

/** How many cities are on the Earth and open to everybody. */
async function openCities(): Promise<number> {
  const rows = await site.db
    .selectFrom('cities')
    .select('id')
    .where('country', 'is not', null)
    .where('locked', '=', 0)
    .execute()
  return rows.length
}

/** What the page says of the others who flew this way. */
const route = (text: string) =>
  /(You are the first|Nobody has|Only (?:one other|\d+ others)) [^<]*/.exec(text)?.[0].trim()

describe('First class', () => {
  test('is offered beside economy, each with what is left after it', async () => {
    const player = await inParis(site)
    await enrich(player, 5000)
    const purse = await coins(site, player)
    const { text } = await player.client.get('/tickets/london')
    const left = [...text.matchAll(/([\d,]+) coins left after this/g)].map((one) =>
      Number(one[1]!.replace(',', '')),
    )
    const miles = Number(/([\d,]+) mi</.exec(text.split('Distance')[1]!)![1])
    assert.deepEqual(left, [purse - Math.round(100 + 0.08 * miles), purse - Math.round(400 + 0.18 * miles)])
    assert.match(text, /Fly economy[\s\S]*Fly first class/)
  })

  test('costs its fare and looks it; the first one gives 400 coins, the second none', async () => {
    const player = await inParis(site)
    await enrich(player, 5000)
    const before = await coins(site, player)
    for (const [to, number] of [
      ['london', 2],
      ['paris', 3],
    ] as const) {
      site.pass(1000)
      assert.equal((await fly(player, to, number, 'first')).location, `/flights/${number}`)
    }
    const [, there, back] = await flightsOf(site, player)
    assert.deepEqual([there!.class, back!.class], ['first', 'first'])
    assert.equal(there!.fare, Math.round(400 + 0.18 * there!.miles))
    assert.equal(await coins(site, player), before - there!.fare - back!.fare + 400)
    const page = await player.client.get('/flights/2')
    assert.match(page.text, /class="pass card gold"[\s\S]*first class/)
    assert.match(page.text, /First class[\s\S]*\+400/)
    assert.doesNotMatch((await player.client.get('/flights/3')).text, /\+400/)
  })

  test('is not there on the way out of Nomansland, nor to the Moon', async () => {
    const player = await begin(site)
    await finish(site, player)
    await enrich(player, 2_000_000)
    assert.doesNotMatch((await player.client.get('/tickets/paris')).text, /First class/)
    const before = await world(site)
    assert.equal((await fly(player, 'paris', 1, 'first')).status, 404)
    assert.equal(await world(site), before)
    await fly(player, 'paris', 1)
    assert.equal((await fly(player, 'moon', 2, 'first')).status, 404)
    assert.equal((await flightsOf(site, player)).length, 1)
  })

  test('nobody can afford, or that is no class at all, leaves no trace', async () => {
    const player = await inParis(site)
    assert.match((await player.client.get('/tickets/london')).text, /Fly economy[\s\S]*coins to go/)
    const before = await world(site)
    for (const seat of ['first', 'second', '', '__proto__', ['economy', 'first']])
      assert.equal((await fly(player, 'london', 2, seat)).status, 422, `${seat}`)
    assert.equal(await world(site), before)
  })

  test('cannot be had, nor given back, by sending the form again', async () => {
    const player = await inParis(site)
    await enrich(player, 5000)
    await fly(player, 'london', 2)
    await fly(player, 'paris', 3, 'first')
    const before = await world(site)
    assert.equal((await fly(player, 'london', 2, 'first')).status, 409)
    assert.equal((await fly(player, 'paris', 3)).status, 409)
    assert.equal((await fly(player, 'paris', 3, 'first')).location, '/flights/3')
    assert.equal(await world(site), before)
  })
})

describe('A locked city', () => {
  test('is seen with a lock, cannot be flown to, and opens when the player signs up', async () => {
    const player = await inParis(site)
    await enrich(player, 5000)
    const ticket = await player.client.get('/tickets/venice')
    assert.match(ticket.text, /Sign up to unlock[\s\S]*href="\/sign-up"/)
    assert.doesNotMatch(ticket.text, /action="\/flights"/)
    assert.match((await player.client.get('/airport')).text, /aria-label="Venice, VCE sign up to unlock"/)
    const before = await world(site)
    for (const seat of [undefined, 'economy', 'first']) {
      const page = await fly(player, 'venice', 2, seat)
      assert.equal(page.status, 403)
      assert.match(page.text, /Venice opens when you sign up[\s\S]*class="button primary" href="\/sign-up"/)
    }
    assert.equal(await world(site), before)
    await player.client.post('/accounts', { email: 'venice@example.org', password: PASSWORD })
    assert.doesNotMatch((await player.client.get('/airport')).text, /sign up to unlock/i)
    assert.equal((await fly(player, 'venice', 2)).location, '/flights/2')
  })
})

describe('The Moon', () => {
  test('costs a million, gives a thousand, counts no miles, and the way back is free', async () => {
    const player = await inParis(site)
    const poor = await player.client.get('/tickets/moon')
    assert.match(poor.text, /1,000,000<\/span> coins[\s\S]*coins to go/)
    const refused = await fly(player, 'moon', 2)
    assert.equal(refused.status, 422)
    assert.match(refused.text, /class="button primary" href="\/cities\/paris">Back to Paris/)
    await enrich(player, 1_000_000)
    const before = await coins(site, player)
    const { miles } = await person(player)
    assert.equal((await fly(player, 'moon', 2)).location, '/flights/2')
    assert.match((await player.client.get('/flights/2')).text, /\+1,000[\s\S]*238,857 mi/)
    assert.equal(await coins(site, player), before - 1_000_000 + 1000)
    assert.equal((await person(player)).miles, miles)
    for (const path of ['/', '/airport', '/cities/moon', '/tickets/tokyo'])
      assert.equal((await player.client.get(path)).status, 200, path)
    const home = await player.client.get('/airport')
    assert.equal(home.text.match(/class="dot open"/g)!.length, await openCities())
    assert.equal((await fly(player, 'venice', 3)).status, 403)
    assert.equal((await fly(player, 'nomansland', 3)).status, 404)
    await fly(player, 'tokyo', 3)
    assert.equal((await flightsOf(site, player))[2]!.fare, 0)
    assert.equal((await person(player)).miles, miles)
    assert.equal(await coins(site, player), before - 1_000_000 + 1000)
  })

  test('pays nothing for casual work: the next ticket is free', async () => {
    const player = await inParis(site)
    await enrich(player, 1_000_000)
    await fly(player, 'moon', 2)
    const before = await coins(site, player)
    await take(player, 'tutorial')
    await finish(site, player)
    assert.equal(await coins(site, player), before)
  })
})

describe('Who else has flown a route', () => {
  test('is told on ticket and boarding pass: nobody, one other, n others; flying it again counts nobody twice', async () => {
    const fliers = [await inParis(site), await inParis(site), await inParis(site)] as const
    for (const player of fliers) await enrich(player, 5000)
    const [one, two, three] = fliers
    assert.equal(route((await one.client.get('/tickets/lima')).text), 'Nobody has flown this yet.')
    await fly(one, 'lima', 2)
    const pass = async () => route((await one.client.get('/flights/2')).text)
    assert.equal(await pass(), 'You are the first to fly this.')
    await fly(one, 'paris', 3)
    assert.equal(route((await one.client.get('/tickets/lima')).text), 'You are the first to fly this.')
    await fly(one, 'lima', 4)
    assert.equal(await pass(), 'You are the first to fly this.')
    assert.equal(route((await two.client.get('/tickets/lima')).text), 'Only one other has flown this.')
    await fly(two, 'lima', 2)
    assert.equal(await pass(), 'Only one other has flown this.')
    await fly(three, 'lima', 2)
    assert.equal(await pass(), 'Only 2 others have flown this.')
    assert.equal(route((await one.client.get('/flights/3')).text), 'You are the first to fly this.')
  })

  test('is not counted when the flight was refused', async () => {
    const player = await inParis(site)
    await fly(player, 'auckland', 2)
    const rows = await site.db.selectFrom('counters').selectAll().where('name', 'like', 'route:%').execute()
    const auckland = await site.db
      .selectFrom('cities')
      .select('id')
      .where('slug', '=', 'auckland')
      .executeTakeFirst()
    assert.ok(!rows.some((row) => row.name.endsWith(`-${auckland!.id}`)))
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
