import assert from 'node:assert/strict'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { startHelper } from '../../admin/helpers.ts'
import type { Client } from '../client.ts'
import { root, type Stack, until } from '../journey/stack.ts'
import { newSender, together } from './photos.ts'
import { pictures } from './pictures.ts'

const QUESTIONS = 100_000
const PHOTOS = 40
/** So many are ready to be sent in a turn: more than can be taken in it. */
const READY = 80
const PATIENCE_MS = 600_000
const IMPORT_HEADER = 'text,alternative1,alternative2,alternative3,alternative4,answer,category,country,state'

/**
 * Something that staff do. It makes ready what a browser would have ready, and gives back what begins it, goes on with it
 * until `over` says so, and then resolves when the dashboard rests again; it throws when the work did not last so long, or
 * when it was `alone` and did not come on until then.
 */
export type Work = (alone: boolean) => Promise<(over: () => boolean) => Promise<void>>

type WorkName = 'the report' | 'an import' | 'photos' | 'a CSV' | 'a backup'

export const allAtOnce = (works: Work[]): Work => {
  return async () => {
    const ready = await Promise.all(works.map((work) => work(false)))
    return async (over) => void (await Promise.all(ready.map((run) => run(over))))
  }
}

/** What staff do to a dashboard, through Nginx and its own forms. */
export function worksOf(site: Stack, admin: Client): Record<WorkName, Work> {
  return {
    'the report': report(admin),
    'an import': importOf(site, admin),
    photos: photosBy(admin),
    'a CSV': async () => again(() => download(admin, '/admin/players/export')),
    'a backup': async () => again(() => backUp(site)),
  }
}

const again = (once: () => Promise<void>) => async (over: () => boolean) => {
  while (!over()) await once()
}

export const report = (admin: Client): Work => {
  return async () =>
    again(async () => {
      assert.equal((await admin.get('/admin/reports/questions?run=1')).status, 200)
    })
}

/** Takes the file as a browser does, packed, and reads it to its end. */
function download({ url, cookie }: Client, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { cookie, 'Accept-Encoding': 'gzip' }
    const sent = request(url + path, { headers }, (response) => {
      response.resume().once('close', () => {
        if (response.complete && response.statusCode === 200) resolve()
        else reject(new Error(`The file broke off, ${response.statusCode}.`))
      })
    })
    sent.once('error', reject).end()
  })
}

/** As the dashboard starts it: in a process that gives way to all others. */
async function backUp(site: Stack): Promise<void> {
  const env = { PATH: process.env.PATH, DATA_DIR: site.dataDir }
  const child = startHelper([join(root, 'deploy', 'backup.ts')], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const end = () => child.kill()
  process.once('exit', end)
  let folder = ''
  child.stdout!.setEncoding('utf8').on('data', (text) => {
    folder += text
  })
  const [code] = await once(child, 'exit')
  process.off('exit', end)
  assert.equal(code, 0, 'a backup was made')
  rmSync(folder.trim(), { recursive: true })
}

function photosBy(admin: Client): Work {
  const { form, send } = newSender(admin)
  return async () => {
    const paths = await pictures(PHOTOS)
    const forms = await Promise.all(Array.from({ length: READY }, (_, i) => form(paths[i % PHOTOS]!)))
    return async (over) => {
      await together(() => (over() ? undefined : forms.shift()), send)
      assert.ok(forms.length > 0, 'photos came in until the turn was over')
    }
  }
}

/**
 * One import over all turns: in the first its file is sent, read and looked at, and then begun, which makes a backup first;
 * it is stopped behind the turn, and goes on in each that follows.
 */
function importOf(site: Stack, admin: Client): Work {
  const database = join(site.dataDir, 'aroundtheworld.db')
  let id = 0
  const present = () => {
    const file = new Database(database, { readonly: true, timeout: 5000 })
    const row = file.prepare('select state, total, done from batches order by id desc').get()
    file.close()
    return (row ?? { state: 'sent', total: 0, done: 0 }) as { state: string; total: number; done: number }
  }
  const comes = (is: (one: ReturnType<typeof present>) => boolean) =>
    until(
      () => is(present()),
      () => `the import stands still: ${JSON.stringify(present())}`,
      PATIENCE_MS,
    )
  const act = async (what: 'start' | 'cancellation' | 'resumption') =>
    assert.equal((await admin.post(`/admin/batches/${id}/${what}`)).status, 303)

  async function lookAt(file: File, over: () => boolean) {
    const turn = until(over, () => 'the turn does not end', PATIENCE_MS).then(present)
    const page = await admin.post('/admin/imports', { file })
    id = Number(/^\/admin\/imports\/(\d+)$/.exec(page.location)?.[1])
    await comes(({ state }) => state === 'ready')
    await act('start')
    const { done } = present()
    await comes((one) => one.state === 'running' && one.done > done)
    const { state, total } = await turn
    assert.match(state, /reading|checking|ready|running/, 'the import lasted until the turn was over')
    assert.ok(total > 0, 'lines were read within the turn')
    await act('cancellation')
  }
  async function goOn(over: () => boolean, alone: boolean) {
    await act('resumption')
    const { done } = present()
    await until(over, () => 'the turn does not end', PATIENCE_MS)
    const then = present()
    assert.equal(then.state, 'running', 'questions came in until the turn was over')
    if (alone) assert.ok(then.done > done, 'questions came in within the turn')
    // A report beside it may have had this process for all of the turn.
    else await comes((one) => one.done > done)
    await act('cancellation')
  }
  return async (alone) => {
    if (id > 0) return (over) => goOn(over, alone)
    const file = new File([questions()], 'questions.csv')
    return (over) => lookAt(file, over)
  }
}

const questions = () =>
  [
    IMPORT_HEADER,
    ...Array.from(
      { length: QUESTIONS },
      (_, i) => `How many stairs has tower ${i}?,${i},${i + 1},${i + 2},${i + 3},1,flags,FR,draft`,
    ),
  ].join('\r\n')
