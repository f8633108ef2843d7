import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { freePorts, root, statusOf, until } from '../journey/stack.ts'

/** A real process of one group, without PM2 and Nginx. */
export interface Running {
  child: ChildProcess
  url: string
  /** What it has printed so far. */
  log: () => string
  ended: Promise<number | null>
}

const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** Resolves when it answers. It ends with the test file at the latest. */
export async function startProcess(
  group: 'app' | 'admin',
  instance: number,
  { dataDir, env = {} }: { dataDir: string; env?: Record<string, string> },
): Promise<Running> {
  const port = await freePorts(1)
  const child = spawn(process.execPath, [join(root, group, 'server.ts')], {
    env: {
      ...process.env,
      DATA_DIR: dataDir,
      APP_PORT: String(port),
      // Each process of the dashboard listens on a port of its own.
      ADMIN_PORT: String(port - instance),
      NODE_APP_INSTANCE: String(instance),
      LOG_LEVEL: 'warn',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  running.add(child)
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    text += chunk
  })
  const ended = new Promise<number | null>((done) => child.once('exit', done))
  void ended.then(() => running.delete(child))
  const url = `http://127.0.0.1:${port}`
  await until(
    async () => (await statusOf(`${url}/healthz`)) === 200,
    () => `it does not answer: ${text}`,
    60_000,
  )
  return { child, url, log: () => text, ended }
}
