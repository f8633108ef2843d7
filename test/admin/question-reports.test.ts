import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Site, startApp } from '../client.ts'

describe('The question report', () => {
  let site: Site
  let editor: Awaited<ReturnType<Site['as']>>
  let question: {
    id: number
    alternatives: string
    answer: number
    value: number
    seconds: number
    category_id: number
  }
  before(async () => {
    site = await startApp('admin')
    editor = await site.as('editor')
    question = await site.write((tx) =>
      tx
        .updateTable('questions')
        .set({ value: 2 })
        .where('key', '=', 'landmark:eiffelTower')
        .returningAll()
        .executeTakeFirstOrThrow(),
    )
  })
  after(() => site.close())

  /** One answer in a job of its own, after `ms`. */
  const answer = (
    player: number,
    outcome: 'right' | 'wrong' | 'late',
    choice: number | null,
    ms: number,
    timed: 0 | 1 = 1,
  ) =>
    site.write(async (tx) => {
      const { id: question_id, value, seconds, category_id } = question
      const job = {
        player_id: player,
        kind: 'job',
        city_id: 1,
        category_id,
        state: 'finished',
        seed: 1,
        size: 1,
      } as const
      const { id } = await tx
        .insertInto('jobs')
        .values({ ...job, timed, started_at: 1, finished_at: 2 })
        .returning('id')
        .executeTakeFirstOrThrow()
      const asked = {
        job_id: id,
        slot: 1,
        player_id: player,
        question_id,
        version: 1,
        shuffle: '[0,1,2,3]',
        value,
        seconds,
      }
      await tx
        .insertInto('job_questions')
        .values({ ...asked, delivered_at: 1000, answered_at: 1000 + ms, choice, outcome })
        .execute()
    })

  test('says how much it would read, and reads nothing until it is asked to', async () => {
    const page = await editor.get('/admin/reports/questions')
    assert.match(page.text, /reads <strong class="number">0<\/strong> answers/)
    assert.match(page.text, /run=1/)
    assert.match((await editor.get('/admin/reports/questions?run=1')).text, /No answers yet/)
  })

  test('says nothing of a question that has fewer than thirty answers', async () => {
    const { id } = await site.as('player')
    for (let n = 0; n < 29; n++) await answer(id, 'right', question.answer, 4000)
    assert.match((await editor.get('/admin/reports/questions?run=1')).text, /Fewer than 30 answers/)
  })

  test('counts every answer: who was right, how long it took, who was late, and what drew the others', async () => {
    const { id } = await site.as('player')
    const wrong = (question.answer + 1) % 4
    for (let n = 0; n < 7; n++) await answer(id, 'right', question.answer, 4000)
    for (let n = 0; n < 4; n++) await answer(id, 'wrong', wrong, 6000)
    for (let n = 0; n < 5; n++) await answer(id, 'late', null, 20_000)
    await answer(id, 'right', question.answer, 3_600_000, 0)
    const text = (await editor.get('/admin/reports/questions?run=1&format=csv')).text
    const [head, row] = text.split('\r\n').map((line) => line.split(','))
    const cell = (name: string) => row![head!.indexOf(name)]
    assert.equal(cell('answers in time'), '41')
    assert.equal(cell('late'), '5')
    assert.equal(cell('right'), String(37 / 41))
    assert.equal(cell('median seconds right'), '4', 'an hour without a clock is no time')
    assert.equal(cell('median seconds wrong'), '6')
    const drew = (JSON.parse(question.alternatives) as string[])[wrong]
    assert.equal(cell('wrong alternatives'), `${drew}: 10 %`)
    assert.equal(cell('verdict'), 'too easy', '90 % where 67 % are expected')
    const page = await editor.get('/admin/reports/questions?run=1&sort=text')
    assert.match(page.text, /90 %/)
  })

  test('can be sorted by whatever one likes, and by nothing else', async () => {
    for (const sort of ['difference', 'facility', 'answers', 'late', 'text', 'constructor'])
      assert.equal((await editor.get(`/admin/reports/questions?run=1&sort=${sort}`)).status, 200)
  })
})
