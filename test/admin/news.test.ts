import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Site, startApp } from '../client.ts'

describe('News in the dashboard', () => {
  let site: Site
  let editor: Awaited<ReturnType<Site['as']>>
  before(async () => {
    site = await startApp('admin')
    editor = await site.as('editor')
  })
  after(() => site.close())

  const find = (id: number | string) =>
    site.db.selectFrom('news').selectAll().where('id', '=', Number(id)).executeTakeFirst()
  const rows = (id: number | string) =>
    site.db
      .selectFrom('audit')
      .selectAll()
      .where('kind', '=', 'news')
      .where('ref', '=', String(id))
      .orderBy('id')
      .execute()

  let count = 0
  /** Writes a draft; gives back its number. */
  async function draft(title = 'New cities') {
    const page = await editor.post('/admin/news', { title, body: `Three of them. ${count++}` })
    assert.equal(page.status, 303)
    return /\/admin\/news\/(\d+)/.exec(page.location)![1]!
  }

  test('are written as a draft, published, and taken back, each step with its row', async () => {
    const id = await draft()
    assert.equal((await find(id))!.published_at, null)
    const publish = () => editor.post(`/admin/news/${id}/publication`, { version: 1 })
    assert.match((await publish()).location, /note=news-published/)
    assert.equal((await find(id))!.published_at, site.clock.now)
    site.pass(1000)
    assert.equal((await publish()).status, 303, 'sent twice')
    assert.equal((await find(id))!.published_at, site.clock.now - 1000)
    await editor.post(`/admin/news/${id}/draft`, { version: 2 })
    assert.equal((await find(id))!.published_at, null)
    assert.deepEqual(
      (await rows(id)).map(({ act, version, editor_id }) => [act, version, editor_id]),
      [1, 2, 3].map((n) => [n === 1 ? 'added' : 'changed', n, editor.id]),
    )
  })

  test('are published at once when that is asked for', async () => {
    const page = await editor.post('/admin/news', { title: 'Now', body: 'At once.', next: 'publish' })
    const [, id] = /\/admin\/news\/(\d+)/.exec(page.location)!
    assert.equal((await find(id!))!.published_at, site.clock.now)
  })

  test('sent twice are there once', async () => {
    const send = () => editor.post('/admin/news', { title: 'Twice', body: 'The same.' })
    const [first, second] = [await send(), await send()]
    assert.equal(second.location, first.location.replace('news-saved', 'news-known'))
    const [, id] = /\/admin\/news\/(\d+)/.exec(first.location)!
    for (let i = 0; i < 2; i++)
      assert.match(
        (await editor.post(`/admin/news/${id}/deletion`, { version: 1 })).location,
        /of=\d+&note=removed/,
      )
    assert.equal((await rows(id!)).length, 2, 'deleted twice it is deleted once')
  })

  test('without a title or a text are refused with both messages, and all that was typed', async () => {
    const before = (await site.db.selectFrom('news').select('id').execute()).length
    for (const form of [{}, { title: ' ', body: ' ' }, { title: 'x'.repeat(121), body: 'y'.repeat(4001) }]) {
      const page = await editor.post('/admin/news', form)
      assert.equal(page.status, 422)
      assert.match(page.text, /id="title-error"[\s\S]*id="body-error"/)
    }
    assert.match((await editor.post('/admin/news', { title: 'Kept', body: '' })).text, /value="Kept"/)
    assert.equal((await site.db.selectFrom('news').select('id').execute()).length, before)
  })

  test('a preview shows what was typed as players would read it, and saves nothing', async () => {
    const id = await draft()
    const was = await find(id)
    const typed = { title: 'Other', body: 'A **loud** one <script>', next: 'preview' }
    for (const path of [`/admin/news/${id}`, '/admin/news']) {
      const page = await editor.post(path, { ...typed, version: 1 })
      assert.equal(page.status, 200)
      assert.match(page.text, /<h3>Other<\/h3>[\s\S]*<strong>loud<\/strong>/)
    }
    assert.deepEqual(await find(id), was)
  })

  test('two editors at once: the later sees both texts and can go on with either', async () => {
    const id = await draft()
    await editor.post(`/admin/news/${id}`, { title: 'Theirs', body: 'One.', version: 1 })
    const page = await editor.post(`/admin/news/${id}`, { title: 'Mine', body: 'Two.', version: 1 })
    assert.equal(page.status, 409)
    assert.match(page.text, /<mark>Mine<\/mark>[\s\S]*<mark>Theirs<\/mark>/)
    for (const act of ['publication', 'deletion'])
      assert.equal((await editor.post(`/admin/news/${id}/${act}`, { version: 1 })).status, 409, act)
    assert.equal((await find(id))!.title, 'Theirs')
    assert.equal(
      (await editor.post(`/admin/news/${id}`, { title: 'Mine', body: 'Two.', version: 2 })).status,
      303,
    )
    assert.equal((await rows(id)).length, 3)
  })

  test('that are deleted come back as they were, under their number, with a newer version', async () => {
    const { undo } = await import('../../admin/undo.ts')
    const id = await draft()
    await editor.post(`/admin/news/${id}/publication`, { version: 1 })
    const was = await find(id)
    assert.equal((await editor.post(`/admin/news/${id}/deletion`, { version: 2 })).status, 303)
    assert.equal(await find(id), undefined)
    site.pass(1000)
    const by = { editor: (await site.as('editor')).id, now: site.clock.now }
    const takeBack = async () => {
      const row = (await rows(id)).at(-1)!
      assert.equal(await site.write((tx) => undo(tx, row, by)), undefined)
    }
    await takeBack()
    const { version, ...words } = (await find(id))!
    const { version: old, ...before } = was!
    assert.deepEqual(words, before)
    assert.ok(version > old)
    await takeBack()
    assert.equal(await find(id), undefined, 'the undo of the undo')
  })

  test('are found by their words and state', async () => {
    await draft('Zanzibar opens')
    assert.match((await editor.get('/admin/news?q=zanzibar&state=draft')).text, /Zanzibar opens/)
    assert.match((await editor.get('/admin/news?q=zanzibar&state=published')).text, /Nothing fits/)
  })

  test('are looked after by editors, not by ambassadors', async () => {
    const id = await draft()
    const ambassador = await site.as('ambassador', { country: 'FR' })
    assert.equal((await ambassador.get('/admin/news')).status, 403)
    assert.equal(
      (await ambassador.post(`/admin/news/${id}`, { title: 'x', body: 'y', version: 1 })).status,
      403,
    )
    assert.doesNotMatch((await ambassador.get('/admin')).text, /\/admin\/news/)
  })
})
