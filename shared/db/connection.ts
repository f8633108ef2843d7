import { realpathSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Compilable, Kysely as KyselyOf, Transaction } from 'kysely'
import { Kysely } from 'kysely'
import { ReadDialect, WriteDialect } from './kysely-dialects.ts'
import { checkSqliteVersion, type Heard, type Opened, open } from './sqlite.ts'
import type { Tables } from './tables.ts'
import { syncWal } from './wal-syncing.ts'

export type Reader = KyselyOf<Tables>
export type Tx = Transaction<Tables>
/**
 * Runs `work` in one immediate transaction. Inside it only `tx` is used and nothing else is awaited; it may run again.
 * What it wrote is on the disk when this resolves; the lock is free before.
 */
export type Write = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
export interface Connection {
  db: Reader
  write: Write
  close: () => Promise<unknown>
}

interface Options extends Heard {
  timeout: number
  onWrite?: (ms: number) => void
  onRetry?: () => void
}

const WRITE_DEADLINE_MS = 5000

/** Whether `error` says that another program held the write lock for too long. */
export const isLocked = (error: unknown) =>
  String((error as { code?: string }).code).startsWith('SQLITE_BUSY')

/**
 * How long to leave a lock alone that was another's at so many `tries`, in ms. Most are gone after a few, and players wait
 * for no longer than it takes to ask again; one that is held for long is asked after every 1 to 25.
 */
export const pauseAfter = (tries: number) => 1 + Math.random() * Math.min(24, 2 ** Math.max(1, tries - 4))

/**
 * Opens the database twice: `db` only reads, `write` is the only way to change anything.
 * `timeout` (ms) is how long SQLite may stop this process's event loop to wait for a lock: 0 in the public group.
 * `write` waits off the event loop, 5 s in all, then throws SQLITE_BUSY. `onWrite` hears how long (ms) each transaction
 * held the lock, done or not, `onRetry` of each time it was another's; `onStatement` how long each statement took and
 * whether it was one of `write`, `onQuery` the words of each query before it runs.
 */
export function connect(
  path: string,
  { timeout, onWrite = () => {}, onRetry = () => {}, ...heard }: Options,
): Connection {
  checkSqliteVersion()
  const writes = new Set<Promise<unknown>>()
  const writing: Source = { database: open(path, { timeout, ...heard }) }
  const readings = open(path, { readonly: true, timeout, ...heard })
  const reading = { database: readings, renewals: 0, writing }
  const onCommit = () => renew(reading)
  const writer = new Kysely<Tables>({ dialect: new WriteDialect({ database: writing.database, onCommit }) })
  const db = new Kysely<Tables>({ dialect: new ReadDialect(reading) })
  // SQLite follows links, and its log lies beside the file itself.
  const disk = syncWal(realpathSync(path))
  sources.set(db, reading)
  writing.reader = db
  async function write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const written = commit(work).then(async (result) => {
      await disk.sync()
      return result
    })
    writes.add(written)
    return await written.finally(() => writes.delete(written))
  }
  async function commit<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const deadline = performance.now() + WRITE_DEADLINE_MS
    for (let tries = 1; ; await sleep(pauseAfter(tries++))) {
      let begun = 0
      const timed = (tx: Tx) => {
        begun = performance.now()
        sources.set(tx, writing)
        return work(tx)
      }
      try {
        return await writer.transaction().execute(timed)
      } catch (error) {
        if (!isLocked(error) || performance.now() > deadline) throw error
        onRetry()
      } finally {
        if (begun) onWrite(performance.now() - begun)
      }
    }
  }
  async function close() {
    await Promise.allSettled(writes)
    // Kysely closes only what it has asked something itself.
    await Promise.all([db.destroy(), writer.destroy()])
    readings.close()
    writing.database.close()
    disk.close()
  }
  return { db, write, close }
}

interface Source {
  database: Opened
  renewals?: number
  /** Writes what this one reads. */
  writing?: Source
  /** Reads beside this one, what was committed. */
  reader?: Reader
}

const sources = new WeakMap<Reader | Tx, Source>()

/** The SQLite connection behind one that `connect` gave. */
export function sourceOf(on: Reader | Tx): Source {
  const source = sources.get(on)
  if (!source) throw new Error('This is no connection of connect().')
  return source
}

/** What is read from now on is the newest there is. */
function renew(reading: Source): void {
  reading.renewals = (reading.renewals ?? 0) + 1
  reading.database.endTurn?.()
}

/** How often what `db` reads was made the newest there is: with each commit of the same process at least. */
export const renewals = (db: Reader): number => sourceOf(db).renewals ?? 0

/** The connection that reads beside a transaction, or is given itself. */
export const readerOf = (on: Reader | Tx): Reader => sourceOf(on).reader ?? (on as Reader)

/**
 * What `look` reads, read now and without the lock; what is given back gives it to a transaction of the same process, which
 * looks anew where anybody has committed anything since, or where looking has failed.
 */
export async function looked<T>(
  db: Reader,
  look: (on: Reader | Tx) => Promise<T>,
): Promise<(tx: Tx) => Promise<T>> {
  const reading = sourceOf(db)
  const state = () => `${reading.renewals} ${reading.writing!.database.dataVersion()}`
  // What was read before in this turn may be older than the state it would be compared with.
  renew(reading)
  const before = state()
  const [seen] = await Promise.allSettled([look(db)])
  const holds = () => seen.status === 'fulfilled' && state() === before
  return async (tx) => (holds() ? (seen as PromiseFulfilledResult<T>).value : await look(tx))
}

/** Row after row of `query`, without a list of them all and without a pause: nothing else runs in this process until it is done. */
export function iterate<O>(db: Reader, query: Compilable): IterableIterator<O> {
  const { sql, parameters } = query.compile()
  return sourceOf(db).database.prepare(sql).iterate(parameters) as IterableIterator<O>
}

/** Whether an error says that the disk had no room for a change. */
export const isFull = (error: unknown) => (error as { code?: string }).code === 'SQLITE_FULL'
