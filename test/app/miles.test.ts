import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { formatDistance } from '../../shared/rules/distance.ts'
import type { Site } from '../client.ts'
import { startApp } from '../client.ts'
import { begin, flightsOf, fly, inParis, type Player } from './play.ts'

let site: Site
before(async () => {
  site = await startApp('app')
})
after(() => site.close())

async function enrich(player: Player, coins: number) {
  const { moveCoins } = await import('../../shared/db/ledger.ts')
  const gift = { coins, reason: 'job', ref: 'gift', at: site.clock.now } as const
  await site.write((tx) => moveCoins(tx, player.id, gift))
}

describe('The miles page', () => {
  test('shows every flight with its way, class and distance, newest first, and their sum', async () => {
    const player = await inParis(site)
    await enrich(player, 5000)
    site.pass(86_400_000)
    await fly(player, 'london', 2)
    const { text } = await player.client.get('/miles')
    const flown = await flightsOf(site, player)
    const shown = [
      ...text.matchAll(
        /<a href="\/flights\/(\d+)">([^<]+)<\/a> <span class="detail">([^<]+)<[\s\S]*?class="number figure">([^<]+)</g,
      ),
    ].map(([, number, way, detail, distance]) => [Number(number), way, detail, distance])
    assert.deepEqual(shown, [
      [2, 'Paris to London', `Economy, ${flown[1]!.fare} coins`, formatDistance(flown[1]!.miles, 'mi')],
      [1, 'Nomansland to Paris', 'Economy, 100 coins', formatDistance(flown[0]!.miles, 'mi')],
    ])
    const sum = formatDistance(flown[0]!.miles + flown[1]!.miles, 'mi')
    assert.ok(text.includes(`<h1><span class="figure">${sum}</span></h1>`))
    assert.match(text, /<span class="figure">2<\/span> flights so far/)
  })

  test('draws the miles over the days, from none to all of them', async () => {
    const player = await inParis(site)
    await enrich(player, 5000)
    assert.doesNotMatch((await player.client.get('/miles')).text, /class="chart"/)
    site.pass(3 * 86_400_000)
    await fly(player, 'london', 2)
    site.pass(86_400_000)
    await fly(player, 'paris', 3)
    const { text } = await player.client.get('/miles')
    const points = /class="chart-line" points="([^"]+)"/
      .exec(text)![1]!
      .split(' ')
      .map((pair) => pair.split(','))
    const [left, first, second, last] = points.map(([x]) => Number(x))
    assert.equal(left, first, 'the first flight left on the day the player came')
    assert.ok(
      Math.abs((second! - first!) / (last! - first!) - 3 / 4) < 0.01,
      'three days of four lie before it',
    )
    const heights = points.map(([, y]) => Number(y))
    assert.deepEqual(
      heights,
      heights.toSorted((a, b) => b - a),
      'miles never fall',
    )
  })

  test('shows fifty flights at a time, each once', async () => {
    const flights = await import('../../shared/db/flights.ts')
    const player = await inParis(site)
    const { from_city_id: home, to_city_id: paris } = (await flightsOf(site, player))[0]!
    await site.write(async (tx) => {
      for (let number = 2; number <= 120; number++) {
        const [from_city_id, to_city_id] = number % 2 ? [home, paris] : [paris, home]
        const ways = { from_city_id, to_city_id, miles: 10, fare: 1 }
        await flights.insert(tx, { player_id: player.id, number, ...ways, departed_at: site.clock.now })
      }
    })
    const found: number[] = []
    let path: string | undefined = '/miles'
    while (path) {
      const { text } = await player.client.get(path)
      found.push(...[...text.matchAll(/href="\/flights\/(\d+)"/g)].map((one) => Number(one[1])))
      path = /href="(\/miles\?before=\d+)"/.exec(text)?.[1]
    }
    assert.deepEqual(
      found,
      Array.from({ length: 120 }, (_, i) => 120 - i),
    )
    assert.match((await player.client.get('/miles?before=1')).text, /No older flights/)
    assert.equal((await player.client.get('/miles?before=x')).status, 200)
  })

  test('leads who has never flown to the airport', async () => {
    const { client } = await begin(site)
    assert.match((await client.get('/miles')).text, /No flight yet\. <a href="\/airport">/)
  })
})
