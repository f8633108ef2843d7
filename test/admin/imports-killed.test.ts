import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Batch } from '../../shared/db/batches.ts'
import { Client, type Site, startApp } from '../client.ts'

const batchItems = await import('../../shared/db/batch-items.ts')
const batches = await import('../../shared/db/batches.ts')

const HEADER = 'text,alternative1,alternative2,answer,category,country'
const csv = (name: string, lines: number) =>
  [HEADER, ...Array.from({ length: lines }, (_, i) => `${name} ${i}?,Yes,No,1,flags,FR`)].join('\r\n')

/** The dashboard's own process, sent kill -9 in the middle of an import and started again. */
describe('An import whose process is killed', () => {
  let site: Site
  let client: Client
  let child: ChildProcess
  let port: number
  before(async () => {
    site = await startApp('admin')
    port = await freePort()
    client = new Client(`http://127.0.0.1:${port}`, '/admin/sign-in')
    client.cookie = (await site.as('editor')).cookie
    await start()
  })
  after(async () => {
    await kill()
    await site.close()
  })

  async function start() {
    const { PATH, HOME, DATA_DIR } = process.env
    const env = { PATH, HOME, DATA_DIR, LOG_LEVEL: 'silent', ADMIN_PORT: String(port) }
    const script = join(import.meta.dirname, '..', '..', 'admin', 'server.ts')
    child = spawn(process.execPath, [script], { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    const [ready] = await Promise.race([once(child, 'message'), once(child, 'exit')])
    assert.equal(ready, 'ready')
  }

  async function kill() {
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }

  const newest = async () =>
    await site.db.selectFrom('batches').selectAll().orderBy('id', 'desc').limit(1).executeTakeFirst()

  /** The newest batch, as soon as it is like this. */
  async function when(is: (batch: Batch) => boolean) {
    for (;;) {
      const batch = await newest()
      if (batch && is(batch)) return batch
      await sleep(1)
    }
  }

  /** Kills the process while it does this, and starts it again. */
  async function killWhile(state: Batch['state']) {
    const batch = await when(
      (one) => one.state === state && (one.done > 0 || state === 'reading') && one.total > 0,
    )
    await kill()
    const { state: left } = (await batches.byId(site.db, batch.id))!
    assert.equal(left, state, 'it was killed in the middle')
    await start()
    return batch.id
  }

  const send = (content: string) =>
    client.post('/admin/imports', { file: new File([content], 'questions.csv') })

  test('is cancelled when the file was not read to its end', async () => {
    const sent = send(csv('Half', 20_000)).catch(() => {})
    const id = await killWhile('reading')
    await sent
    const { state, problem } = (await batches.byId(site.db, id))!
    assert.equal(state, 'cancelled')
    assert.match(problem, /only a part of it is here/)
    assert.equal((await client.post(`/admin/batches/${id}/resumption`)).status, 409)
  })

  test('goes on looking, goes on importing, and nothing comes twice', async () => {
    const lines = 900
    const sent = send(csv('Whole', lines)).catch(() => {})
    const id = await killWhile('checking')
    await sent
    await when(({ state }) => state === 'ready')
    assert.equal((await batchItems.countByState(site.db, id)).ready, lines)
    const begun = client.post(`/admin/batches/${id}/start`).catch(() => {})
    assert.equal(await killWhile('running'), id)
    await begun
    await when(({ state }) => state === 'finished')
    assert.equal((await batchItems.countByState(site.db, id)).done, lines)
    const found = await site.db
      .selectFrom('questions')
      .select('text')
      .where('text', 'like', 'Whole %')
      .execute()
    assert.equal(found.length, lines)
    assert.equal(new Set(found.map(({ text }) => text)).size, lines)
  })
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
