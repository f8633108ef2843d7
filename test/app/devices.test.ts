import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { Client, type Site, startApp } from '../client.ts'
import {
  addQuestion,
  answer,
  ask,
  asked,
  deliver,
  finish,
  inParis,
  type Player,
  secret,
  slotsOf,
  somePhotos,
  take,
  world,
} from './play.ts'

let site: Site
before(async () => {
  site = await startApp('app')
})
after(() => site.close())

const CATEGORY = 'professor-of-geography'

async function working(): Promise<Player> {
  const player = await inParis(site)
  await take(player, CATEGORY)
  return player
}

/** The same player at another device. */
function elsewhere(player: Player): Player {
  const client = new Client(site.url, '/sign-in')
  client.cookie = player.client.cookie
  return { ...player, client }
}

const show = (player: Player) => player.client.get(`/jobs/${player.job}`)
const send = (player: Player, slot: number, option: number) =>
  player.client.post(`/jobs/${player.job}/answers`, { slot, option })

describe('Two devices, or two tabs,', () => {
  test('show the same question with the same time left, in the same order', async () => {
    const one = await working()
    const other = elsewhere(one)
    site.pass(3000)
    assert.deepEqual(asked(await show(other)), asked(await show(one)))
    const left = /data-left="(\d+)"/.exec((await show(other)).text)![1]
    assert.equal(left, /data-left="(\d+)"/.exec((await show(one)).text)![1])
  })

  test('give one try: the second answer shows the result of the first', async () => {
    const one = await working()
    const other = elsewhere(one)
    const { right, wrong } = await secret(site, one.job, 1)
    await Promise.all([show(one), show(other)])
    await send(one, 1, wrong)
    const before = await world(site)
    const page = await other.client.get((await send(other, 1, right)).location)
    assert.match(page.text, /Not this time/)
    assert.equal(await world(site), before)
  })

  test('lose no question, whichever presses next and however late', async () => {
    const one = await working()
    const other = elsewhere(one)
    for (let slot = 1; slot <= 10; slot++) {
      await answer(site, slot % 2 ? one : other, slot)
      for (const player of [one, other, one]) await deliver(player, slot + 1)
      await deliver(other, slot)
      await deliver(one, slot + 2)
      const page = await show(other)
      if (slot < 10) assert.equal(asked(page)?.slot, slot + 1)
      else assert.match(page.text, /10 of 10 right/)
    }
    const delivered = (await slotsOf(site, one.job)).filter((slot) => slot.delivered_at !== null)
    assert.equal(delivered.length, 10)
  })

  test('start one job, and the other one comes to it', async () => {
    const one = await inParis(site)
    const other = elsewhere(one)
    await one.client.token()
    await other.client.token()
    const started = await Promise.all([take(one, CATEGORY), take(other, CATEGORY), take(one, CATEGORY)])
    assert.equal(new Set(started).size, 1)
  })
})

describe('The back button', () => {
  test('shows what is, not what was, and its old form counts nothing', async () => {
    const player = await working()
    const { right, wrong } = await secret(site, player.job, 1)
    await send(player, 1, wrong)
    await deliver(player, 2)
    const before = await world(site)
    assert.equal(asked(await show(player))?.slot, 2)
    assert.equal(asked(await player.client.get((await send(player, 1, right)).location))?.slot, 2)
    assert.equal(await world(site), before)
  })

  test('after the summary counts nothing either', async () => {
    const player = await working()
    await finish(site, player, () => false)
    const before = await world(site)
    const { right } = await secret(site, player.job, 10)
    await send(player, 10, right)
    await deliver(player, 1)
    assert.equal(await world(site), before)
    assert.match((await show(player)).text, /0 of 10 right/)
  })
})

describe('Whatever is sent twice', () => {
  test('counts once: start, answer, next question, rating and report', async () => {
    const player = await inParis(site)
    const { right } = await secret(site, await take(player, CATEGORY), 1)
    const job = `/jobs/${player.job}`
    const posts: [string, Record<string, string | number>][] = [
      ['/jobs', { category: CATEGORY }],
      [`${job}/answers`, { slot: 1, option: right }],
      [`${job}/ratings`, { slot: 1, stars: 4 }],
      [`${job}/complaints`, { slot: 1, reason: 'old', text: 'As of last year.' }],
      [`${job}/deliveries`, { slot: 2 }],
    ]
    for (const [path, fields] of posts) {
      await player.client.post(path, fields)
      const once = await world(site)
      site.pass(500)
      const again = await player.client.post(path, fields)
      assert.equal(again.status, 303, path)
      assert.equal(await world(site), once, path)
    }
  })
})

describe('An editor in the middle of a job', () => {
  test('may change its photos and words and retire it: this player is asked what was picked', async () => {
    const questions = await import('../../shared/db/questions.ts')
    const photos = (await somePhotos(site, 5)).map((photo) => photo.id)
    const id = await addQuestion(site, { photos: photos.slice(0, 4) })
    const player = await working()
    await ask(site, player, 1, id)
    const before = await show(player)
    const editor = (await site.as('editor')).id
    const row = (await questions.byId(site.db, id))!
    const { category_id, city_id, country, everywhere, sorted, value, seconds } = row
    const { did_you_know, source, source_date, verify_by, notes } = row
    const about = { category_id, city_id, country, everywhere, sorted, value, seconds }
    const words = { did_you_know, source, source_date, verify_by, notes }
    const content = { ...about, ...words, text: 'New words?', alternatives: ['Yes', 'No'], answer: 1 }
    const now = site.clock.now
    await site.write(async (tx) => {
      assert.ok(await questions.update(tx, id, 1, { ...content, photos: [photos[4]!] }, { editor, now }))
      assert.ok(await questions.setState(tx, id, 2, 'retired', { editor, now }))
    })
    assert.equal((await show(player)).text, before.text)
    const result = await answer(site, player, 1)
    assert.match(result.text, /Right:/)
    assert.equal(result.text.match(/<img /g)?.length, 4)
    assert.doesNotMatch(result.text, /New words/)
    const summary = await finish(site, player)
    assert.match(summary.text, /Which of these is it\?/)
    assert.match(summary.text, /<strong>Alpha<\/strong>/)
  })
})
