import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type Site, startApp } from '../client.ts'

describe('Cities in the dashboard', () => {
  let site: Site
  let editor: Awaited<ReturnType<Site['as']>>
  let paris: { id: number; intro: string; version: number }
  before(async () => {
    site = await startApp('admin')
    editor = await site.as('editor')
    paris = await city('paris')
  })
  after(() => site.close())

  const city = (slug: string) =>
    site.db
      .selectFrom('cities')
      .innerJoin('documents', 'documents.ref', 'cities.slug')
      .select(['cities.id', 'body as intro', 'documents.version'])
      .where('kind', '=', 'city')
      .where('slug', '=', slug)
      .executeTakeFirstOrThrow()

  test('an introduction is rewritten', async () => {
    const page = await editor.post(`/admin/cities/${paris.id}`, {
      intro: 'New\r\nwords',
      version: paris.version,
    })
    assert.equal(page.status, 303)
    assert.equal((await city('paris')).intro, 'New\nwords')
    const again = await editor.post(`/admin/cities/${paris.id}`, {
      intro: 'More',
      version: paris.version + 1,
    })
    assert.equal(again.status, 303)
  })

  test('two editors at once: the later sees both texts and can go on with either', async () => {
    const rome = await city('paris')
    await editor.post(`/admin/cities/${rome.id}`, { intro: 'Theirs', version: rome.version })
    const page = await editor.post(`/admin/cities/${rome.id}`, { intro: 'Mine', version: rome.version })
    assert.equal(page.status, 409)
    assert.match(page.text, /<mark>Mine<\/mark>[\s\S]*<mark>Theirs<\/mark>/)
    assert.equal(
      (await editor.post(`/admin/cities/${rome.id}`, { intro: 'Mine', version: rome.version + 1 })).status,
      303,
    )
  })

  test('a form that is too old leaves no files of its photo', async () => {
    const originals = () =>
      readdirSync(join(process.env.DATA_DIR!, 'originals'), { recursive: true }).map(String).sort()
    const before = originals()
    const bytes = readFileSync(join(import.meta.dirname, '../../shared/content/landmarks/eiffelTower.webp'))
    const words = { photo_title: 'Tower', photo_alt: 'A tower', photo_author: 'A', photo_licence: 'CC0' }
    const photo_file = new File([bytes, Buffer.alloc(6)], 'tower.webp')
    const form = { intro: 'Mine', version: 0, ...words, photo_file }
    assert.equal((await editor.post(`/admin/cities/${paris.id}`, form)).status, 409)
    assert.deepEqual(originals(), before)
  })

  test('a city gets a photo, and gives it back', async () => {
    const { intro, version } = await city('paris')
    const bytes = readFileSync(join(import.meta.dirname, '../../shared/content/landmarks/eiffelTower.webp'))
    const words = { photo_title: 'Tower', photo_alt: 'A tower', photo_author: 'A', photo_licence: 'CC0' }
    const photo_file = new File([bytes, Buffer.alloc(5)], 'tower.webp')
    assert.equal(
      (await editor.post(`/admin/cities/${paris.id}`, { intro, version, ...words, photo_file })).status,
      303,
    )
    assert.match((await editor.get(`/admin/cities/${paris.id}`)).text, /<img src="\/media/)
    await editor.post(`/admin/cities/${paris.id}`, { intro, version: version + 1, photo_gone: '1' })
    assert.doesNotMatch((await editor.get(`/admin/cities/${paris.id}`)).text, /<img/)
  })

  test('a city without an introduction is refused', async () => {
    assert.equal((await editor.post(`/admin/cities/${paris.id}`, { intro: ' ', version: 0 })).status, 422)
    assert.equal((await editor.post(`/admin/cities/${paris.id}`, {})).status, 422)
  })

  test('an ambassador sees the cities of their country and no others', async () => {
    const ambassador = await site.as('ambassador', { country: 'FR' })
    const cairo = await city('cairo')
    assert.match((await ambassador.get('/admin/cities')).text, /Paris/)
    assert.doesNotMatch((await ambassador.get('/admin/cities')).text, /Cairo/)
    assert.equal((await ambassador.get(`/admin/cities/${cairo.id}`)).status, 404)
    assert.equal(
      (await ambassador.post(`/admin/cities/${cairo.id}`, { intro: 'x', version: cairo.version })).status,
      404,
    )
    assert.equal((await ambassador.get(`/admin/cities/${paris.id}`)).status, 200)
  })
})
