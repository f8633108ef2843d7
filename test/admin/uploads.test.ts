import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import sharp from 'sharp'
import { Client, type Site, startApp } from '../client.ts'
import { freePorts, statusOf, until } from '../journey/stack.ts'

const MEGABYTE = Buffer.alloc(1_000_000, 'x')

describe('An upload', () => {
  let site: Site
  before(async () => {
    site = await startApp('admin')
  })
  after(() => site.close())

  const incoming = () => {
    const folder = join(process.env.DATA_DIR!, 'incoming', '0')
    return existsSync(folder) ? readdirSync(folder) : []
  }

  /** Begins to send a file of 20 MB, sends a part of it and goes away; resolves when the server has let go. */
  async function breakOff(client: Client, path: string): Promise<void> {
    const { hostname, port } = new URL(site.url)
    const socket = connect(Number(port), hostname)
    socket.on('error', () => {})
    socket.write(
      `POST ${path} HTTP/1.1\r\nHost: ${hostname}\r\nCookie: ${client.cookie}\r\nContent-Length: 20000000\r\n` +
        'Content-Type: multipart/form-data; boundary=b\r\n\r\n' +
        '--b\r\nContent-Disposition: form-data; name="photo_file"; filename="a.jpg"\r\n\r\n',
    )
    socket.write(MEGABYTE)
    while (client.cookie && incoming().length === 0) await new Promise(setImmediate)
    socket.destroy()
  }

  test('that breaks off leaves no file, and the request ends', async () => {
    const editor = await site.as('editor')
    await breakOff(editor, '/admin/photos')
    while (incoming().length > 0) await new Promise(setImmediate)
    assert.equal((await editor.get('/admin/photos')).status, 200)
  })

  test('of a stranger or a player is not taken to disk at all', async () => {
    for (const [client, status] of [
      [site.client(), 401],
      [await site.as('player'), 415],
    ] as const) {
      const photo_file = new File([MEGABYTE], 'a.jpg')
      const page = await client.post('/admin/photos', { photo_file })
      assert.equal(page.status, status)
      assert.deepEqual(incoming(), [])
    }
  })

  test('of somebody whose session ended says so, and how to go on', async () => {
    const editor = await site.as('editor')
    await editor.post('/admin/sign-out')
    const form = { photo_file: new File([MEGABYTE], 'a.jpg') }
    assert.match((await editor.post('/admin/photos', form)).text, /not signed in any more.+Sign in/s)
    const answer = await editor.post('/admin/photos', form, { Accept: 'application/json' })
    assert.match(JSON.parse(answer.text).message, /Sign in in another tab/)
  })

  test('that says it is too large is answered before it is sent, and the connection goes on', async () => {
    const editor = await site.as('editor')
    const { answer, close } = await begin(editor, 520_000_001, MEGABYTE)
    assert.match(answer, /^HTTP\/1\.1 413 .+at most 520 MB/s)
    close()
  })

  test('that ends in the middle of a file, in one piece, leaves the process alive', async () => {
    const editor = await site.as('editor')
    const head = 'Content-Disposition: form-data; name="photo_file"; filename="a.jpg"'
    const page = await sendRaw(editor, '/admin/photos', `--b\r\n${head}\r\n\r\nhalf a photo`)
    assert.equal(page.status, 400)
    assert.match(page.text, /did not arrive whole/)
    assert.deepEqual(incoming(), [])
    assert.equal((await editor.get('/admin/photos')).status, 200)
  })

  test('of more than 200 files is refused whole', async () => {
    const editor = await site.as('editor')
    const names = Array.from({ length: 201 }, (_, i) => `${i}.jpg`)
    const page = await sendRaw(editor, '/admin/photos', await multipart(editor, names))
    assert.equal(page.status, 413)
    assert.match(page.text, /At most 200 files/)
    assert.deepEqual(incoming(), [])
  })

  test('with a file over 25 MB, or one whose name is a path, keeps all that was typed and says it at the file', async () => {
    const editor = await site.as('editor')
    const large = new File([Buffer.alloc(25_000_001)], 'large.jpg')
    const forms = [
      await editor.post('/admin/questions', { text: 'What is this?', photo2_file: large }),
      await sendRaw(
        editor,
        '/admin/questions',
        await multipart(editor, ['../../etc/passwd'], 'photo2_file', { text: 'What is this?' }),
      ),
    ]
    const sentences = [/larger than 25 MB/, /name of the file is a path/]
    for (const [i, { status, text }] of forms.entries()) {
      assert.equal(status, 422)
      assert.match(text, /id="text"[^>]*>What is this\?|value="What is this\?"/)
      assert.match(/id="photo2_file-error">([^<]+)/.exec(text)?.[1] ?? '', sentences[i]!)
      assert.deepEqual(incoming(), [])
    }
  })

  test('that fills the disk up ends with a sentence and leaves nothing', {
    skip: noNamespaces(),
  }, async () => {
    const editor = await site.as('editor')
    const small = await onSmallDisk(20)
    try {
      const client = Object.assign(small.client, { cookie: editor.cookie })
      const csrf = await client.token()
      const send = async (files: Buffer[]) => {
        const form = new FormData()
        form.append('csrf', csrf)
        for (const bytes of files) form.append('photo_file', new File([new Uint8Array(bytes)], 'a.png'))
        const page = await client.request('/admin/photos', {
          method: 'POST',
          headers: { 'Sec-Fetch-Site': 'same-origin' },
          body: form,
        })
        assert.equal(page.status, 507, page.text.slice(0, 3000))
        assert.match(page.text, /disk of the server is nearly full/)
      }
      const before = await kept(site)
      await send([0, 1, 2].map(() => randomBytes(9_000_000)))
      // This one comes in, and there is no room to keep it.
      await send([await noise()])
      assert.deepEqual(await kept(site), before)
      assert.deepEqual(small.incoming(), [])
      assert.equal((await client.get('/admin/photos')).status, 200)
    } finally {
      await small.close()
    }
  })

  test('whose kind of form is not to be understood is refused', async () => {
    const editor = await site.as('editor')
    for (const type of [
      'multipart/form-data; foo',
      'multipart/form-data; boundary=',
      'multipart/form-data;',
    ]) {
      const headers = { 'Content-Type': type, Origin: site.url }
      const page = await editor.request('/admin/photos', { method: 'POST', headers, body: 'x' })
      assert.equal(page.status, 400, type)
    }
  })

  test('that goes on for ever without saying how long it is comes to an end', async () => {
    const editor = await site.as('editor')
    let sent = 0
    const body = new ReadableStream({
      pull(controller) {
        sent += MEGABYTE.length
        controller.enqueue(MEGABYTE)
      },
    })
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded', Origin: site.url }
    const init = { method: 'POST', headers, body, duplex: 'half' } as RequestInit
    const page = await editor.request('/admin/photos', init).catch(() => undefined)
    assert.equal(page?.status ?? 413, 413, 'answered, or cut off')
    assert.ok(sent < 100 * MEGABYTE.length)
  })
})

/** The form as a browser writes it, with files whose names no browser would send. */
async function multipart(client: Client, names: string[], field = 'photo_file', fields: object = {}) {
  const part = (about: string, value: string) =>
    `--b\r\nContent-Disposition: form-data; ${about}\r\n\r\n${value}\r\n`
  const typed = Object.entries({ csrf: await client.token(), ...fields })
  const parts = typed.map(([name, value]) => part(`name="${name}"`, value))
  const files = names.map((name) => part(`name="${field}"; filename="${name}"`, 'x'))
  return `${[...parts, ...files].join('')}--b--\r\n`
}

const sendRaw = (client: Client, path: string, body: string) =>
  client.request(path, {
    method: 'POST',
    headers: { 'Content-Type': 'multipart/form-data; boundary=b', 'Sec-Fetch-Site': 'same-origin' },
    body,
  })

/** Says that `bytes` will come, sends `part` of them and waits for the answer. */
async function begin(client: Client, bytes: number, part: Buffer) {
  const { hostname, port } = new URL(client.url)
  const socket = connect(Number(port), hostname)
  socket.write(
    `POST /admin/photos HTTP/1.1\r\nHost: ${hostname}\r\nCookie: ${client.cookie}\r\nContent-Length: ${bytes}\r\n` +
      'Content-Type: multipart/form-data; boundary=b\r\n\r\n',
  )
  let answer = ''
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    answer += chunk
    if (answer.includes('</html>')) break
  }
  await new Promise<void>((sent, reject) => socket.write(part, (error) => (error ? reject(error) : sent())))
  return { answer, close: () => socket.destroy() }
}

/** A photo of 12 MB. */
const noise = () =>
  sharp(randomBytes(12_000_000), { raw: { width: 2000, height: 2000, channels: 3 } })
    .png({ compressionLevel: 0 })
    .toBuffer()

/** The photos there are, and their originals. */
async function kept(site: Site) {
  const rows = await site.db.selectFrom('photos').select('id').execute()
  const folder = join(process.env.DATA_DIR!, 'originals')
  const found = readdirSync(folder, { recursive: true, withFileTypes: true })
  return { rows: rows.length, files: found.filter((one) => one.isFile()).length }
}

function noNamespaces(): string | false {
  const tried = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'])
  return tried.status === 0 ? false : 'a small disk can be mounted by nobody here'
}

/** The same dashboard in a process of its own, for which all that comes in lies on a disk of so many megabytes. */
async function onSmallDisk(megabytes: number) {
  const folder = join(process.env.DATA_DIR!, 'incoming')
  mkdirSync(folder, { recursive: true })
  const port = await freePorts(1)
  const script = `mount -t tmpfs -o size=${megabytes}m tmpfs "${folder}" && exec "${process.execPath}" admin/server.ts`
  const env = { ...process.env, ADMIN_PORT: String(port) }
  const child = spawn('unshare', ['-rm', 'sh', '-c', script], { env, stdio: 'inherit' })
  const url = `http://127.0.0.1:${port}`
  await until(
    () => statusOf(`${url}/admin/sign-in`),
    () => 'the process with the small disk does not answer',
  )
  return {
    client: new Client(url, '/admin/sign-in'),
    incoming: () => readdirSync(join(`/proc/${child.pid}/root`, folder, '0')),
    async close() {
      const ended = new Promise((done) => child.once('exit', done))
      child.kill()
      await ended
    },
  }
}
