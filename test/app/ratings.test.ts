import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Site, startApp } from '../client.ts'
import { answer, begin, deliver, finish, inParis, type Player, slotsOf, take } from './play.ts'

let site: Site
before(async () => {
  site = await startApp('app')
})
after(() => site.close())

const rate = (player: Player, slot: unknown, stars: unknown) =>
  player.client.post(`/jobs/${player.job}/ratings`, { slot: slot as string, stars: stars as string })

const ratingsOf = (player: Player) =>
  site.db.selectFrom('ratings').selectAll().where('player_id', '=', player.id).orderBy('slot').execute()

async function working(): Promise<Player> {
  const player = await inParis(site)
  await take(player, 'professor-of-geography')
  return player
}

describe('A rating', () => {
  test('is asked for with the result, counts for the words that were asked, and leads back to the page', async () => {
    const player = await working()
    const page = await answer(site, player, 1)
    assert.match(page.text, /How do you like this question\?/)
    assert.equal((await rate(player, 1, 4)).location, `/jobs/${player.job}`)
    const [slot] = await slotsOf(site, player.job)
    const [rating] = await ratingsOf(player)
    assert.deepEqual(
      [rating!.question_id, rating!.version, rating!.stars, rating!.at],
      [slot!.question_id, slot!.version, 4, site.clock.now],
    )
    const shown = await player.client.get(`/jobs/${player.job}`)
    assert.match(shown.text, /You gave it 4 of 5/)
    assert.match(shown.text, /autofocus data-next/)
  })

  test('is given once: the first one counts, also when two arrive at the same moment', async () => {
    const player = await working()
    await answer(site, player, 1)
    await player.client.token()
    await Promise.all([3, 3, 3].map((stars) => rate(player, 1, stars)))
    for (const stars of [5, 1, 3]) assert.equal((await rate(player, 1, stars)).status, 303)
    assert.deepEqual(
      (await ratingsOf(player)).map((rating) => rating.stars),
      [3],
    )
  })

  test('can be given in the summary for what was not rated, and leads back to that question', async () => {
    const player = await working()
    await answer(site, player, 1)
    await rate(player, 1, 2)
    const summary = await finish(site, player)
    assert.equal(summary.text.match(/How do you like this question\?/g)?.length, 9)
    assert.equal((await rate(player, 7, 5)).location, `/jobs/${player.job}#answer-7`)
    const again = await player.client.get(`/jobs/${player.job}`)
    assert.equal(again.text.match(/How do you like this question\?/g)?.length, 8)
    assert.match(again.text, /id="answer-7"/)
  })

  test('of a question that was not answered is refused, whether it was asked or not', async () => {
    const player = await working()
    assert.equal((await rate(player, 1, 5)).status, 409)
    await answer(site, player, 1)
    await deliver(player, 2)
    for (const slot of [2, 3, 10]) assert.equal((await rate(player, slot, 5)).status, 409)
    assert.deepEqual(await ratingsOf(player), [])
  })

  test('of nothing, or of what is no number from 1 to 5, is refused', async () => {
    const player = await working()
    await answer(site, player, 1)
    for (const stars of [0, 6, -1, 1.5, '', 'x', undefined, ['1', '2']])
      assert.equal((await rate(player, 1, stars)).status, 422, `${stars} stars`)
    for (const slot of [0, 11, '', 'x', undefined, ['1', '1']])
      assert.equal((await rate(player, slot, 5)).status, 422, `slot ${slot}`)
    assert.deepEqual(await ratingsOf(player), [])
  })

  test("of another player's answer is not possible", async () => {
    const owner = await working()
    await answer(site, owner, 1)
    const stranger = await begin(site)
    assert.equal((await rate({ ...stranger, job: owner.job }, 1, 5)).status, 404)
    assert.equal((await rate({ ...stranger, job: 999_999 }, 1, 5)).status, 404)
    assert.deepEqual([...(await ratingsOf(owner)), ...(await ratingsOf(stranger))], [])
  })

  test('is not asked for in the tutorial, nor taken', async () => {
    const player = await begin(site)
    const page = await answer(site, player, 1)
    assert.doesNotMatch(page.text, /How do you like/)
    assert.equal((await rate(player, 1, 5)).status, 409)
    assert.doesNotMatch((await finish(site, player)).text, /How do you like/)
  })
})
