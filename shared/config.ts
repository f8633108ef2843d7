import { join, resolve } from 'node:path'
import { z } from 'zod'

const port = z.coerce.number().int().min(1).max(65535)

const Environment = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  /** First port of each group; the second admin process listens on the next one. */
  APP_PORT: port.default(8000),
  ADMIN_PORT: port.default(8100),
  APP_INSTANCES: z.coerce.number().int().min(1).max(64).default(2),
  /** Where browsers reach the public site and the dashboard: links and cookies are built from these two. */
  BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  ADMIN_URL: z.url({ protocol: /^https?$/ }).optional(),
  DATA_DIR: z.string().min(1).default('data'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  NODE_APP_INSTANCE: z.coerce.number().int().min(0).default(0),
})

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])

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
    throw new Error('BASE_URL is missing: in production it is the address players type, such as https://example.org.')
  }
  const baseUrl = new URL(e.BASE_URL ?? `http://127.0.0.1:${e.APP_PORT}`)
  const adminUrl = new URL(e.ADMIN_URL ?? e.BASE_URL ?? `http://127.0.0.1:${e.ADMIN_PORT}`)
  for (const [name, url] of [['BASE_URL', baseUrl], ['ADMIN_URL', adminUrl]] as const) {
    if (url.protocol === 'http:' && !LOOPBACK.has(url.hostname)) {
      throw new Error(`${name} must begin with https://: over http a session can be stolen. Only 127.0.0.1 may do without.`)
    }
  }
  const root = resolve(import.meta.dirname, '..')
  const dataDir = resolve(root, e.DATA_DIR)
  return {
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
    incoming: join(dataDir, 'incoming'),
    www: join(dataDir, 'www'),
    backups: join(dataDir, 'backups'),
  }
}

export type Config = ReturnType<typeof readConfig>

export const config = readConfig(process.env)
