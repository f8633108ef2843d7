import { existsSync } from 'node:fs'
import Database from 'better-sqlite3'
import { Kysely, SqliteAdapter, SqliteDialect, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import type { Reader } from './connection.ts'
import * as ground from './migrations/001-ground.ts'
import * as loop from './migrations/002-loop.ts'
import * as photos from './migrations/003-photos.ts'
import * as dashboard from './migrations/004-dashboard.ts'
import * as upkeep from './migrations/005-upkeep.ts'
import * as content from './migrations/006-content.ts'
import * as secrets from './migrations/007-secrets.ts'
import { checkSqliteVersion } from './sqlite.ts'

/** In order; a landed one is never changed. Names are what the database remembers. */
const migrations: Record<string, Migration> = {
  '001-ground': ground,
  '002-loop': loop,
  '003-photos': photos,
  '004-dashboard': dashboard,
  '005-upkeep': upkeep,
  '006-content': content,
  '007-secrets': secrets,
}

export type SchemaState = 'absent' | 'older' | 'current' | 'newer'

/** How the schema of the database file at `path` stands to this code. Changes nothing. */
export function schemaState(path: string): SchemaState {
  if (!existsSync(path)) return 'absent'
  const file = new Database(path, { readonly: true })
  try {
    if (!file.prepare("select 1 from sqlite_master where name = 'kysely_migration'").get()) return 'absent'
    const done = file.prepare('select name from kysely_migration').pluck().all() as string[]
    if (done.some((name) => !(name in migrations))) return 'newer'
    return done.length === Object.keys(migrations).length ? 'current' : 'older'
  } finally {
    file.close()
  }
}

/** SQLite can undo a change of tables, which Kysely does not ask it to by itself: a migration is done or not begun. */
class WholeAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl() {
    return true
  }
}

class WholeDialect extends SqliteDialect {
  override createAdapter() {
    return new WholeAdapter()
  }
}

/** Brings the database at `path` to this code's schema, making it when absent. Run by one process at a time: deploy/migrate.ts sees to that. */
export async function migrate(path: string): Promise<void> {
  checkSqliteVersion()
  const file = new Database(path)
  file.pragma('journal_mode = WAL')
  file.pragma('synchronous = FULL')
  const db = new Kysely<never>({ dialect: new WholeDialect({ database: file }) })
  try {
    const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
    const { error } = await migrator.migrateToLatest()
    if (error) throw error
  } finally {
    await db.destroy()
  }
}

/** Throws one sentence when this code cannot serve the database at `path`. */
export function checkSchema(path: string): void {
  const state = schemaState(path)
  if (state !== 'current') {
    throw new Error(`The database ${path} has a schema that is ${state}: ${ADVICE[state]}`)
  }
}

const ADVICE = {
  absent: 'run npm start, which makes it.',
  older: 'run npm start or node deploy/migrate.ts, which bring it up to date.',
  newer: 'it was written by a newer release; start that one, or restore a backup.',
}

/**
 * What an open database lacks for this code, in a sentence; undefined when nothing. One that is newer serves: it is so
 * between the two steps of a deploy, and a release only adds. Throws when the database does not answer.
 */
export async function schemaProblem(db: Reader): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
  const done = new Set(rows.map(({ name }) => name))
  const missing = Object.keys(migrations).filter((name) => !done.has(name))
  return missing.length > 0 ? `The database lacks ${missing.join(' and ')}.` : undefined
}
