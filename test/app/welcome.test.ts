import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Site, startApp } from '../client.ts'
import { asked, begin, finish, inParis, jobOf, world } from './play.ts'

let site: Site
before(async () => {
  site = await startApp('app')
})
after(() => site.close())

describe('The welcome page', () => {
  test('has one button and no form to fill', async () => {
    const page = await site.client().get('/')
    assert.equal(page.status, 200)
    assert.match(page.text, /Start travelling/)
    assert.doesNotMatch(page.text, /<input(?![^>]*type="hidden")/)
  })

  test('one click makes a player with a name, in Nomansland, and asks the first question at once', async () => {
    const client = site.client()
    await client.get('/')
    const job = jobOf(await client.post('/players'))
    const page = await client.get(`/jobs/${job}`)
    assert.equal(asked(page)?.slot, 1)
    const row = await site.db
      .selectFrom('players')
      .innerJoin('jobs', 'jobs.player_id', 'players.id')
      .innerJoin('cities', 'cities.id', 'players.city_id')
      .select(['players.name', 'email', 'role', 'cities.slug'])
      .where('jobs.id', '=', job)
      .executeTakeFirstOrThrow()
    assert.match(row.name, /^[A-Z]\w+ [A-Z]\w+ \d+$/)
    assert.deepEqual([row.email, row.role, row.slug], [null, 'player', 'nomansland'])
    assert.match((await client.get('/')).text, /You are in[\s\S]*Nomansland/)
  })

  test('a second click makes no second player', async () => {
    const { client } = await begin(site)
    const before = await world(site)
    assert.equal((await client.post('/players')).location, '/')
    assert.equal(await world(site), before)
  })

  test('a double click makes one player, who is asked on whichever answer arrives', async () => {
    const host = await begin(site)
    await host.client.post('/invitations')
    const { code: invitation } = await site.db
      .selectFrom('invitations')
      .select('code')
      .where('player_id', '=', host.id)
      .executeTakeFirstOrThrow()
    const client = site.client()
    await client.token()
    const pages = await Promise.all([1, 2].map(() => client.post('/players', { invitation })))
    assert.equal(jobOf(pages[0]!), jobOf(pages[1]!))
    for (const page of pages) {
      const cookie = page.headers.getSetCookie()[0]!.split(';')[0]!
      assert.equal((await site.client().request(pages[0]!.location, { headers: { cookie } })).status, 200)
    }
    const friends = site.db.selectFrom('friendships').selectAll().where('player_id', '=', host.id)
    assert.equal((await friends.execute()).length, 1)
  })

  test('a cookie from before the first click signs nobody in for long', async () => {
    const client = site.client()
    await client.token()
    const { cookie } = client
    const first = jobOf(await client.post('/players'))
    site.pass(3_600_000)
    client.cookie = cookie
    await client.get('/sign-in')
    assert.notEqual(jobOf(await client.post('/players')), first)
  })

  test('a player is led on with the job that is open', async () => {
    const { client, job } = await begin(site)
    assert.ok((await client.get('/')).text.includes(`href="/jobs/${job}"`))
  })
})

describe('Looking', () => {
  test('writes nothing: no GET of the site changes a row', async () => {
    const player = await inParis(site)
    site.pass(5 * 60_000)
    const before = await world(site)
    const paths = [
      '/',
      '/cities/paris',
      '/cities/tokyo',
      '/airport',
      '/tickets/london',
      '/flights/1',
      '/coins',
    ]
    const more = [
      `/jobs/${player.job}`,
      '/settings',
      '/sign-up',
      '/password',
      '/sign-in',
      '/credits',
      '/privacy',
    ]
    for (const path of [...paths, ...more, '/nowhere']) {
      await player.client.get(path)
      await site.client().get(path)
      await player.client.request(path, { method: 'HEAD' })
    }
    assert.equal(await world(site), before)
  })
})

describe('A city', () => {
  test('seen from afar offers no job but the way there', async () => {
    const { client } = await inParis(site)
    const page = await client.get('/cities/tokyo')
    assert.match(page.text, /Seen from afar/)
    assert.doesNotMatch(page.text, /name="category"/)
    assert.ok(page.text.includes('href="/tickets/tokyo"'))
  })

  test('counts the days of the visit by the jobs taken there', async () => {
    const player = await inParis(site)
    const page = await player.client.get('/cities/paris')
    const category = /name="category" value="([^"]+)"/.exec(page.text)![1]!
    player.job = jobOf(await player.client.post('/jobs', { category }))
    assert.match((await player.client.get('/cities/paris')).text, /Day 2 here/)
    assert.match((await player.client.get('/cities/paris')).text, /Your job is still open/)
    await finish(site, player)
    assert.doesNotMatch((await player.client.get('/cities/paris')).text, /Your job is still open/)
  })

  test('offers only categories with ten published questions', async () => {
    const { client } = await inParis(site)
    const { text } = await client.get('/cities/paris')
    const offered = [...text.matchAll(/name="category" value="([^"]+)"/g)].map((one) => one[1]!)
    assert.ok(offered.length >= 3, `${offered}`)
    const counts = await site.db
      .selectFrom('question_cities')
      .innerJoin('cities', 'cities.id', 'question_cities.city_id')
      .innerJoin('categories', 'categories.id', 'question_cities.category_id')
      .innerJoin('questions', 'questions.id', 'question_id')
      .select(['categories.slug', (eb) => eb.fn.countAll<number>().as('n')])
      .where('cities.slug', '=', 'paris')
      .where('questions.state', '=', 'published')
      .groupBy('categories.slug')
      .execute()
    const wanted = counts.filter((one) => one.n >= 10).map((one) => one.slug)
    assert.deepEqual(offered.toSorted(), wanted.toSorted())
  })

  test('that is not on the map is not found', async () => {
    const { client } = await begin(site)
    assert.equal((await client.get('/cities/atlantis')).status, 404)
  })
})
