import type { Reader, Tx } from './connection.ts'
import { prepare } from './prepare.ts'

const oneQuery = prepare((db, p: { player: number; city: number }) =>
  db.selectFrom('visits').selectAll().where('player_id', '=', p.player).where('city_id', '=', p.city),
)

/** The player's time in one city; undefined before the first visit. */
export async function one(db: Reader | Tx, playerId: number, cityId: number) {
  return (await oneQuery(db, { player: playerId, city: cityId }))[0]
}

const timesQuery = prepare((db, p: { player: number }) =>
  db.selectFrom('visits').select(['city_id', 'times']).where('player_id', '=', p.player),
)

/** How often the player has been where, by id of the city. */
export async function times(db: Reader | Tx, playerId: number): Promise<Map<number, number>> {
  return new Map((await timesQuery(db, { player: playerId })).map((visit) => [visit.city_id, visit.times]))
}

/** The player arrives, for the first time or again. */
export async function arrive(tx: Tx, playerId: number, cityId: number, now: number): Promise<void> {
  await tx
    .insertInto('visits')
    .values({ player_id: playerId, city_id: cityId, first_at: now, times: 1 })
    .onConflict((conflict) =>
      conflict.columns(['player_id', 'city_id']).doUpdateSet((eb) => ({ times: eb('visits.times', '+', 1) })),
    )
    .execute()
}

/** Adds what a job in the city earned. */
export async function earn(tx: Tx, playerId: number, cityId: number, coins: number): Promise<void> {
  await tx
    .updateTable('visits')
    .set((eb) => ({ coins: eb('coins', '+', coins) }))
    .where('player_id', '=', playerId)
    .where('city_id', '=', cityId)
    .execute()
}
