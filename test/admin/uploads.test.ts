import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type Client, type Site, startApp } from '../client.ts'

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
    for (const client of [site.client(), await site.as('player')]) {
      const photo_file = new File([MEGABYTE], 'a.jpg')
      const page = await client.post('/admin/photos', { photo_file })
      assert.equal(page.status, 415)
      assert.deepEqual(incoming(), [])
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
