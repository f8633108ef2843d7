import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Site, startApp } from '../client.ts'
import { begin, finish, inParis, jobOf, type Player, world } from './play.ts'

let site: Site
before(async () => {
  site = await startApp('app')
})
after(() => site.close())

/** The code in the link on the player's page, made if need be. */
async function codeOf({ client }: Player): Promise<string> {
  await client.post('/invitations')
  const { text } = await client.get('/friends')
  return /\/invitations\/([\w-]{22})"/.exec(text)![1]!
}

const friendsOf = async ({ id }: Player) => {
  const rows = await site.db.selectFrom('friendships').selectAll().where('player_id', '=', id).execute()
  return rows.map((row) => row.friend_id)
}

async function pair() {
  const [one, other] = [await inParis(site), await inParis(site)]
  await other.client.post('/friendships', { code: await codeOf(one) })
  return { one, other }
}

describe('An invitation', () => {
  test('is one link a player, made by a press and never by looking', async () => {
    const player = await begin(site)
    const before = await world(site)
    assert.match((await player.client.get('/friends')).text, /Make my link/)
    assert.equal(await world(site), before)
    const code = await codeOf(player)
    assert.equal(await codeOf(player), code)
    await Promise.all([1, 2].map(() => player.client.post('/invitations')))
    assert.equal(await codeOf(player), code)
  })

  test('says who invites, to visitors too, and changes nothing', async () => {
    const host = await inParis(site)
    const code = await codeOf(host)
    const before = await world(site)
    const page = await site.client().get(`/invitations/${code}`)
    assert.equal(page.status, 200)
    assert.match(page.text, /invites you around the world/)
    assert.match(page.text, /is in <strong>Paris/)
    assert.match((await host.client.get(`/invitations/${code}`)).text, /your own invitation/)
    assert.equal(await world(site), before)
  })

  test('is kept by who starts to travel by it', async () => {
    const host = await inParis(site)
    const code = await codeOf(host)
    const client = site.client()
    const { text } = await client.get(`/invitations/${code}`)
    assert.match(text, /action="\/players"/)
    const [, kept] = /name="invitation" value="([^"]+)"/.exec(text)!
    jobOf(await client.post('/players', { invitation: kept }))
    const [newcomer] = await friendsOf(host)
    assert.ok(newcomer)
    const row = await site.db
      .selectFrom('players')
      .select('name')
      .where('id', '=', newcomer)
      .executeTakeFirstOrThrow()
    assert.ok((await host.client.get('/friends')).text.includes(row.name))
  })

  test('that is none stops nobody from travelling, and leads who travels already to the invitation', async () => {
    for (const invitation of ['x', 'x'.repeat(22), '', ['a', 'b']])
      jobOf(await site.client().post('/players', { invitation }))
    const code = await codeOf(await begin(site))
    const { client } = await begin(site)
    assert.equal((await client.post('/players', { invitation: code })).location, `/invitations/${code}`)
    for (const path of [`/invitations/${'x'.repeat(22)}`, '/invitations/__proto__'])
      assert.equal((await site.client().get(path)).status, 404)
  })
})

describe('A friendship', () => {
  test('holds both ways, and is made once however often it is asked for', async () => {
    const { one, other } = await pair()
    const code = await codeOf(one)
    await Promise.all([1, 2, 3].map(() => other.client.post('/friendships', { code })))
    assert.deepEqual([await friendsOf(one), await friendsOf(other)], [[other.id], [one.id]])
    for (const [player, friend] of [
      [one, other],
      [other, one],
    ] as const) {
      const { text } = await player.client.get('/friends')
      assert.ok(text.includes(`href="/players/${friend.id}"`))
      assert.match(text, /in <a href="\/cities\/paris">Paris/)
    }
    assert.match((await one.client.get('/cities/paris')).text, /Friends here with you[\s\S]*?class="names"/)
    assert.match((await one.client.get(`/players/${other.id}`)).text, /Your friend/)
  })

  test('is none with oneself or by a code nobody made', async () => {
    const player = await begin(site)
    const code = await codeOf(player)
    const before = await world(site)
    assert.equal((await player.client.post('/friendships', { code })).status, 409)
    for (const code of ['x'.repeat(22), '', undefined, ['a', 'b']])
      assert.equal((await player.client.post('/friendships', { code })).status, 404)
    assert.equal(await world(site), before)
  })

  test('ends both ways, and a stranger ends nobody’s', async () => {
    const { one, other } = await pair()
    const stranger = await begin(site)
    await stranger.client.post(`/friendships/${one.id}/removal`)
    assert.deepEqual(await friendsOf(one), [other.id])
    for (let i = 0; i < 2; i++)
      assert.equal((await other.client.post(`/friendships/${one.id}/removal`)).location, '/friends')
    assert.deepEqual([await friendsOf(one), await friendsOf(other)], [[], []])
  })

  test('that was ended is not made again by the old link of who ended it, who gets a new one', async () => {
    const { one, other } = await pair()
    const third = await begin(site)
    const code = await codeOf(one)
    await third.client.post(`/friendships/${one.id}/removal`)
    assert.equal(await codeOf(one), code, 'a stranger changes nobody’s link')
    await one.client.post(`/friendships/${other.id}/removal`)
    const renewed = await codeOf(one)
    assert.notEqual(renewed, code)
    assert.equal((await other.client.post('/friendships', { code })).status, 404)
    assert.deepEqual(await friendsOf(one), [])
    await one.client.post(`/friendships/${other.id}/removal`)
    assert.equal(await codeOf(one), renewed, 'nothing ended, nothing new')
    assert.equal((await third.client.post('/friendships', { code: renewed })).location, '/friends')
  })

  test('is had with two hundred at most', async () => {
    const host = await begin(site)
    const code = await codeOf(host)
    const players = await import('../../shared/db/players.ts')
    const friendships = await import('../../shared/db/friendships.ts')
    const { city_id } = (await players.byId(site.db, host.id))!
    await site.write(async (tx) => {
      for (let i = 0; i < friendships.MOST_FRIENDS; i++) {
        const id = await players.insert(tx, { name: `Crowd ${i}`, city_id, created_at: 0 })
        await friendships.insert(tx, host.id, id, 0)
      }
    })
    const late = await begin(site)
    const page = await late.client.post('/friendships', { code })
    assert.equal(page.status, 409)
    assert.match(page.text, /200 friends/)
    assert.deepEqual(await friendsOf(late), [])
    assert.equal((await host.client.get('/friends')).status, 200)
    jobOf(await site.client().post('/players', { invitation: code }))
    assert.equal((await friendsOf(host)).length, 200)
  })
})

describe('What friends did lately', () => {
  test('is their flights and awards, newest first, and nobody else’s', async () => {
    const { one, other } = await pair()
    const stranger = await inParis(site)
    const { text } = await one.client.get('/friends')
    const news = text.slice(text.indexOf('class="news"'))
    assert.match(news, /flew to <a href="\/cities\/paris">Paris/)
    assert.match(news, /won <strong>Left Nomansland/)
    assert.ok(news.includes(`/players/${other.id}`))
    assert.ok(!news.includes(`/players/${stranger.id}`) && !news.includes(`/players/${one.id}"`))
  })

  test('says how to begin when there are no friends', async () => {
    const { text } = await (await begin(site)).client.get('/friends')
    assert.match(text, /No friends on the road yet/)
  })

  test('shows what each earned this week', async () => {
    const { one, other } = await pair()
    await finish(site, other)
    const { text } = await one.client.get('/friends')
    const { weekOf } = await import('../../shared/rules/weeks.ts')
    const row = await site.db
      .selectFrom('earnings')
      .select('coins')
      .where('player_id', '=', other.id)
      .where('period', '=', weekOf(site.clock.now))
      .executeTakeFirstOrThrow()
    assert.ok(text.includes(`class="number figure">${row.coins}<`))
  })
})
