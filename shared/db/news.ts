import { sql } from 'kysely'
import { DAY_MS } from '../rules/weeks.ts'
import * as audit from './audit.ts'
import type { Reader, Tx } from './connection.ts'
import { type Cursor, contains, page as pageOf } from './pages.ts'
import { prepare } from './prepare.ts'

/** What everybody may read: newest first those before the moment `at` (ms) and, of one moment, the number `id`. */
const publishedQuery = prepare((db, p: { since: number; at: number; id: number; limit: number }) =>
  db
    .selectFrom('news')
    .select(['id', 'title', 'body', 'published_at as at'])
    .$narrowType<{ at: number }>()
    .where('published_at', '>=', p.since)
    .where(sql<boolean>`(published_at, id) < (${p.at}, ${p.id})`)
    .orderBy('published_at', 'desc')
    .orderBy('id', 'desc')
    .limit(p.limit),
)

export interface Place {
  at: number
  id: number
}

const NEWEST: Place = { at: Number.MAX_SAFE_INTEGER, id: 0 }

/** Published news, newest first: those after `place` in that order, of all without one. */
export async function published(db: Reader, limit: number, place: Place = NEWEST) {
  return await publishedQuery(db, { since: 0, ...place, limit })
}

/** The newest one that was published at `since` (ms) or later; undefined when there is none. */
export async function newest(db: Reader, since: number) {
  return (await publishedQuery(db, { since, ...NEWEST, limit: 1 }))[0]
}

/** One page of the editors' list, newest first. `published`: only those that are, or are not. */
export async function list(db: Reader, filter: { words?: string; published?: boolean }, cursor?: Cursor) {
  let query = db
    .selectFrom('news')
    .leftJoin('players', 'players.id', 'created_by')
    .select(['title', 'body', 'published_at', 'news.created_at', 'players.name as author'])
  if (filter.published !== undefined)
    query = query.where('published_at', filter.published ? 'is not' : 'is', null)
  if (filter.words) {
    const pattern = contains(filter.words)
    query = query.where(sql<boolean>`(title like ${pattern} escape '\\' or body like ${pattern} escape '\\')`)
  }
  return await pageOf(query, 'news', { column: 'news.id', descending: true }, cursor)
}

export async function byId(db: Reader | Tx, id: number) {
  return await db.selectFrom('news').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The item that the same person wrote in these very words within a day before; undefined when there is none. */
export async function alike(tx: Tx, { title, body }: { title: string; body: string }, by: audit.By) {
  return await tx
    .selectFrom('news')
    .select(['id', 'version', 'published_at'])
    .where('title', '=', title)
    .where('body', '=', body)
    .where('created_by', '=', by.editor)
    .where('created_at', '>', by.now - DAY_MS)
    .executeTakeFirst()
}

export interface NewsFields {
  title: string
  /** Markdown. */
  body: string
  /** Null for a draft. */
  published_at: number | null
  created_by?: number | null
  created_at?: number
}

/** The item with its version and all its fields; undefined when it is gone. */
export async function present(db: Reader | Tx, id: number) {
  const item = await byId(db, id)
  if (!item) return
  const { id: _, version, ...fields } = item
  return { version, name: item.title, fields: fields satisfies NewsFields }
}

/** One that is brought back comes under its old number. */
export async function insert(tx: Tx, fields: NewsFields, by: audit.By, old?: number): Promise<number> {
  const version = old ? (await audit.lastVersion(tx, 'news', old)) + 1 : 1
  const written = { created_by: by.editor, created_at: by.now, ...fields }
  const row = { ...written, version, ...(old && { id: old }) }
  const { id } = await tx.insertInto('news').values(row).returning('id').executeTakeFirstOrThrow()
  await audit.note(tx, by, { kind: 'news', ref: id, name: fields.title, version, after: written })
  return id
}

/** Saves over the version the editor had loaded, what is given alone; false when somebody else's newer one stands there. */
export async function update(
  tx: Tx,
  id: number,
  version: number,
  set: Partial<NewsFields>,
  by: audit.By,
): Promise<boolean> {
  const before = await present(tx, id)
  if (before?.version !== version) return false
  await tx
    .updateTable('news')
    .set({ ...set, version: version + 1 })
    .where('id', '=', id)
    .execute()
  const after = { ...before.fields, ...set }
  const change = { kind: 'news', ref: id, name: after.title, version: version + 1 }
  await audit.note(tx, by, { ...change, before: before.fields, after })
  return true
}

/** False when the version is not the newest. */
export async function remove(tx: Tx, id: number, version: number, by: audit.By): Promise<boolean> {
  const before = await present(tx, id)
  if (before?.version !== version) return false
  await tx.deleteFrom('news').where('id', '=', id).execute()
  await audit.note(tx, by, { kind: 'news', ref: id, name: before.name, version, before: before.fields })
  return true
}
