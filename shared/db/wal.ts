import { statSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { log } from '../log.ts'

/** When so many pages (of 4 KB) wait in the log they are copied into the database, off the public path. */
const COPY_PAGES = 1000
/** From so many pages on it is tried again and again to have copied all of them. */
const LONG_PAGES = 4 * COPY_PAGES
const COPY_EVERY_MS = 250
/** At most so often in a row, as others may write meanwhile. */
const COPIES = 3
/** Above so many every commit copies by itself: only when nobody else does, as then it waits for the disk. */
export const OWN_COPY_PAGES = 15 * COPY_PAGES
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
      if (checkpoint(file, 'PASSIVE').waiting === 0) writeNothing(file)
      failed = walSize(path) < size ? 0 : failed + 1
      await sleep(2 + Math.random() * 23)
    }
    return false
  } finally {
    file.close()
  }
}

/** Has all of the log copied and begun anew; throws when the disk fails or somebody reads or writes. */
export function emptyWal(path: string): void {
  const file = new Database(path, { timeout: 0, fileMustExist: true })
  try {
    file.pragma('synchronous = FULL')
    if (checkpoint(file, 'TRUNCATE').busy) throw new Error('The write-ahead log is in use.')
  } finally {
    file.close()
  }
}

/**
 * Copies the write-ahead log of the database at `path` into it whenever a thousand pages wait, until what it gives back is
 * called. It holds no lock that a reader or writer wants, but its process waits for the disk: so the dashboard does
 * it, and commits of players find nothing to copy. The log begins anew only when all of it was copied at the moment
 * of a commit, so once it is long that is tried again and again.
 */
export function copyWal(path: string): () => void {
  const file = new Database(path, { timeout: 0, fileMustExist: true })
  file.pragma('synchronous = FULL')
  const copy = () => {
    const { pages, waiting } = checkpoint(file, 'NOOP')
    if (waiting < COPY_PAGES && pages < LONG_PAGES) return
    for (let copied = 0; copied < COPIES && checkpoint(file, 'PASSIVE').waiting > 0; copied++);
  }
  let failed = false
  const timer = setInterval(() => {
    try {
      copy()
      failed = false
    } catch (error) {
      if (!failed) log.error({ err: error }, 'the write-ahead log was not copied')
      failed = true
    }
  }, COPY_EVERY_MS).unref()
  return () => {
    clearInterval(timer)
    file.close()
  }
}

/** How many pages the log has after a checkpoint of this `kind`, and how many of them are not in the database; not to be told while another process copies. */
function checkpoint(file: Database.Database, kind: 'NOOP' | 'PASSIVE' | 'TRUNCATE') {
  type Row = { busy: number; log: number; checkpointed: number }
  const { busy, log: pages, checkpointed } = file.prepare(`pragma wal_checkpoint(${kind})`).get() as Row
  return busy
    ? { busy, pages: Number.NaN, waiting: Number.NaN }
    : { busy, pages, waiting: pages - checkpointed }
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
