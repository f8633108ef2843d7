import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Site, startApp } from '../client.ts'
import { begin, finish, fly, inParis, offered, type Player, take, world } from './play.ts'

let site: Site
before(async () => {
  site = await startApp('app')
})
after(() => site.close())

async function enrich(player: Player, coins: number) {
  const { moveCoins } = await import('../../shared/db/ledger.ts')
  const gift = { coins, reason: 'award' as const, ref: 'gift', at: site.clock.now }
  await site.write((tx) => moveCoins(tx, player.id, gift))
}

/** The job in the card that stands out, and what the card says. */
async function highlighted({ client }: Player, city = 'paris') {
  const { text } = await client.get(`/cities/${city}`)
  const cards = text.split('<article').filter((card) => card.startsWith(' class="card job highlighted"'))
  assert.equal(cards.length, 1, `${cards.length} jobs stand out`)
  return { card: cards[0]!, category: /name="category" value="([^"]+)"/.exec(cards[0]!)?.[1] }
}

async function write(kind: 'city' | 'country', ref: string, body: string) {
  const documents = await import('../../shared/db/documents.ts')
  const version = (await documents.about(site.db, kind, ref))?.version ?? 0
  const by = { editor: null, now: site.clock.now }
  await site.write((tx) => documents.save(tx, { kind, ref, version, body }, by))
}

describe('The page of a city', () => {
  test('says of each job what it should pay and how long it takes', async () => {
    const player = await inParis(site)
    const { text } = await player.client.get('/cities/paris')
    const jobs = await offered(player)
    assert.equal(text.match(/about \d+<\/span> coins, \d+ minutes?/g)?.length, jobs.length)
  })

  test('without the clock promises less, as there is no bonus', async () => {
    const player = await inParis(site)
    const pays = async () =>
      [...(await player.client.get('/cities/paris')).text.matchAll(/about (\d+)</g)].map((one) =>
        Number(one[1]),
      )
    const quick = await pays()
    await player.client.post('/settings', { units: 'mi', clock: '0' })
    const calm = await pays()
    assert.ok(
      calm.every((coins, i) => coins < quick[i]!),
      `${calm} ${quick}`,
    )
  })

  test('puts forward a job that was never done here, and remembers what the others brought', async () => {
    const player = await inParis(site)
    const first = (await highlighted(player)).category!
    assert.match((await highlighted(player)).card, /New to you here/)
    const job = await take(player, first)
    await finish(site, player)
    const { coins } = await site.db
      .selectFrom('jobs')
      .select('coins')
      .where('id', '=', job)
      .executeTakeFirstOrThrow()
    const { text } = await player.client.get('/cities/paris')
    assert.notEqual((await highlighted(player)).category, first)
    assert.ok(text.includes(`${coins} coins earned`))
    assert.match(text, /Without a fault/)
    assert.match(text, new RegExp(`You have earned <span class="figure">${coins}<`))
    assert.match(text, /Day 2 here/)
  })

  test('begins to count the days again after a flight', async () => {
    const player = await inParis(site)
    const [category] = await offered(player)
    await take(player, category!)
    await finish(site, player)
    await enrich(player, 5000)
    site.pass(60_000)
    await fly(player, 'london', 2)
    site.pass(60_000)
    await fly(player, 'paris', 3)
    const { text } = await player.client.get('/cities/paris')
    assert.match(text, /Day 1 here/)
    assert.match(text, /coins earned/)
  })

  test('shows every photo it has, or else a poster, which differs from city to city', async () => {
    const { client } = await begin(site)
    const posters = new Set<string>()
    for (const slug of ['cairo', 'delhi', 'london', 'tokyo', 'sydney']) {
      const { text } = await client.get(`/cities/${slug}`)
      posters.add(/<path class="town" d="([^"]+)"/.exec(text)?.[1] ?? 'a photo')
    }
    assert.ok(posters.size >= 4, String(posters.size))
    const cities = await import('../../shared/db/cities.ts')
    const london = (await cities.bySlug(site.db, 'london'))!
    const photos = await site.db.selectFrom('photos').select('id').orderBy('id').limit(3).execute()
    await site.write(async (tx) => {
      await tx.deleteFrom('city_photos').where('city_id', '=', london.id).execute()
      for (const [position, { id }] of photos.entries())
        await tx.insertInto('city_photos').values({ city_id: london.id, position, photo_id: id }).execute()
    })
    const { text } = await client.get('/cities/london')
    assert.equal(text.match(/<picture>/g)?.length, 3)
    assert.equal(text.match(/class="credit"/g)?.length, 3)
    assert.doesNotMatch(text, /class="town"/)
  })

  test('has the words of editors about the city and its country, without a picture from elsewhere', async () => {
    const { client } = await begin(site)
    await write('city', 'cairo', 'A *loud* city. ![x](https://evil.example/x.png) <b>no</b>')
    assert.doesNotMatch((await client.get('/cities/cairo')).text, /About Egypt/)
    await write('country', 'EG', 'The gift of the Nile.')
    const { text } = await client.get('/cities/cairo')
    assert.match(text, /A <em>loud<\/em> city\./)
    assert.doesNotMatch(text, /<img[^>]*evil|<b>no/)
    assert.match(text, /About Egypt<\/summary>[\s\S]*The gift of the Nile\./)
    assert.match(text, /<dt>People<\/dt><dd>20\.3 million</)
    assert.match(text, /Cairo International Airport/)
  })

  test('names the ambassadors of the country and no one else’s', async () => {
    const french = await site.as('ambassador', { country: 'FR' })
    const { client } = await begin(site)
    assert.ok((await client.get('/cities/paris')).text.includes(`/players/${french.id}">${french.name}`))
    assert.ok(!(await client.get('/cities/london')).text.includes(french.name))
    assert.ok(!(await client.get('/cities/nomansland')).text.includes(french.name))
  })

  test('seen from afar has the way there, and what one has from the last time', async () => {
    const player = await inParis(site)
    assert.match((await player.client.get('/cities/london')).text, /mi from Paris, <span class="figure">/)
    await enrich(player, 5000)
    await fly(player, 'london', 2)
    const { text } = await player.client.get('/cities/paris')
    assert.match(text, /You have been here, first on/)
    assert.doesNotMatch(text, /name="category"/)
  })

  test('that is locked says that it opens when one signs up, until one has', async () => {
    const player = await inParis(site)
    const { slug } = await site.db
      .selectFrom('cities')
      .select('slug')
      .where('locked', '=', 1)
      .executeTakeFirstOrThrow()
    assert.match((await player.client.get(`/cities/${slug}`)).text, /opens when you sign up/)
    await player.client.post('/accounts', { email: 'unlocked@example.org', password: 'long journeys begin' })
    assert.doesNotMatch((await player.client.get(`/cities/${slug}`)).text, /opens when you sign up/)
  })

  test('of the Moon and of Nomansland is one of its own, from here and from afar', async () => {
    const player = await inParis(site)
    assert.match(
      (await player.client.get('/cities/nomansland')).text,
      /No flight goes back(?![\s\S]*Fly there)/,
    )
    assert.match((await player.client.get('/cities/moon')).text, /class="earth"[\s\S]*1,000,000/)
    const cities = await import('../../shared/db/cities.ts')
    const players = await import('../../shared/db/players.ts')
    const moon = (await cities.bySlug(site.db, 'moon'))!
    await site.write((tx) => players.move(tx, player.id, moon.id, 0))
    const { text } = await player.client.get('/cities/moon')
    assert.match(text, /You made it/)
    assert.match(text, /The way home is free/)
    assert.match(text, /About the Moon/)
    assert.doesNotMatch(text, /action="\/jobs"/)
  })
})

describe('Keeping the game', () => {
  test('is asked for after some minutes, not at once, not in a job, and never of who has signed up', async () => {
    const player = await begin(site)
    const asked = async (path: string) => /class="keep"/.test((await player.client.get(path)).text)
    assert.equal(await asked('/cities/nomansland'), false)
    site.pass(5 * 60_000)
    const before = await world(site)
    assert.equal(await asked('/cities/nomansland'), true)
    assert.equal(await asked(`/jobs/${player.job}`), false)
    assert.equal(await asked('/sign-up'), false)
    assert.equal(await world(site), before)
    await player.client.post('/accounts', { email: 'kept@example.org', password: 'long journeys begin' })
    assert.equal(await asked('/cities/nomansland'), false)
  })
})

describe('The navigation', () => {
  test('leads everywhere, says where one is, and counts the awards nobody has looked at', async () => {
    const player = await inParis(site)
    const { text } = await player.client.get('/friends')
    for (const path of [
      '/cities/paris',
      '/airport',
      '/friends',
      '/leaderboards',
      '/coins',
      '/awards',
      '/settings',
    ])
      assert.ok(text.includes(`href="${path}"`), path)
    assert.ok(text.includes(`href="/players/${player.id}"`))
    assert.match(text, /href="\/friends" aria-current="page"/)
    assert.match(text, /class="badge">1<span class="unseen"> new/)
    assert.doesNotMatch((await (await begin(site)).client.get('/friends')).text, /class="badge"/)
  })
})
