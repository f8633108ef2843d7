import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Client, type Site, startApp } from '../client.ts'
import { cells } from './goings-on.ts'

const NOW = Date.parse('2026-11-23T10:00Z')
const MONTHS = [
  ...['2025-12', '2026-01', '2026-02', '2026-03', '2026-04', '2026-05'],
  ...['2026-06', '2026-07', '2026-08', '2026-09', '2026-10', '2026-11'],
]

let site: Site
let editor: Client
before(async () => {
  site = await startApp('admin')
  site.clock.now = NOW
  editor = await site.as('editor')
  await spread()
})
after(() => site.close())

/** Gives the questions days of the last three years, the edges of months among them, and some another state; those of France are about Paris. */
async function spread() {
  const paris = await site.db
    .selectFrom('cities')
    .select('id')
    .where('slug', '=', 'paris')
    .executeTakeFirstOrThrow()
  const about = { city_id: paris.id, country: null }
  await site.write((tx) => tx.updateTable('questions').set(about).where('country', '=', 'FR').execute())
  const rows = await site.db.selectFrom('questions').select('id').orderBy('id').execute()
  const edges = [
    '2026-10-31T23:59:59.999Z',
    '2026-11-01T00:00:00.000Z',
    '2025-12-01T00:00:00Z',
    '2025-11-30T23:59:59.999Z',
  ]
  for (let done = 0; done < rows.length; done += 500)
    await site.write(async (tx) => {
      for (const [i, { id }] of rows.entries()) {
        if (i < done || i >= done + 500) continue
        const created_at = i < 40 ? Date.parse(edges[i % 4]!) : NOW - ((i * 7919) % 1100) * 86_400_000
        const state = i % 11 === 0 ? 'draft' : i % 13 === 0 ? 'retired' : 'published'
        await tx.updateTable('questions').set({ created_at, state }).where('id', '=', id).execute()
        if (state !== 'published')
          await tx.deleteFrom('question_cities').where('question_id', '=', id).execute()
      }
    })
}

const growth = (query: string) => editor.get(`/admin/reports/growth?run=1&${query}`)

/** The rows of the CSV by their name, as numbers. */
async function table(query: string) {
  const [head, ...rows] = cells(await growth(`${query}&format=csv`))
  return { head: head!, rows: new Map(rows.map(([name, ...numbers]) => [name!, numbers.map(Number)])) }
}

/** Every question with its country, reckoned without the report. */
async function questions() {
  const cities = new Map(
    (await site.db.selectFrom('cities').select(['id', 'country']).execute()).map((one) => [
      one.id,
      one.country,
    ]),
  )
  const rows = await site.db.selectFrom('questions').selectAll().execute()
  return rows.map((row) => ({ ...row, about: row.country ?? (row.city_id && cities.get(row.city_id)) ?? '' }))
}

type Question = Awaited<ReturnType<typeof questions>>[number]

const inMonths = (list: Question[]) =>
  MONTHS.map((month) => list.filter((one) => new Date(one.created_at).toISOString().startsWith(month)).length)
const inStates = (list: Question[]) =>
  ['published', 'draft', 'retired'].map((state) => list.filter((one) => one.state === state).length)

describe('The growth of the questions', () => {
  test('is counted by category: all states, and the last twelve months', async () => {
    const { head, rows } = await table('by=category')
    assert.deepEqual(head, ['category', 'published', 'draft', 'retired', ...MONTHS])
    const all = await questions()
    const categories = await site.db.selectFrom('categories').select(['id', 'name']).execute()
    assert.equal(rows.size, categories.length)
    for (const { id, name } of categories) {
      const own = all.filter((one) => one.category_id === id)
      assert.deepEqual(rows.get(name), [...inStates(own), ...inMonths(own)], name)
    }
  })

  test('is counted by the country that a question or its city is in, a row for each there is', async () => {
    const { rows } = await table('by=country')
    const all = await questions()
    const countries = await site.db.selectFrom('countries').select(['iso2', 'name']).execute()
    assert.equal(rows.size, countries.length + 1)
    for (const { iso2, name } of [...countries, { iso2: '', name: 'The whole world' }]) {
      const own = all.filter((one) => one.about === iso2)
      assert.deepEqual(rows.get(name), [...inStates(own), ...inMonths(own)], name)
    }
  })

  test('is counted by city: what is asked there', async () => {
    const { head, rows } = await table('by=city')
    assert.deepEqual(head, ['city', 'asked there', ...MONTHS])
    const byId = new Map((await questions()).map((one) => [one.id, one]))
    const asked = await site.db.selectFrom('question_cities').selectAll().execute()
    const cities = await site.db
      .selectFrom('cities')
      .select(['id', 'name'])
      .where('country', 'is not', null)
      .execute()
    assert.equal(rows.size, cities.length)
    for (const { id, name } of cities) {
      const own = asked.filter((one) => one.city_id === id).map((one) => byId.get(one.question_id)!)
      assert.deepEqual(rows.get(name), [own.length, ...inMonths(own)], name)
    }
  })

  test('can be that of one country and one category', async () => {
    const [kind] = await site.db
      .selectFrom('categories')
      .selectAll()
      .where('slug', '<>', 'tutorial')
      .limit(1)
      .execute()
    const own = (await questions()).filter((one) => one.about === 'FR' && one.category_id === kind!.id)
    const { rows } = await table(`by=category&country=FR&category=${kind!.id}`)
    assert.deepEqual(rows.get(kind!.name), [...inStates(own), ...inMonths(own)])
    const { text } = await growth(`country=FR&category=${kind!.id}`)
    for (const [i, state] of ['Published', 'Draft', 'Retired'].entries())
      assert.match(text, new RegExp(`<dt>${state}</dt><dd class="figure">${inStates(own)[i]}</dd>`))
  })

  test('is drawn month by month, stacked by state, in words and with a key to its tones', async () => {
    const { text } = await growth('by=category')
    const all = await questions()
    const november = all.filter((one) => new Date(one.created_at).toISOString().startsWith('2026-11'))
    const [published, draft] = inStates(november)
    assert.match(text, new RegExp(`<title>November 2026, published: ${published}</title>`))
    assert.match(text, new RegExp(`<title>November 2026, draft: ${draft}</title>`))
    assert.match(text, /<title id="growth-title">Questions by the month they were written<\/title>/)
    assert.match(text, /<desc id="growth-says">24 months, /)
    assert.equal(text.match(/class="chart-key"/g)!.length, 3)
  })

  test('is sorted as the address says', async () => {
    const order = async (sort: string) => [...(await table(`by=country&sort=${sort}`)).rows]
    const names = (await order('name')).map(([name]) => name)
    assert.deepEqual(
      names,
      names.toSorted((a, b) => a.localeCompare(b, 'en')),
    )
    const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0)
    for (const [sort, from, to] of [
      ['all', 0, 3],
      ['added', 3, 15],
    ] as const) {
      const sums = (await order(sort)).map(([, numbers]) => sum(numbers.slice(from, to)))
      assert.deepEqual(
        sums,
        sums.toSorted((a, b) => b - a),
        sort,
      )
    }
  })

  test('takes nonsense in the address for nothing', async () => {
    for (const query of [
      'by=planet',
      'country=XX',
      'category=-1',
      'category=999999',
      'sort=evil',
      'by=toString',
    ])
      assert.equal((await growth(query)).status, 200, query)
    assert.match((await growth('by=planet')).text, /aria-label="Questions by category"/)
  })

  test('is open to an ambassador, with no link to where they may not go', async () => {
    const ambassador = await site.as('ambassador', { country: 'FR' })
    assert.equal((await ambassador.get('/admin/reports/growth')).status, 200)
    assert.doesNotMatch(
      (await ambassador.get('/admin/reports/growth?by=city&run=1')).text,
      /admin\/cities\/\d/,
    )
    assert.match((await growth('by=city')).text, /admin\/cities\/\d/)
    const { text } = await ambassador.get('/admin/reports/growth?by=country')
    assert.deepEqual(text.match(/admin\/questions\?country=\w*/g), ['admin/questions?country=FR'])
  })
})
