import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { Client, type Site, startApp } from '../client.ts'
import { freePorts, root, skip, startNginx, statusOf } from './stack.ts'

const ANSWER_MS = 20_000
const MOST_GROWTH_BYTES = 200_000_000

const FORM_TYPE = 'Content-Type: application/x-www-form-urlencoded'

/** What no program of good will sends. Each is refused or cut off, by Nginx or by ours. */
const BROKEN: Record<string, string | Buffer> = {
  'nothing but a line break': '\r\n\r\n\r\n',
  'no request at all': 'hello there\r\n\r\n',
  'the start of a TLS connection': Buffer.from('16030100a5010000a10303', 'hex'),
  'the start of HTTP/2': 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  'a version nobody speaks': head('GET / HTTP/9.9'),
  'a method with a space in it': head('GE T / HTTP/1.1'),
  'a null byte in the address': head('GET /\0 HTTP/1.1'),
  'a null byte in a header': head('GET / HTTP/1.1', 'X-Test: a\0b'),
  'a header without a name': head('GET / HTTP/1.1', ': value'),
  'a header with a space in its name': head('GET / HTTP/1.1', 'Content Length : 3'),
  'no host': 'GET / HTTP/1.1\r\n\r\n',
  'an address of 100 kB': head(`GET /${'a'.repeat(100_000)} HTTP/1.1`),
  'a header of 100 kB': head('GET / HTTP/1.1', `X-Test: ${'a'.repeat(100_000)}`),
  '10,000 headers': head('GET / HTTP/1.1', ...Array.from({ length: 10_000 }, (_, i) => `X-${i}: ${i}`)),
  'a cookie of 100 kB': head('GET / HTTP/1.1', `Cookie: session=${'a'.repeat(100_000)}`),
  'a negative length': head('POST /players HTTP/1.1', 'Content-Length: -1'),
  'a length that is none': head('POST /players HTTP/1.1', 'Content-Length: many'),
  'a length beyond all numbers': head('POST /players HTTP/1.1', `Content-Length: ${'9'.repeat(40)}`),
  'two lengths': `${head('POST /players HTTP/1.1', 'Content-Length: 3', 'Content-Length: 5')}a=bcd`,
  'a length and chunks': `${head('POST /players HTTP/1.1', 'Content-Length: 3', 'Transfer-Encoding: chunked')}0\r\n\r\n`,
  'chunks that are none': `${chunked('/players')}zzz\r\nhello\r\n0\r\n\r\n`,
  'a chunk beyond all numbers': `${chunked('/players')}ffffffffffffffffff\r\n`,
  'a negative chunk': `${chunked('/players')}-5\r\nhello\r\n0\r\n\r\n`,
  'a form that ends too soon': `${head('POST /players HTTP/1.1', FORM_TYPE, 'Content-Length: 1000')}a=b`,
  'a large body nobody waits for': `${head('POST /players HTTP/1.1', FORM_TYPE, 'Content-Length: 999999999')}a=b`,
  'a body that is no form': `${head('POST /players HTTP/1.1', 'Content-Type: application/json', 'Content-Length: 2')}{}`,
  'a multipart form without a boundary': `${head('POST /admin/photos HTTP/1.1', 'Content-Type: multipart/form-data', 'Content-Length: 5')}hello`,
  'a way through a proxy': head('CONNECT example.org:443 HTTP/1.1'),
  'a trace': head('TRACE / HTTP/1.1'),
  'an expectation nobody meets': head('GET / HTTP/1.1', 'Expect: the-unexpected'),
}

/** Odd, but to be answered like any other: not with an error of ours. */
const ODD: Record<string, string | Buffer> = {
  'an address that is broken off': head('GET /jobs/%E0%A4%A HTTP/1.1'),
  'an address that is not UTF-8': head('GET /cities/%FF%FE HTTP/1.1'),
  'an address of raw bytes': Buffer.concat([
    Buffer.from('GET /cities/'),
    Buffer.from([0xff, 0xc3, 0x28]),
    Buffer.from(head(' HTTP/1.1')),
  ]),
  'a null byte, encoded': head('GET /cities/%00 HTTP/1.1'),
  'a way up': head('GET /static/../../package.json HTTP/1.1'),
  'a way up, encoded': head('GET /static/..%2f..%2fpackage.json HTTP/1.1'),
  'a way up, encoded twice': head('GET /media/%252e%252e/%252e%252e/aroundtheworld.db HTTP/1.1'),
  'a file with a broken name': head('GET /static/%E0%A4%A HTTP/1.1'),
  'a file with a null byte': head('GET /media/%00 HTTP/1.1'),
  'another site': head('GET http://evil.example/ HTTP/1.1'),
  'two slashes': head('GET //evil.example/%2e%2e HTTP/1.1'),
  'an asterisk': head('OPTIONS * HTTP/1.1'),
  'a query that is broken off': head('GET /sign-in?next=%E0%A4%A&%=%&&&=== HTTP/1.1'),
  '5,000 parameters': head(`GET /sign-in?${'a=1&'.repeat(1500)} HTTP/1.1`),
  'a prototype': head('GET /sign-in?__proto__[x]=1&constructor=2&__proto__=3 HTTP/1.1'),
  'a cookie that is none': head('GET / HTTP/1.1', 'Cookie: session=%E0%A4%A; ;;; =; session; __proto__=1'),
  'two cookies': head('GET / HTTP/1.1', 'Cookie: session=a; session=b', 'Cookie: session=c'),
  'an address that is none': head(
    'GET / HTTP/1.1',
    'X-Forwarded-For: \x01not,an,address',
    'X-Request-Id: ../../x',
  ),
  'a file that changes never': head(
    'GET /static/css/app.css HTTP/1.1',
    'If-Modified-Since: the day after',
    'Range: bytes=9-1',
  ),
  'a language nobody speaks': head(
    'GET / HTTP/1.1',
    `Accept: ${',;q='.repeat(500)}`,
    'Accept-Encoding: \x7f',
  ),
}

function head(line: string, ...headers: string[]): string {
  return [line, 'Host: 127.0.0.1', 'Connection: close', ...headers, '', ''].join('\r\n')
}

function chunked(path: string): string {
  return head(`POST ${path} HTTP/1.1`, FORM_TYPE, 'Transfer-Encoding: chunked')
}

/**
 * Sends these bytes and waits; when they are no whole request, says that no more will come, after which Node need not
 * answer. Gives back the status of the answer, 0 when the connection is closed without one.
 */
function send(port: number, bytes: string | Buffer, whole = true): Promise<number> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(port, '127.0.0.1')
    const status = () => Number(/^HTTP\/1\.[01] (\d{3})/.exec(answer)?.[1] ?? 0)
    socket.setTimeout(ANSWER_MS, () => {
      socket.destroy()
      reject(new Error(`neither answered nor closed: ${String(bytes).slice(0, 80)}`))
    })
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1')
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(status()))
    if (whole) socket.write(bytes)
    else socket.end(bytes)
  })
}

/** Sends `first` at once and then a byte after another; resolves when the other side closes, and fails when all could be sent. */
async function drip(port: number, bytes: Buffer, first = ''): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  const closed = new Promise((resolve) => socket.on('close', resolve))
  socket.on('error', () => {})
  socket.resume()
  socket.write(first)
  let sent = 0
  const timer = setInterval(() => {
    if (sent < bytes.length) socket.write(bytes.subarray(sent, ++sent))
    else socket.destroy()
  }, 20)
  await closed
  clearInterval(timer)
  assert.ok(sent < bytes.length, 'nobody closed it')
}

describe('malformed requests', { skip }, () => {
  let site: Site
  let folder: string
  let ports: { app: number; admin: number; nginx: number }
  let stopNginx: () => Promise<void>
  const children: ChildProcess[] = []
  before(async () => {
    site = await startApp('app')
    folder = mkdtempSync(join(tmpdir(), 'atw-malformed-'))
    const first = await freePorts(4)
    ports = { app: first, admin: first + 1, nginx: first + 2 }
    for (const group of ['app', 'admin'])
      children.push(await serve(group, { APP_PORT: String(ports.app), ADMIN_PORT: String(ports.admin) }))
    stopNginx = await startNginx(folder, ports, process.env.DATA_DIR!)
  })
  after(async () => {
    await stopNginx?.()
    for (const child of children) child.kill('SIGKILL')
    await site?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  /** Does it, and finds the same two processes at work afterwards, not much larger. */
  async function survived(work: () => Promise<void>) {
    const before = children.map(rssOf)
    await work()
    for (const [i, child] of children.entries()) {
      assert.equal(child.exitCode ?? child.signalCode, null, 'the process lives')
      const growth = rssOf(child) - before[i]!
      assert.ok(growth < MOST_GROWTH_BYTES, `${growth} bytes more`)
    }
    for (const url of [
      `${site.url}/sign-in`,
      ...doors().map(([, port]) => `http://127.0.0.1:${port}/healthz`),
    ])
      assert.equal(await statusOf(url), 200, url)
  }

  const doors = (): [string, number][] => Object.entries(ports)

  test('are refused or cut off, by each group itself and through Nginx', async () => {
    await survived(async () => {
      for (const [door, port] of doors()) {
        for (const [what, bytes] of Object.entries(BROKEN)) {
          const status = await send(port, bytes, false)
          // What only Nginx says: that it does not know this version, or this way to send a body.
          const refused =
            status === 0 ||
            (status >= 400 && status < 500) ||
            (door === 'nginx' && [501, 505].includes(status))
          assert.ok(refused, `${what}: ${status} from ${door}`)
        }
      }
    })
  })

  test('that are only odd are no error of ours', async () => {
    await survived(async () => {
      for (const [door, port] of doors()) {
        for (const [what, bytes] of Object.entries(ODD)) {
          const status = await send(port, bytes)
          assert.ok(status >= 200 && status < 500, `${what}: ${status} from ${door}`)
        }
      }
    })
  })

  test('with every method there is, at every address', async () => {
    const methods = ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND', 'TRACE', 'CONNECT', 'BREW', 'HEAD']
    await survived(async () => {
      for (const group of ['app', 'admin'] as const) {
        for (const [path] of await pathsOf(group)) {
          const address = path.replace(/:\w+/g, '1')
          const answers = methods.map(async (method) => {
            const status = await send(ports[group], head(`${method} ${address} HTTP/1.1`))
            assert.ok(status < 500, `${method} ${address}: ${status}`)
            if (method !== 'HEAD') assert.ok(status === 0 || status >= 400, `${method} ${address}: ${status}`)
          })
          await Promise.all(answers)
        }
      }
    })
  })

  test('for things that cannot be, by people who are signed in', async () => {
    const absurd = [
      '0',
      '-1',
      '9'.repeat(30),
      '__proto__',
      'constructor',
      '%00',
      '..%2f..',
      '%F0%9F%8F%B3',
      '%E0%A4%A',
      '%FF',
    ]
    const prototypes = Object.fromEntries([
      ...['__proto__', 'constructor', 'a[__proto__]', 'slot'].map((name) => [name, '__proto__']),
      ['text', '\0'],
    ])
    const people = { app: await site.as('player'), admin: await site.as('admin') }
    await survived(async () => {
      for (const group of ['app', 'admin'] as const) {
        const client = signedIn(people[group], `http://127.0.0.1:${ports[group]}`, group)
        for (const [path, methods] of await pathsOf(group)) {
          for (const value of path.includes(':') ? absurd : ['']) {
            const address = path.replace(/:\w+/g, value)
            if (methods.includes('GET'))
              await isNoError(client.get(`${address}?__proto__[a]=1&before=__proto__`), address)
            if (methods.includes('POST') && !/sign-out/.test(path))
              await isNoError(client.post(address, prototypes), `POST ${address}`)
          }
        }
      }
    })
  })

  test('that bring files broken in their middle are refused, and leave no file', async () => {
    const editor = await site.as('editor')
    const client = signedIn(editor, `http://127.0.0.1:${ports.admin}`, 'admin')
    const token = await client.token()
    const part = `--x\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n${token}\r\n`
    const file = '--x\r\nContent-Disposition: form-data; name="photo_file"; filename="a.jpg"\r\n\r\n'
    const bodies = {
      'an empty one': '',
      'no boundary in it': 'hello',
      'never closed': `${part}${file}abc`,
      'nothing but a boundary': '--x--',
      'a part without a name': '--x\r\n\r\nhello\r\n--x--\r\n',
      'a head that never ends': `--x\r\nContent-Disposition: form-data; name="${'a'.repeat(100_000)}`,
      'a head of bytes': `--x\r\nContent-Disposition: form-data; name="\xff\xfe\0"\r\n\r\n\r\n--x--\r\n`,
      'a prototype': `${part}--x\r\nContent-Disposition: form-data; name="__proto__"; filename="__proto__"\r\n\r\nabc\r\n--x--\r\n`,
      'ten thousand parts': part.repeat(10_000),
    }
    await survived(async () => {
      for (const [what, body] of Object.entries(bodies)) {
        for (const port of [ports.admin, ports.nginx]) {
          const headers = [
            'Content-Type: multipart/form-data; boundary=x',
            `Content-Length: ${Buffer.byteLength(body, 'latin1')}`,
            `Cookie: ${client.cookie}`,
            'Sec-Fetch-Site: same-origin',
          ]
          const status = await send(
            port,
            Buffer.from(head('POST /admin/photos HTTP/1.1', ...headers) + body, 'latin1'),
            false,
          )
          assert.ok(status === 0 || (status >= 400 && status < 500), `${what}: ${status}`)
        }
      }
    })
    const incoming = readdirSync(join(process.env.DATA_DIR!, 'incoming'), {
      recursive: true,
      withFileTypes: true,
    })
    assert.deepEqual(
      incoming.filter((entry) => entry.isFile()),
      [],
    )
  })

  test('that come byte by byte are closed when their time is over, in the head and in the body', async () => {
    const { newServer } = await import('../../shared/web/server.ts')
    let begun = 0
    const server = newServer((request) => {
      begun++
      request.resume()
    }, 500)
    server.headersTimeout = 200
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const bytes = Buffer.alloc(1000, 'a')
    try {
      await drip(port, bytes, 'GET /')
      assert.equal(begun, 0)
      await drip(port, bytes, head('POST /players HTTP/1.1', FORM_TYPE, 'Content-Length: 1000'))
      assert.equal(begun, 1)
    } finally {
      server.close()
    }
  })

  test('have a minute for their head and some for the rest, and Nginx may use a connection again behind the longest report', async () => {
    const { newServer } = await import('../../shared/web/server.ts')
    const server = newServer(() => {}, 300_000)
    assert.ok(server.headersTimeout > 0 && server.headersTimeout <= 60_000)
    assert.ok(server.requestTimeout > 0 && server.requestTimeout <= 300_000)
    const [nginxKeeps, longestReport] = [60_000, 300_000]
    assert.ok(server.keepAliveTimeout > nginxKeeps + longestReport)
  })

  /** A group of its own, as PM2 starts it. */
  async function serve(group: string, settings: Record<string, string>): Promise<ChildProcess> {
    const { PATH, HOME, DATA_DIR } = process.env
    const env = { PATH, HOME, DATA_DIR, LOG_LEVEL: 'silent', ...settings }
    const script = join(root, group, 'server.ts')
    const child = spawn(process.execPath, [script], { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    const [ready] = await Promise.race([once(child, 'message'), once(child, 'exit')])
    assert.equal(ready, 'ready')
    return child
  }
})

const rssOf = ({ pid }: ChildProcess) =>
  1024 * Number(/^VmRSS:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1])

function signedIn(person: Client, url: string, group: 'app' | 'admin'): Client {
  const client = new Client(url, group === 'admin' ? '/admin/sign-in' : '/sign-in')
  client.cookie = person.cookie
  return client
}

async function isNoError(page: Promise<{ status: number }>, what: string): Promise<void> {
  const { status } = await page
  assert.ok(status < 500, `${what}: ${status}`)
}

/** Every address of a group, with the methods of its doors. */
async function pathsOf(group: 'app' | 'admin'): Promise<Map<string, string[]>> {
  const app = await import(`../../${group}/app.ts`)
  const tables = [app.open, app.closed, app.editorsOnly ?? [], app.adminsOnly ?? []]
  const paths = new Map<string, string[]>()
  for (const [method, path] of tables.flat(2) as [string, string][])
    paths.set(path, [...(paths.get(path) ?? []), method])
  return paths
}
