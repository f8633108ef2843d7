import { type ChildProcess, spawn } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Browser, chromium } from 'playwright-core'

/**
 * The real thing for one test file: deploy/start.js under PM2 on a data folder of its own, and a real Nginx with the
 * shipped snippets in front. Everything listens on 127.0.0.1.
 *
 *   describe('…', { skip }, () => {
 *     let site: Stack
 *     before(async () => { site = await startStack() })
 *     after(() => site.stop())
 */
export interface Stack {
  /** Through Nginx: what a browser uses. */
  url: string
  /** Through Nginx too, seen by it as coming from the address in the request's header Test-Address. */
  elsewhereUrl: string
  /** Straight to the public group, and to each process of the dashboard. */
  appUrl: string
  adminUrls: [string, string]
  dataDir: string
  adminEmail: string
  adminPassword: string
  /** The first process (deploy/start.js); it leads a process group of its own, as under a terminal. */
  pid: number
  /** All that start.js, PM2 and the workers have printed so far. */
  output(): string
  /** npm run pm2 -- …args */
  pm2(...args: string[]): Promise<Ended>
  /** Any script of deploy/, with this site's settings: run('maintenance.ts', 'on'). */
  run(script: string, ...args: string[]): Promise<Ended>
  /** Ends the site as Ctrl-C does and keeps its data and Nginx; `again` starts it on the same folder. */
  end(): Promise<void>
  again(): Promise<void>
  stop(): Promise<void>
}

export interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

export const root = join(import.meta.dirname, '..', '..')
const NGINX = '/usr/sbin/nginx'
const CHROMIUM = '/usr/bin/chromium'
const BOOT_MS = 90_000

/** Why journeys cannot run here, or false. With CI=true that is a failure, not a skip. */
export const skip = reasonToSkip()

function reasonToSkip(): string | false {
  const missing = [NGINX, CHROMIUM].filter((program) => !existsSync(program))
  if (missing.length === 0) return false
  const reason = `${missing.join(' and ')} missing: npm run test:install brings what the journeys need`
  if (process.env.CI === 'true') throw new Error(reason)
  process.stderr.write(`\n*** JOURNEYS SKIPPED: ${reason} ***\n\n`)
  return reason
}

/** The installed Chromium, with a profile of its own that goes when it is closed. */
export function browser(...more: string[]): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...more,
    ],
  })
}

/** Asks again and again until `ask` answers something true; throws what `sorry` says after `patience` ms. */
export async function until<T>(
  ask: () => T | Promise<T>,
  sorry: () => string,
  patience = 30_000,
): Promise<NonNullable<T>> {
  for (const deadline = performance.now() + patience; ; await pause(50)) {
    const answer = await ask()
    if (answer) return answer
    if (performance.now() > deadline) throw new Error(sorry())
  }
}

const listens = (port: number) =>
  new Promise<boolean>((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })

/** The first of `count` neighbouring free ports, below those the system hands out by itself. */
export async function freePorts(count: number): Promise<number> {
  for (let tries = 0; tries < 200; tries++) {
    const first = 20_000 + Math.floor(Math.random() * 12_000)
    const ports = Array.from({ length: count }, (_, i) => first + i)
    if ((await Promise.all(ports.map(listens))).every(Boolean)) return first
  }
  throw new Error(`No ${count} neighbouring free ports were found between 20000 and 32000.`)
}

export async function statusOf(url: string): Promise<number> {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(5000) })
    await response.arrayBuffer()
    return response.status
  } catch {
    return 0
  }
}

/** Runs one of our programs to its end, with nothing of this test's environment but `env`. */
export function runNode(
  args: string[],
  env: Record<string, string>,
  node = process.execPath,
): Promise<Ended> {
  const child = spawn(node, args, {
    cwd: root,
    env: { ...base(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const kept = [keep(child.stdout), keep(child.stderr)] as const
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, stdout: kept[0](), stderr: kept[1]() }))
  })
}

const base = () => ({ PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', LANG: 'C.UTF-8' })

function keep(stream: NodeJS.ReadableStream | null): () => string {
  let text = ''
  stream?.setEncoding('utf8').on('data', (chunk) => {
    text += chunk
  })
  return () => text
}

const ended = (child: ChildProcess) =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise<void>((resolve) => child.once('exit', () => resolve()))

/** What is still running when the test's own process ends, for whatever reason. */
const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGTERM')
})

function launch(command: string, args: string[], env: Record<string, string>): ChildProcess {
  const child = spawn(command, args, { cwd: root, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  running.add(child)
  child.once('exit', () => running.delete(child))
  return child
}

async function endOf(child: ChildProcess, signal: NodeJS.Signals, lastResort: () => void): Promise<void> {
  child.kill(signal)
  const timer = setTimeout(lastResort, 25_000)
  await ended(child)
  clearTimeout(timer)
}

/** Kills what PM2 wrote down as its own in this home: only when it does not go by itself. */
function killHome(home: string): void {
  const files = [join(home, 'pm2.pid')]
  if (existsSync(join(home, 'pids')))
    files.push(...readdirSync(join(home, 'pids')).map((f) => join(home, 'pids', f)))
  for (const file of files) {
    try {
      process.kill(Number(readFileSync(file, 'utf8')), 'SIGKILL')
    } catch {
      // Gone already.
    }
  }
}

/** The shipped snippets in a prefix of their own; only the ports of the upstreams are put in. */
export function nginxPrefix(folder: string, ports: { app: number; admin: number }): string {
  const prefix = join(folder, 'nginx')
  const snippets = join(prefix, 'snippets', 'aroundtheworld')
  mkdirSync(snippets, { recursive: true })
  const shipped = join(root, 'deploy', 'nginx')
  for (const file of readdirSync(shipped)) {
    if (file !== 'upstreams.conf') symlinkSync(join(shipped, file), join(snippets, file))
  }
  const upstreams = readFileSync(join(shipped, 'upstreams.conf'), 'utf8')
    .replaceAll('127.0.0.1:8000', `127.0.0.1:${ports.app}`)
    .replaceAll('127.0.0.1:8100', `127.0.0.1:${ports.admin}`)
    .replaceAll('127.0.0.1:8101', `127.0.0.1:${ports.admin + 1}`)
  writeFileSync(join(snippets, 'upstreams.conf'), upstreams)
  return prefix
}

export const nginxMain = (prefix: string, http: string) => `
daemon off;
worker_processes 1;
${process.getuid?.() === 0 ? 'user root;' : ''}
pid ${prefix}/nginx.pid;
error_log ${prefix}/error.log warn;
worker_rlimit_nofile 20000;
events { worker_connections 8192; }
http {
  include /etc/nginx/mime.types;
  default_type application/octet-stream;
  access_log ${prefix}/access.log;
  client_body_temp_path ${prefix}/body;
  proxy_temp_path ${prefix}/proxy;
  fastcgi_temp_path ${prefix}/fastcgi;
  uwsgi_temp_path ${prefix}/uwsgi;
  scgi_temp_path ${prefix}/scgi;
${http}
}
`

const sites = (dataDir: string, port: number, accessLog: string) => `
  map "" $project { default "${root}"; }
  map "" $data { default "${dataDir}"; }
  include snippets/aroundtheworld/upstreams.conf;
  server {
    listen 127.0.0.1:${port};
    access_log ${accessLog} aroundtheworld;
    include snippets/aroundtheworld/site.conf;
    include snippets/aroundtheworld/public.conf;
    include snippets/aroundtheworld/dashboard.conf;
  }
  server {
    listen 127.0.0.1:${port + 1};
    access_log ${accessLog} aroundtheworld;
    set_real_ip_from 127.0.0.1;
    real_ip_header Test-Address;
    include snippets/aroundtheworld/site.conf;
    include snippets/aroundtheworld/public.conf;
    include snippets/aroundtheworld/dashboard.conf;
  }
`

/** A real Nginx on `port` and the next one, in front of whatever listens on `ports`. */
export async function startNginx(
  folder: string,
  ports: { app: number; admin: number; nginx: number },
  dataDir: string,
): Promise<() => Promise<void>> {
  const prefix = nginxPrefix(folder, ports)
  writeFileSync(
    join(prefix, 'nginx.conf'),
    nginxMain(prefix, sites(dataDir, ports.nginx, join(prefix, 'access.log'))),
  )
  const child = launch(NGINX, ['-p', prefix, '-c', join(prefix, 'nginx.conf')], base())
  const said = keep(child.stderr)
  const stop = () => endOf(child, 'SIGTERM', () => child.kill('SIGKILL'))
  await until(
    () => {
      if (child.exitCode !== null) throw new Error(`Nginx did not start: ${said()}`)
      return statusOf(`http://127.0.0.1:${ports.nginx}/static/`)
    },
    () => `Nginx does not answer: ${said()}`,
  )
  return stop
}

/** One start of the site; resolves when both groups answer. */
async function startSite(env: Record<string, string>, urls: { appUrl: string; adminUrls: string[] }) {
  const child = launch(process.execPath, ['deploy/start.js'], env)
  const [out, err] = [keep(child.stdout), keep(child.stderr)]
  const said = () => `${out()}${err()}`
  const asked = [`${urls.appUrl}/healthz`, ...urls.adminUrls.map((url) => `${url}/admin/sign-in`)]
  await until(
    async () => {
      const falls = said().match(/exited with code \[[1-9]/g)?.length ?? 0
      if (child.exitCode !== null || falls > 6) {
        if (child.exitCode === null) await endOf(child, 'SIGINT', () => child.kill('SIGKILL'))
        throw new Error(`The site did not start: ${said()}`)
      }
      const answers = await Promise.all(asked.map(statusOf))
      return answers.every((status) => status >= 200 && status < 400)
    },
    () => `The site does not answer: ${said()}`,
    BOOT_MS,
  )
  return { child, said }
}

export async function startStack(options: { env?: Record<string, string> } = {}): Promise<Stack> {
  const folder = mkdtempSync(join(tmpdir(), 'atw-'))
  const port = await freePorts(5)
  const dataDir = join(folder, 'data')
  const url = `http://127.0.0.1:${port + 3}`
  const appUrl = `http://127.0.0.1:${port}`
  const adminUrls: [string, string] = [`http://127.0.0.1:${port + 1}`, `http://127.0.0.1:${port + 2}`]
  const env = {
    ...base(),
    NODE_ENV: 'test',
    LOG_LEVEL: 'warn',
    APP_INSTANCES: '2',
    APP_PORT: String(port),
    ADMIN_PORT: String(port + 1),
    BASE_URL: url,
    ADMIN_URL: url,
    DATA_DIR: dataDir,
    ...options.env,
  }
  let site: Awaited<ReturnType<typeof startSite>>
  let stopNginx: (() => Promise<void>) | undefined
  const endSite = () => endOf(site.child, 'SIGINT', () => killHome(join(dataDir, '.pm2')))
  const stop = async () => {
    await stopNginx?.()
    await endSite()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    site = await startSite(env, { appUrl, adminUrls })
  } catch (error) {
    killHome(join(dataDir, '.pm2'))
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
  const first = site.said()
  try {
    stopNginx = await startNginx(folder, { app: port, admin: port + 1, nginx: port + 3 }, dataDir)
  } catch (error) {
    await stop()
    throw error
  }
  return {
    url,
    elsewhereUrl: `http://127.0.0.1:${port + 4}`,
    appUrl,
    adminUrls,
    dataDir,
    adminEmail: first.match(/^ *E-mail: +(\S+)/m)?.[1] ?? '',
    adminPassword: first.match(/^ *Password: +(\S+)/m)?.[1] ?? '',
    get pid() {
      return site.child.pid ?? 0
    },
    output: () => site.said(),
    pm2: (...args) => runNode(['deploy/pm2.js', ...args], { DATA_DIR: dataDir }),
    run: (script, ...args) => runNode([join('deploy', script), ...args], env),
    end: endSite,
    async again() {
      site = await startSite(env, { appUrl, adminUrls })
    },
    stop,
  }
}
