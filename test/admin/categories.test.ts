import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Site, startApp } from '../client.ts'

describe('Categories in the dashboard', () => {
  let site: Site
  let editor: Awaited<ReturnType<Site['as']>>
  before(async () => {
    site = await startApp('admin')
    editor = await site.as('editor')
  })
  after(() => site.close())

  const form = { name: 'Ship’s cook', description: 'What is eaten where.', position: '20' }
  const all = () => site.db.selectFrom('categories').selectAll().orderBy('id').execute()
  const bySlug = async (slug: string) => (await all()).find((row) => row.slug === slug)!

  test('a new one gets its address from its name, once', async () => {
    const page = await editor.post('/admin/categories', form)
    assert.equal(page.status, 303)
    assert.equal((await bySlug('ship-s-cook')).description, form.description)
    const count = (await all()).length
    const again = await editor.post('/admin/categories', { ...form, name: 'SHIP’S  cook' })
    assert.equal(again.status, 422)
    assert.match(again.text, /There is a category of this name/)
    assert.equal((await all()).length, count)
  })

  test('a form that does not fit comes back with every message and all that was typed', async () => {
    const page = await editor.post('/admin/categories', {
      name: '',
      description: '<b>kept</b>',
      position: 'x',
    })
    assert.equal(page.status, 422)
    assert.equal(page.text.match(/class="error"/g)?.length, 2)
    assert.match(page.text, /&lt;b&gt;kept/)
    assert.equal((await editor.post('/admin/categories', { ...form, name: '!?' })).status, 422)
  })

  test('is renamed and moved, and keeps its address', async () => {
    const { id, version } = await bySlug('linguist')
    await editor.post(`/admin/categories/${id}`, { ...form, name: 'Interpreter', version })
    const saved = await bySlug('linguist')
    assert.deepEqual([saved.name, saved.position, saved.version], ['Interpreter', 20, version + 1])
  })

  test('is not given the name of another, however it is written', async () => {
    const { id, version } = await bySlug('linguist')
    await editor.post('/admin/categories', { ...form, name: 'Café owner' })
    for (const name of ['CAFE  owner', 'Café-Owner']) {
      const page = await editor.post(`/admin/categories/${id}`, { ...form, name, version })
      assert.equal(page.status, 422)
      assert.match(page.text, /id="name-error">There is a category of this name/)
    }
    assert.equal((await editor.post('/admin/categories', { ...form, name: 'INTERPRETER' })).status, 422)
    assert.equal((await bySlug('linguist')).version, version)
    const own = await editor.post(`/admin/categories/${id}`, { ...form, name: 'INTERPRETER', version })
    assert.equal(own.status, 303)
  })

  test('two editors at once: the later sees both versions and can go on with either', async () => {
    const { id, version } = await bySlug('navigator')
    await editor.post(`/admin/categories/${id}`, { ...form, name: 'Theirs', version })
    const page = await editor.post(`/admin/categories/${id}`, { ...form, name: 'Mine', version })
    assert.equal(page.status, 409)
    assert.match(page.text, /<mark>Mine<\/mark>[\s\S]*<mark>Theirs<\/mark>/)
    assert.equal((await bySlug('navigator')).name, 'Theirs')
    const next = /name="version" value="(\d+)"/.exec(page.text)?.[1]
    await editor.post(`/admin/categories/${id}`, { ...form, name: 'Mine', version: next })
    assert.equal((await bySlug('navigator')).name, 'Mine')
  })

  test('an ambassador neither sees nor changes them', async () => {
    const ambassador = await site.as('ambassador', { country: 'FR' })
    assert.doesNotMatch((await ambassador.get('/admin')).text, /\/admin\/categories/)
    assert.equal((await ambassador.get('/admin/categories')).status, 403)
    assert.equal((await ambassador.post('/admin/categories', form)).status, 403)
  })
})
