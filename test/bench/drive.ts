import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { MEMORY } from '../../deploy/home.ts'
import { apps } from '../../ecosystem.config.js'
import { freePorts, root } from '../journey/stack.ts'
import { heard } from './forked.ts'
import { PATIENCE_MS } from './load.ts'

export interface Ask {
  path: string
  /** As the browser sends it: session=… */
  cookie: string
  /** Undefined: a GET. Otherwise what a form sends, encoded. */
  form?: string
}

export interface Drive {
  url: string
  asks: Ask[]
  /** So many are under way at any moment. */
  atOnce: number
}

/**
 * Requests a second: each of `asks` once, the next one as soon as one is answered, from a process of its own with
 * connections that are kept. Throws when a page is not answered by 200 or a form not by 303.
 */
export async function throughput(drive: Drive): Promise<number> {
  const child = fork(import.meta.filename)
  const end = () => child.kill()
  process.once('exit', end)
  child.send(drive)
  const said = (await heard(child)) as { perSecond: number } | { sorry: string } | undefined
  process.off('exit', end)
  if (!said) throw new Error('The driver died.')
  if ('sorry' in said) throw new Error(said.sorry)
  return said.perSecond
}

export interface App {
  url: string
  pid: number
  child: ChildProcess
  end(): Promise<void>
}

/** How PM2 runs Node for the public group: for `fork`, on the data of `dataDir`. */
export function likePm2(dataDir: string, more: Record<string, string> = {}) {
  const { node_args: execArgv } = apps.find(({ name }) => name === 'app')!
  return { execArgv, env: { ...MEMORY, NODE_ENV: 'test', LOG_LEVEL: 'warn', DATA_DIR: dataDir, ...more } }
}

/** One process of the public group on the data of `dataDir`, as PM2 runs it, on a port of its own; with these files of this folder loaded before it. */
export async function startApp(dataDir: string, before: string[] = []): Promise<App> {
  const port = await freePorts(1)
  // It leaves by itself when this process is gone.
  const { execArgv, env } = likePm2(dataDir, { APP_PORT: String(port) })
  const loaded = before.flatMap((file) => ['--import', join(import.meta.dirname, file)])
  const child = fork(join(root, 'app', 'server.ts'), { execArgv: [...execArgv, ...loaded], env })
  if ((await heard(child)) === undefined) throw new Error('app/server.ts did not start.')
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid!,
    child,
    async end() {
      child.kill()
      await once(child, 'exit')
    },
  }
}

async function drive({ url, asks, atOnce }: Drive): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce })
  const waiting = asks.values()
  const work = async () => {
    for (const one of waiting) await answered(agent, url, one)
  }
  const start = performance.now()
  await Promise.all(Array.from({ length: atOnce }, work))
  const seconds = (performance.now() - start) / 1000
  agent.destroy()
  return asks.length / seconds
}

function answered(agent: Agent, url: string, { path, cookie, form }: Ask): Promise<void> {
  const method = form === undefined ? 'GET' : 'POST'
  const headers = { cookie, ...(form !== undefined && FORM) }
  const wanted = form === undefined ? 200 : 303
  return new Promise((resolve, reject) => {
    const asking = request(url + path, { agent, method, headers }, (response) => {
      const { statusCode } = response
      response.resume().once('close', () => {
        if (response.complete && statusCode === wanted) resolve()
        else reject(new Error(`${method} ${path} was answered by ${statusCode}.`))
      })
    })
    asking.setTimeout(PATIENCE_MS, () => asking.destroy(new Error(`${method} ${path} was not answered.`)))
    asking.once('error', reject)
    asking.end(form)
  })
}

export const FORM = { 'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'same-origin' }

// Only a forked process can send.
if (process.argv[1] === import.meta.filename) {
  const [asked] = (await once(process, 'message')) as [Drive]
  const said = await drive(asked).then(
    (perSecond) => ({ perSecond }),
    (error: Error) => ({ sorry: error.message }),
  )
  process.send!(said, undefined, undefined, () => process.disconnect!())
}
