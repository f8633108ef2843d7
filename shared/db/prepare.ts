import type { Compilable, InsertObject, OperationNodeSource, RootOperationNode } from 'kysely'
import { type CompiledQuery, createQueryId, SqliteQueryCompiler } from 'kysely'
import { type Reader, sourceOf, type Tx } from './connection.ts'
import type { New, Row, Tables } from './tables.ts'

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

/** Adds a row to `table` and gives it back; compiled once for each set of columns. What is undefined is left to its default. */
export function prepareInsert<T extends keyof Tables>(table: T) {
  type Insert = (tx: Tx, row: New<T>) => Promise<Row<T>[]>
  const inserts = new Map<string, Insert>()
  const insertOf = (columns: string[]) =>
    prepare((db, p: Record<string, unknown>) => {
      const slots = Object.fromEntries(columns.map((column) => [column, p[column]]))
      return db
        .insertInto(table)
        .values(slots as InsertObject<Tables, T>)
        .returningAll()
    }) as unknown as Insert
  return async (tx: Tx, row: New<T>): Promise<Row<T>> => {
    const columns = Object.keys(row).filter((column) => row[column as keyof New<T>] !== undefined)
    const insert = inserts.get(columns.join()) ?? insertOf(columns)
    inserts.set(columns.join(), insert)
    return (await insert(tx, row))[0]!
  }
}
