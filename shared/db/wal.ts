import { statSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'

/** So many pages (of 4 KB) are copied into the database at a time, off the public path. */
const COPY_PAGES = 1000
const COPY_EVERY_MS = 250
/** Copying again and again ends when others write meanwhile. */
const COPIES = 3
/** Above so many every commit copies by itself: only when nobody else does, as then it waits for the disk three times. */
export const OWN_COPY_PAGES = 10 * COPY_PAGES
const SHORT_BYTES = 8_000_000
const SLICE_BYTES = 8_000_000
const TRIES = 40

/** Bytes of the write-ahead log of the database at `path`; 0 when there is none. */
export const walSize = (path: string): number => statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0

/**
 * Makes the write-ahead log of the database at `path` short; false when somebody read or wrote at forty tries in a row.
 * TRUNCATE holds the write lock until the file is cut (1 ms for each 5 MB of it, and more on a busy disk) and, given a
 * time-out, as long as it waits for readers. So all is copied without the lock, and then a write that changes nothing
 * begins the log anew, when nobody reads it, and cuts a slice off: nobody waits for longer than that takes.
 */
export async function shortenWal(path: string): Promise<boolean> {
  const file = new Database(path, { timeout: 0, fileMustExist: true })
  try {
    file.pragma('synchronous = FULL')
    for (let failed = 0; failed < TRIES; ) {
      const size = walSize(path)
      if (size <= SHORT_BYTES) return true
      file.pragma(`journal_size_limit = ${size - SLICE_BYTES}`)
      if (waiting(file, 'PASSIVE') === 0) writeNothing(file)
      failed = walSize(path) < size ? 0 : failed + 1
      await sleep(2 + Math.random() * 23)
    }
    return false
  } finally {
    file.close()
  }
}

/**
 * Copies the write-ahead log of the database at `path` into it whenever a thousand pages wait, for as long as it runs; gives
 * back what ends it. It holds no lock that a reader or writer wants, but its process waits for the disk: so the
 * dashboard does it, and commits of players find nothing to copy. All of the log must have been copied at some
 * moment for it to begin anew, so it is tried thrice.
 */
export function copyWal(path: string): () => void {
  const file = new Database(path, { timeout: 0, fileMustExist: true })
  file.pragma('synchronous = FULL')
  const copy = () => {
    try {
      if (waiting(file, 'NOOP') < COPY_PAGES) return
      for (let copied = 0; copied < COPIES && waiting(file, 'PASSIVE') > 0; copied++);
    } catch {
      // As with SQLite's own copying behind a commit: what has no room in the database is safe in the log.
    }
  }
  const timer = setInterval(copy, COPY_EVERY_MS).unref()
  return () => {
    clearInterval(timer)
    file.close()
  }
}

/** The pages that are not copied yet after a checkpoint of this `kind`. */
function waiting(file: Database.Database, kind: 'NOOP' | 'PASSIVE'): number {
  const [{ log, checkpointed }] = file.pragma(`wal_checkpoint(${kind})`) as [
    { log: number; checkpointed: number },
  ]
  return log - checkpointed
}

function writeNothing(file: Database.Database): void {
  try {
    file.exec('begin immediate')
    file.pragma(`user_version = ${file.pragma('user_version', { simple: true })}`)
    file.exec('commit')
  } catch (error) {
    if (file.inTransaction) file.exec('rollback')
    if (!String((error as { code?: string }).code).startsWith('SQLITE_BUSY')) throw error
  }
}
