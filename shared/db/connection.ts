import { setTimeout as sleep } from 'node:timers/promises'
import type {
  Compilable,
  InsertObject,
  Kysely as KyselyOf,
  OperationNodeSource,
  RootOperationNode,
  SqliteDatabase,
  Transaction,
} from 'kysely'
import { type CompiledQuery, createQueryId, Kysely, SqliteQueryCompiler } from 'kysely'
import { ReadDialect, WriteDialect } from './kysely-dialects.ts'
import { checkSqliteVersion, type Heard, open } from './sqlite.ts'
import type { New, Row, Tables } from './tables.ts'
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
  const writing: Source = { database: open(path, { timeout, ...heard }) }
  const writer = new Kysely<Tables>({ dialect: new WriteDialect(writing) })
  const readings = open(path, { readonly: true, timeout, ...heard })
  const reading = { database: readings, commits: 0 }
  const db = new Kysely<Tables>({ dialect: new ReadDialect(reading) })
  const disk = syncWal(path)
  sources.set(db, reading)
  writing.reader = db
  async function write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const result = await commit(work)
    await disk.sync()
    return result
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
        const result = await writer.transaction().execute(timed)
        reading.commits++
        readings.endTurn?.()
        return result
      } catch (error) {
        if (!isLocked(error) || performance.now() > deadline) throw error
        onRetry()
      } finally {
        if (begun) onWrite(performance.now() - begun)
      }
    }
  }
  // Kysely closes only what it has asked something itself.
  async function close() {
    await Promise.all([db.destroy(), writer.destroy(), disk.close()])
    readings.close()
    writing.database.close()
  }
  return { db, write, close }
}

interface Source {
  database: SqliteDatabase
  commits?: number
  /** Reads beside this one, what was committed. */
  reader?: Reader
}

const sources = new WeakMap<Reader | Tx, Source>()

function sourceOf(on: Reader | Tx): Source {
  const source = sources.get(on)
  if (!source) throw new Error('This is no connection of connect().')
  return source
}

/** How many transactions `write` of the same connection has committed. */
export const commits = (db: Reader): number => sourceOf(db).commits ?? 0

/** The connection that reads beside a transaction, or is given itself. */
export const readerOf = (on: Reader | Tx): Reader => sourceOf(on).reader ?? (on as Reader)

/** Row after row of `query`, without a list of them all and without a pause: nothing else runs in this process until it is done. */
export function iterate<O>(db: Reader, query: Compilable): IterableIterator<O> {
  const { sql, parameters } = query.compile()
  return sourceOf(db).database.prepare(sql).iterate(parameters) as IterableIterator<O>
}

class Slot {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

/**
 * The SQLite of better-sqlite3 (STAT4) looks into the parameters of a query when it plans it, and so plans it anew at every
 * run: a join of two rows by their keys took 7 µs instead of 0.8. Behind a plus it cannot look. What is the same at
 * every run stands in the text, so that indexes of a part of the rows still serve.
 */
class PlannedOnce extends SqliteQueryCompiler {
  protected override appendValue(value: unknown): void {
    if (value instanceof Slot) super.appendValue(value)
    else this.appendImmediateValue(value)
  }
  protected override getCurrentParameterPlaceholder(): string {
    return '+?'
  }
}

type Preparable<O> = Compilable<O> & OperationNodeSource

/**
 * Compiles `build` once, at its first use; later runs only bind, and go to SQLite past Kysely's queue, as what is asked
 * here is done when it returns. `p.x` stands wherever Kysely takes a value of its type (not in `in` lists). For
 * queries on the player's path.
 */
export function prepare<P extends object, O>(build: (db: Reader, p: P) => Preparable<O>) {
  let query: CompiledQuery | undefined
  const slots = new Proxy({} as P, { get: (_, name) => new Slot(String(name)) })
  return async (on: Reader | Tx, p: P): Promise<O[]> => {
    query ??= new PlannedOnce().compileQuery(
      build(on, slots).toOperationNode() as RootOperationNode,
      createQueryId(),
    )
    const parameters = query.parameters.map((slot) => p[(slot as Slot).name as keyof P])
    const statement = sourceOf(on).database.prepare(query.sql)
    if (statement.reader) return statement.all(parameters) as O[]
    statement.run(parameters)
    return []
  }
}

/** Adds a row to `table` and gives it back; compiled once for each set of columns, as `prepare` does. */
export function prepareInsert<T extends keyof Tables>(table: T) {
  type Insert = (tx: Tx, row: New<T>) => Promise<Row<T>[]>
  const inserts = new Map<string, Insert>()
  return async (tx: Tx, row: New<T>): Promise<Row<T>> => {
    const columns = Object.keys(row).join()
    const insert =
      inserts.get(columns) ??
      (prepare((db, p: Record<string, unknown>) => {
        const slots = Object.fromEntries(Object.keys(row).map((column) => [column, p[column]]))
        return db
          .insertInto(table)
          .values(slots as InsertObject<Tables, T>)
          .returningAll()
      }) as unknown as Insert)
    inserts.set(columns, insert)
    return (await insert(tx, row))[0]!
  }
}

/** Whether an error says that the disk had no room for a change. */
export const isFull = (error: unknown) => (error as { code?: string }).code === 'SQLITE_FULL'
