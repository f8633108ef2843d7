import type { Reader, Tx } from './connection.ts'
import { prepare } from './prepare.ts'
import type { New } from './tables.ts'

/** Keeps how a player liked a question, 1 to 5; a second rating of the same answer changes nothing. */
export async function insert(tx: Tx, row: New<'ratings'>): Promise<void> {
  await tx
    .insertInto('ratings')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

const ofJobQuery = prepare((db, p: { player: number; job: number }) =>
  db
    .selectFrom('ratings')
    .select(['slot', 'stars'])
    .where('job_id', '=', p.job)
    .where('player_id', '=', p.player),
)

/** The stars the player gave in a job, by slot. */
export async function ofJob(db: Reader, playerId: number, jobId: number): Promise<Map<number, number>> {
  const rows = await ofJobQuery(db, { player: playerId, job: jobId })
  return new Map(rows.map((row) => [row.slot, row.stars]))
}
