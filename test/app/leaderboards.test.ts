import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import Database from 'better-sqlite3'
import { type Site, startApp } from '../client.ts'
import { begin, finish, inParis, type Player } from './play.ts'

let site: Site
let home: number
before(async () => {
  site = await startApp('app')
  const cities = await import('../../shared/db/cities.ts')
  home = (await cities.bySlug(site.db, cities.NOMANSLAND))!.id
})
after(() => site.close())

interface Earner {
  name: string
  coins: number
  at?: number
  untimed?: 0 | 1
}

/** Players who earned this much; gives back their ids. */
async function earners(list: Earner[]): Promise<number[]> {
  const players = await import('../../shared/db/players.ts')
  const { moveCoins } = await import('../../shared/db/ledger.ts')
  return await site.write(async (tx) => {
    const ids: number[] = []
    for (const { name, coins, at = site.clock.now, untimed = 0 } of list) {
      const id = await players.insert(tx, { name, city_id: home, created_at: at })
      await moveCoins(tx, id, { coins, reason: 'job', ref: 'x', at, untimed })
      ids.push(id)
    }
    return ids
  })
}

async function earn(player: Player, coins: number, untimed: 0 | 1 = 0) {
  const { moveCoins } = await import('../../shared/db/ledger.ts')
  const gift = { coins, reason: 'award' as const, ref: `gift ${coins}`, at: site.clock.now, untimed }
  await site.write((tx) => moveCoins(tx, player.id, gift))
}

/** The rows of the page: place, name and coins. */
async function rows({ client }: Player, path = '/leaderboards') {
  const { text } = await client.get(path)
  const found = text.matchAll(
    /<td class="number figure">([\d,+]+)<\/td>\s*<td><a href="\/players\/\d+">([^<]+)<[\s\S]*?<td class="number figure">([\d,]+)</g,
  )
  return [...found].map(([, place, name, coins]) => [place, name, coins])
}

describe('A leaderboard', () => {
  test('says how to come first when nobody has earned anything', async () => {
    const player = await begin(site)
    assert.match((await player.client.get('/leaderboards')).text, /the first place is yours/)
    assert.match((await player.client.get('/leaderboards/ever?clock=off')).text, /Switch it off in the/)
    assert.match((await player.client.get('/leaderboards/friends')).text, /Invite a friend/)
  })

  test('ranks by coins; equal sums share a place, and the next one is skipped', async () => {
    await earners([
      { name: 'Anna', coins: 90_000 },
      { name: 'Bo', coins: 70_000 },
      { name: 'Cleo', coins: 70_000 },
      { name: 'Dan', coins: 60_000 },
    ])
    const player = await begin(site)
    assert.deepEqual(await rows(player, '/leaderboards/ever'), [
      ['1', 'Anna', '90,000'],
      ['2', 'Bo', '70,000'],
      ['2', 'Cleo', '70,000'],
      ['4', 'Dan', '60,000'],
    ])
    assert.match((await player.client.get('/leaderboards')).text, /You are not on this board yet/)
  })

  test('of the week forgets what was earned before Monday', async () => {
    const monday = Date.UTC(2026, 10, 16)
    await earners([
      { name: 'Old Hand', coins: 99_000, at: monday - 1 },
      { name: 'Early Bird', coins: 95_000, at: monday },
    ])
    const later = site.clock.now
    site.clock.now = monday + 5 * 86_400_000
    const player = await begin(site)
    const week = (await rows(player)).map((row) => row[1])
    assert.ok(week.includes('Early Bird') && !week.includes('Old Hand'), String(week))
    assert.ok((await rows(player, '/leaderboards/ever')).some((row) => row[1] === 'Old Hand'))
    site.clock.now = later
  })

  test('keeps those without the clock apart', async () => {
    await earners([{ name: 'Calm One', coins: 98_000, untimed: 1 }])
    const player = await begin(site)
    const [off, on] = [
      await rows(player, '/leaderboards/ever?clock=off'),
      await rows(player, '/leaderboards/ever'),
    ]
    assert.deepEqual(off, [['1', 'Calm One', '98,000']])
    assert.ok(!on.some((row) => row[1] === 'Calm One'))
  })

  test('follows a player through the game: what is spent counts, and a new name keeps the place', async () => {
    const player = await inParis(site)
    await earn(player, 200_000)
    await player.client.post('/settings/name', { name: 'Renamed On The Way' })
    const [first] = await rows(player)
    assert.deepEqual(first!.slice(0, 2), ['1', 'Renamed On The Way'])
    const sum = await site.db
      .selectFrom('ledger')
      .select((eb) => eb.fn.sum<number>('coins').as('coins'))
      .where('player_id', '=', player.id)
      .where('coins', '>', 0)
      .executeTakeFirstOrThrow()
    assert.equal(Number(first![2]!.replace(',', '')), Number(sum.coins))
  })

  test('shows fifty, and further down one’s own place between those around', async () => {
    await earners(Array.from({ length: 60 }, (_, i) => ({ name: `Row ${i}`, coins: 50_000 - 10 * i })))
    const player = await begin(site)
    await earn(player, 50_000 - 555)
    const all = await rows(player)
    assert.equal(all.length, 50 + 5)
    const near = all.slice(50)
    const place = Number(near[2]![0])
    assert.ok(place > 55)
    assert.deepEqual(
      near
        .map((row) => [Number(row[0]) - place, row[1]])
        .filter(([, name]) => String(name).startsWith('Row')),
      [
        [-2, 'Row 54'],
        [-1, 'Row 55'],
        [1, 'Row 56'],
        [2, 'Row 57'],
      ],
    )
    const tie = await begin(site)
    await earn(tie, 50_000 - 550)
    const own = (await rows(tie)).slice(50)
    assert.deepEqual([own[1]![1], own[1]![0]], ['Row 55', own[2]![0]], 'equal sums share a place')
  })

  test('has the older player first among equal sums, above oneself and below', async () => {
    await earners(Array.from({ length: 50 }, (_, i) => ({ name: `Top ${i}`, coins: 45_000 + i })))
    const sum = 44_321
    await earners(['Elder One', 'Elder Two', 'Elder Three'].map((name) => ({ name, coins: sum })))
    const player = await begin(site)
    await earn(player, sum)
    await earners(['Younger One', 'Younger Two', 'Younger Three'].map((name) => ({ name, coins: sum })))
    const near = (await rows(player)).slice(50)
    assert.deepEqual(near.map((row) => row[1]).toSpliced(2, 1), [
      'Elder Two',
      'Elder Three',
      'Younger One',
      'Younger Two',
    ])
    assert.equal(new Set(near.map((row) => row[0])).size, 1)
  })

  test('counts places to a thousand and no further', async () => {
    await earners(Array.from({ length: 1001 }, (_, i) => ({ name: `Crowd ${i}`, coins: 40_000 + i })))
    const player = await begin(site)
    await earn(player, 30)
    site.queries.length = 0
    const own = (await rows(player)).slice(50)
    assert.deepEqual(
      own.map((row) => row[0]),
      ['1,000+', '1,000+', '1,000+'],
    )
    const counts = site.queries.filter((sql) => /count\(\*\).*"earnings"/s.test(sql))
    assert.equal(counts.length, 1, 'behind somebody beyond a thousand nobody is counted')
    assert.match((await player.client.get(`/players/${player.id}`)).text, /1,000\+/)
  })

  test('of friends has oneself and them, those without a coin too', async () => {
    const [one, other] = [await begin(site), await begin(site)]
    await one.client.post('/invitations')
    const { text } = await one.client.get('/friends')
    await other.client.post('/friendships', { code: /invitations\/([\w-]{22})"/.exec(text)![1]! })
    await finish(site, other)
    const found = await rows(one, '/leaderboards/friends')
    assert.equal(found.length, 2)
    assert.deepEqual([found[0]![0], found[1]![0], found[1]![2]], ['1', '2', '0'])
  })

  test('that nobody knows is not found', async () => {
    const { client } = await begin(site)
    for (const name of ['month', '__proto__', 'constructor', 'toString'])
      assert.equal((await client.get(`/leaderboards/${name}`)).status, 404)
  })

  test('is read from its index in order: nothing is sorted, nothing is read from end to end', async () => {
    const player = await begin(site)
    await earn(player, 20)
    site.queries.length = 0
    await player.client.get('/leaderboards')
    await player.client.get('/leaderboards/ever?clock=off')
    const { config } = await import('../../shared/config.ts')
    const file = new Database(config.database, { readonly: true })
    const boards = [...new Set(site.queries)].filter(
      (sql) => /"earnings"/.test(sql) && !/"period" = \+\? order/.test(sql),
    )
    const plans = boards.map((sql) => {
      const nothing = (sql.match(/\?/g) ?? []).map(() => null)
      const plan = file.prepare(`explain query plan ${sql}`).all(nothing) as { detail: string }[]
      return plan.map((step) => step.detail).join('\n')
    })
    file.close()
    assert.ok(plans.length >= 5, String(plans.length))
    for (const plan of plans) {
      assert.match(plan, /SEARCH earnings USING COVERING INDEX earnings_rank/)
      assert.doesNotMatch(plan, /TEMP B-TREE|SCAN earnings/)
    }
  })
})
