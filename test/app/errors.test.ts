import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { type Site, startApp } from '../client.ts'
import { browser, skip, until } from '../journey/stack.ts'

let site: Site
before(async () => {
  site = await startApp('app')
})
after(() => site.close())
beforeEach(() => site.write((tx) => tx.deleteFrom('errors').execute()))

const all = () => site.db.selectFrom('errors').selectAll().orderBy('id').execute()

const REPORT = { message: 'Uncaught TypeError: no', source: '/static/js/app.js', line: 3, page: '/airport' }

describe('A report of an error in a browser', () => {
  test('is kept once, and counts up when it happens again', async () => {
    const client = site.client()
    const first = site.clock.now
    assert.equal((await client.post('/errors', REPORT)).status, 204)
    site.pass(5000)
    await site.client().post('/errors', { ...REPORT, page: '/cities/paris' })
    await client.post('/errors', { ...REPORT, line: 4 })
    const [one, other, ...more] = await all()
    assert.equal(more.length, 0)
    assert.deepEqual(
      { n: one!.n, page: one!.page, first: one!.first_at, last: one!.last_at, source: one!.source },
      { n: 2, page: '/cities/paris', first, last: first + 5000, source: '/static/js/app.js:3' },
    )
    assert.equal(other!.n, 1)
  })

  test('counts each of many at once', async () => {
    const clients = Array.from({ length: 8 }, () => site.client())
    for (const client of clients) await client.token()
    await Promise.all(clients.map((client) => client.post('/errors', REPORT)))
    assert.deepEqual(
      (await all()).map(({ n }) => n),
      [8],
    )
  })

  test('may be hostile: it is cut, cleaned or refused, and never runs', async () => {
    const client = site.client()
    const evil = `<script>alert(1)</script>\u0000\u202e\r\nSet-Cookie: x ${'ä'.repeat(2000)}`
    const long = {
      ...REPORT,
      message: evil,
      source: `https://evil.example/${'x'.repeat(5000)}.js?y`,
      page: '/a/'.repeat(900),
    }
    assert.equal((await client.post('/errors', long)).status, 204)
    const [row] = await all()
    assert.ok(row!.message.startsWith('<script>alert(1)</script> Set-Cookie: x ää'))
    assert.equal(row!.message.length, 500)
    assert.ok(row!.source.length <= 500 && row!.page.length <= 200)
    assert.equal((await client.post('/errors', { message: 'x'.repeat(30_000) })).status, 413)
    assert.equal((await client.post('/errors', { message: ['a', 'b'] })).status, 422)
    assert.equal((await client.post('/errors', {})).status, 422)
    assert.equal((await all()).length, 1)
  })

  test('from another site, or without the token of its page, is none', async () => {
    const client = site.client()
    const refused = [
      await client.post('/errors', REPORT, {
        Origin: 'https://evil.example',
        'Sec-Fetch-Site': 'cross-site',
      }),
      await client.post('/errors', { ...REPORT, csrf: '' }),
      await client.post('/errors', { ...REPORT, csrf: await site.client().token() }),
    ]
    assert.deepEqual(
      refused.map(({ status }) => status),
      [403, 403, 403],
    )
    assert.deepEqual(await all(), [])
  })

  test('never makes more than 1,000 rows: the least telling one goes', async () => {
    const now = site.clock.now
    const rows = Array.from({ length: 1000 }, (_, i) => ({
      ...{ fingerprint: String(i).padStart(64, '0'), message: `m${i}`, source: '', page: '', browser: '' },
      ...{
        n: i === 7 ? 1 : 2,
        first_at: now - 1000 + i,
        last_at: now - 1000 + i,
        closed_at: i === 500 ? now : null,
      },
    }))
    await site.write((tx) => tx.insertInto('errors').values(rows).execute())
    const client = site.client()
    const gone = async (letter: string) => {
      const before = (await all()).map(({ message }) => message)
      await client.post('/errors', { ...REPORT, message: letter })
      const left = (await all()).map(({ message }) => message)
      assert.equal(left.length, 1000)
      return before.filter((one) => !left.includes(one))
    }
    assert.deepEqual(await gone('a'), ['m500'], 'a closed one')
    assert.deepEqual(await gone('b'), ['m7'], 'what happened once')
    assert.deepEqual(await gone('c'), ['a'], 'what happened once, longest ago')
  })
})

describe('A real browser', { skip }, () => {
  let chromium: Browser
  before(async () => {
    chromium = await browser()
  })
  after(() => chromium?.close())

  /** A page of the site with a script of its own that fails in all the ways there are. */
  async function open(script: string) {
    const page = await (await chromium.newContext()).newPage()
    await page.route('**/static/js/app.js*', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: script }),
    )
    await page.goto(`${site.url}/sign-in`)
    return page
  }

  test('tells what it throws and what nobody caught, each once, and five at most', async () => {
    const script = `
      for (let i = 0; i < 3; i++) setTimeout(() => { throw new TypeError('first') })
      Promise.reject(new RangeError('second'))
      Promise.reject('third')
      setTimeout(() => { for (let i = 0; i < 9; i++) Promise.reject('word ' + 'abcdefghi'[i]) }, 50)
      setTimeout(() => document.body.dataset.done = '', 100)`
    const page = await open(script)
    await page.locator('[data-done]').waitFor({ state: 'attached' })
    await until(
      async () => (await all()).length >= 5,
      () => 'not all came',
    )
    const rows = await all()
    await page.close()
    assert.equal(rows.length, 5)
    assert.deepEqual(
      rows.map(({ n }) => n),
      [1, 1, 1, 1, 1],
    )
    const messages = rows.map(({ message }) => message)
    for (const one of ['Uncaught TypeError: first', 'Unhandled: RangeError: second', 'Unhandled: third'])
      assert.ok(messages.includes(one), one)
    const thrown = rows.find(({ message }) => message.includes('first'))!
    assert.equal(thrown.source, '/static/js/app.js:2')
    assert.equal(thrown.page, '/sign-in')
    assert.match(thrown.browser, /^Chrome \d+ on Linux$/)
  })

  test('tells of a script that cannot even be read', async () => {
    const page = await open('let =')
    await until(
      async () => (await all()).length === 1,
      () => 'nothing came',
    )
    await page.close()
    assert.match((await all())[0]!.message, /SyntaxError/)
  })
})
