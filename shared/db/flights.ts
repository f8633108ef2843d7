import type { Reader, Tx } from './connection.ts'
import { amongJson } from './dialect.ts'
import { prepare } from './prepare.ts'
import type { New } from './tables.ts'

const recentQuery = prepare((db, p: { player: number; limit: number }) =>
  db
    .selectFrom('flights')
    .select(['from_city_id', 'to_city_id'])
    .where('player_id', '=', p.player)
    .orderBy('number', 'desc')
    .limit(p.limit),
)

/** Where the player's latest 200 flights led, the latest first: more of a journey no map can show. */
export async function recent(db: Reader, playerId: number) {
  return await recentQuery(db, { player: playerId, limit: 200 })
}

const byNumberQuery = prepare((db, p: { player: number; number: number }) =>
  db.selectFrom('flights').selectAll().where('player_id', '=', p.player).where('number', '=', p.number),
)

/** The player's own flight with this number. */
export async function byNumber(db: Reader | Tx, playerId: number, number: number) {
  return (await byNumberQuery(db, { player: playerId, number }))[0]
}

const lastQuery = prepare((db, p: { player: number }) =>
  db.selectFrom('flights').selectAll().where('player_id', '=', p.player).orderBy('number', 'desc').limit(1),
)

/** The player's latest flight; undefined in Nomansland. */
export async function last(db: Reader | Tx, playerId: number) {
  return (await lastQuery(db, { player: playerId }))[0]
}

const onRouteQuery = prepare((db, p: { player: number; from: number; to: number }) =>
  db
    .selectFrom('flights')
    .select('id')
    .where('player_id', '=', p.player)
    .where('from_city_id', '=', p.from)
    .where('to_city_id', '=', p.to)
    .limit(1),
)

/** Whether the player has ever flown this way. */
export async function hasFlown(db: Reader | Tx, playerId: number, from: number, to: number) {
  return (await onRouteQuery(db, { player: playerId, from, to })).length > 0
}

const pageQuery = prepare((db, p: { player: number; before: number; limit: number }) =>
  db
    .selectFrom('flights')
    .selectAll()
    .where('player_id', '=', p.player)
    .where('number', '<', p.before)
    .orderBy('number', 'desc')
    .limit(p.limit),
)

/** The player's flights, newest first, those before the flight with the number `before`. */
export async function page(db: Reader, playerId: number, before: number, limit: number) {
  return await pageQuery(db, { player: playerId, before, limit })
}

const byNumbersQuery = prepare((db, p: { player: number; numbers: string }) =>
  db
    .selectFrom('flights')
    .selectAll()
    .where('player_id', '=', p.player)
    .where('number', 'in', amongJson(p.numbers)),
)

/** The player's flights with these numbers, in no order. */
export async function byNumbers(db: Reader, playerId: number, numbers: number[]) {
  return await byNumbersQuery(db, { player: playerId, numbers: JSON.stringify(numbers) })
}

export async function insert(tx: Tx, row: New<'flights'>): Promise<void> {
  await tx.insertInto('flights').values(row).execute()
}
