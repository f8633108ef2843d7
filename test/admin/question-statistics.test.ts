import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Site, startApp } from '../client.ts'
import { type Answer, addAnswers, addPlayers, lines } from './answers.ts'

let site: Site
let editor: Awaited<ReturnType<Site['as']>>
before(async () => {
  site = await startApp('admin')
  editor = await site.as('editor')
})
after(() => site.close())

const question = (key: string) =>
  site.db.selectFrom('questions').selectAll().where('key', '=', key).executeTakeFirstOrThrow()

/** Forty players met the question: those who know the other one choose the same wrong alternative of this. */
async function misled(key: string, other: string) {
  const [one, two] = [await question(key), await question(other)]
  const players = await addPlayers(site, 40)
  const given = (q: typeof one, right: boolean): Pick<Answer, 'question' | 'choice' | 'outcome'> => ({
    question: q.id,
    choice: right ? q.answer : (q.answer + 1) % 4,
    outcome: right ? 'right' : 'wrong',
  })
  const answers = players.flatMap((player, i) => [
    { player, ...given(one, i >= 12), stars: (i % 5) + 1 },
    { player, ...given(two, i < 12) },
  ])
  await addAnswers(site, answers)
  return one
}

describe('The statistics of a question', () => {
  test('say what to do when nobody has answered it', async () => {
    const { id } = await question('landmark:petra')
    const page = await editor.get(`/admin/questions/${id}/statistics`)
    assert.match(page.text, /Nobody has answered it yet/)
    assert.match(page.text, /from thirty first answers on/)
  })

  test('show what each alternative drew, of all and of the best, and mark the one that misleads', async () => {
    const { id, answer, alternatives } = await misled('landmark:eiffelTower', 'landmark:colosseum')
    const page = await editor.get(`/admin/questions/${id}/statistics`)
    assert.match(
      page.text,
      /Read <span class="number">80<\/span> answers: all those of the <span class="number">40</,
    )
    assert.match(page.text, /It is backwards/)
    assert.match(page.text, /class="chip draft">misleading</)
    assert.match(page.text, /40 players\./, 'the stars')
    const rows = lines((await editor.get(`/admin/questions/${id}/statistics?format=csv`)).text)
    assert.deepEqual(
      rows.map((row) => row.alternative),
      JSON.parse(alternatives),
    )
    const [right, wrong] = [rows[answer]!, rows[(answer + 1) % 4]!]
    assert.deepEqual([right.right, right['chosen by'], right.misleading], ['yes', '28', 'no'])
    assert.deepEqual([wrong.right, wrong['chosen by'], wrong.misleading], ['no', '12', 'yes'])
    assert.deepEqual(
      [wrong.share, wrong['share of the best'], wrong['their mean elsewhere']],
      ['0.3', '1', '1'],
    )
    assert.deepEqual([right['share of the best'], right['their mean elsewhere']], ['0', '0'])
    assert.equal(Math.round(Number(right['discrimination index'])), -100)
  })

  test('say why they say nothing of discrimination', async () => {
    const { id, answer } = await question('landmark:brandenburgGate')
    const players = await addPlayers(site, 30)
    await addAnswers(
      site,
      players.map((player) => ({ player, question: id, outcome: 'right', choice: answer })),
    )
    const { text } = await editor.get(`/admin/questions/${id}/statistics`)
    assert.match(text, /Nothing is said of discrimination: under 30 players answered anything else/)
  })

  test('are those of the report', async () => {
    const { id } = await question('landmark:eiffelTower')
    const one = lines((await editor.get(`/admin/questions/${id}/statistics?format=csv`)).text)[0]!
    const all = lines((await editor.get('/admin/reports/questions?run=1&format=csv')).text)
    const row = all.find((line) => line.id === String(id))!
    assert.equal(one.facility, row.right)
    for (const name of ['discrimination index', 'discriminative efficiency', 'late', 'value'])
      assert.equal(one[name], row[name], name)
  })

  test('stand version by version, each with its own words and value', async () => {
    const { id, ...words } = await question('landmark:eiffelTower')
    const text = 'Which tower is this?'
    await site.write(async (tx) => {
      const old = await tx
        .selectFrom('question_versions')
        .selectAll()
        .where('question_id', '=', id)
        .executeTakeFirstOrThrow()
      await tx
        .insertInto('question_versions')
        .values({ ...old, version: 2, value: 5, text })
        .execute()
      await tx.updateTable('questions').set({ version: 2, text, value: 5 }).where('id', '=', id).execute()
    })
    const [player] = await addPlayers(site, 1)
    const given = { outcome: 'right', choice: words.answer } as const
    await addAnswers(site, [{ player: player!, question: id, version: 2, ...given }])
    const page = await editor.get(`/admin/questions/${id}/statistics`)
    assert.match(page.text, /<h2>Version 2 <span class="soft">· value 5</)
    assert.match(page.text, /1 first answer in time\. Under 30 nothing is said/)
    assert.match(
      page.text,
      /<summary>Version 1 <span class="soft">· value \d · 40 first answers · 70 % right/,
    )
    const rows = lines((await editor.get(`/admin/questions/${id}/statistics?format=csv`)).text)
    assert.deepEqual(
      rows.map((row) => [row.version, row.question, row['first answers in time']]),
      [['2', text, '1'], ...Array(4).fill(['1', words.text, '40'])],
    )
  })

  test('are linked from the question, and open to its ambassador alone', async () => {
    const { id } = await question('landmark:eiffelTower')
    assert.match(
      (await editor.get(`/admin/questions/${id}`)).text,
      new RegExp(`/admin/questions/${id}/statistics"`),
    )
    const [french, indian] = [
      await site.as('ambassador', { country: 'FR' }),
      await site.as('ambassador', { country: 'IN' }),
    ]
    assert.equal((await french.get(`/admin/questions/${id}/statistics`)).status, 200)
    assert.equal((await indian.get(`/admin/questions/${id}/statistics`)).status, 404)
    assert.equal((await editor.get('/admin/questions/999999/statistics')).status, 404)
  })

  test('read by index the answers of those alone who met it', async () => {
    const { id } = await question('landmark:eiffelTower')
    site.queries.length = 0
    await editor.get(`/admin/questions/${id}/statistics`)
    const { default: Database } = await import('better-sqlite3')
    const { config } = await import('../../shared/config.ts')
    const file = new Database(config.database, { readonly: true })
    const steps = site.queries
      .filter((sql) => /job_questions|"ratings"/.test(sql) && /^select/i.test(sql))
      .flatMap((sql) => {
        const nothing = (sql.match(/\?/g) ?? []).map(() => null)
        return file.prepare(`explain query plan ${sql}`).all(nothing) as { detail: string }[]
      })
    file.close()
    assert.ok(steps.length > 3)
    assert.deepEqual(
      steps.filter(({ detail }) => /^SCAN (?!.*json)/.test(detail)),
      [],
    )
  })
})
