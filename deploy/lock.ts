import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'

/** Kept here, as a database that nobody refers to is closed by the garbage collector, and the lock is gone. */
const held = new Set<Database.Database>()

/**
 * Takes the lock file at `path` for this process and returns what gives it back; undefined when another process
 * still holds it after `wait` ms. It is SQLite's lock on an empty file: the system releases it when the process
 * dies, however it dies, which a file with a process id in it cannot promise.
 */
export function takeLock(path: string, wait = 0): (() => void) | undefined {
  mkdirSync(dirname(path), { recursive: true, mode: 0o711 })
  closeSync(openSync(path, 'a', 0o600))
  const file = new Database(path, { timeout: wait })
  try {
    file.exec('begin exclusive')
  } catch (error) {
    file.close()
    if (String((error as { code?: string }).code).startsWith('SQLITE_BUSY')) return undefined
    throw error
  }
  held.add(file)
  return () => {
    held.delete(file)
    file.close()
  }
}

/** The lock of the running site: held by deploy/start.js as long as the site runs, and by deploy/restore.ts meanwhile. */
export const runLock = (dataDir: string) => `${dataDir}/run.lock`
