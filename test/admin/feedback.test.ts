import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Site, startApp } from '../client.ts'
import { addFeedback } from './people.ts'

describe('Feedback in the dashboard', () => {
  let site: Site
  let editor: Awaited<ReturnType<Site['as']>>
  before(async () => {
    site = await startApp('admin')
    editor = await site.as('editor')
  })
  after(() => site.close())

  const feedback = (id: number) =>
    site.db.selectFrom('feedback').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const close = (id: number, fields = {}, who = editor) => who.post(`/admin/feedback/${id}/closing`, fields)
  const reopen = (id: number) => editor.post(`/admin/feedback/${id}/reopening`)

  test('says what was written, by whom and on which page; what is open comes first', async () => {
    const open = await addFeedback(site, 'Older, <b>open</b>', '/cities/paris?x=1&y="2"')
    const closed = await addFeedback(site, 'Newer, closed')
    await close(closed)
    const { text } = await editor.get('/admin/feedback')
    assert.ok(text.indexOf('Older, &lt;b&gt;open') < text.indexOf('Newer, closed'))
    assert.match(text, /href="[^"]+\/cities\/paris\?x=1&amp;y=&quot;2&quot;"/)
    const { player_id } = await feedback(open)
    assert.match(text, new RegExp(`href="[^"]+/players/${player_id}"`))
    assert.doesNotMatch((await editor.get('/admin/feedback?state=closed')).text, /Older, /)
    assert.doesNotMatch((await editor.get(`/admin/feedback?player=${player_id}`)).text, /Newer, /)
    assert.match((await editor.get('/admin/feedback?player=999999')).text, /Nothing fits/)
  })

  test('is closed once, whoever presses second, and opened again', async () => {
    const other = await site.as('editor')
    const id = await addFeedback(site, 'Once')
    const back = '/admin/feedback?state=open'
    assert.equal((await close(id, { back })).location.replace(/of=\d+&/, ''), `${back}&note=feedback-closed`)
    const first = await feedback(id)
    assert.deepEqual([first.state, first.closed_by], ['closed', editor.id])
    site.pass(1000)
    assert.equal((await close(id, {}, other)).status, 303)
    assert.deepEqual(await feedback(id), first)
    for (let i = 0; i < 2; i++) assert.equal((await reopen(id)).status, 303)
    assert.deepEqual(
      [(await feedback(id)).state, (await feedback(id)).closed_at, (await feedback(id)).closed_by],
      ['open', null, null],
    )
  })

  test('that is open is counted in the menu', async () => {
    const count = async () =>
      Number(/Feedback <span class="count">(\d+)</.exec((await editor.get('/admin')).text)![1])
    const before = await count()
    const id = await addFeedback(site, 'Counted')
    assert.equal(await count(), before + 1)
    await close(id)
    assert.equal(await count(), before)
  })

  test('that is not there is not found, and none of it is an ambassador’s', async () => {
    assert.equal((await close(999_999)).status, 404)
    assert.equal((await reopen(999_999)).status, 404)
    const ambassador = await site.as('ambassador', { country: 'FR' })
    assert.equal((await ambassador.get('/admin/feedback')).status, 403)
    const id = await addFeedback(site, 'Not theirs')
    assert.equal((await close(id, {}, ambassador)).status, 403)
    assert.equal((await feedback(id)).state, 'open')
  })
})
