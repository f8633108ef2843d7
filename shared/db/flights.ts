import { prepare, type Reader, type Tx } from './connection.ts'
import type { New } from './tables.ts'

const ofPlayerQuery = prepare((db, p: { player: number }) =>
  db.selectFrom('flights').selectAll().where('player_id', '=', p.player).orderBy('number'),
)

/** The player's journey, first flight first. */
export async function ofPlayer(db: Reader, playerId: number) {
  return await ofPlayerQuery(db, { player: playerId })
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

export async function insert(tx: Tx, row: New<'flights'>): Promise<void> {
  await tx.insertInto('flights').values(row).execute()
}
