import { type RawBuilder, sql } from 'kysely'

/** All that another engine says differently stands here. */

/** Column type of a key that counts up and is never used again after a deletion. */
export const identity = sql`integer primary key autoincrement`

/** Column type of a time in milliseconds since 1970. */
export const time = sql`integer`

/** Stands after a table's last bracket: its columns hold only what their type says. */
export const strict = sql`strict`

/** Like `strict`, for a table that is stored in the order of its primary key. */
export const clustered = sql`strict, without rowid`

/** A row source of `ids`: `where('id', 'in', among(ids))` is one statement for any count. */
export const among = (ids: readonly number[]): RawBuilder<number> => amongJson(JSON.stringify(ids))

/** The same of a JSON list, which a prepared query can bind. */
export const amongJson = <T extends number | string = number>(list: string): RawBuilder<T> =>
  sql<T>`(select value from json_each(${list}))`

/** The same of a column that holds such a list. */
export const amongColumn = (column: string): RawBuilder<number> =>
  sql<number>`(select one.value from json_each(${sql.ref(column)}) as one)`

/** The members of all lists that a column of a table holds. */
export const amongAll = (table: string, column: string): RawBuilder<number> =>
  sql<number>`(select one.value from ${sql.table(table)}, json_each(${sql.ref(`${table}.${column}`)}) as one)`

/** The text at the place `index` (a column, counted from 0) of the list that a column holds. */
export const memberOf = (column: string, index: string): RawBuilder<string> =>
  sql<string>`json_extract(${sql.ref(column)}, '$[' || ${sql.ref(index)} || ']')`
