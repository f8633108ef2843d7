import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Site, startApp } from '../client.ts'
import { type Answer, addAnswers, addPlayers, lines } from './answers.ts'

const PATH = '/admin/reports/ratings'

let site: Site
let editor: Awaited<ReturnType<Site['as']>>
before(async () => {
  site = await startApp('admin')
  editor = await site.as('editor')
})
after(() => site.close())

const question = (key: string) =>
  site.db.selectFrom('questions').selectAll().where('key', '=', key).executeTakeFirstOrThrow()

async function rate(key: string, stars: { right?: number[]; wrong?: number[]; late?: number[] }) {
  const { id } = await question(key)
  const all = Object.entries(stars).flatMap(([outcome, list]) =>
    list.map((one) => ({ outcome: outcome as Answer['outcome'], stars: one })),
  )
  const players = await addPlayers(site, all.length)
  const answers = all.map((one, i) => ({ player: players[i]!, question: id, choice: null, ...one }))
  await addAnswers(site, answers)
  return { id, players, answers }
}

const report = async (search = '', who = editor) => lines((await who.get(`${PATH}?format=csv${search}`)).text)

const near = (found: string | undefined, expected: number) =>
  assert.ok(Math.abs(Number(found) - expected) < 1e-9, `${found}, not ${expected}`)

describe('The report on ratings', () => {
  test('says how the first one comes when there is none', async () => {
    assert.match((await editor.get(PATH)).text, /No ratings yet/)
  })

  test('counts the stars of each question, and how those who were right differ from those who were wrong', async () => {
    // Reckoned by another program: see test/shared/rules/ratings.test.ts.
    const { id } = await rate('landmark:eiffelTower', {
      right: [5, 4, 4, 3, 5, 2, 4, 5, 3, 4, 5, 1, 4, 4],
      wrong: [2, 3, 1, 4, 2, 2, 3, 1, 5, 2, 3],
      late: [3, 3, 1, 5, 4, 2, 2],
    })
    const row = (await report()).find((one) => one.id === String(id))!
    assert.deepEqual([row.version, row.ratings], ['1', '32'])
    near(row.stars, 3.15625)
    near(row['stars from'], 2.698037419562451)
    assert.deepEqual(
      [1, 2, 3, 4, 5].map((n) => row[`gave ${n}`]),
      ['4', '7', '7', '8', '6'],
    )
    assert.deepEqual([row['by who was right'], row['by who was wrong']], ['14', '11'])
    near(row['bias in stars'], 1.2402597402597402)
    const { text } = await editor.get(PATH)
    assert.match(text, /\+1\.2 <span class="soft">\+0\.3 to \+2\.2/)
    assert.match(text, /4 · 7 · 7 · 8 · 6/)
  })

  test('takes of each player the first rating, for the version it was given to, and none of its author', async () => {
    const first = [5, ...Array<number>(15).fill(5), ...Array<number>(15).fill(2)]
    const { id, players, answers } = await rate('landmark:petra', { right: first })
    const changed = answers.map((one) => ({ ...one, stars: 7 - one.stars }))
    await addAnswers(site, changed)
    const author = { author_id: players[0]! }
    await site.write((tx) => tx.updateTable('questions').set(author).where('id', '=', id).execute())
    const row = (await report()).find((one) => one.id === String(id))!
    assert.deepEqual([row.ratings, row.stars, row['gave 5'], row['gave 2']], ['30', '3.5', '15', '15'])
  })

  test('says nothing under thirty', async () => {
    const { id } = await rate('landmark:colosseum', { right: Array(29).fill(5) })
    const row = (await report()).find((one) => one.id === String(id))!
    assert.deepEqual([row.ratings, row.stars, row['gave 5'], row['bias in stars']], ['29', '', '', ''])
    const { text } = await editor.get(PATH)
    const shown = (page: string) => page.includes(`href="/admin/questions/${id}/statistics"`)
    assert.equal(shown(text), false)
    const way = /Left out: <a href="([^"]+)"><span class="number">1<\/span> more with fewer than 30/.exec(
      text,
    )!
    const there = (await editor.get(way[1]!.replaceAll('&amp;', '&'))).text
    assert.equal(shown(there), true)
    assert.doesNotMatch(there, /Left out|Bias<|Petra/)
    assert.deepEqual(
      (await report('&finding=too+few+ratings')).map((one) => one.id),
      [String(id)],
    )
  })

  test('begins with the worst, or as one likes, and those nothing is said of come last', async () => {
    const stars = async (sort: string) => (await report(`&sort=${sort}`)).map((row) => row.stars)
    assert.deepEqual(await stars('worst'), ['3.15625', '3.5', ''])
    assert.deepEqual(await stars('nonsense'), await stars('worst'))
    assert.deepEqual(await stars('best'), ['3.5', '3.15625', ''])
    const counts = (await report('&sort=ratings')).map((row) => row.ratings)
    assert.deepEqual(counts, ['32', '30', '29'])
  })

  test('shows what fits its filters, and an ambassador their own country', async () => {
    assert.equal((await report('&state=retired')).length, 0)
    for (const none of ['state=retired', 'state=lost', 'finding=x', 'category=99999', 'versions=1'])
      assert.match((await editor.get(`${PATH}?${none}`)).text, /Nothing fits/, none)
    const ambassador = await site.as('ambassador', { country: 'FR' })
    const { id } = await question('landmark:eiffelTower')
    assert.deepEqual(
      (await report('', ambassador)).map((row) => row.id),
      [String(id)],
    )
    assert.match((await ambassador.get(PATH)).text, /You look after France:/)
  })

  test('calls nothing less than nothing', async () => {
    const threes = Array<number>(32).fill(3)
    // 0.03 stars less: in tenths this is nothing.
    await rate('landmark:charminar', { right: [2, ...threes], wrong: threes })
    const { text } = await editor.get(PATH)
    assert.match(text, /<span class="number">0\.0 <span class="soft">−0\.1 to 0\.0</)
    assert.doesNotMatch(text, /[+−-]0\.0\b/)
  })
})
