import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Site, startApp } from '../client.ts'
import { addComplaint, addMessage } from './people.ts'

/** What the address says besides: the change an undo takes back. */
const UNDO = /of=\d+&/

describe('The walls in the dashboard', () => {
  let site: Site
  let editor: Awaited<ReturnType<Site['as']>>
  before(async () => {
    site = await startApp('admin')
    editor = await site.as('editor')
  })
  after(() => site.close())

  const message = (id: number) =>
    site.db.selectFrom('messages').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const remove = (id: number, fields = {}) => editor.post(`/admin/messages/${id}/removal`, fields)
  const restore = (id: number) => editor.post(`/admin/messages/${id}/restoration`)

  test('stand newest first, and words find the message, its writer and its city', async () => {
    const [old, young] = [
      await addMessage(site, 'Older <b>words</b>'),
      await addMessage(site, 'Younger 100%'),
    ]
    const { text } = await editor.get('/admin/messages')
    assert.ok(text.indexOf('Younger 100%') < text.indexOf('Older &lt;b&gt;words'))
    const { name } = await site.db
      .selectFrom('players')
      .select('name')
      .where('id', '=', old.player_id)
      .executeTakeFirstOrThrow()
    for (const [words, found, lost] of [
      ['100%', 'Younger', 'Older'],
      ['older <B>', 'Older', 'Younger'],
      [name, 'Older', 'Younger'],
    ] as const) {
      const page = await editor.get(`/admin/messages?q=${encodeURIComponent(words)}`)
      assert.ok(page.text.includes(`<p class="said">${found}`), words)
      assert.ok(!page.text.includes(`<p class="said">${lost}`), words)
    }
    assert.match((await editor.get('/admin/messages?q=Paris')).text, /Younger/)
    assert.match((await editor.get('/admin/messages?q=Paris%25')).text, /Nothing fits/)
    const own = await editor.get(`/admin/messages?player=${young.player_id}`)
    assert.match(own.text, /Younger/)
    assert.doesNotMatch(own.text, /Older/)
  })

  test('lose a message that is removed, and every open complaint about it is accepted', async () => {
    const said = await addMessage(site, 'Buy this')
    const id = await addComplaint(site, said)
    assert.match((await editor.get('/admin/messages?q=Buy')).text, /1 complaint</)
    const back = '/admin/messages?q=Buy&state=shown'
    assert.equal((await remove(said.id, { back })).location.replace(UNDO, ''), `${back}&note=message-removed`)
    const first = await message(said.id)
    assert.equal(first.hidden_by, editor.id)
    site.pass(1000)
    assert.equal((await remove(said.id)).status, 303)
    assert.deepEqual(await message(said.id), first)
    const row = await site.db
      .selectFrom('complaints')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    assert.deepEqual([row.state, row.closed_by], ['accepted', editor.id])
    assert.match((await editor.get('/admin/messages?state=hidden')).text, /Buy this/)
    assert.doesNotMatch((await editor.get('/admin/messages?state=shown')).text, /Buy this/)
  })

  test('get back what was removed by mistake, on the page of the player’s city too', async () => {
    const said = await addMessage(site, 'Quite harmless')
    await remove(said.id)
    const publicSite = await startApp('app')
    const reader = await publicSite.as('player')
    assert.doesNotMatch((await reader.get('/cities/paris/messages')).text, /Quite harmless/)
    for (let i = 0; i < 2; i++) assert.equal((await restore(said.id)).status, 303)
    assert.match((await reader.get('/cities/paris/messages')).text, /Quite harmless/)
    await publicSite.close()
  })

  test('do not get back what its writer took back', async () => {
    const said = await addMessage(site, 'I did not mean that')
    const messages = await import('../../shared/db/messages.ts')
    await site.write((tx) => messages.hide(tx, said.id, said.player_id, site.clock.now))
    assert.doesNotMatch((await editor.get('/admin/messages?q=mean')).text, /\/restoration/)
    const page = await restore(said.id)
    assert.equal(page.status, 409)
    assert.match(page.text, /Its writer has taken this message back/)
    assert.equal((await message(said.id)).hidden_by, said.player_id)
  })

  test('lead nobody elsewhere after a removal', async () => {
    const said = await addMessage(site, 'Any')
    for (const back of [
      '//evil.example',
      'https://evil.example',
      '/admin/messages.evil',
      '/admin/messages?\r\nX: 1',
      ['/admin/messages?a=1', 'x'],
    ])
      assert.equal(
        (await remove(said.id, { back })).location.replace(UNDO, ''),
        '/admin/messages?note=message-removed',
      )
  })

  test('are closed to ambassadors', async () => {
    const said = await addMessage(site)
    const ambassador = await site.as('ambassador', { country: 'FR' })
    assert.equal((await ambassador.get('/admin/messages')).status, 403)
    assert.equal((await ambassador.post(`/admin/messages/${said.id}/removal`)).status, 403)
    assert.equal((await message(said.id)).hidden_at, null)
  })
})
