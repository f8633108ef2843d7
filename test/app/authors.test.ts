import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Site, startApp } from '../client.ts'
import {
  addQuestion,
  answer,
  ask,
  begin,
  coins,
  deliver,
  finish,
  inParis,
  ledger,
  offered,
  type Player,
  plain,
  secret,
  take,
} from './play.ts'

let site: Site
before(async () => {
  site = await startApp('app')
})
after(() => site.close())

/** A published question that this player wrote. */
async function writtenBy(author: Player, text = 'Which of these is it?') {
  const id = await addQuestion(site, { text })
  await change(id, { author_id: author.id })
  return id
}

const change = (id: number, set: { author_id?: number; state?: 'retired' }) =>
  site.write((tx) => tx.updateTable('questions').set(set).where('id', '=', id).execute())

/** The player gets the question as the first one of a new job. */
async function getAsked(player: Player, question: number) {
  const [category] = (await offered(player)).filter((slug) => slug !== 'tutorial')
  await take(player, category!)
  await ask(site, player, 1, question)
}

const pay = async (author: Player) =>
  (await ledger(site, author))
    .filter(({ reason }) => reason === 'author')
    .map(({ ref, coins }) => [ref, coins])

describe('Who wrote a question', () => {
  test('gets one coin for each other player’s first answer, right or wrong, and for no second one', async () => {
    const author = await begin(site)
    const question = await writtenBy(author)
    const [one, two] = [await inParis(site), await inParis(site)]
    await getAsked(one, question)
    await answer(site, one, 1)
    await getAsked(two, question)
    await answer(site, two, 1, 'wrong')
    const both = [
      [`${question}/${one.id}`, 1],
      [`${question}/${two.id}`, 1],
    ]
    assert.deepEqual(await pay(author), both)
    assert.equal(await coins(site, author), 2)
    await finish(site, one)
    await getAsked(one, question)
    await answer(site, one, 1)
    assert.deepEqual(await pay(author), both)
  })

  test('gets it for an answer that came too late, and none for a question that was left', async () => {
    const author = await begin(site)
    const question = await writtenBy(author)
    const [late, gone] = [await inParis(site), await inParis(site)]
    await getAsked(late, question)
    site.pass(60_000)
    await answer(site, late, 1)
    await getAsked(gone, question)
    site.pass(25 * 3_600_000)
    const [category] = await offered(gone)
    await take(gone, category!)
    await finish(site, gone)
    await getAsked(gone, question)
    await answer(site, gone, 1)
    assert.deepEqual(await pay(author), [[`${question}/${late.id}`, 1]])
  })

  test('is paid once for a form that comes three times at once', async () => {
    const author = await begin(site)
    const question = await writtenBy(author)
    const player = await inParis(site)
    await getAsked(player, question)
    const { right } = await secret(site, player.job, 1)
    const send = () => player.client.post(`/jobs/${player.job}/answers`, { slot: 1, option: right })
    for (const page of await Promise.all([send(), send(), send()])) assert.equal(page.status, 303)
    assert.equal((await pay(author)).length, 1)
  })

  test('earns nothing by answering it, by the tutorial, or by a question that is retired', async () => {
    const author = await inParis(site)
    const own = await writtenBy(author)
    await getAsked(author, own)
    await answer(site, author, 1)
    const beginner = await begin(site)
    await ask(site, beginner, 1, own)
    await answer(site, beginner, 1)
    const retired = await writtenBy(author)
    const player = await inParis(site)
    await getAsked(player, retired)
    await change(retired, { state: 'retired' })
    await answer(site, player, 1)
    assert.deepEqual(await pay(author), [])
  })

  test('earns nothing for players who were asked it before in the tutorial, as that was their first answer', async () => {
    const author = await begin(site)
    const question = await writtenBy(author)
    const player = await begin(site)
    await ask(site, player, 1, question)
    await finish(site, player)
    await player.client.post('/flights', { to: 'paris', number: 1 })
    await getAsked(player, question)
    await answer(site, player, 1)
    assert.deepEqual(await pay(author), [])
  })

  test('reads on the coins page what it was for, and stands with it on the leaderboard', async () => {
    const author = await begin(site)
    const question = await writtenBy(author, 'Whose <coin> is this?')
    const player = await inParis(site)
    await getAsked(player, question)
    await answer(site, player, 1)
    const { text } = await author.client.get('/coins')
    assert.match(plain(text), /A first answer to your question <span class="detail">Whose <coin> is this\?</)
    assert.doesNotMatch(text, new RegExp(`players/${player.id}\\b`), 'nobody is told who answered')
    const earned = await site.db
      .selectFrom('earnings')
      .selectAll()
      .where('player_id', '=', author.id)
      .execute()
    assert.deepEqual(
      earned.map((row) => row.coins),
      [1, 1],
    )
  })

  test('is somebody whose account is open: a closed one is paid nothing', async () => {
    const author = await begin(site)
    const question = await writtenBy(author)
    const closed = { closed_at: site.clock.now }
    await site.write((tx) => tx.updateTable('players').set(closed).where('id', '=', author.id).execute())
    const player = await inParis(site)
    await getAsked(player, question)
    await deliver(player, 1)
    await answer(site, player, 1)
    assert.deepEqual(await pay(author), [])
  })
})
