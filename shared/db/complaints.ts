import { sql } from 'kysely'
import { prepare, type Reader, type Tx } from './connection.ts'
import type { New } from './tables.ts'

/** Writes down what a player says is wrong. Made again it is the same row; about a message or a name only until editors have closed it. */
export async function insert(tx: Tx, row: New<'complaints'>): Promise<void> {
  await tx
    .insertInto('complaints')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

const ofJobQuery = prepare((db, p: { job: number }) =>
  db
    .selectFrom('complaints')
    .select('slot')
    .where('job_id', '=', p.job)
    // A word of the query and no value: the index is of these rows alone.
    .where('kind', '=', sql.lit('question')),
)

/** The slots of a job whose questions were reported. */
export async function ofJob(db: Reader, jobId: number): Promise<Set<number>> {
  return new Set((await ofJobQuery(db, { job: jobId })).map((row) => row.slot!))
}
