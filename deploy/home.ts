import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { delimiter, dirname, join } from 'node:path'
import type { Config } from '../shared/config.ts'

type Home = Pick<Config, 'pm2Home' | 'settings' | 'kept' | 'root'>

/**
 * Memory that is free goes back. Each thread has a store of its own in glibc: two instead of sixteen take a third less where photos
 * are read, and no longer. How much may lie free at a store's end is no longer raised by what was taken once. glibc reads
 * both before a process has begun, and PM2 gives workers of a cluster what stands in ecosystem.config.js only after that.
 */
export const MEMORY = { MALLOC_ARENA_MAX: '2', MALLOC_TRIM_THRESHOLD_: '131072' }

const settingsFile = (home: string) => join(home, 'settings.json')

/**
 * Makes PM2's home, for this user alone: who can write to its socket commands the site. Leaves the settings there,
 * so that npm run pm2 from any other shell acts with those the site was started with.
 */
export function makeHome({ pm2Home, settings, root }: Home): void {
  mkdirSync(pm2Home, { recursive: true, mode: 0o700 })
  const { uid } = statSync(pm2Home)
  if (uid !== process.getuid?.())
    throw new Error(`The folder ${pm2Home} belongs to another user: remove it first.`)
  chmodSync(pm2Home, 0o700)
  const file = settingsFile(pm2Home)
  writeFileSync(`${file}.part`, JSON.stringify({ settings, root }, null, 2), { mode: 0o600 })
  renameSync(`${file}.part`, file)
}

/** What PM2 and, through it, every worker gets as its environment. This Node stands first in PATH: PM2 asks for `node`. */
export function environmentFor({ pm2Home, settings, kept }: Home): Record<string, string> {
  const PATH = [dirname(process.execPath), kept.PATH].filter(Boolean).join(delimiter)
  const pm2 = { PM2_HOME: pm2Home, PM2_DISCRETE_MODE: 'true', PM2_DISABLE_VERSION_CHECK: 'true' }
  return { ...kept, ...MEMORY, ...settings, ...pm2, PATH }
}

/** The settings the running site was started with, and the release it was started from. */
export function runningSettings({ pm2Home, settings, root }: Home): {
  settings: Record<string, string>
  root: string
} {
  const file = settingsFile(pm2Home)
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { settings, root }
}

/** Whether a PM2 answers in this home. Asked first, as PM2's own client would start a daemon and leave it behind. */
export function isRunning({ pm2Home }: Pick<Config, 'pm2Home'>): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(join(pm2Home, 'rpc.sock'))
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
