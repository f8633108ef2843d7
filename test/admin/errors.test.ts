import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { type Client, type Site, startApp } from '../client.ts'

describe('Browser errors in the dashboard', () => {
  let site: Site
  let editor: Client & { id: number; name: string }
  before(async () => {
    site = await startApp('admin')
    editor = await site.as('editor')
  })
  after(() => site.close())
  beforeEach(() => site.write((tx) => tx.deleteFrom('errors').execute()))

  const all = () => site.db.selectFrom('errors').selectAll().orderBy('id').execute()
  const rows = async (id: number) =>
    await site.db
      .selectFrom('audit')
      .selectAll()
      .where('kind', '=', 'error')
      .where('ref', '=', String(id))
      .execute()

  /** Somebody's browser says that this went wrong; gives back the number of the row. */
  async function add(message: string): Promise<number> {
    await editor.post('/admin/errors', {
      message,
      source: '/static/js/admin.js',
      line: 1,
      page: '/admin/photos/3',
    })
    return (await all()).find((row) => row.message === message)!.id
  }

  test('come from all staff, and from the sign-in', async () => {
    for (const client of [await site.as('ambassador', { country: 'FR' }), site.client()])
      assert.equal((await client.post('/admin/errors', { message: 'Oh' })).status, 204)
    assert.equal((await all())[0]!.n, 2)
  })

  test('are listed as text, the last one on top, and counted in the menu', async () => {
    await add('<b>bold</b> fails')
    site.pass(1000)
    await add('Newer')
    const { text } = await editor.get('/admin/errors')
    assert.ok(text.indexOf('Newer') < text.indexOf('&lt;b&gt;bold&lt;/b&gt; fails'))
    assert.ok(!text.includes('<b>bold'))
    assert.match(text, /Browser errors <span class="count">2<\/span>/)
    assert.match(text, /\/static\/js\/admin\.js:1/)
    assert.match(text, /on \/admin\/photos\/…/)
  })

  test('are for editors: an ambassador is refused', async () => {
    const ambassador = await site.as('ambassador', { country: 'FR' })
    assert.equal((await ambassador.get('/admin/errors')).status, 403)
    assert.equal((await ambassador.post(`/admin/errors/${await add('x')}/closing`, { seen: '' })).status, 403)
    assert.ok(!(await ambassador.get('/admin')).text.includes('/admin/errors"'))
  })

  test('are closed once, with a row that says by whom, and opened again by a person', async () => {
    const id = await add('Close me')
    for (let i = 0; i < 2; i++) {
      const { location } = await editor.post(`/admin/errors/${id}/closing`, {
        seen: '',
        back: '/admin/errors?state=all',
      })
      assert.match(location, /^\/admin\/errors\?state=all(&of=\d+)?&note=error-closed$/)
    }
    const [row] = await all()
    assert.deepEqual([row!.closed_by, row!.closed_at], [editor.id, site.clock.now])
    assert.ok(!(await editor.get('/admin/errors')).text.includes('Close me'))
    const closed = await editor.get('/admin/errors?state=closed')
    assert.match(closed.text, new RegExp(`by ${editor.name}`))
    const seen = /name="seen" value="(\d+)"/.exec(closed.text)![1]!
    await editor.post(`/admin/errors/${id}/reopening`, { seen })
    assert.equal((await all())[0]!.closed_at, null)
    assert.deepEqual(
      (await rows(id)).map(({ editor_id, before, after, name }) => ({ editor_id, before, after, name })),
      [
        { editor_id: editor.id, name: 'Close me', before: '{"state":"open"}', after: '{"state":"closed"}' },
        { editor_id: editor.id, name: 'Close me', before: '{"state":"closed"}', after: '{"state":"open"}' },
      ],
    )
  })

  test('that were closed by mistake are opened by the button beside the note', async () => {
    const id = await add('By mistake')
    const { location } = await editor.post(`/admin/errors/${id}/closing`, { seen: '' })
    const undo = /action="(\/admin\/audit\/\d+\/reversal)"/.exec((await editor.get(location)).text)?.[1]
    assert.equal((await editor.post(undo!)).status, 303)
    assert.equal((await all())[0]!.closed_at, null)
  })

  test('open again by themselves when they happen again', async () => {
    const id = await add('Comes back')
    await editor.post(`/admin/errors/${id}/closing`, { seen: '' })
    await add('Comes back')
    const [row] = await all()
    assert.deepEqual([row!.id, row!.n, row!.closed_at, row!.closed_by], [id, 2, null, null])
    assert.match((await editor.get('/admin/errors')).text, /Comes back/)
  })

  test('are not opened by an old page over what another did since', async () => {
    const id = await add('Contested')
    await editor.post(`/admin/errors/${id}/closing`, { seen: '' })
    const old = site.clock.now
    await add('Contested')
    site.pass(1000)
    const other = await site.as('editor')
    await other.post(`/admin/errors/${id}/closing`, { seen: '' })
    const late = await editor.post(`/admin/errors/${id}/reopening`, { seen: old })
    assert.equal(late.status, 409)
    assert.match(late.text, /Somebody else has closed it since/)
    assert.equal((await all())[0]!.closed_by, other.id)
    assert.equal((await rows(id)).length, 2)
  })

  test('that are gone are not found', async () => {
    assert.equal((await editor.post('/admin/errors/999999/closing', { seen: '' })).status, 404)
  })
})
