import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import {
  freePorts,
  nginxMain,
  nginxPrefix,
  root,
  type Stack,
  skip,
  startNginx,
  startStack,
  until,
} from './stack.ts'

const post = (url: string, init: RequestInit = {}) =>
  fetch(url, { method: 'POST', redirect: 'manual', ...init })
const textOf = async (response: Response) => await response.text()

describe('the shipped Nginx configuration', { skip }, () => {
  let site: Stack
  before(async () => {
    site = await startStack({ env: { LOG_LEVEL: 'info' } })
  })
  after(() => site.stop())

  test('passes nginx -t with its TLS block, on a certificate made here', () => {
    tryShipped((shipped) => shipped)
  })

  test('passes nginx -t with the dashboard on a host of its own, as the comment at its end says', () => {
    tryShipped((shipped) => {
      const [servers, commented] = shipped.split(/^(?=# server \{$)/m)
      assert.ok(servers && commented)
      const ssl = servers.match(/^ {2}ssl_.+\n/gm)?.join('') ?? ''
      const own = commented.replace(/^# ?/gm, '').replace('  (the ssl_ lines of above)\n', () => ssl)
      assert.match(own, /ssl_certificate_key/)
      return servers.replace('  include snippets/aroundtheworld/dashboard.conf;\n', '') + own
    })
  })

  test('each log it names is written without the tokens of links', () => {
    const shipped = readFileSync(join(root, 'deploy', 'nginx', 'aroundtheworld.conf'), 'utf8')
    const logs = shipped.match(/access_log .+/g) ?? []
    assert.equal(logs.length, 3)
    for (const log of logs) assert.match(log, / aroundtheworld;$/)
    assert.equal(shipped.match(/server \{/g)?.length, 3)
  })

  test('the token of a link is in neither log of Nginx: not as an address, a referer or behind an error page', async () => {
    const token = 'a-live-token-of-22-sig'
    for (const path of [`/password-links/${token}`, `/admin/password-links/${token}`]) {
      assert.equal((await fetch(`${site.url}${path}?x=1`)).status, 404)
      await fetch(`${site.url}/static/css/poster.css`, { headers: { Referer: `${site.url}${path}` } })
      const from = { headers: { 'Test-Address': '203.0.113.77' } }
      const tries = await Promise.all(
        Array.from({ length: 150 }, () => post(`${site.elsewhereUrl}${path}`, from)),
      )
      assert.ok(tries.some(({ status }) => status === 429))
    }
    const folder = join(site.dataDir, '..', 'nginx')
    const access = await until(
      () => {
        const text = readFileSync(join(folder, 'access.log'), 'utf8')
        return /POST \/admin\/password-links\/\.\.\. HTTP\/1\.1" 429/.test(text) ? text : undefined
      },
      () => readFileSync(join(folder, 'access.log'), 'utf8').slice(-2000),
    )
    assert.match(access, /"GET \/password-links\/\.\.\.\?x=1 HTTP\/1\.1" 404/)
    assert.match(access, /poster\.css HTTP\/1\.1" 200 \d+ "http:\S+\/admin\/password-links\/\.\.\."/)
    assert.doesNotMatch(access, new RegExp(token))
    assert.doesNotMatch(readFileSync(join(folder, 'error.log'), 'utf8'), new RegExp(token))
  })

  test('the id Nginx gives a request is in the answer and in the line its process logs', async () => {
    for (const path of ['/sign-in', '/admin/sign-in']) {
      const { headers } = await fetch(`${site.url}${path}`, {
        headers: { 'X-Request-Id': 'claimed-by-a-client' },
      })
      const id = headers.get('x-request-id') ?? ''
      assert.match(id, /^[0-9a-f]{32}$/)
      const line = await until(
        () =>
          site
            .output()
            .split('\n')
            .find((one) => one.includes(id)),
        () => `${id} is in no line`,
      )
      const { requestId, path: logged, status } = JSON.parse(line.slice(line.indexOf('{')))
      assert.deepEqual({ requestId, logged, status }, { requestId: id, logged: path, status: 200 })
    }
  })

  test('each path goes to its own group', async () => {
    assert.match(await textOf(await fetch(`${site.url}/`)), /<html/)
    assert.equal((await fetch(`${site.url}/admin/sign-in`)).status, 200)
    assert.equal((await fetch(`${site.url}/healthz`)).status, 200)
  })

  test('what the application answers carries each security header once', async () => {
    for (const path of ['/', '/admin/sign-in']) {
      const { headers } = await fetch(`${site.url}${path}`)
      const direct = (await fetch(`${path === '/' ? site.appUrl : site.adminUrls[0]}${path}`)).headers
      for (const name of ['content-security-policy', 'x-content-type-options', 'referrer-policy']) {
        assert.equal(
          headers.get(name)?.replace(/nonce-[^']+/g, ''),
          direct.get(name)?.replace(/nonce-[^']+/g, ''),
        )
      }
      assert.equal(headers.get('strict-transport-security'), null, 'not over http')
    }
  })

  test('a file is kept for ever only when its address carries its version', async () => {
    const plain = await fetch(`${site.url}/static/css/poster.css`)
    assert.equal(plain.headers.get('cache-control'), 'no-cache')
    assert.equal(plain.headers.get('content-encoding'), 'gzip')
    assert.equal(plain.headers.get('x-content-type-options'), 'nosniff')
    const versioned = await fetch(`${site.url}/static/css/poster.css?v=1`)
    assert.equal(versioned.headers.get('cache-control'), 'public, max-age=31536000, immutable')
    const missing = await fetch(`${site.url}/static/css/none.css?v=1`)
    assert.equal(missing.status, 404)
    assert.equal(missing.headers.get('cache-control'), 'no-store')
    assert.match(await textOf(missing), /No such destination/)
  })

  test('photos come from the disk, their originals and the database do not', async () => {
    mkdirSync(join(site.dataDir, 'www', 'media', 'zz'), { recursive: true })
    writeFileSync(join(site.dataDir, 'www', 'media', 'zz', 'x.webp'), 'photo')
    const photo = await fetch(`${site.url}/media/zz/x.webp`)
    assert.equal(await textOf(photo), 'photo')
    assert.match(photo.headers.get('cache-control') ?? '', /immutable/)
    assert.deepEqual([photo.headers.get('last-modified'), photo.headers.get('etag')], [null, null])
    assert.match(photo.headers.get('content-security-policy') ?? '', /default-src 'none'/)
    for (const path of [
      '/media/../../aroundtheworld.db',
      '/media/%2e%2e/%2e%2e/aroundtheworld.db',
      '/static../package.json',
    ]) {
      const { status } = await rawGet(site.url, path)
      assert.ok(status >= 400, `${path} gave ${status}`)
    }
  })

  test('a body over the limit gets 413, as a page with headers', async () => {
    const response = await post(`${site.url}/sessions`, { body: 'x'.repeat(1_100_000) })
    assert.equal(response.status, 413)
    assert.match(await textOf(response), /baggage limit/)
    assert.match(response.headers.get('content-security-policy') ?? '', /default-src 'none'/)
    const admin = await post(`${site.url}/admin/sessions`, { body: 'x'.repeat(1_100_000) })
    assert.notEqual(await textOf(admin).then((text) => text.includes('baggage limit')), true)
  })

  test('100 MB of a stranger are refused while they have hardly begun to come, and lie on no disk', async () => {
    for (const path of ['/admin/photos', '/admin/questions/1']) {
      const { answer, sent } = await beginToSend(site.url, path, 100_000_000)
      assert.match(answer, /^HTTP\/1\.1 401 /, path)
      assert.match(answer, /not signed in any more/)
      assert.ok(sent < 2_000_000, `${sent} bytes were sent`)
    }
    const kept = readdirSync(join(site.dataDir, '..', 'nginx'), { recursive: true, withFileTypes: true })
    assert.deepEqual(
      kept.filter((one) => one.isFile() && /body/.test(one.parentPath)).map((one) => one.name),
      [],
    )
  })

  test('health and figures are for this machine alone', async () => {
    for (const path of ['/healthz', '/metrics']) {
      const from = { headers: { 'Test-Address': '203.0.113.9' } }
      assert.equal((await fetch(`${site.elsewhereUrl}${path}`, from)).status, 403)
      assert.equal((await fetch(`${site.url}${path}`)).status, 200)
    }
    assert.match(await (await fetch(`${site.url}/metrics`)).text(), /group="app",instance="1"/)
  })

  test('too many sign-ins from one address get 429, as a page with headers, and other addresses go on', async () => {
    const from = (address: string) => ({ headers: { 'Test-Address': address } })
    const tries = Array.from({ length: 150 }, () =>
      post(`${site.elsewhereUrl}/admin/sessions`, from('203.0.113.1')),
    )
    const responses = await Promise.all(tries)
    const stopped = responses.filter(({ status }) => status === 429)
    assert.ok(stopped.length > 0, 'some are stopped')
    assert.ok(responses.length - stopped.length >= 60, 'sixty are let through')
    assert.equal(stopped[0]?.headers.get('retry-after'), '10')
    assert.match(stopped[0]?.headers.get('content-security-policy') ?? '', /default-src 'none'/)
    assert.match(await textOf(stopped[0] as Response), /A long queue/)
    const stranger = await post(`${site.elsewhereUrl}/admin/sessions`, from('203.0.113.2'))
    assert.notEqual(stranger.status, 429)
    const reading = await fetch(`${site.elsewhereUrl}/admin/sign-in`, from('203.0.113.1'))
    assert.equal(reading.status, 200, 'pages are not counted')
  })

  test('a class of sixty behind one address begins and makes its accounts; a flood of new players is stopped', async () => {
    const from = (address: string) => ({ headers: { 'Test-Address': address } })
    const many = async (count: number, path: string, address: string) => {
      const posts = Array.from({ length: count }, () => post(`${site.elsewhereUrl}${path}`, from(address)))
      return (await Promise.all(posts)).filter(({ status }) => status === 429).length
    }
    assert.equal(await many(60, '/players', '203.0.113.60'), 0)
    assert.equal(await many(60, '/accounts', '203.0.113.60'), 0)
    assert.ok((await many(200, '/players', '203.0.113.61')) > 0)
  })

  test('a flood of errors told by browsers is stopped in either group', async () => {
    for (const [path, address] of [
      ['/errors', '203.0.113.70'],
      ['/admin/errors', '203.0.113.71'],
    ] as const) {
      const from = { headers: { 'Test-Address': address } }
      const posts = Array.from({ length: 100 }, () => post(`${site.elsewhereUrl}${path}`, from))
      const { length } = (await Promise.all(posts)).filter(({ status }) => status === 429)
      assert.ok(length > 0 && length <= 40, `${length} of a hundred`)
    }
  })

  test('error pages show nothing that the content policy would stop', () => {
    const pages = [
      'maintenance.html',
      ...['404', '413', '429', '502'].map((name) => `nginx/errors/${name}.html`),
    ]
    for (const page of pages) {
      const path = join(root, 'deploy', page)
      assert.ok(existsSync(path))
      assert.doesNotMatch(readFileSync(path, 'utf8'), /<style|style=|<script|https?:\/\//)
    }
  })
})

describe('what arrives behind Nginx', { skip }, () => {
  let folder = ''
  const echo = createServer((request, response) => response.end(JSON.stringify(request.headers)))
  let url = ''
  let stop = async () => {}
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'atw-echo-'))
    await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve))
    const { port } = echo.address() as AddressInfo
    const nginx = await freePorts(2)
    url = `http://127.0.0.1:${nginx}`
    stop = await startNginx(folder, { app: port, admin: port, nginx }, folder)
  })
  after(async () => {
    await stop()
    echo.closeAllConnections()
    echo.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('is what Nginx knows, never what the client claims', async () => {
    const forged = {
      'X-Forwarded-For': '198.51.100.7',
      'X-Forwarded-Proto': 'https',
      'X-Forwarded-Host': 'evil.example',
      'X-Real-IP': '198.51.100.7',
      Forwarded: 'for=198.51.100.7',
      'X-Request-Id': 'forged',
    }
    for (const path of ['/', '/admin', '/jobs/1/answers']) {
      const method = path === '/jobs/1/answers' ? 'POST' : 'GET'
      const seen = (await (await fetch(`${url}${path}`, { method, headers: forged })).json()) as Record<
        string,
        string
      >
      assert.equal(seen['x-forwarded-for'], '127.0.0.1', path)
      assert.equal(seen['x-forwarded-proto'], 'http')
      assert.equal(seen['x-forwarded-host'], '127.0.0.1')
      assert.match(seen['x-request-id'] ?? '', /^[0-9a-f]{32}$/)
      assert.equal(seen['x-real-ip'], undefined)
      assert.equal(seen.forwarded, undefined)
    }
  })

  test('a site that is down shows the calm page and says when to come again', async () => {
    const closed = await freePorts(2)
    const other = mkdtempSync(join(tmpdir(), 'atw-down-'))
    const port = await freePorts(2)
    const stopOther = await startNginx(other, { app: closed, admin: closed, nginx: port }, other)
    try {
      for (const method of ['GET', 'POST']) {
        const response = await fetch(`http://127.0.0.1:${port}/`, { method })
        assert.equal(response.status, 502)
        assert.equal(response.headers.get('retry-after'), '5')
        assert.match(response.headers.get('content-security-policy') ?? '', /default-src 'none'/)
        assert.match(await textOf(response), /held on the ground/)
      }
    } finally {
      await stopOther()
      rmSync(other, { recursive: true, force: true })
    }
  })
})

/** nginx -t on the shipped file as `change` leaves it; it binds nothing: port 80 and 443 are only read. */
function tryShipped(change: (shipped: string) => string) {
  const folder = mkdtempSync(join(tmpdir(), 'atw-tls-'))
  try {
    const prefix = nginxPrefix(folder, { app: 8000, admin: 8100 })
    const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
    const made = ['-keyout', key, '-out', certificate, '-days', '1', '-nodes', '-subj', '/CN=example.org']
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', ...made], { stdio: 'pipe' })
    mkdirSync(join(folder, 'log'))
    const shipped = change(readFileSync(join(root, 'deploy', 'nginx', 'aroundtheworld.conf'), 'utf8'))
      .replaceAll('/etc/letsencrypt/live/example.org/fullchain.pem', certificate)
      .replaceAll('/etc/letsencrypt/live/example.org/privkey.pem', key)
      .replaceAll('/var/log/aroundtheworld', join(folder, 'log'))
    const main = join(prefix, 'nginx.conf')
    writeFileSync(main, nginxMain(prefix, shipped))
    const { status, stderr } = spawnSync('/usr/sbin/nginx', ['-t', '-p', prefix, '-c', main])
    assert.equal(status, 0, String(stderr))
    assert.doesNotMatch(String(stderr), /\[(warn|emerg|crit)\]/)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Says that `bytes` of a form will come, sends a hundredth of them and no more before the answer is there. */
async function beginToSend(url: string, path: string, bytes: number) {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  const part = Buffer.alloc(bytes / 100)
  socket.write(
    `POST ${path} HTTP/1.1\r\nHost: ${hostname}\r\nContent-Length: ${bytes}\r\n` +
      'Content-Type: multipart/form-data; boundary=b\r\n\r\n',
  )
  socket.write(part)
  let answer = ''
  for await (const chunk of socket) {
    answer += chunk
    if (answer.includes('</html>')) break
  }
  return { answer, sent: socket.bytesWritten }
}

/** fetch tidies paths before it sends them; this does not. */
async function rawGet(url: string, path: string): Promise<{ status: number }> {
  const { request } = await import('node:http')
  return await new Promise((resolve, reject) => {
    const asked = request(url, { path, agent: false }, (response) => {
      response.resume()
      response.on('end', () => resolve({ status: response.statusCode ?? 0 }))
    })
    asked.on('error', reject).end()
  })
}
