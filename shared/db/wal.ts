import { statSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'

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
      const [copied] = file.pragma('wal_checkpoint(PASSIVE)') as { log: number; checkpointed: number }[]
      if (copied?.log === copied?.checkpointed) writeNothing(file)
      failed = walSize(path) < size ? 0 : failed + 1
      await sleep(2 + Math.random() * 23)
    }
    return false
  } finally {
    file.close()
  }
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
