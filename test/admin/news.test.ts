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
  const numberIn = ({ location }: { location: string }) => /\/admin\/news\/(\d+)/.exec(location)![1]!
  /** Writes a draft; gives back its number. */
  async function draft(title = 'New cities') {
    const page = await editor.post('/admin/news', { title, body: `Three of them. ${count++}` })
    assert.equal(page.status, 303)
    return numberIn(page)
  }
  /** Its form as it stands, with what is typed. */
  const formOf = async (id: string, typed: object = {}) => {
    const { title, body, version } = (await find(id))!
    return { title, body, version, ...typed }
  }

  test('are written as a draft, published, and taken back, each step with its row', async () => {
    const id = await draft()
    assert.equal((await find(id))!.published_at, null)
    const form = await formOf(id)
    const publish = () => editor.post(`/admin/news/${id}/publication`, form)
    assert.match((await publish()).location, /note=news-published/)
    assert.equal((await find(id))!.published_at, site.clock.now)
    site.pass(1000)
    assert.equal((await publish()).status, 303, 'sent twice')
    assert.equal((await find(id))!.published_at, site.clock.now - 1000)
    await editor.post(`/admin/news/${id}/draft`, await formOf(id))
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
    for (const act of ['publication', 'deletion']) {
      const late = await editor.post(`/admin/news/${id}/${act}`, { title: 'Mine', body: 'Two.', version: 1 })
      assert.equal(late.status, 409, act)
    }
    const deletion = await editor.post(`/admin/news/${id}/deletion`, { version: 1 })
    assert.match(deletion.text, new RegExp(`href="/admin/news/${id}">Look again<`))
    assert.equal((await find(id))!.title, 'Theirs')
    assert.equal(
      (await editor.post(`/admin/news/${id}`, { title: 'Mine', body: 'Two.', version: 2 })).status,
      303,
    )
    assert.equal((await rows(id)).length, 3)
  })

  test('that are deleted come back as they were, under their number, with a newer version', async () => {
    const { undo } = await import('../../admin/history/undo.ts')
    const id = await draft()
    await editor.post(`/admin/news/${id}/publication`, await formOf(id))
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

  test('are published and taken back with the words that stand in the form, as one change', async () => {
    const id = await draft()
    assert.match(
      (await editor.get(`/admin/news/${id}`)).text,
      new RegExp(`formaction="/admin/news/${id}/publication"`),
    )
    await editor.post(`/admin/news/${id}/publication`, await formOf(id, { title: 'Typed just now' }))
    const { title, published_at, version } = (await find(id))!
    assert.deepEqual([title, published_at, version], ['Typed just now', site.clock.now, 2])
    assert.match(
      (await editor.get(`/admin/news/${id}`)).text,
      new RegExp(`formaction="/admin/news/${id}/draft"`),
    )
    await editor.post(`/admin/news/${id}/draft`, await formOf(id, { body: 'And other words.' }))
    const after = (await find(id))!
    assert.deepEqual([after.body, after.published_at, after.version], ['And other words.', null, 3])
    assert.equal((await rows(id)).length, 3)
    const empty = await editor.post(`/admin/news/${id}/publication`, await formOf(id, { title: '' }))
    assert.deepEqual([empty.status, (await find(id))!.published_at], [422, null])
  })

  test('a draft whose very words are sent to be published is published; another day they are other news', async () => {
    const words = { title: 'Holidays', body: 'We are away.' }
    const id = numberIn(await editor.post('/admin/news', words))
    const sent = await editor.post('/admin/news', { ...words, next: 'publish' })
    assert.match(sent.location, new RegExp(`/admin/news/${id}\\?note=news-published`))
    assert.equal((await find(id))!.published_at, site.clock.now)
    const other = await site.as('editor')
    assert.notEqual(numberIn(await other.post('/admin/news', words)), id, 'somebody else says so')
    site.pass(25 * 3_600_000)
    const sameOne = site.client()
    await sameOne.signIn(editor.email)
    assert.notEqual(numberIn(await sameOne.post('/admin/news', { ...words, next: 'publish' })), id)
    editor = await site.as('editor')
  })

  test('that were deleted while somebody wrote come back with what was written', async () => {
    const id = await draft()
    const other = await site.as('editor')
    const mine = { title: 'Mine', body: 'Still here.', version: 1 }
    await other.post(`/admin/news/${id}/deletion`, { version: 1 })
    const deletion = (await rows(id)).at(-1)!
    for (const act of ['', '/publication', '/draft']) {
      const page = await editor.post(`/admin/news/${id}${act}`, mine)
      assert.equal(page.status, 409, act)
      assert.ok(page.text.includes(`${other.name} deleted this while you were writing`))
      assert.match(page.text, /value="Mine"[\s\S]*Still here\./)
      assert.ok(page.text.includes(`name="deletion" value="${deletion.id}"`))
    }
    const late = await editor.post(`/admin/news/${id}/deletion`, { version: 1 })
    assert.equal(late.status, 409)
    assert.ok(late.text.includes(`${other.name} deleted this meanwhile`))
    const page = await editor.post(`/admin/news/${id}`, { ...mine, deletion: deletion.id })
    assert.equal(page.status, 303)
    assert.equal((await find(id))!.title, 'Mine')
    assert.deepEqual(
      (await rows(id)).map(({ act, undoes }) => [act, undoes]),
      [
        ['added', null],
        ['removed', null],
        ['added', deletion.id],
        ['changed', null],
      ],
    )
  })

  test('that were deleted have a page that says by whom, and brings them back', async () => {
    const id = await draft('Gone again')
    await editor.post(`/admin/news/${id}/deletion`, { version: 1 })
    const { id: deletion } = (await rows(id)).at(-1)!
    const page = await editor.get(`/admin/news/${id}`)
    assert.equal(page.status, 410)
    assert.match(page.text, /<h1>Gone again<\/h1>/)
    assert.ok(page.text.includes(`${editor.name} deleted it`))
    assert.match(page.text, new RegExp(`action="/admin/audit/${deletion}/reversal"[\\s\\S]*?>Bring it back<`))
    await editor.post(`/admin/audit/${deletion}/reversal`)
    assert.equal((await editor.get(`/admin/news/${id}`)).status, 200)
    assert.equal((await editor.get('/admin/news/999999')).status, 404)
  })

  test('their history shows the moment they were published as every other', async () => {
    const id = await draft()
    await editor.post(`/admin/news/${id}/publication`, await formOf(id))
    const { text } = await editor.get(`/admin/audit/${(await rows(id)).at(-1)!.id}`)
    const moment = new Date(site.clock.now).toISOString()
    assert.match(text, new RegExp(`Published[\\s\\S]*?<ins><time datetime="${moment}" data-shown="moment"`))
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
