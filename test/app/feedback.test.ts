import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Site, startApp } from '../client.ts'
import { begin, type Player, world } from './play.ts'

let site: Site
before(async () => {
  site = await startApp('app')
})
after(() => site.close())

const rows = ({ id }: Player) =>
  site.db.selectFrom('feedback').selectAll().where('player_id', '=', id).orderBy('id').execute()

describe('Feedback', () => {
  test('is a link on every page, and remembers which one', async () => {
    const player = await begin(site)
    const { text } = await player.client.get('/cities/nomansland')
    const [, link] = /href="(\/feedback\?page=[^"]+)"/.exec(text)!
    assert.match((await player.client.get(link!)).text, /name="page" value="\/cities\/nomansland"/)
    const sent = await player.client.post('/feedback', {
      text: 'More birds!\r\nPlease.',
      page: '/cities/nomansland',
    })
    const thanks = await player.client.get(sent.location)
    assert.match(thanks.text, /Thank you[\s\S]*href="\/cities\/nomansland"/)
    const [row] = await rows(player)
    assert.deepEqual(
      [row!.text, row!.page, row!.state],
      ['More birds!\nPlease.', '/cities/nomansland', 'open'],
    )
  })

  test('sent twice is kept once, ten are kept a day, and the eleventh stays in its field', async () => {
    const player = await begin(site)
    for (let i = 0; i < 10; i++)
      for (let twice = 0; twice < 2; twice++)
        assert.equal((await player.client.post('/feedback', { text: `Idea ${i}`, page: '/' })).status, 303)
    const page = await player.client.post('/feedback', { text: 'One more', page: '/coins' })
    assert.equal(page.status, 422)
    assert.match(page.text, /Write again tomorrow[\s\S]*/)
    assert.match(page.text, />One more<\/textarea>/)
    assert.match(page.text, /name="page" value="\/coins"/)
    assert.equal((await rows(player)).length, 10)
    site.pass(86_400_000)
    assert.equal((await player.client.post('/feedback', { text: 'One more', page: '/' })).status, 303)
  })

  test('of nothing, or of too much, is refused', async () => {
    const player = await begin(site)
    const before = await world(site)
    for (const text of ['', ' \n ', 'x'.repeat(2001), undefined, ['a', 'b']]) {
      const page = await player.client.post('/feedback', { text, page: '/' })
      assert.equal(page.status, 422)
      assert.match(page.text, /id="text-error"/)
      assert.doesNotMatch(page.text, /Invalid input|expected/)
    }
    assert.equal(await world(site), before)
  })

  test('of 2,000 characters may have as many lines as it likes, and keeps no control characters', async () => {
    const player = await begin(site)
    const text = `${'x\r\n'.repeat(99)}${'x'.repeat(2000 - 2 * 99)}`
    assert.equal((await player.client.post('/feedback', { text, page: '/' })).status, 303)
    assert.equal((await player.client.post('/feedback', { text: '\0hel\u001b\u0085lo\tyou\ra' })).status, 303)
    assert.equal((await player.client.post('/feedback', { text: '\0\u0007' })).status, 422)
    const [first, second] = await rows(player)
    assert.equal(first!.text.length, 2000)
    assert.deepEqual([second!.text, second!.page], ['hello\tyou\na', '/'])
  })

  test('never leads to another site', async () => {
    const player = await begin(site)
    for (const page of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
      assert.doesNotMatch(
        (await player.client.get(`/feedback?page=${encodeURIComponent(page)}`)).text,
        /evil|alert/,
      )
      await player.client.post('/feedback', { text: `About ${page}`, page })
    }
    assert.deepEqual(new Set((await rows(player)).map((row) => row.page)), new Set(['/']))
  })

  test('is for players', async () => {
    assert.match((await site.client().get('/feedback')).location, /^\/sign-in/)
    assert.doesNotMatch((await site.client().get('/')).text, /href="\/feedback/)
  })
})
