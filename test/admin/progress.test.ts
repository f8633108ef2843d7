import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { New } from '../../shared/db/tables.ts'
import { type Site, startApp } from '../client.ts'

describe('Questions in progress', () => {
  let site: Site
  let editor: Awaited<ReturnType<Site['as']>>
  let ids: Record<string, number>
  before(async () => {
    site = await startApp('admin')
    editor = await site.as('editor')
    const categories = await site.db.selectFrom('categories').select(['id', 'slug']).execute()
    const cities = await site.db.selectFrom('cities').select(['id', 'slug']).execute()
    ids = Object.fromEntries([...categories, ...cities].map((one) => [one.slug, one.id]))
  })
  after(() => site.close())

  /** Leaves so many questions of the category in the city. */
  const leave = (city: string, category: string, n: number) =>
    site.write(async (tx) => {
      const rows = await tx
        .selectFrom('question_cities')
        .select('question_id')
        .where('city_id', '=', ids[city]!)
        .where('category_id', '=', ids[category]!)
        .execute()
      for (const { question_id } of rows.slice(n))
        await tx
          .deleteFrom('question_cities')
          .where('city_id', '=', ids[city]!)
          .where('question_id', '=', question_id)
          .execute()
    })
  const cell = (text: string, city: string, category: string) =>
    new RegExp(`category=${ids[category]}&amp;subject=city:${ids[city]}">(\\d+)<[^]*?</td>`).exec(text)

  test('a cell says how many questions are missing to ten, and leads to the form with both filled in', async () => {
    await leave('paris', 'linguist', 3)
    await leave('paris', 'navigator', 10)
    await leave('london', 'linguist', 0)
    const { text } = await editor.get('/admin/progress')
    assert.equal(cell(text, 'paris', 'linguist')?.[1], '7')
    assert.equal(cell(text, 'paris', 'navigator'), null, 'ten are enough')
    assert.equal(cell(text, 'london', 'linguist')?.[1], '10')
    const form = await editor.get(`/admin/questions/new?category=${ids.linguist}&subject=city:${ids.paris}`)
    assert.match(form.text, new RegExp(`<option value="${ids.linguist}" selected>`))
    assert.match(form.text, new RegExp(`<option value="city:${ids.paris}" selected>`))
  })

  test('it is filtered by country, by category and by what is missing', async () => {
    const french = (await editor.get('/admin/progress?country=FR')).text
    assert.ok(cell(french, 'paris', 'linguist'))
    assert.equal(cell(french, 'london', 'linguist'), null)
    const one = (await editor.get(`/admin/progress?category=${ids.linguist}&short=yes`)).text
    assert.equal(one.match(/<th scope="col">/g)?.length, 2)
    const short = [...one.matchAll(/<th scope="row"><a href="\/admin\/cities\/(\d+)"/g)].map((row) =>
      Number(row[1]),
    )
    assert.ok(short.includes(ids.paris!) && short.includes(ids.london!))
    const enough = (await editor.get(`/admin/progress?category=${ids.navigator}&country=FR&short=yes`)).text
    assert.doesNotMatch(enough, /cities\/\d+"/)
  })

  test('neither the tutorial nor a place that is no city has a part in it', async () => {
    const { text } = await editor.get('/admin/progress')
    assert.doesNotMatch(text, /<th[^>]*>Tutorial/)
    assert.doesNotMatch(text, /Nomansland/)
  })

  test('drafts that would be asked there are counted beside', async () => {
    const draft: Omit<New<'questions'>, 'everywhere'> = {
      category_id: ids.linguist!,
      text: 'A draft?',
      alternatives: '["a","b"]',
      ...{ answer: 0, sorted: 0, value: 3, seconds: 10, city_id: null, country: null, key: null },
      ...{ did_you_know: '', source: '', source_date: '', verify_by: '', notes: '', author_id: null },
      ...{ created_at: 1, updated_at: 1 },
    }
    await site.write((tx) =>
      tx
        .insertInto('questions')
        .values([
          { ...draft, country: 'FR', everywhere: 0 },
          { ...draft, city_id: ids.paris!, everywhere: 0 },
          { ...draft, everywhere: 1 },
          { ...draft, country: 'JP', everywhere: 0 },
        ])
        .execute(),
    )
    const { text } = await editor.get('/admin/progress')
    assert.match(cell(text, 'paris', 'linguist')![0], /\+3</)
  })

  test('an ambassador sees the cities of their country', async () => {
    const ambassador = await site.as('ambassador', { country: 'FR' })
    const { text } = await ambassador.get('/admin/progress?country=GB')
    assert.equal(cell(text, 'london', 'linguist'), null)
    assert.ok(cell((await ambassador.get('/admin/progress')).text, 'paris', 'linguist'))
  })
})
