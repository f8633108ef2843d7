import Database from 'better-sqlite3'
import type { SqliteDatabase, SqliteStatement } from 'kysely'
import { OWN_COPY_PAGES } from './wal.ts'

const OLDEST_SQLITE = '3.51.3'
const MOST_STATEMENTS = 500
const OPEN_TIMEOUT_MS = 5000
/** In a grown game what players see lies on some 40 MB; what the cache cannot hold is read from the kernel each time. */
const READERS_CACHE_KB = 48 * 1024
const WRITERS_CACHE_KB = 4 * 1024

/** Throws when the SQLite inside better-sqlite3 is one that can corrupt a WAL database (before 3.51.3). */
export function checkSqliteVersion(version = sqliteVersion()): void {
  const order = version.localeCompare(OLDEST_SQLITE, 'en', { numeric: true })
  if (order < 0)
    throw new Error(`SQLite ${version} is too old: ${OLDEST_SQLITE} or newer is needed. Run npm ci again.`)
}

function sqliteVersion(): string {
  const memory = new Database(':memory:')
  const version = memory.prepare('select sqlite_version()').pluck().get()
  memory.close()
  return String(version)
}

/** Who hears the words of each query before it runs, and how long each statement took. */
export interface Heard {
  onQuery?: (sql: string) => void
  onStatement?: (ms: number, changes: boolean) => void
}

interface Opening extends Heard {
  timeout: number
  readonly?: boolean
}

/** `statement`, with `heard` being told how long each run took. */
function timed(statement: SqliteStatement, heard: (ms: number) => void): SqliteStatement {
  const taking = <T>(run: () => T): T => {
    const begun = performance.now()
    try {
      return run()
    } finally {
      heard(performance.now() - begun)
    }
  }
  return {
    reader: statement.reader,
    all: (parameters) => taking(() => statement.all(parameters)),
    run: (parameters) => taking(() => statement.run(parameters)),
    iterate: (parameters) => statement.iterate(parameters),
  }
}

export interface Opened extends SqliteDatabase {
  /** What this connection reads from now on is the newest there is. */
  endTurn?: () => void
  /** Another number whenever somebody else has committed. */
  dataVersion: () => number
}

/** One SQLite connection with its pragmas and a cache of prepared statements. Opening can meet a lock, so it may wait; `timeout` (ms) counts from then on. */
export function open(path: string, { onQuery, onStatement, ...options }: Opening): Opened {
  const sqlite = new Database(path, { ...options, timeout: OPEN_TIMEOUT_MS })
  if (!options.readonly) sqlite.pragma('journal_mode = WAL')
  sqlite.pragma('foreign_keys = ON')
  sqlite.pragma(`cache_size = ${-(options.readonly ? READERS_CACHE_KB : WRITERS_CACHE_KB)}`)
  sqlite.pragma('synchronous = NORMAL')
  sqlite.pragma(`wal_autocheckpoint = ${OWN_COPY_PAGES}`)
  sqlite.pragma(`busy_timeout = ${options.timeout}`)
  const statements = new Map<string, SqliteStatement>()
  const turn = options.readonly ? readingTurn(sqlite) : undefined
  const prepare = (text: string): SqliteStatement => {
    turn?.begin()
    onQuery?.(text)
    const found = statements.get(text)
    if (found) return found
    if (statements.size >= MOST_STATEMENTS) statements.delete(statements.keys().next().value!)
    const bare = sqlite.prepare(text) as unknown as SqliteStatement
    const made = onStatement ? timed(bare, (ms) => onStatement(ms, !options.readonly)) : bare
    statements.set(text, made)
    return made
  }
  const version = sqlite.prepare('pragma data_version').pluck()
  return {
    prepare,
    close: () => void sqlite.close(),
    endTurn: turn?.end,
    dataVersion: () => version.get() as number,
  }
}

/**
 * All that is read without waiting for anything is read in one transaction: taking SQLite's locks for each statement took
 * longer than a small statement itself. It ends before the next event, so it keeps no checkpoint waiting, and no request
 * is answered from a state older than itself.
 */
function readingTurn(sqlite: Database.Database) {
  const begin = sqlite.prepare('begin')
  const commit = sqlite.prepare('commit')
  const end = () => {
    if (sqlite.inTransaction) commit.run()
  }
  return {
    begin() {
      if (sqlite.inTransaction) return
      begin.run()
      behindAwaits(end)
    },
    end,
  }
}

/** Runs it before the next event, behind all that goes on without one: Node runs ticks, then what was awaited and is there, then new ticks. */
const behindAwaits = (work: () => void) => process.nextTick(queueMicrotask, () => process.nextTick(work))
