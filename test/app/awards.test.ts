import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { AWARD_KINDS, type AwardKind, awardOf } from '../../shared/rules/awards.ts'
import type { Page, Site } from '../client.ts'
import { startApp } from '../client.ts'
import { awardsOf, begin, finish, fly, inParis, type Player, world } from './play.ts'

let site: Site
before(async () => {
  site = await startApp('app')
})
after(() => site.close())

async function give(player: { id: number }, kind: AwardKind, ref = '') {
  const awards = await import('../../shared/db/awards.ts')
  site.pass(1)
  await site.write((tx) => awards.give(tx, player.id, kind, ref, site.clock.now))
}

/** What the page says of one kind of award. */
const card = (page: Page, kind: AwardKind) => {
  const cards = page.text.split('<li class="card award')
  return cards.find(
    (one) => one.includes(`>${awardOf(kind).title}<`) || one.includes(`<h2>${awardOf(kind).title}`),
  )!
}

const badge = (page: Page) => Number(/class="badge">(\d+)</.exec(page.text)?.[1] ?? 0)
const unseen = async (player: Player) =>
  (await awardsOf(site, player)).filter((award) => award.seen_at === null)

describe('The page of awards', () => {
  test('shows every kind there is, and how to win what one has not', async () => {
    const player = await inParis(site)
    const page = await player.client.get('/awards')
    for (const kind of AWARD_KINDS) assert.ok(card(page, kind), kind)
    const [award] = await awardsOf(site, player)
    assert.match(
      card(page, 'left-nomansland'),
      new RegExp(`href="/diplomas/${award!.id}"[\\s\\S]*Won on[\\s\\S]*\\+<?[\\s\\S]*50`),
    )
    assert.match(card(page, 'first-class'), /^ missing[\s\S]*Take a flight in first class\./)
    assert.doesNotMatch(card(page, 'left-nomansland'), /^ missing/)
  })

  test('shows how far the miles have come', async () => {
    const player = await inParis(site)
    const { miles } = await site.db
      .selectFrom('players')
      .select('miles')
      .where('id', '=', player.id)
      .executeTakeFirstOrThrow()
    assert.match(
      card(await player.client.get('/awards'), 'miles-10000'),
      new RegExp(`<progress max="10000" value="${miles}"`),
    )
  })

  test('says how rare each is, once twenty travellers have left Nomansland', async () => {
    const player = await inParis(site)
    await give(player, 'moon')
    assert.match(card(await player.client.get('/awards'), 'moon'), /1 traveller has it/)
    const crowd = await Promise.all(Array.from({ length: 40 }, () => begin(site)))
    for (const one of crowd) await give(one, 'left-nomansland')
    await give(player, 'moon')
    assert.match(card(await player.client.get('/awards'), 'moon'), /Only 2% of travellers/)
    assert.match(card(await player.client.get('/awards'), 'first-class'), /Nobody has it yet/)
  })

  test('lists the jobs without a fault by name, thirty at a time, and counts the travellers who have one once', async () => {
    const player = await inParis(site)
    const cities = await site.db.selectFrom('cities').select(['slug', 'name']).limit(45).execute()
    for (const { slug } of cities) await give(player, 'perfect-job', `${slug}/cartographer`)
    await give(player, 'perfect-job', 'tour-guide')
    const counted = await site.db
      .selectFrom('counters')
      .select('n')
      .where('name', '=', 'award:perfect-job')
      .execute()
    assert.deepEqual(counted, [{ n: 1 }])
    const page = await player.client.get('/awards')
    assert.match(card(page, 'perfect-job'), /Won 46 times[\s\S]*4,600/)
    const list = (text: string) =>
      [...text.matchAll(/href="\/diplomas\/\d+">([^<]+)<\/a>/g)].map((one) => one[1]!)
    const found = list(page.text.split('id="perfect"')[1]!)
    assert.equal(found.length, 30)
    assert.equal(found[0], 'Tour guide')
    const [, older] = /href="(\/awards\?before=\d+)#perfect"/.exec(page.text)!
    found.push(...list((await player.client.get(older!)).text.split('id="perfect"')[1]!))
    assert.equal(new Set(found).size, 46)
    assert.ok(found.includes('Cartographer in Paris') || !cities.some(({ slug }) => slug === 'paris'))
  })
})

describe('A new award', () => {
  test('is counted in the badge until it was looked at; looking at the page alone changes nothing', async () => {
    const player = await inParis(site)
    const page = await player.client.get('/awards')
    assert.equal(badge(page), 1)
    assert.match(card(page, 'left-nomansland'), /class="new"/)
    assert.equal((await unseen(player)).length, 1)
    const [, newest] = /name="newest" value="(\d+)"/.exec(page.text)!
    for (let copy = 0; copy < 2; copy++) {
      const answer = await player.client.post('/awards/seen', { newest })
      assert.deepEqual([answer.status, answer.location], [303, '/awards'])
    }
    const after = await player.client.get('/awards')
    assert.equal(badge(after), 0)
    assert.doesNotMatch(after.text, /class="new"|name="newest"/)
  })

  test('that is won while the page is open stays new', async () => {
    const player = await inParis(site)
    const [, newest] = /name="newest" value="(\d+)"/.exec((await player.client.get('/awards')).text)!
    await give(player, 'signed-up')
    await player.client.post('/awards/seen', { newest })
    assert.deepEqual(
      (await unseen(player)).map((award) => award.kind),
      ['signed-up'],
    )
  })

  test('is seen by nobody else, and nonsense marks nothing', async () => {
    const player = await inParis(site)
    const stranger = await inParis(site)
    await stranger.client.post('/awards/seen', { newest: Number.MAX_SAFE_INTEGER })
    assert.equal((await unseen(player)).length, 1)
    const before = await world(site)
    for (const newest of ['', 'x', '0', '-1', '1.5', '1e99', ['1', '2'], undefined])
      assert.equal((await player.client.post('/awards/seen', { newest })).status, 422, `${newest}`)
    assert.equal(await world(site), before)
  })

  test('comes as a toast that leads to its diploma', async () => {
    const player = await begin(site)
    await finish(site, player)
    await fly(player, 'paris')
    const { text } = await player.client.get('/flights/1')
    const [award] = await awardsOf(site, player)
    assert.ok(text.includes(`<a href="/diplomas/${award!.id}">Left Nomansland</a>`))
  })
})
