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

  test('a deletion that comes too late, or of one that is used, says so and leads back', async () => {
    const { id, version } = await bySlug('navigator')
    for (const sent of [version, version - 1]) {
      const page = await editor.post(`/admin/categories/${id}/deletion`, { version: sent })
      assert.equal(page.status, 409)
      assert.match(
        page.text,
        new RegExp(`It has questions[\\s\\S]*href="/admin/categories/${id}">Look again<`),
      )
      assert.doesNotMatch(page.text, /id="name"/)
    }
    await editor.post('/admin/categories', { ...form, name: 'Baker' })
    const { id: empty } = await bySlug('baker')
    await editor.post(`/admin/categories/${empty}`, { ...form, name: 'Miller', version: 1 })
    const late = await editor.post(`/admin/categories/${empty}/deletion`, { version: 1 })
    assert.equal(late.status, 409)
    assert.match(
      late.text,
      new RegExp(`Somebody changed this[\\s\\S]*href="/admin/categories/${empty}">Look again<`),
    )
  })

  test('deleted while somebody wrote it comes back with what was written', async () => {
    await editor.post('/admin/categories', { ...form, name: 'Potter' })
    const { id } = await bySlug('potter')
    await editor.post(`/admin/categories/${id}/deletion`, { version: 1 })
    assert.equal((await editor.get(`/admin/categories/${id}`)).status, 410)
    const mine = { ...form, name: 'Ceramist', version: 1 }
    const page = await editor.post(`/admin/categories/${id}`, mine)
    assert.equal(page.status, 409)
    assert.match(page.text, /value="Ceramist"/)
    const deletion = /name="deletion" value="(\d+)"/.exec(page.text)![1]
    assert.equal((await editor.post(`/admin/categories/${id}`, { ...mine, deletion })).status, 303)
    const { id: same, name } = await bySlug('potter')
    assert.deepEqual([same, name], [id, 'Ceramist'])
  })

  test('of the start, whose adding nobody wrote down, shows what it was before its first change', async () => {
    const { id, name, version } = await bySlug('statistician')
    const page = await editor.post(`/admin/categories/${id}`, { ...form, name: 'Of another name', version })
    assert.equal(page.status, 303)
    const { text } = await editor.get(`/admin/categories/${id}`)
    const [, before] = /href="([^"]*\?before=\d+)">As it was before</.exec(text)!
    assert.equal(text.match(/\?before=/g)!.length, 1)
    const was = await editor.get(before!)
    assert.match(was.text, /This is how it was before the change of/)
    assert.ok(was.text.includes(`value="${name}"`))
  })

  test('an ambassador neither sees nor changes them', async () => {
    const ambassador = await site.as('ambassador', { country: 'FR' })
    assert.doesNotMatch((await ambassador.get('/admin')).text, /\/admin\/categories/)
    assert.equal((await ambassador.get('/admin/categories')).status, 403)
    assert.equal((await ambassador.post('/admin/categories', form)).status, 403)
  })
})
