import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { readError, sameness } from '../../../shared/rules/browser-errors.ts'

const given = {
  message: 'TypeError: x is undefined',
  source: 'https://example.org/static/js/app.js?v=1a2b',
  line: '12',
  page: '/jobs/7',
  agent:
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.7390.1 Safari/537.36',
}
const read = (changes: Partial<typeof given>) => {
  const error = readError({ ...given, ...changes })
  assert.ok(error)
  return error
}

describe('An error of a browser', () => {
  test('is kept with where it happened, and without what leads to a person', () => {
    assert.deepEqual(readError(given), {
      message: 'TypeError: x is undefined',
      source: '/static/js/app.js:12',
      page: '/jobs/…',
      browser: 'Chrome 141 on Linux',
    })
    const { message } = read({ message: 'GET https://a.example/x?name=Eve#top by eve@example.org failed' })
    assert.equal(message, 'GET https://a.example/x by …@… failed')
    assert.equal(read({ page: '/invitations/AbCdEfGhIjKlMnOpQrStUv' }).page, '/invitations/…')
    assert.equal(read({ page: '/admin/players/12/payments?next=/x' }).page, '/admin/players/…/payments')
    assert.equal(read({ page: 'nonsense' }).page, '')
    assert.equal(read({ source: '' }).source, '')
    assert.equal(read({ line: '-1' }).source, '/static/js/app.js')
  })

  test('says of the browser its name, its version and its system', () => {
    for (const [agent, name] of [
      [
        'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.1',
        'Edge 140 on Windows',
      ],
      ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Version/18.2 Safari/605.1.15', 'Safari 18 on macOS'],
      [
        'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1',
        'Safari 18 on iOS',
      ],
      ['Mozilla/5.0 (Android 14; Mobile; rv:133.0) Gecko/133.0 Firefox/133.0', 'Firefox 133 on Android'],
      ['', 'Unknown browser'],
    ] as const)
      assert.equal(read({ agent }).browser, name)
  })

  test('is the same with other numbers, and another in another line', () => {
    const same = (a: Partial<typeof given>, b: Partial<typeof given>) =>
      sameness(read(a)) === sameness(read(b))
    assert.ok(same({ message: 'No slot 3' }, { message: 'No slot 17', page: '/x', agent: '' }))
    assert.ok(!same({ message: 'No slot' }, { message: 'No place' }))
    assert.ok(!same({ line: '1' }, { line: '2' }))
    assert.ok(!same({ source: '/a.js' }, { source: '/b.js' }))
  })

  test('without a message is none', () => {
    for (const message of ['', '  ', '\u0000\n\u2028'])
      assert.equal(readError({ ...given, message }), undefined)
  })

  test('fits the table, whatever is sent', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 3000 }), fc.string({ unit: 'grapheme' }))
    fc.assert(
      fc.property(text, text, text, text, text, (message, source, line, page, agent) => {
        const error = readError({ message, source, line, page, agent })
        if (!error) return
        assert.ok(error.message && error.message.length <= 500)
        assert.ok(error.source.length <= 500 && error.page.length <= 200 && error.browser.length <= 300)
        for (const one of Object.values(error)) {
          assert.ok(one.isWellFormed())
          assert.doesNotMatch(one, /[\p{Cc}\u2028\u2029]/u)
        }
      }),
    )
  })
})
