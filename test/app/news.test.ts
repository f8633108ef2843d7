import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Site, startApp } from '../client.ts'

const DAY = 86_400_000

describe('News', () => {
  let site: Site
  let player: Awaited<ReturnType<Site['as']>>
  before(async () => {
    site = await startApp('app')
    player = await site.as('player')
  })
  after(() => site.close())

  const add = (title: string, published_at: number | null, body = 'Words.') =>
    site.write((tx) =>
      tx
        .insertInto('news')
        .values({ title, body, published_at, created_at: site.clock.now })
        .returning('id')
        .executeTakeFirstOrThrow(),
    )
  const clear = () => site.write((tx) => tx.deleteFrom('news').execute())

  test('are none at first, and the page says where to go on', async () => {
    assert.match((await player.get('/news')).text, /No news yet/)
    assert.doesNotMatch((await player.get('/airport')).text, /News of/)
  })

  test('are for players', async () => {
    assert.equal((await site.client().get('/news')).status, 303)
  })

  test('stand newest first, drafts not at all, page after page, each once', async () => {
    const { now } = site.clock
    await add('A draft', null)
    for (let i = 0; i < 23; i++) await add(`News ${i}`, now - Math.floor(i / 3) * DAY)
    const titles: string[] = []
    for (let next: string | undefined = '/news'; next; ) {
      const { text } = await player.get(next)
      titles.push(...[...text.matchAll(/<h2>(.*?)<\/h2>/g)].map((one) => one[1]!))
      next = /rel="next" href="([^"]*)"/.exec(text)?.[1]
    }
    const days = titles.map((title) => Math.floor(Number(title.split(' ')[1]) / 3))
    assert.equal(new Set(titles).size, 23)
    assert.equal(titles.length, 23)
    assert.deepEqual(
      days,
      days.toSorted((a, b) => a - b),
    )
    assert.match((await player.get('/news?before=1.1')).text, /These were all/)
    assert.equal((await player.get('/news?before=%00')).status, 200)
    await clear()
  })

  test('the newest one is named at the airport, for thirty days', async () => {
    const { now } = site.clock
    await add('Old words', now - 31 * DAY)
    await add('Not yet', null)
    assert.doesNotMatch((await player.get('/airport')).text, /Old words|Not yet|News of/)
    await add('Older <words>', now - 29 * DAY)
    const { id } = await add('Newest', now - DAY)
    const { text } = await player.get('/airport')
    assert.match(text, new RegExp(`<a href="/news#news-${id}">Newest</a>`))
    assert.doesNotMatch(text, /Older/)
    await clear()
  })

  test('are Markdown without HTML, links to scripts or pictures', async () => {
    await add(
      'A <b>title</b>',
      site.clock.now,
      '**Bold** <script>alert(1)</script> [x](javascript:alert(1)) ![y](https://example.org/y.png)',
    )
    const { text } = await player.get('/news')
    assert.match(text, /<strong>Bold<\/strong>/)
    assert.match(text, /A &lt;b&gt;title/)
    assert.doesNotMatch(text, /<script>alert|href="javascript|<img[^>]*example\.org/)
    await clear()
  })
})
