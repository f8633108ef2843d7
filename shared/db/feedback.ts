import { prepare, type Reader, type Tx } from './connection.ts'
import type { New } from './tables.ts'

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
