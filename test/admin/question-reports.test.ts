import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Site, startApp } from '../client.ts'
import { type Answer, addAnswers, addPlayers, lines } from './answers.ts'

const PATH = '/admin/reports/questions'

let site: Site
let editor: Awaited<ReturnType<Site['as']>>
before(async () => {
  site = await startApp('admin')
  editor = await site.as('editor')
})
after(() => site.close())

const question = (key: string) =>
  site.db.selectFrom('questions').selectAll().where('key', '=', key).executeTakeFirstOrThrow()

/** The report as a file, by "id.version". */
async function report(search = '', who = editor) {
  const rows = lines((await who.get(`${PATH}?run=1&format=csv${search}`)).text)
  return new Map(rows.map((row) => [`${row.id}.${row.version}`, row]))
}

const about = (found: string | undefined, expected: number, what: string) =>
  assert.ok(found !== '' && Math.abs(Number(found) - expected) < 1e-9, `${what}: ${found}, not ${expected}`)

describe('The question report', () => {
  test('says how much it would read, and reads nothing until it is asked to', async () => {
    const page = await editor.get(`${PATH}?category=1`)
    assert.match(page.text, /reads <strong class="number">0<\/strong> answers/)
    assert.match(page.text, /href="[^"]*run=1&amp;category=1"/, 'the filters stay')
    assert.match((await editor.get(`${PATH}?run=1`)).text, /No answers yet/)
  })

  test('says nothing of a version with fewer than thirty first answers, however often they are repeated', async () => {
    const { id, answer } = await question('landmark:colosseum')
    const players = await addPlayers(site, 29)
    const given = players.map((player) => ({
      player,
      question: id,
      outcome: 'right' as const,
      choice: answer,
    }))
    await addAnswers(site, [...given, ...given])
    const { text } = await editor.get(`${PATH}?run=1`)
    assert.match(
      text,
      /There is nothing to say yet: all <a[^>]*><span class="number">1<\/span> with fewer than 30/,
    )
    assert.doesNotMatch(text, /<table/)
    assert.match(text, /format=csv/)
    const row = (await report()).get(`${id}.1`)!
    assert.deepEqual([row['first answers in time'], row.right, row.verdict], ['29', '', ''])
  })

  test('counts who was right, how long it took, who was late, and what drew the others', async () => {
    const { id, answer, alternatives } = await question('landmark:eiffelTower')
    await site.write((tx) =>
      tx.updateTable('question_versions').set({ value: 2 }).where('question_id', '=', id).execute(),
    )
    const players = await addPlayers(site, 46)
    const of = (from: number, to: number, given: Pick<Answer, 'outcome' | 'choice' | 'ms' | 'timed'>) =>
      players.slice(from, to).map((player) => ({ player, question: id, ...given }))
    const wrong = (answer + 1) % 4
    await addAnswers(site, [
      ...of(0, 10, { outcome: 'right', choice: answer, ms: 4000 }),
      ...of(10, 36, { outcome: 'right', choice: answer, ms: 3_600_000, timed: 0 }),
      ...of(36, 40, { outcome: 'wrong', choice: wrong, ms: 6000 }),
      ...of(40, 45, { outcome: 'late', choice: null, ms: 20_000 }),
      ...of(45, 46, { outcome: 'right', choice: answer, ms: 3_600_000, timed: 0 }),
    ])
    const row = (await report()).get(`${id}.1`)!
    const words = (JSON.parse(alternatives) as string[])[wrong]
    assert.equal(row['first answers in time'], '41')
    assert.equal(row.late, '5')
    about(row['late share'], 5 / 46, 'late share')
    about(row.right, 37 / 41, 'right')
    assert.equal(row['median seconds right'], '4', 'an hour without a clock is no time')
    assert.equal(row['median seconds wrong'], '6')
    assert.match(row['wrong alternatives']!, new RegExp(`^${words}: 10 %; `))
    assert.equal(row.verdict, 'too easy', '90 % where 67 % are expected')
    assert.equal(row['plays like value'], '1')
    assert.equal(row['why no index'], 'too few', 'nobody of them answered anything else')
    const page = await editor.get(`${PATH}?run=1&sort=text`)
    assert.match(page.text, /plays like a 1/)
    assert.match(page.text, /under 30 players answered anything else/)
  })

  test('agrees with a plain reckoning over all answers: first ones, by version, without those of authors', async () => {
    const { answers, ids } = await crowd()
    await addAnswers(site, answers)
    const found = await report('&versions=all')
    const expected = plainReckoning(answers, ids.author, ids.own)
    assert.ok([...expected.values()].filter((one) => one.index !== undefined).length >= 6)
    for (const [key, one] of expected) {
      const row = found.get(key)!
      assert.deepEqual([row['first answers in time'], row.late], [String(one.n), String(one.late)], key)
      if (one.n < 30) continue
      about(row.right, one.facility, key)
      about(row['discrimination index'], one.index!, key)
      about(row['discriminative efficiency'], one.efficiency!, key)
      assert.equal(row['players compared'], String(one.compared), key)
    }
  })

  test('has one line for each question, the newest version that was met, unless all are wanted', async () => {
    const [few, all] = [await report(), await report('&versions=all')]
    const { id } = await question('landmark:statueOfLiberty')
    assert.deepEqual([few.has(`${id}.2`), few.has(`${id}.1`)], [true, false])
    assert.deepEqual([all.has(`${id}.2`), all.has(`${id}.1`)], [true, true])
    assert.equal(all.get(`${id}.1`)!['newest version'], '2')
    const { text } = await editor.get(`${PATH}?run=1&versions=all&finding=too+few+answers`)
    assert.match(text, /version 1 of 2/)
  })

  test('leaves out what nothing can be said of, with their number and the way to them; its file has all', async () => {
    const { id } = await question('landmark:colosseum')
    const shown = (text: string) => text.includes(`href="/admin/questions/${id}/statistics"`)
    const { text } = await editor.get(`${PATH}?run=1&sort=text`)
    assert.equal(shown(text), false)
    const few = [...(await report()).values()].filter((row) => row.verdict === '')
    const way = /Left out: <a href="([^"]+)"><span class="number">(\d+)<\/span> more with fewer than 30/.exec(
      text,
    )!
    assert.equal(way[2], String(few.length))
    const there = (await editor.get(way[1]!.replaceAll('&amp;', '&'))).text
    assert.equal(shown(there), true)
    assert.doesNotMatch(there, /Left out|Off its value/)
    assert.match((await editor.get(`${PATH}?run=1&finding=fits&sort=answers`)).text, /finding=fits/)
  })

  test('shows what fits its filters, with their count, and an empty one says so', async () => {
    const easy = await report('&finding=too+easy')
    assert.ok(easy.size > 0)
    assert.ok([...easy.values()].every((row) => row.verdict === 'too easy'))
    const { category_id } = await question('landmark:eiffelTower')
    assert.equal((await report(`&category=${category_id}`)).size, (await report()).size)
    assert.equal((await report(`&category=${category_id + 1}`)).size, 0)
    const none = await editor.get(`${PATH}?run=1&state=retired`)
    assert.match(none.text, /Nothing fits/)
    for (const nonsense of [
      'finding=nonsense',
      'category=x',
      'category=99999',
      'state=%00',
      'versions=%27',
    ]) {
      const page = await editor.get(`${PATH}?run=1&${nonsense}`)
      assert.equal(page.status, 200, nonsense)
      assert.match(page.text, /Nothing fits/, nonsense)
    }
  })

  test('can be sorted by whatever one likes, and by nothing else', async () => {
    for (const sort of ['difference', 'facility', 'discrimination', 'answers', 'late', 'text', 'constructor'])
      assert.equal((await editor.get(`${PATH}?run=1&sort=${sort}`)).status, 200)
    const indices = (rows: Map<string, Record<string, string>>) =>
      [...rows.values()].map((row) => row['discrimination index']!).filter((one) => one !== '')
    const sorted = indices(await report('&sort=discrimination')).map(Number)
    assert.deepEqual(
      sorted,
      sorted.toSorted((a, b) => a - b),
    )
    const answers = [...(await report('&sort=answers')).values()].map((row) =>
      Number(row['first answers in time']),
    )
    assert.deepEqual(
      answers,
      answers.toSorted((a, b) => b - a),
    )
  })

  test('shows an ambassador the questions of their country, and says so', async () => {
    const ambassador = await site.as('ambassador', { country: 'FR' })
    const rows = await report('', ambassador)
    const { id } = await question('landmark:eiffelTower')
    assert.deepEqual([...rows.keys()], [`${id}.1`])
    about(rows.get(`${id}.1`)!.right, 37 / 41, 'the same figures')
    assert.match((await ambassador.get(`${PATH}?run=1`)).text, /You look after France:/)
  })
})

const KEYS = ['statueOfLiberty', 'brandenburgGate', 'parthenon', 'operaHouse', 'tajMahal', 'machuPicchu'].map(
  (name) => `landmark:${name}`,
)

/** Seventy players of different skill who each met some of seven versions, some twice, some too late; one of them wrote a question. */
async function crowd() {
  const players = await addPlayers(site, 70)
  const found = await site.db.selectFrom('questions').selectAll().where('key', 'in', KEYS).execute()
  assert.equal(found.length, KEYS.length)
  const [author, own] = [players[0]!, found.find(({ key }) => key === KEYS[1])!.id]
  const twice = found.find(({ key }) => key === KEYS[0])!
  await site.write(async (tx) => {
    await tx.updateTable('questions').set({ author_id: author }).where('id', '=', own).execute()
    await tx.updateTable('questions').set({ version: 2 }).where('id', '=', twice.id).execute()
    const words = await tx
      .selectFrom('question_versions')
      .selectAll()
      .where('question_id', '=', twice.id)
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('question_versions')
      .values({ ...words, version: 2, value: 5 })
      .execute()
  })
  let turn = 0
  const chance = () => ((turn++ * 7919) % 1009) / 1009
  const known = found.find(({ id }) => id === own)!.answer
  const answers: Answer[] = [{ player: author, question: own, choice: known, outcome: 'right' }]
  for (const round of [1, 2])
    players.forEach((player, i) => {
      for (const { id, answer } of found) {
        if (chance() < (round === 1 ? 0.1 : 0.6)) continue
        const version = id === twice.id && (round === 2 || i % 2) ? 2 : 1
        const late = chance() < 0.05
        const right = chance() < 0.2 + (0.7 * i) / 70
        const choice = late ? null : right ? answer : (answer + 1) % 4
        answers.push({
          player,
          question: id,
          version,
          choice,
          outcome: late ? 'late' : right ? 'right' : 'wrong',
        })
      }
    })
  return { answers, ids: { author, own } }
}

/** By the definitions, with lists and no thought of speed. */
function plainReckoning(answers: Answer[], author: number, own: number) {
  const firsts = answers.filter(
    (one, i) =>
      answers.findIndex((other) => other.player === one.player && other.question === one.question) === i &&
      !(one.player === author && one.question === own),
  )
  const keys = [...new Set(firsts.map(({ question, version }) => `${question}.${version ?? 1}`))]
  return new Map(keys.map((key) => [key, reckon(firsts, key)]))
}

function reckon(firsts: Answer[], key: string) {
  const here = firsts.filter(({ question, version }) => `${question}.${version ?? 1}` === key)
  const inTime = here.filter(({ outcome }) => outcome !== 'late')
  const pairs = inTime.flatMap((one) => {
    const others = firsts.filter(
      ({ player, question, outcome }) =>
        player === one.player && question !== one.question && outcome !== 'late',
    )
    const right = others.filter(({ outcome }) => outcome === 'right').length
    return others.length ? [{ x: one.outcome === 'right' ? 1 : 0, mean: right / others.length }] : []
  })
  const n = inTime.length
  const facility = inTime.filter(({ outcome }) => outcome === 'right').length / n
  const [x, X] = [pairs.map((pair) => pair.x), pairs.map((pair) => pair.mean)]
  const best = together(x.toSorted(), X.toSorted())
  return {
    n,
    late: here.length - n,
    facility,
    compared: pairs.length,
    index: (100 * together(x, X)) / Math.sqrt(together(x, x) * together(X, X)),
    efficiency: (100 * together(x, X)) / best,
  }
}

/** n²·C(a,b) = n·Σab − Σa·Σb. */
function together(a: number[], b: number[]): number {
  const sum = (list: number[]) => list.reduce((all, value) => all + value, 0)
  return a.length * sum(a.map((value, i) => value * b[i]!)) - sum(a) * sum(b)
}
