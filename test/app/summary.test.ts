import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Page, type Site, startApp } from '../client.ts'
import {
  addQuestion,
  answer,
  ask,
  begin,
  finish,
  inParis,
  jobOf,
  jobRow,
  type Player,
  plain,
  somePhotos,
  take,
} from './play.ts'

let site: Site
before(async () => {
  site = await startApp('app')
})
after(() => site.close())

const CATEGORY = 'professor-of-geography'

async function befriend(player: Player, friend: Player) {
  const at = site.clock.now
  const rows = [
    { player_id: player.id, friend_id: friend.id, at },
    { player_id: friend.id, friend_id: player.id, at },
  ]
  await site.write(async (tx) => void (await tx.insertInto('friendships').values(rows).execute()))
}

/** What the summary says of friends: name and coins. */
const firstTries = (page: Page) =>
  [
    ...page.text.matchAll(/<li><a href="\/players\/(\d+)">[^<]*<\/a> earned <span class="figure">(\d+)</g),
  ].map(([, id, coins]) => [Number(id), Number(coins)])

async function work(player: Player, rights: number) {
  await take(player, CATEGORY)
  site.pass(1000)
  const page = await finish(site, player, (slot) => slot <= rights)
  return { page, coins: (await jobRow(site, player.job)).coins }
}

describe('The summary of a job', () => {
  test("tells the friends' first try of this job here, the best three", async () => {
    const player = await inParis(site)
    const friends = await Promise.all([1, 2, 3, 4].map(() => inParis(site)))
    const earned: number[] = []
    for (const [i, friend] of friends.entries()) {
      await befriend(player, friend)
      earned.push((await work(friend, 2 + i)).coins)
      await work(friend, 10)
    }
    const { page } = await work(player, 5)
    const told = firstTries(page)
    const best = earned.toSorted((a, b) => b - a).slice(0, 3)
    assert.deepEqual(
      told.map(([, coins]) => coins),
      best,
    )
    for (const [id, coins] of told) assert.equal(coins, earned[friends.findIndex((one) => one.id === id)])
  })

  test('tells nothing of strangers, of other jobs, of other cities and of what a friend has not finished', async () => {
    const player = await inParis(site)
    const [stranger, other, open, away] = await Promise.all([1, 2, 3, 4].map(() => inParis(site)))
    for (const friend of [other!, open!, away!]) await befriend(player, friend)
    await work(stranger!, 10)
    await take(other!, 'linguist')
    await finish(site, other!)
    await take(open!, CATEGORY)
    await answer(site, open!, 1)
    await work(away!, 10)
    await site.write(async (tx) => {
      const { id } = await tx
        .selectFrom('cities')
        .select('id')
        .where('slug', '=', 'cairo')
        .executeTakeFirstOrThrow()
      await tx.updateTable('jobs').set({ city_id: id }).where('player_id', '=', away!.id).execute()
    })
    const { page } = await work(player, 5)
    assert.deepEqual(firstTries(page), [])
    assert.doesNotMatch(page.text, /at the first try/)
  })

  test('offers the best paid of the jobs that were done least often, and one press starts it', async () => {
    const player = await inParis(site)
    const { page } = await work(player, 3)
    const [, slug] = /name="category" value="([^"]+)"/.exec(page.text)!
    assert.notEqual(slug, CATEGORY)
    const city = await player.client.get('/cities/paris')
    const [, first] = /name="category" value="([^"]+)"/.exec(city.text)!
    assert.equal(slug, first, 'the city offers the same one first')
    const job = jobOf(await player.client.post('/jobs', { category: slug }))
    assert.equal((await jobRow(site, job)).state, 'open')
  })

  test('of an old job leads to the one that is open and closes nothing', async () => {
    const player = await inParis(site)
    await work(player, 3)
    const old = player.job
    const open = await take(player, 'linguist')
    const { text } = await player.client.get(`/jobs/${old}`)
    assert.ok(text.includes(`href="/jobs/${open}">Go on with Linguist`))
    assert.doesNotMatch(text, /name="category"/)
    const city = await player.client.get('/cities/paris')
    assert.match(city.text, /Taking another job closes your job as Linguist and pays it as it stands/)
  })

  test('of the tutorial leads to the airport and nowhere else', async () => {
    const player = await begin(site)
    const page = await finish(site, player)
    assert.match(plain(page.text), /These cities are now in reach/)
    assert.match(page.text, /href="\/airport"/)
    assert.doesNotMatch(page.text, /Work on/)
    const city = await player.client.get('/cities/nomansland')
    assert.match(city.text, /Your first ticket is paid for/)
    assert.doesNotMatch(city.text, /action="\/jobs"/)
  })

  test('of a tutorial with nothing right says who pays the first ticket', async () => {
    const player = await begin(site)
    const page = await finish(site, player, () => false)
    assert.match(page.text, /The first ticket is on us/)
  })

  test('of casual work ends its sum with what was lacking for the ticket', async () => {
    const player = await begin(site)
    await finish(site, player)
    await take(player, 'tutorial')
    const page = await finish(site, player)
    assert.match(plain(page.text), /rounded down, but at most 0, what you still lacked for your next ticket/)
  })

  test('says in one line what was said and what was right, and shows the one photo of a question', async () => {
    const player = await inParis(site)
    const [photo] = await somePhotos(site, 1)
    await take(player, CATEGORY)
    await ask(site, player, 1, await addQuestion(site, { photos: [photo!.id] }))
    const { text } = await finish(site, player, (slot) => slot > 1)
    assert.match(text, /small-photo[\s\S]*Not this time\. You said \w+\. The answer: Alpha\./)
    assert.equal(text.match(/class="small-photo"/g)!.length, 1)
    assert.equal(text.match(/You said/g)!.length, 1)
  })

  test('takes no more than twelve queries, with friends, ratings and reports', async () => {
    const player = await inParis(site)
    await befriend(player, await inParis(site))
    await take(player, CATEGORY)
    const [photo] = await somePhotos(site, 1)
    await ask(site, player, 1, await addQuestion(site, { photos: [photo!.id] }))
    await finish(site, player)
    await player.client.post(`/jobs/${player.job}/ratings`, { slot: 1, stars: 5 })
    site.queries.length = 0
    assert.equal((await player.client.get(`/jobs/${player.job}`)).status, 200)
    assert.ok(site.queries.length <= 12, `${site.queries.length} queries`)
    const beginner = await begin(site)
    await finish(site, beginner)
    site.queries.length = 0
    await beginner.client.get(`/jobs/${beginner.job}`)
    assert.ok(site.queries.length <= 12, `${site.queries.length} queries`)
  })
})
