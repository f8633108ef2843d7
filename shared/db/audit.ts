import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import type { Reader, Tx } from './connection.ts'
import { type Cursor, page } from './pages.ts'
import { prepareInsert } from './prepare.ts'
import type { Act, Row } from './tables.ts'

/** Who changes something, and as part of what. */
export interface By {
  editor: number
  now: number
  request?: string
  batch?: number
  /** The audit row that is taken back. */
  undoes?: number
}

/** The house itself, as when it is filled for the first time: it leaves no rows. */
export interface House {
  editor: null
  now: number
}

/** A record's fields by name, as JSON can hold them. */
export type Fields = Record<string, unknown>

export interface Change {
  kind: string
  ref: string | number
  /** As a reader would call the record. */
  name: string
  version?: number | null
  /** All fields; absent when the record was added. */
  before?: Fields
  /** All fields; absent when it was removed. */
  after?: Fields
}

/** Leaves the row of one change, with the fields that differ. Where none do, nothing was changed and there is no row. */
export async function note(tx: Tx, by: By | House, { before, after, ...change }: Change): Promise<void> {
  if (by.editor === null) return
  const act = before ? (after ? 'changed' : 'removed') : 'added'
  const [was, is] = before && after ? differing(before, after) : [before, after]
  if (act === 'changed' && Object.keys(is!).length === 0) return
  await insert(tx, by, change, act, was, is)
}

/** Leaves the row of something done that no field shows, such as a link that was made: `after` says what. */
export async function noteDone(tx: Tx, by: By, { after, ...change }: Change): Promise<void> {
  await insert(tx, by, change, 'done', undefined, after)
}

const insertRow = prepareInsert('audit')

async function insert(tx: Tx, by: By, change: Change, act: Act, before?: Fields, after?: Fields) {
  const { kind, ref, name, version = null } = change
  const json = (fields?: Fields) => (fields ? JSON.stringify(fields) : null)
  await insertRow(tx, {
    ...{ kind, ref: String(ref), name: name.slice(0, 300), version, act },
    ...{ before: json(before), after: json(after) },
    ...{ at: by.now, editor_id: by.editor, request: by.request ?? '' },
    ...{ batch_id: by.batch ?? null, undoes: by.undoes ?? null },
  })
}

/** Of both only the fields that differ. */
export function differing(before: Fields, after: Fields): [Fields, Fields] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  const changed = names.filter((name) => !isDeepStrictEqual(before[name] ?? null, after[name] ?? null))
  const of = (fields: Fields) => Object.fromEntries(changed.map((name) => [name, fields[name] ?? null]))
  return [of(before), of(after)]
}

export interface AuditFilter {
  kind?: string
  ref?: string
  editor?: number
  act?: Act
  batch?: number
  /** Times: from the first, up to the second. */
  from?: number
  to?: number
  /** Kinds that are left out. */
  but?: string[]
}

const named = (db: Reader | Tx) =>
  db
    .selectFrom('audit')
    .innerJoin('players', 'players.id', 'editor_id')
    .selectAll('audit')
    .select('players.name as editor')
    .select((eb) =>
      eb
        .selectFrom('audit as later')
        .select((max) => max.fn.max('later.id').as('id'))
        .whereRef('later.undoes', '=', 'audit.id')
        .as('undone'),
    )

/** One page of rows, newest first, with the names of who made each and, when it was taken back, by which row (`undone`). */
export async function list(db: Reader, filter: AuditFilter, cursor?: Cursor, size?: number) {
  let query = named(db)
  if (filter.kind) query = query.where('kind', '=', filter.kind)
  if (filter.ref) query = query.where('ref', '=', filter.ref)
  if (filter.editor) query = query.where('editor_id', '=', filter.editor)
  if (filter.act) query = query.where('act', '=', filter.act)
  if (filter.batch) query = query.where('batch_id', '=', filter.batch)
  if (filter.from !== undefined) query = query.where('at', '>=', filter.from)
  if (filter.to !== undefined) query = query.where('at', '<', filter.to)
  if (filter.but?.length) query = query.where('kind', 'not in', filter.but)
  return await page(query, 'audit', { column: 'audit.id', descending: true }, cursor, size)
}

export type AuditRow = Row<'audit'>

export async function byId(db: Reader | Tx, id: number): Promise<AuditRow | undefined> {
  return await db.selectFrom('audit').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The row with the name of who made it and, when it was taken back, by which row (`undone`). */
export async function withEditor(db: Reader | Tx, id: number) {
  return await named(db).where('audit.id', '=', id).executeTakeFirst()
}

/** What became of the record of this row after it, the newest first. */
export async function since(db: Reader | Tx, { id, kind, ref }: Pick<AuditRow, 'id' | 'kind' | 'ref'>) {
  return await db
    .selectFrom('audit')
    .selectAll()
    .where('kind', '=', kind)
    .where('ref', '=', ref)
    .where('id', '>', id)
    .orderBy('id', 'desc')
    .execute()
}

/** Whose changes there could be: staff, by name. */
export async function editors(db: Reader) {
  return await db
    .selectFrom('players')
    .select(['id', 'name'])
    // The words of the index, which holds staff alone.
    .where(sql<boolean>`role <> 'player'`)
    .orderBy('name')
    .execute()
}

/** Rows of a batch with ids below `before`, the newest first: the order in which they are taken back. */
export async function ofBatch(db: Reader | Tx, batch: number, before: number, limit: number) {
  return await db
    .selectFrom('audit')
    .selectAll()
    .where('batch_id', '=', batch)
    .where('id', '<', before)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

export async function countOfBatch(db: Reader | Tx, batch: number): Promise<number> {
  const { n } = await db
    .selectFrom('audit')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('batch_id', '=', batch)
    .executeTakeFirstOrThrow()
  return n
}

/** The record's last row, with the name of who changed it. */
export async function newest(db: Reader | Tx, kind: string, ref: string) {
  return await db
    .selectFrom('audit')
    .innerJoin('players', 'players.id', 'editor_id')
    .selectAll('audit')
    .select('players.name as editor')
    .where('kind', '=', kind)
    .where('ref', '=', ref)
    .orderBy('audit.id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** The last version the record is known to have had; 0 when there is no row. */
export async function lastVersion(db: Reader | Tx, kind: string, ref: string | number): Promise<number> {
  const { version } = await db
    .selectFrom('audit')
    .select((eb) => eb.fn.max('version').as('version'))
    .where('kind', '=', kind)
    .where('ref', '=', String(ref))
    .executeTakeFirstOrThrow()
  return version ?? 0
}
