import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { promisify } from 'node:util'
import { readConfig } from '../../shared/config.ts'

describe('The settings', () => {
  test('of development need no variable', () => {
    const config = readConfig({})
    assert.deepEqual([config.appPort, config.adminPort, config.production], [8000, 8100, false])
    assert.equal(config.baseUrl, 'http://127.0.0.1:8000')
    assert.equal(config.secureCookies, false)
  })

  test('of production name the one that is missing', () => {
    assert.throws(() => readConfig({ NODE_ENV: 'production' }), /^Error: BASE_URL is missing/)
    assert.throws(() => readConfig({ NODE_ENV: 'production', BASE_URL: '' }), /BASE_URL is missing/)
    assert.ok(readConfig({ NODE_ENV: 'production', BASE_URL: 'https://example.org' }).secureCookies)
  })

  for (const name of ['BASE_URL', 'ADMIN_URL']) {
    test(`refuse http for ${name} but on this machine`, () => {
      const env = (url: string) => ({ BASE_URL: 'https://example.org', [name]: url })
      for (const url of [
        'http://example.org',
        'http://10.0.0.1',
        'http://127.0.0.1.example.org',
        'http://localhost.evil',
      ])
        assert.throws(() => readConfig(env(url)), new RegExp(`${name} must begin with https`), url)
      for (const url of [
        'http://127.0.0.1:8000',
        'http://localhost',
        'http://[::1]:80',
        'https://example.org',
      ])
        readConfig(env(url))
    })
  }

  test('that are not usable are named in one sentence', () => {
    const bad = {
      APP_PORT: '99999',
      ADMIN_PORT: 'x',
      APP_INSTANCES: '1',
      NODE_ENV: 'prod',
      LOG_LEVEL: 'loud',
    }
    for (const [name, value] of Object.entries({
      ...bad,
      BASE_URL: 'example.org',
      ADMIN_URL: 'ftp://example.org',
    }))
      assert.throws(
        () => readConfig({ [name]: value }),
        new RegExp(`environment variable ${name} is not usable`),
      )
  })
})

const CHILD = `
  const { startApp, PASSWORD } = await import('./test/client.ts')
  const site = await startApp('app')
  const { email } = await site.as('player')
  const headers = { 'X-Forwarded-Proto': 'https', Host: 'x' }
  const door = await site.client().get('/sign-in', headers)
  const client = site.client()
  const csrf = /name="csrf" value="([^"]+)"/.exec(door.text)[1]
  client.cookie = door.headers.get('Set-Cookie').split(';')[0]
  const page = await client.request('/sessions', {
    method: 'POST',
    headers: { ...headers, 'Sec-Fetch-Site': 'same-origin' },
    body: new URLSearchParams({ csrf, email, password: PASSWORD }),
  })
  console.log(JSON.stringify([door, page].map((one) => one.headers.get('Set-Cookie'))))
  await site.close()
`

describe('Over https', () => {
  test('the cookie is Secure and its name says that it is this host alone', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', CHILD], {
      cwd: join(import.meta.dirname, '..', '..'),
      env: { ...process.env, BASE_URL: 'https://example.org' },
    })
    const [before, after] = JSON.parse(stdout) as string[]
    const value = '__Host-session=[\\w-]{22}; path=/;'
    assert.match(
      before!,
      new RegExp(`^${value} secure; httponly; samesite=lax$|^${value} samesite=lax; secure; httponly$`, 'i'),
    )
    assert.match(after!, new RegExp(`^${value} expires=[^;]+ GMT; samesite=lax; secure; httponly$`, 'i'))
  })
})
