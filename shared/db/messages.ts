import { prepare, type Reader, type Tx } from './connection.ts'
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
export async function write(tx: Tx, row: New<'messages'>): Promise<void> {
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
