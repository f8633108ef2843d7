import { sql } from 'kysely'
import * as audit from './audit.ts'
import type { Reader, Tx } from './connection.ts'
import { type Cursor, contains, page } from './pages.ts'
import { prepare } from './prepare.ts'
import type { New, Row } from './tables.ts'

const sinceQuery = prepare((db, p: { player: number; since: number }) =>
  db.selectFrom('feedback').select('text').where('player_id', '=', p.player).where('at', '>=', p.since),
)

/** What the player has sent from `since` (ms) on. */
export async function since(db: Reader | Tx, playerId: number, ms: number): Promise<string[]> {
  return (await sinceQuery(db, { player: playerId, since: ms })).map((row) => row.text)
}

/** The same words of the same player are kept once. */
export async function insert(tx: Tx, row: New<'feedback'>): Promise<void> {
  await tx
    .insertInto('feedback')
    .values(row)
    .onConflict((conflict) => conflict.columns(['player_id', 'text']).doNothing())
    .execute()
}

export type FeedbackState = Row<'feedback'>['state']

/** One page of what players wrote: what is open first, the newest on top. */
export async function list(
  db: Reader,
  { words, state, player, id }: { words?: string; state?: FeedbackState; player?: number; id?: number },
  cursor?: Cursor,
) {
  let query = db
    .selectFrom('feedback')
    .innerJoin('players', 'players.id', 'feedback.player_id')
    .leftJoin('players as closer', 'closer.id', 'feedback.closed_by')
    .select(['feedback.player_id', 'page', 'text', 'state', 'at', 'feedback.closed_at'])
    .select(['players.name', 'closer.name as closed_by_name'])
  if (state) query = query.where('state', '=', state)
  if (player) query = query.where('feedback.player_id', '=', player)
  if (id) query = query.where('feedback.id', '=', id)
  if (words) query = query.where(hasWords(words))
  return await page(query, 'feedback', { column: 'feedback.state', descending: true }, cursor)
}

const hasWords = (words: string) => {
  const pattern = contains(words)
  return sql<boolean>`(text like ${pattern} escape '\\' or page like ${pattern} escape '\\'
    or players.name like ${pattern} escape '\\')`
}

export async function countOpen(db: Reader): Promise<number> {
  const { n } = await db
    .selectFrom('feedback')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow()
  return n
}

/** What was said with its state, as the audit keeps it; undefined when there is none. */
export async function present(db: Reader | Tx, id: number) {
  const row = await db
    .selectFrom('feedback')
    .select(['text', 'state'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row && { version: null, name: row.text, fields: { state: row.state } }
}

/** Closes it or opens it again; false when there is none. What is so already keeps who made it so. */
export async function setState(tx: Tx, id: number, state: FeedbackState, by: audit.By): Promise<boolean> {
  const known = await present(tx, id)
  if (!known) return false
  const closed = state === 'closed'
  await tx
    .updateTable('feedback')
    .set({ state, closed_by: closed ? by.editor : null, closed_at: closed ? by.now : null })
    .where('id', '=', id)
    .where('state', '!=', state)
    .execute()
  const change = { kind: 'feedback', ref: id, name: known.name }
  await audit.note(tx, by, { ...change, before: known.fields, after: { state } })
  return true
}
