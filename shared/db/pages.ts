import { setImmediate as otherWork } from 'node:timers/promises'
import { type SelectQueryBuilder, sql } from 'kysely'

/** Where a page of a list begins: behind the row with this sort value and id, or, `back`, ends before it. */
export interface Cursor {
  value: string | number
  id: number
  back: boolean
}

export interface Order {
  /** With its table, such as questions.text. */
  column: string
  descending: boolean
}

export interface Page<T> {
  rows: T[]
  next?: Cursor
  previous?: Cursor
  /** The ids of all rows that the query finds and not only this page's: by id, at most `most`. */
  ids: (most?: number) => Promise<number[]>
  /**
   * All rows that the query finds, by id: a row that is saved meanwhile keeps its place, so each comes once. They are
   * read in pages, and other work is done in between.
   */
  all: () => AsyncGenerator<T>
}

/** A page of what cannot be. */
export const nothing: Page<never> = { rows: [], ids: async () => [], async *all() {} }

const SIZE = 25
const MANY = 1000

/**
 * One page of `query`, which must not be ordered yet: 25 rows by `order`, then by the id of `table`. It is found by the
 * last row seen and not by a count of rows, so a page costs the same everywhere in the list, and stays whole when
 * somebody adds a row before it.
 */
export async function page<DB, T extends keyof DB, O>(
  query: SelectQueryBuilder<DB, T, O>,
  table: string,
  order: Order,
  cursor: Cursor | undefined,
  size = SIZE,
): Promise<Page<O & { id: number }>> {
  const [value, id] = [sql.ref(order.column), sql.ref(`${table}.id`)]
  const descending = order.descending !== !!cursor?.back
  const way = descending ? sql`desc` : sql`asc`
  let some = query.select([sql<number>`${id}`.as('id'), sql<string | number>`${value}`.as('sort_value')])
  if (cursor) {
    const sign = descending ? sql`<` : sql`>`
    some = some.where(sql<boolean>`(${value}, ${id}) ${sign} (${cursor.value}, ${cursor.id})`)
  }
  const found = await some
    .orderBy(sql`${value} ${way}, ${id} ${way}`)
    .limit(size + 1)
    .execute()
  const more = found.length > size
  const rows = (cursor?.back ? found.slice(0, size).reverse() : found.slice(0, size)) as Found<O>[]
  const at = (row: Found<O> | undefined, back: boolean): Cursor | undefined =>
    row && { value: row.sort_value, id: row.id, back }
  return {
    rows,
    next: more || cursor?.back ? at(rows.at(-1), false) : undefined,
    previous: (cursor?.back ? more : cursor) ? at(rows[0], true) : undefined,
    ids: (most) => ids(query, table, most),
    all: () => all(query, table),
  }
}

async function ids<DB, T extends keyof DB, O>(
  query: SelectQueryBuilder<DB, T, O>,
  table: string,
  most: number | undefined,
): Promise<number[]> {
  const id = sql<number>`${sql.ref(`${table}.id`)}`
  const found = query.clearSelect().select(id.as('id')).orderBy(id)
  const rows = await (most === undefined ? found : found.limit(most)).execute()
  return rows.map((row) => (row as unknown as { id: number }).id)
}

async function* all<DB, T extends keyof DB, O>(
  query: SelectQueryBuilder<DB, T, O>,
  table: string,
): AsyncGenerator<O & { id: number }> {
  const order = { column: `${table}.id`, descending: false }
  let cursor: Cursor | undefined
  do {
    const { rows, next } = await page(query, table, order, cursor, MANY)
    yield* rows
    cursor = next
    await otherWork()
  } while (cursor)
}

type Found<O> = O & { id: number; sort_value: string | number }

/** A pattern for `like` that finds `words` anywhere, taken letter by letter. */
export const contains = (words: string) => `%${words.replaceAll(/[%_\\]/g, '\\$&')}%`
