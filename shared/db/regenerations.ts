import type { Reader, Tx } from './connection.ts'
import type { Row } from './tables.ts'

export interface Failure {
  id: number
  /** A sentence for the person. */
  reason: string
}

/** So many failures are kept of one run: after that they are all of a kind, such as a full disk. */
export const MOST_FAILURES = 100

const SHOWN = 20

/** The newest runs, with who started them; one that runs comes first. */
export async function list(db: Reader) {
  const rows = await db
    .selectFrom('regenerations')
    .leftJoin('players', 'players.id', 'regenerations.started_by')
    .selectAll('regenerations')
    .select('players.name')
    .orderBy((eb) => eb.case().when('state', '=', 'running').then(0).else(1).end())
    .orderBy('regenerations.id', 'desc')
    .limit(SHOWN)
    .execute()
  return rows.map((row) => ({ ...row, failed: JSON.parse(row.failed) as Failure[] }))
}

export async function byId(db: Reader | Tx, id: number) {
  return await db.selectFrom('regenerations').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The one that runs: there is one at most. */
export async function running(db: Reader | Tx) {
  return await db.selectFrom('regenerations').selectAll().where('state', '=', 'running').executeTakeFirst()
}

/** The id of the new run; undefined when one runs already. */
export async function start(
  tx: Tx,
  run: { total: number; worker: number; started_by: number; started_at: number },
): Promise<number | undefined> {
  if (await running(tx)) return undefined
  const row = { ...run, state: 'running' } as const
  return (await tx.insertInto('regenerations').values(row).returning('id').executeTakeFirstOrThrow()).id
}

/** Has a cancelled run go on in the process `worker`; false when it is not cancelled, or another one runs. */
export async function resume(tx: Tx, id: number, worker: number): Promise<boolean> {
  if (await running(tx)) return false
  const { numUpdatedRows } = await tx
    .updateTable('regenerations')
    .set({ state: 'running', worker, ended_at: null })
    .where('id', '=', id)
    .where('state', '=', 'cancelled')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Ends a run; one that has ended stays as it is. */
export async function end(tx: Tx, id: number, state: 'cancelled' | 'finished', now: number): Promise<void> {
  await tx
    .updateTable('regenerations')
    .set({ state, ended_at: now })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .execute()
}

/** Counts a photo as done, or as failed for a `reason`; nothing when the run is past it already. */
export async function pass(
  tx: Tx,
  { id, failed }: Row<'regenerations'>,
  photoId: number,
  reason?: string,
): Promise<void> {
  const failures = JSON.parse(failed) as Failure[]
  if (reason && failures.length < MOST_FAILURES) failures.push({ id: photoId, reason })
  await tx
    .updateTable('regenerations')
    .set((eb) => ({ done: eb('done', '+', 1), last_id: photoId, failed: JSON.stringify(failures) }))
    .where('id', '=', id)
    .where('last_id', '<', photoId)
    .execute()
}
