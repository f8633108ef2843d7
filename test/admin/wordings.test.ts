import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Row } from '../../shared/db/tables.ts'
import { type Site, startApp } from '../client.ts'
import { type Answer, addAnswers, addPlayers, lines } from './answers.ts'

let site: Site
let editor: Awaited<ReturnType<Site['as']>>
let unused: Row<'questions'>[]
before(async () => {
  site = await startApp('admin')
  editor = await site.as('editor')
  unused = await site.db
    .selectFrom('questions')
    .selectAll()
    .where('key', 'like', 'landmark:%')
    .orderBy('id')
    .execute()
})
after(() => site.close())

type Version = Row<'question_versions'>

/** A question that no other test has, with a version after its first for each of these changes, every one of them against the first. */
async function edited(changes: Partial<Version>[]) {
  const { id, answer } = unused.pop()!
  await site.write(async (tx) => {
    const versions = tx.selectFrom('question_versions').selectAll().where('question_id', '=', id)
    const first = await versions.executeTakeFirstOrThrow()
    const rows = changes.map((change, i) => ({ ...first, ...change, version: i + 2 }))
    await tx.insertInto('question_versions').values(rows).execute()
    const version = rows.length + 1
    await tx.updateTable('questions').set({ version }).where('id', '=', id).execute()
  })
  return { id, answer }
}

/** So many new players meet each version and give it five stars; `times` begins with the first version. */
async function meet({ id, answer }: { id: number; answer: number }, times: number[]) {
  const answers: Answer[] = []
  for (const [i, n] of times.entries())
    for (const player of await addPlayers(site, n))
      answers.push({ player, question: id, version: i + 1, outcome: 'right', choice: answer, stars: 5 })
  await addAnswers(site, answers)
}

/** As they stand in a file: [from version, version, count], the newest first. */
async function rowsOf(id: number, path: string, count: string) {
  const rows = lines((await editor.get(path)).text).filter((row) => row.id === String(id))
  const found = rows.map((row) => [row['from version'], row.version, row[count]].map(Number))
  return [...new Map(found.map((row) => [String(row), row])).values()].sort((a, b) => b[1]! - a[1]!)
}

const COUNT = 'first answers in time'
const report = (id: number) => rowsOf(id, '/admin/reports/questions?run=1&format=csv&versions=all', COUNT)
const ratings = (id: number) => rowsOf(id, '/admin/reports/ratings?run=1&format=csv&versions=all', 'ratings')
const page = (id: number) => rowsOf(id, `/admin/questions/${id}/statistics?format=csv`, COUNT)

async function eachSays(id: number, expected: number[][]) {
  assert.deepEqual(await report(id), expected, 'the report')
  assert.deepEqual(await page(id), expected, 'its own page')
  assert.deepEqual(await ratings(id), expected, 'the ratings')
}

describe('Versions that are the same to players', () => {
  test('are counted together when only the explanation and its source differ, and the newest stands for them', async () => {
    const question = await edited([
      { did_you_know: 'It was mended.' },
      { source: 'https://example.org/a' },
      { source_date: '2020-02-02', saved_at: 5 },
    ])
    await meet(question, [20, 3, 2, 6])
    await eachSays(question.id, [[1, 4, 31]])
    const { text } = await editor.get(`/admin/questions/${question.id}/statistics`)
    assert.match(text, /<h2>Versions 1–4 </)
    assert.match(text, /First answers in time<\/dt><dd class="figure">31</)
    assert.match(text, /by 31 players\./, 'its stars')
    assert.match(text, /Alternatives of versions 1–4/)
    assert.doesNotMatch(text, /<h2>Before/)
    const list = await editor.get('/admin/reports/questions?run=1')
    assert.match(list.text, /· versions 1–4 · value/)
    assert.match((await editor.get('/admin/reports/ratings?run=1')).text, /· versions 1–4</)
  })

  test('are so after a save of notes, category and the day to check again', async () => {
    const [one, two] = await site.db
      .selectFrom('categories')
      .select('id')
      .where('slug', '<>', 'tutorial')
      .execute()
    const form = {
      text: 'Which river flows through Paris?',
      alternative0: 'Loire',
      alternative1: 'Seine',
      alternative2: '',
      alternative3: '',
      answer: '1',
      value: '2',
      seconds: '',
      category: String(one!.id),
      subject: 'country:FR',
      did_you_know: '',
      source: 'An atlas',
      source_date: '',
      verify_by: '',
      notes: '',
    }
    const added = await editor.post('/admin/questions', form)
    assert.equal(added.status, 303)
    const id = Number(/questions\/(\d+)/.exec(added.location)?.[1])
    await meet({ id, answer: 1 }, [4])
    const changes = { category: String(two!.id), verify_by: '2031-01-01', notes: 'Seen again.', version: '1' }
    assert.equal((await editor.post(`/admin/questions/${id}`, { ...form, ...changes })).status, 303)
    await meet({ id, answer: 1 }, [0, 3])
    await eachSays(id, [[1, 2, 7]])
  })

  test('are one although nobody met the newest', async () => {
    const question = await edited([{ source: 'https://example.org/b' }, { source: 'https://example.org/c' }])
    await meet(question, [2, 3])
    await eachSays(question.id, [[1, 3, 5]])
  })

  test('are not one when other words stood between them', async () => {
    const question = await edited([{ text: 'Something else?' }, {}, { source: 'https://example.org/d' }])
    await meet(question, [2, 3, 4, 5])
    await eachSays(question.id, [
      [3, 4, 9],
      [2, 2, 3],
      [1, 1, 2],
    ])
    const { text } = await editor.get(`/admin/questions/${question.id}/statistics`)
    assert.match(text, /<h2>Versions 3–4 /)
    assert.match(text, /<summary>Version 2 [\s\S]*<summary>Version 1 /)
  })

  test('take of a player who met several of them the first answer alone', async () => {
    const { id, answer } = await edited([{ source: 'https://example.org/e' }])
    const [player] = await addPlayers(site, 1)
    const given = { player: player!, question: id, outcome: 'right', choice: answer, stars: 3 } as const
    await addAnswers(site, [
      { ...given, version: 1 },
      { ...given, version: 2 },
    ])
    await eachSays(id, [[1, 2, 1]])
  })

  const OTHERS: Record<string, (first: Row<'questions'>) => Partial<Version>> = {
    text: () => ({ text: 'Other words?' }),
    alternatives: () => ({ alternatives: '["One","Two","Three","Four"]' }),
    answer: ({ answer }) => ({ answer: (answer + 1) % 4 }),
    sorted: ({ sorted }) => ({ sorted: sorted ? 0 : 1 }),
    value: ({ value }) => ({ value: (value % 5) + 1 }),
    seconds: ({ seconds }) => ({ seconds: seconds + 5 }),
    photos: () => ({ photos: '[3]' }),
  }
  for (const [field, other] of Object.entries(OTHERS))
    test(`are not one when players get another ${field}`, async () => {
      const question = await edited([other(unused.at(-1)!)])
      await meet(question, [2, 3])
      await eachSays(question.id, [
        [2, 2, 3],
        [1, 1, 2],
      ])
    })

  test('are not taken for those of the next question', async () => {
    const text = 'The same?'
    const words = { text, alternatives: '["a","b"]', answer: 0, photos: '[]' }
    const same = { ...words, sorted: 0, value: 1, seconds: 9 } as const
    const [later, earlier] = [await edited([same]), await edited([same])]
    assert.ok(earlier.id < later.id, 'they follow each other in the table')
    await site.write((tx) =>
      tx.updateTable('question_versions').set(same).where('question_id', '=', later.id).execute(),
    )
    await meet(earlier, [2, 4])
    await meet(later, [5, 3])
    await eachSays(later.id, [[1, 2, 8]])
    await eachSays(earlier.id, [
      [2, 2, 4],
      [1, 1, 2],
    ])
  })
})
