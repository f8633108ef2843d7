import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Site, startApp } from '../client.ts'
import { begin, coins, finish, fly, inParis, type Player } from './play.ts'

let site: Site
before(async () => {
  site = await startApp('app')
})
after(() => site.close())

/** The rows of the board from top to bottom, by section. */
async function board(player: Player, query = ''): Promise<Record<string, string[]>> {
  const { text, status } = await player.client.get(`/airport${query}`)
  assert.equal(status, 200)
  const sections = text.split('<section class="stack" aria-labelledby="').slice(1)
  const rows = (html: string) => [...html.matchAll(/<a href="\/tickets\/([\w-]+)">/g)].map((one) => one[1]!)
  return Object.fromEntries(sections.map((html) => [html.split('"')[0]!, rows(html)]))
}

const found = async (player: Player, query: string) => {
  const { moon: _, ...sections } = await board(player, query)
  return Object.values(sections).flat()
}

async function cityCount(): Promise<number> {
  const rows = await site.db.selectFrom('cities').select('id').where('country', 'is not', null).execute()
  return rows.length
}

async function give(player: Player, amount: number) {
  const { moveCoins } = await import('../../shared/db/ledger.ts')
  const gift = { coins: amount, reason: 'award', ref: 'signed-up:gift', at: site.clock.now } as const
  await site.write((tx) => moveCoins(tx, player.id, gift))
}

describe('The airport', () => {
  test('shows every city but the one is in, once: what is in reach, what is next, what is farther', async () => {
    const player = await inParis(site)
    const { within, next, farther, locked, moon } = await board(player)
    const all = [...within!, ...next!, ...farther!, ...locked!]
    assert.equal(all.length, (await cityCount()) - 1)
    assert.equal(new Set(all).size, all.length)
    assert.ok(!all.includes('paris') && !all.includes('nomansland') && !all.includes('moon'))
    assert.deepEqual([next!.length, moon], [6, ['moon']])
    assert.equal(within![0], 'brussels')
  })

  test('has a bar for each of the next, as long as the purse reaches', async () => {
    const player = await inParis(site)
    const { text } = await player.client.get('/airport')
    const bars = [...text.matchAll(/<progress max="(\d+)" value="(\d+)"/g)].map((one) => Number(one[2]))
    assert.deepEqual(bars, Array(7).fill(await coins(site, player)))
  })

  test('puts what one can pay now where it belongs', async () => {
    const player = await inParis(site)
    assert.ok(!(await board(player)).within!.includes('sydney'))
    await give(player, 3000)
    const { within, next } = await board(player)
    assert.ok(within!.includes('sydney'))
    assert.equal(next, undefined)
  })

  test('of Nomansland has five cities, nothing to look for, and no Moon', async () => {
    const player = await begin(site)
    await finish(site, player)
    const sections = await board(player)
    assert.deepEqual(Object.keys(sections), ['within'])
    assert.equal(sections.within!.length, 5)
    assert.doesNotMatch((await player.client.get('/airport')).text, /type="search"/)
  })

  test('is small: at most 120 KB with every city in reach, 60 KB over the wire with its scripts and styles', async () => {
    const { gzipSync } = await import('node:zlib')
    const player = await inParis(site)
    await give(player, 5000)
    const { text } = await player.client.get('/airport')
    assert.ok(text.length < 120_000, `${text.length} bytes`)
    const urls = [...text.matchAll(/(?:href|src)="(\/static\/(?:css|js)\/[^"]+)"/g)].map((one) => one[1]!)
    const parts = await Promise.all(urls.map(async (url) => (await player.client.get(url)).text))
    const bytes = [text, ...parts].reduce((sum, part) => sum + gzipSync(part).length, 0)
    assert.ok(urls.length > 3 && bytes < 60 * 1024, `${bytes} bytes`)
  })
})

describe('Looking for a city', () => {
  test('finds it by its name, country or code, without accents and in any case', async () => {
    const player = await inParis(site)
    assert.deepEqual(await found(player, '?q=TOKYO'), ['tokyo'])
    assert.deepEqual(await found(player, '?q=sao+paulo'), ['sao-paulo'])
    assert.ok((await found(player, '?q=brazil')).includes('rio-de-janeiro'))
    assert.deepEqual(await found(player, '?q=+lhr+'), ['london'])
    for (const words of ['washington dc', 'Washington, D.C.', "xi'an", 'xi’an', 'xian'])
      assert.deepEqual(await found(player, `?q=${encodeURIComponent(words)}`), [
        words.startsWith('x') ? 'xi-an' : 'washington',
      ])
  })

  test('by region shows that region and no other, and the form keeps what was chosen', async () => {
    const player = await inParis(site)
    const { text } = await player.client.get('/airport?region=Oceania&q=s')
    assert.match(text, /<option selected>Oceania/)
    assert.match(text, /name="q" value="s"/)
    const oceania = await found(player, '?region=Oceania')
    assert.ok(oceania.includes('sydney') && !oceania.includes('tokyo'))
    const regions = ['Africa', 'Americas', 'Asia', 'Europe', 'Oceania']
    const each = await Promise.all(regions.map((region) => found(player, `?region=${region}`)))
    assert.equal(each.flat().length, (await cityCount()) - 1)
  })

  test('that is on no board leads back to all, and the Moon stays', async () => {
    const player = await inParis(site)
    const { text } = await player.client.get('/airport?q=atlantis')
    assert.match(text, /data-none>No departure matches that/)
    assert.deepEqual(await board(player, '?q=atlantis'), { moon: ['moon'] })
    assert.match((await player.client.get('/airport')).text, /data-none hidden/)
  })

  test('with what no form sends breaks nothing', async () => {
    const player = await inParis(site)
    const all = (await found(player, '')).length
    for (const query of [
      '?region=Mars',
      '?region=__proto__',
      '?q=a&q=b',
      '?region=Asia&region=Africa',
      '?q=%00',
    ])
      assert.ok([all, 0].includes((await found(player, query)).length), query)
    const { text } = await player.client.get('/airport?q=%22%3E%3Cscript%3E')
    assert.ok(!text.includes('"><script>'))
    assert.equal((await player.client.get(`/airport?q=${'x'.repeat(5000)}`)).status, 200)
  })
})

describe('The map', () => {
  test('shows at most the latest 200 flights, and every city one has been in', async () => {
    const player = await inParis(site)
    const paris = await site.db
      .selectFrom('cities')
      .select('id')
      .where('slug', '=', 'paris')
      .executeTakeFirst()
    const others = await site.db
      .selectFrom('cities')
      .select('id')
      .where('country', 'is not', null)
      .where('slug', '!=', 'paris')
      .execute()
    const flights = await import('../../shared/db/flights.ts')
    const visits = await import('../../shared/db/visits.ts')
    await site.write(async (tx) => {
      for (let number = 2; number <= 301; number++) {
        const ends = [paris!.id, others[number % others.length]!.id]
        const [from_city_id, to_city_id] = number % 2 ? ends.toReversed() : ends
        const row = { player_id: player.id, number, miles: 1, fare: 1, departed_at: site.clock.now }
        await flights.insert(tx, { ...row, from_city_id: from_city_id!, to_city_id: to_city_id! })
        await visits.arrive(tx, player.id, to_city_id!, site.clock.now)
      }
    })
    const recent = await flights.recent(site.db, player.id)
    assert.equal(recent.length, 200)
    const been = await site.db.selectFrom('visits').selectAll().where('player_id', '=', player.id).execute()
    const { text } = await player.client.get('/')
    assert.equal(text.match(/class="route"/g)?.length, 1)
    assert.ok(text.includes(`${been.length - 1} of ${await cityCount()} cities seen`))
    assert.ok(text.length < 120_000, `${text.length} bytes`)
  })

  test('shows where friends are now, to their friends and nobody else', async () => {
    const [one, two, stranger] = [await inParis(site), await inParis(site), await inParis(site)]
    await give(two, 3000)
    await fly(two, 'lima', 2)
    const friendships = await import('../../shared/db/friendships.ts')
    const { name } = await site.db
      .selectFrom('players')
      .select('name')
      .where('id', '=', two.id)
      .executeTakeFirstOrThrow()
    await site.write((tx) => friendships.insert(tx, one.id, two.id, site.clock.now))
    const { text } = await one.client.get('/')
    assert.ok(text.includes(`${name} in Lima</title>`))
    assert.match(text, new RegExp(`${name}</a> is in Lima`))
    assert.ok(!(await stranger.client.get('/')).text.includes(name))
  })

  test('names the next tickets: unseen cities, the last one still to be earned', async () => {
    const player = await inParis(site)
    await give(player, 100)
    await fly(player, 'brussels', 2)
    const { text } = await player.client.get('/')
    const strip = text.slice(text.indexOf('Next tickets'))
    const names = [...strip.matchAll(/href="\/tickets\/([\w-]+)"/g)].map((one) => one[1]!)
    assert.equal(names.length, 3)
    assert.ok(!names.includes('paris') && !names.includes('brussels'))
    assert.match(strip, /in reach[\s\S]*in reach[\s\S]*to go/)
  })
})
