import { createHash } from 'node:crypto'
import { availableParallelism, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'

const port = z.coerce.number().int().min(1).max(65535)

const Environment = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  /** First port of each group; the second admin process listens on the next one. */
  APP_PORT: port.default(8000),
  ADMIN_PORT: port.default(8100),
  APP_INSTANCES: z.coerce
    .number()
    .int()
    .min(2)
    .max(64)
    .default(Math.min(64, Math.max(2, availableParallelism()))),
  /** Where browsers reach the public site and the dashboard: links and cookies are built from these two. */
  BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  ADMIN_URL: z.url({ protocol: /^https?$/ }).optional(),
  DATA_DIR: z.string().min(1).default('data'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  NODE_APP_INSTANCE: z.coerce.number().int().min(0).default(0),
})

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** What the processes get of the caller's own environment: nothing else of a shell leaks into them. */
const KEPT = ['PATH', 'HOME', 'USER', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR']

/** A path to a Unix socket may be 107 bytes long; PM2's longest name in its home is interactor.sock. */
const LONGEST_HOME = 107 - '/interactor.sock'.length

/** PM2's home lives in the data folder, which all releases share; when that path is too long for a socket, in the temporary folder. */
function pm2HomeFor(dataDir: string) {
  const home = join(dataDir, '.pm2')
  if (Buffer.byteLength(home) <= LONGEST_HOME) return home
  return join(tmpdir(), `aroundtheworld-${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`)
}

/** The settings of one process. Throws an Error with one sentence that names the variable that is wrong or missing. */
export function readConfig(env: Record<string, string | undefined>) {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = Environment.safeParse(given)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new Error(`The environment variable ${issue?.path.join('.')} is not usable: ${issue?.message}.`)
  }
  const e = parsed.data
  if (e.NODE_ENV === 'production' && !e.BASE_URL) {
    throw new Error(
      'BASE_URL is missing: in production it is the address players type, such as https://example.org.',
    )
  }
  const baseUrl = new URL(e.BASE_URL ?? `http://127.0.0.1:${e.APP_PORT}`)
  const adminUrl = new URL(e.ADMIN_URL ?? e.BASE_URL ?? `http://127.0.0.1:${e.ADMIN_PORT}`)
  for (const [name, url] of [
    ['BASE_URL', baseUrl],
    ['ADMIN_URL', adminUrl],
  ] as const) {
    if (url.protocol === 'http:' && !LOOPBACK.has(url.hostname)) {
      throw new Error(
        `${name} must begin with https://: over http a session can be stolen. Only 127.0.0.1 may do without.`,
      )
    }
  }
  const root = resolve(import.meta.dirname, '..')
  const dataDir = resolve(root, e.DATA_DIR)
  const settings: Record<string, string> = {}
  for (const [name, value] of Object.entries({ ...e, DATA_DIR: dataDir })) {
    if (value !== undefined && name !== 'NODE_APP_INSTANCE') settings[name] = String(value)
  }
  const kept: Record<string, string> = {}
  for (const name of KEPT) if (env[name]) kept[name] = env[name]
  return {
    /** The variables above as this process understands them. Every process of both groups is started with them and `kept`. */
    settings,
    /** What is passed on of the caller's own environment. */
    kept,
    pm2Home: pm2HomeFor(dataDir),
    production: e.NODE_ENV === 'production',
    root,
    appPort: e.APP_PORT,
    appInstances: e.APP_INSTANCES,
    adminPort: e.ADMIN_PORT,
    instance: e.NODE_APP_INSTANCE,
    baseUrl: baseUrl.origin,
    adminUrl: adminUrl.origin,
    secureCookies: baseUrl.protocol === 'https:',
    logLevel: e.LOG_LEVEL,
    dataDir,
    database: join(dataDir, 'aroundtheworld.db'),
    originals: join(dataDir, 'originals'),
    media: join(dataDir, 'www', 'media'),
    /** Where this process writes what is not whole yet. It is emptied when the process starts. */
    incoming: join(dataDir, 'incoming', String(e.NODE_APP_INSTANCE)),
    www: join(dataDir, 'www'),
    backups: join(dataDir, 'backups'),
    /** Where each process says how it is. */
    run: join(dataDir, 'run'),
  }
}

export type Config = ReturnType<typeof readConfig>

export const config = readConfig(process.env)
