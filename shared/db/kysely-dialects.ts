import { SqliteAdapter, type SqliteDatabase, SqliteDialect, SqliteDriver } from 'kysely'

interface Writing {
  database: SqliteDatabase
  onCommit: () => void
}

/** A deferred transaction that turns to writing fails at once under a lock, so writing ones begin as such. */
class WriteDriver extends SqliteDriver {
  readonly #run: (text: string) => unknown
  readonly #onCommit: () => void
  constructor(config: Writing) {
    super(config)
    this.#run = (text) => config.database.prepare(text).run([])
    this.#onCommit = config.onCommit
  }
  override async beginTransaction() {
    this.#run('begin immediate')
  }
  override async commitTransaction() {
    this.#run('commit')
    this.#onCommit()
  }
  /** When the disk is full SQLite has rolled back by itself, and that this cannot be done again must not hide why. */
  override async rollbackTransaction() {
    try {
      this.#run('rollback')
    } catch (error) {
      if (!(error as Error).message.includes('no transaction is active')) throw error
    }
  }
}

/** For one connection that writes, in transactions that take the lock at once; `onCommit` hears of each before anything else runs. */
export class WriteDialect extends SqliteDialect {
  readonly #config: Writing
  constructor(config: Writing) {
    super(config)
    this.#config = config
  }
  override createDriver() {
    return new WriteDriver(this.#config)
  }
}

/** Reads need no queue: better-sqlite3 finishes each statement before it returns. */
class ReadAdapter extends SqliteAdapter {
  override get supportsMultipleConnections() {
    return true
  }
}

export class ReadDialect extends SqliteDialect {
  override createAdapter() {
    return new ReadAdapter()
  }
}
