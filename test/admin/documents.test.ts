import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { DocumentKind } from '../../shared/db/tables.ts'
import { type Site, startApp } from '../client.ts'

describe('Documents in the dashboard', () => {
  let site: Site
  let editor: Awaited<ReturnType<Site['as']>>
  before(async () => {
    site = await startApp('admin')
    editor = await site.as('editor')
    await site.write((tx) => tx.deleteFrom('documents').where('kind', '=', 'country').execute())
  })
  after(() => site.close())

  const find = (kind: DocumentKind, ref: string) =>
    site.db
      .selectFrom('documents')
      .selectAll()
      .where('kind', '=', kind)
      .where('ref', '=', ref)
      .executeTakeFirst()
  const PARIS = '/admin/documents/city/paris'

  test('an introduction is rewritten', async () => {
    const { version } = (await find('city', 'paris'))!
    assert.equal((await editor.post(PARIS, { body: 'New\r\nwords', version })).status, 303)
    const saved = (await find('city', 'paris'))!
    assert.deepEqual([saved.body, saved.version, saved.updated_by], ['New\nwords', version + 1, editor.id])
    assert.ok((await editor.get(PARIS)).text.includes('New\nwords'))
  })

  test('one that is missing is found by its filter, and written', async () => {
    const missing = '/admin/documents?kind=country&state=missing&q=France'
    assert.match((await editor.get(missing)).text, /documents\/country\/FR/)
    assert.equal(
      (await editor.post('/admin/documents/country/FR', { body: 'Six sides.', version: 0 })).status,
      303,
    )
    assert.equal((await find('country', 'FR'))?.body, 'Six sides.')
    assert.match((await editor.get(missing)).text, /Nothing fits/)
    assert.match((await editor.get('/admin/documents?state=written&q=Six+sides')).text, /country\/FR/)
  })

  test('the list holds every city, country, ambassador and category once, page after page', async () => {
    const cities = await site.db.selectFrom('cities').select('slug').execute()
    const countries = await site.db.selectFrom('countries').select('iso2').execute()
    const seen: string[] = []
    for (let next: string | undefined = '/admin/documents'; next; ) {
      const { text } = await editor.get(next)
      seen.push(...[...text.matchAll(/href="\/admin\/documents\/(\w+\/[\w-]+)"/g)].map((one) => one[1]!))
      next = /rel="next" href="([^"]*)"/.exec(text)?.[1]?.replaceAll('&amp;', '&')
    }
    const categories = await site.db.selectFrom('categories').select('slug').execute()
    assert.equal(seen.length, cities.length + 2 * countries.length + categories.length)
    assert.equal(new Set(seen).size, seen.length)
  })

  test('a preview shows what was typed as it would be read, and saves nothing', async () => {
    const before = await find('city', 'cairo')
    const body = 'A **loud** city. <script>alert(1)</script> [x](javascript:alert(1))'
    const page = await editor.post('/admin/documents/city/cairo', {
      body,
      version: before!.version,
      next: 'preview',
    })
    assert.equal(page.status, 200)
    assert.match(page.text, /<strong>loud<\/strong>/)
    assert.match(page.text, /A \*\*loud\*\* city/)
    assert.doesNotMatch(page.text, /<script>alert|href="javascript/)
    assert.deepEqual(await find('city', 'cairo'), before)
  })

  test('two editors at once: the later sees both texts and can go on with either', async () => {
    const { version } = (await find('city', 'paris'))!
    await editor.post(PARIS, { body: 'Theirs', version })
    const page = await editor.post(PARIS, { body: 'Mine', version })
    assert.equal(page.status, 409)
    assert.match(page.text, /<mark>Mine<\/mark>[\s\S]*<mark>Theirs<\/mark>/)
    assert.equal((await find('city', 'paris'))?.body, 'Theirs')
    assert.equal((await editor.post(PARIS, { body: 'Mine', version: version + 1 })).status, 303)
  })

  test('a deletion that comes too late says so and leads back', async () => {
    const { version } = (await find('city', 'paris'))!
    const page = await editor.post(`${PARIS}/deletion`, { version: version - 1 })
    assert.equal(page.status, 409)
    assert.match(page.text, new RegExp(`Somebody changed this meanwhile[\\s\\S]*href="${PARIS}">Look again<`))
    assert.equal((await find('city', 'paris'))!.version, version)
  })

  test('an empty one is refused', async () => {
    const { version } = (await find('city', 'delhi'))!
    for (const form of [{ body: ' ', version }, { version }])
      assert.equal((await editor.post('/admin/documents/city/delhi', form)).status, 422)
  })

  test('there is none about what is not on the map', async () => {
    const paths = ['city/atlantis', 'country/XX', 'planet/paris', 'city/FR', 'country/paris']
    for (const path of [...paths, 'category/emperor', 'category/FR', 'ambassador/XX', 'ambassador/paris'])
      assert.equal((await editor.get(`/admin/documents/${path}`)).status, 404, path)
  })

  test('a page of a category is an editor’s, that of an ambassador theirs and the editors’', async () => {
    const ambassador = await site.as('ambassador', { country: 'FR' })
    const of = (kind: string, ref: string) => `/admin/documents/${kind}/${ref}`
    const body = { body: 'Words', version: 0 }
    assert.match((await editor.get('/admin/documents?kind=category')).text, /documents\/category\/linguist/)
    assert.doesNotMatch((await ambassador.get('/admin/documents')).text, /category/)
    assert.equal((await ambassador.post(of('category', 'linguist'), body)).status, 404)
    assert.equal((await editor.post(of('category', 'linguist'), body)).status, 303)
    assert.equal((await ambassador.post(of('ambassador', 'FR'), body)).status, 303)
    assert.equal((await editor.post(of('ambassador', 'FR'), { ...body, version: 1 })).status, 303)
    assert.equal((await find('ambassador', 'FR'))?.updated_by, editor.id)
    assert.equal((await find('country', 'FR'))?.body === 'Words', false)
  })

  test('an ambassador writes about their country and its cities, and finds no other', async () => {
    const ambassador = await site.as('ambassador', { country: 'FR' })
    const { text } = await ambassador.get('/admin/documents')
    assert.match(text, /documents\/city\/paris/)
    assert.match(text, /documents\/country\/FR/)
    assert.doesNotMatch(text, /cairo|country\/EG/)
    const { version } = (await find('city', 'paris'))!
    assert.equal((await ambassador.post(PARIS, { body: 'By Fleur', version })).status, 303)
    for (const path of [
      'city/cairo',
      'country/EG',
      'city/nomansland',
      'ambassador/EG',
      'category/linguist',
    ]) {
      assert.equal((await ambassador.get(`/admin/documents/${path}`)).status, 404)
      assert.equal((await ambassador.post(`/admin/documents/${path}`, { body: 'x', version: 1 })).status, 404)
    }
  })
})
