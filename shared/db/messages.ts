import { sql } from 'kysely'
import * as audit from './audit.ts'
import type { Reader, Tx } from './connection.ts'
import { type Cursor, contains, page as pageOf } from './pages.ts'
import { prepare } from './prepare.ts'
import type { New } from './tables.ts'

const pageQuery = prepare((db, p: { city: number; before: number; limit: number }) =>
  db
    .selectFrom('messages')
    .innerJoin('players', 'players.id', 'messages.player_id')
    .innerJoin('cities', 'cities.id', 'players.city_id')
    .select(['messages.id', 'messages.text', 'messages.at', 'messages.player_id'])
    .select(['players.name', 'players.miles', 'cities.name as now_in', 'cities.slug as now_slug'])
    .where('messages.city_id', '=', p.city)
    .where('hidden_at', 'is', null)
    .where('messages.id', '<', p.before)
    .orderBy('messages.id', 'desc')
    .limit(p.limit),
)

/** What stands on the wall of a city, newest first, older than the message `before`; with where the writers are now. */
export async function page(db: Reader, cityId: number, before: number, limit: number) {
  return await pageQuery(db, { city: cityId, before, limit })
}

const shownQuery = prepare((db, p: { id: number }) =>
  db
    .selectFrom('messages')
    .innerJoin('players', 'players.id', 'messages.player_id')
    .innerJoin('cities', 'cities.id', 'messages.city_id')
    .select(['messages.id', 'messages.text', 'messages.at', 'messages.player_id', 'players.name'])
    .select(['cities.name as city_name', 'cities.slug as city_slug'])
    .where('messages.id', '=', p.id)
    .where('hidden_at', 'is', null),
)

/** One message that has not been hidden. */
export async function shown(db: Reader | Tx, id: number) {
  return (await shownQuery(db, { id }))[0]
}

const dayQuery = prepare((db, p: { player: number; day: number }) =>
  db
    .selectFrom('messages')
    .select(['city_id', 'text'])
    .where('player_id', '=', p.player)
    .where('day', '=', p.day),
)

/** What the player has written on one UTC day, anywhere, hidden or not. */
export async function ofDay(db: Reader | Tx, playerId: number, day: number) {
  return await dayQuery(db, { player: playerId, day })
}

/** Writes on a wall. The same words on the same day are the same message; if their writer had taken them back they stand again. */
export async function insert(tx: Tx, row: New<'messages'>): Promise<void> {
  await tx
    .insertInto('messages')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['player_id', 'day', 'city_id', 'text'])
        .doUpdateSet({ hidden_by: null, hidden_at: null })
        .where('messages.hidden_by', '=', row.player_id),
    )
    .execute()
}

const ownQuery = prepare((db, p: { player: number; id: number }) =>
  db
    .selectFrom('messages')
    .innerJoin('cities', 'cities.id', 'messages.city_id')
    .select(['messages.id', 'cities.slug as city_slug'])
    .where('messages.id', '=', p.id)
    .where('player_id', '=', p.player),
)

/** The player's own message, hidden or not. */
export async function own(db: Reader | Tx, playerId: number, id: number) {
  return (await ownQuery(db, { player: playerId, id }))[0]
}

/** Takes a message from the wall; one that is hidden already stays as it is. */
export async function hide(tx: Tx, id: number, by: number, now: number): Promise<void> {
  await tx
    .updateTable('messages')
    .set({ hidden_by: by, hidden_at: now })
    .where('id', '=', id)
    .where('hidden_at', 'is', null)
    .execute()
}

export interface MessageFilter {
  words?: string
  /** Undefined: both. */
  hidden?: boolean
  player?: number
  id?: number
}

/** One page of all walls as moderators read them, newest first, with what has been said against each. */
export async function list(db: Reader, filter: MessageFilter, cursor?: Cursor) {
  let query = db
    .selectFrom('messages')
    .innerJoin('players', 'players.id', 'messages.player_id')
    .innerJoin('cities', 'cities.id', 'messages.city_id')
    .leftJoin('players as hider', 'hider.id', 'messages.hidden_by')
    .select(['messages.player_id', 'messages.text', 'messages.at', 'hidden_by', 'hidden_at'])
    .select([
      'players.name',
      'cities.name as city',
      'cities.slug as city_slug',
      'hider.name as hidden_by_name',
    ])
    .select(
      sql<number>`(select count(*) from complaints
        where message_id = messages.id and state = 'open')`.as('complaints'),
    )
  if (filter.player) query = query.where('messages.player_id', '=', filter.player)
  if (filter.id) query = query.where('messages.id', '=', filter.id)
  if (filter.hidden !== undefined) query = query.where('hidden_at', filter.hidden ? 'is not' : 'is', null)
  if (filter.words) {
    const pattern = contains(filter.words)
    query = query.where(
      sql<boolean>`(messages.text like ${pattern} escape '\\' or players.name like ${pattern} escape '\\'
        or cities.name like ${pattern} escape '\\')`,
    )
  }
  return await pageOf(query, 'messages', { column: 'messages.id', descending: true }, cursor)
}

export async function byId(db: Reader | Tx, id: number) {
  return await db.selectFrom('messages').selectAll().where('id', '=', id).executeTakeFirst()
}

/** On the wall, off it by its writer, or by staff. */
export type MessageState = 'shown' | 'taken back' | 'removed'

/** The message with its state, as the audit keeps it; undefined when there is none. */
export async function present(db: Reader | Tx, id: number) {
  const message = await byId(db, id)
  if (!message) return
  const { text, hidden_by, hidden_at, player_id } = message
  const off = hidden_by === player_id ? 'taken back' : 'removed'
  const state: MessageState = hidden_at === null ? 'shown' : off
  return { version: null, name: text, fields: { state } }
}

/** Staff take a message away for good: its writer cannot bring it back, even one who had taken it back first. What staff took away before stays theirs. */
export async function remove(tx: Tx, id: number, by: audit.By): Promise<void> {
  const before = await present(tx, id)
  if (before && before.fields.state !== 'removed')
    await setHidden(tx, id, { hidden_by: by.editor, hidden_at: by.now }, by)
}

/** Puts back what staff had taken away. */
export async function restore(tx: Tx, id: number, by: audit.By): Promise<void> {
  await setHidden(tx, id, { hidden_by: null, hidden_at: null }, by)
}

async function setHidden(
  tx: Tx,
  id: number,
  set: { hidden_by: number | null; hidden_at: number | null },
  by: audit.By,
) {
  const { name, fields: before } = (await present(tx, id))!
  await tx.updateTable('messages').set(set).where('id', '=', id).execute()
  const { fields: after } = (await present(tx, id))!
  await audit.note(tx, by, { kind: 'message', ref: id, name, before, after })
}
