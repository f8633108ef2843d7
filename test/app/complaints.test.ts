import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Site, startApp } from '../client.ts'
import {
  addQuestion,
  answer,
  ask,
  asked,
  begin,
  deliver,
  finish,
  inParis,
  offered,
  type Player,
  take,
} from './play.ts'

let site: Site
before(async () => {
  site = await startApp('app')
})
after(() => site.close())

const report = (player: Player, fields: object) =>
  player.client.post(`/jobs/${player.job}/complaints`, { slot: 1, reason: 'wrong', text: '', ...fields })

const complaintsOf = (player: Player) =>
  site.db.selectFrom('complaints').selectAll().where('player_id', '=', player.id).execute()

async function working(): Promise<Player> {
  const player = await inParis(site)
  await take(player, 'professor-of-geography')
  return player
}

describe('A report of a question', () => {
  test('is tied to the answer and keeps the words that were asked, whatever they become', async () => {
    const player = await working()
    const question = await addQuestion(site, { text: 'Is this <right>?' })
    await ask(site, player, 1, question)
    const page = await answer(site, player, 1, 'wrong')
    assert.match(page.text, /<summary>Report this question<\/summary>/)
    await site.write(async (tx) => {
      await tx.updateTable('questions').set({ text: 'Other words?' }).where('id', '=', question).execute()
    })
    const sent = await report(player, { reason: 'unclear', text: ' What does\r\nthis mean? ' })
    assert.equal(sent.location, `/jobs/${player.job}`)
    const [row] = await complaintsOf(player)
    assert.deepEqual(
      [row!.kind, row!.job_id, row!.slot, row!.question_id, row!.said, row!.reason, row!.text, row!.state],
      ['question', player.job, 1, question, 'Is this <right>?', 'unclear', 'What does\nthis mean?', 'open'],
    )
    const shown = await player.client.get(`/jobs/${player.job}`)
    assert.match(shown.text, /Thank you: an editor will look at this question/)
    assert.doesNotMatch(shown.text, /Report this question/)
  })

  test('is taken once for each answer, also when two arrive at the same moment', async () => {
    const player = await working()
    await answer(site, player, 1)
    await player.client.token()
    const pages = await Promise.all(['wrong', 'old', 'wrong'].map((reason) => report(player, { reason })))
    assert.ok(pages.every((page) => page.status === 303))
    await report(player, { reason: 'picture' })
    assert.equal((await complaintsOf(player)).length, 1)
  })

  test('with something missing or too long shows the page again, open, with what was typed', async () => {
    const player = await working()
    await answer(site, player, 1)
    for (const reason of ['', 'none', '__proto__', 'toString', undefined, ['wrong', 'old']]) {
      const page = await report(player, { reason, text: 'Typed with <care>' })
      assert.equal(page.status, 422)
      assert.match(page.text, /<details open>/)
      assert.match(page.text, /id="reason-1-error">Choose a reason\.</)
      assert.match(page.text, /Typed with &lt;care&gt;<\/textarea>/)
    }
    const long = await report(player, { reason: 'old', text: 'x'.repeat(1001) })
    assert.equal(long.status, 422)
    assert.match(long.text, /id="text-1-error">At most 1000 characters\.</)
    assert.match(long.text, /<option value="old" selected>/)
    assert.equal((await report(player, { reason: 'old', text: 'x'.repeat(1000) })).status, 303)
    assert.equal((await complaintsOf(player)).length, 1)
  })

  test('can be sent from the summary, and only that question says thank you', async () => {
    const player = await working()
    await finish(site, player)
    const wrong = await report(player, { slot: 4, reason: '' })
    assert.equal(wrong.text.match(/<details open>/g)?.length, 1)
    assert.equal((await report(player, { slot: 4 })).location, `/jobs/${player.job}#answer-4`)
    const { text } = await player.client.get(`/jobs/${player.job}`)
    assert.equal(text.match(/Report this question/g)?.length, 9)
    assert.equal(text.match(/Thank you: an editor/g)?.length, 1)
  })

  test('that is refused while the next question runs says so and shows no page that is over', async () => {
    const player = await working()
    await answer(site, player, 1)
    await deliver(player, 2)
    const page = await report(player, { reason: '' })
    assert.equal(page.status, 422)
    assert.match(page.text, /Choose a reason/)
    assert.equal((await report(player, {})).status, 303)
    assert.equal(asked(await player.client.get(`/jobs/${player.job}`))?.slot, 2)
  })

  test('is one of twenty a day, with those of walls and names; one sent again is none more', async () => {
    const player = await inParis(site)
    const other = await begin(site)
    const categories = (await offered(player)).filter((slug) => slug !== 'tutorial').slice(0, 2)
    for (const category of categories) {
      await take(player, category)
      await finish(site, player)
      for (let slot = 1; slot <= 10; slot++) assert.equal((await report(player, { slot })).status, 303)
    }
    const reportName = () =>
      player.client.post(`/players/${other.id}/complaints`, { reason: 'rude', text: '' })
    const page = await reportName()
    assert.equal(page.status, 429)
    assert.match(page.text, /You have reported 20 things today/)
    assert.equal((await report(player, { slot: 3 })).status, 303)
    assert.equal((await complaintsOf(player)).length, 20)
    site.pass(86_400_000)
    assert.equal((await reportName()).status, 303)
    assert.equal((await complaintsOf(player)).length, 21)
  })

  test('about a question that was not answered is refused', async () => {
    const player = await working()
    assert.equal((await report(player, {})).status, 409)
    assert.equal((await report(player, { reason: '' })).status, 409)
    for (const slot of [0, 11, 'x', undefined, ['1', '1']])
      assert.equal((await report(player, { slot })).status, 422, `slot ${slot}`)
    assert.deepEqual(await complaintsOf(player), [])
  })

  test("about another player's answer is not possible", async () => {
    const owner = await working()
    await answer(site, owner, 1)
    const stranger = { ...(await begin(site)), job: owner.job }
    assert.equal((await report(stranger, {})).status, 404)
    assert.equal((await report(stranger, { reason: '' })).status, 404)
    assert.deepEqual([...(await complaintsOf(owner)), ...(await complaintsOf(stranger))], [])
  })
})

describe('Who wrote a question', () => {
  test('stands with the result when it was a player, and is not said of staff', async () => {
    const player = await working()
    const [writer, editor] = [await site.as('player'), await site.as('editor')]
    const question = await addQuestion(site)
    await ask(site, player, 1, question)
    const wroteIt = (id: number) =>
      site.write(async (tx) => {
        await tx.updateTable('questions').set({ author_id: id }).where('id', '=', question).execute()
      })
    await wroteIt(writer.id)
    assert.ok(!(await player.client.get(`/jobs/${player.job}`)).text.includes(writer.name))
    const page = await answer(site, player, 1)
    assert.ok(page.text.includes(`Written by <a href="/players/${writer.id}">${writer.name}</a>`))
    await wroteIt(editor.id)
    assert.doesNotMatch((await player.client.get(`/jobs/${player.job}`)).text, /Written by/)
  })
})
