import type { Reader, Tx } from './connection.ts'
import type { Row } from './tables.ts'

export interface Failure {
  /** The photo; null for what ended the run before its end. */
  id: number | null
  /** A sentence for the person. */
  reason: string
}

/** So many failures are kept of one run: after that they are all of a kind, such as a full disk. */
export const MOST_FAILURES = 100

const SHOWN = 20

/** The newest runs, with who started them and, when it was no person, what `stopped` them; one that runs comes first. */
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
  return rows.map((row) => {
    const all = JSON.parse(row.failed) as Failure[]
    const stopped = all.find(({ id }) => id === null)?.reason
    return { ...row, failed: all.filter(({ id }) => id !== null), stopped }
  })
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

/** Has the newest run go on in the process `worker`; false when this is another one, or it is not cancelled. */
export async function resume(tx: Tx, id: number, worker: number): Promise<boolean> {
  const newest = await tx.selectFrom('regenerations').selectAll().orderBy('id', 'desc').executeTakeFirst()
  if (newest?.id !== id || newest.state !== 'cancelled') return false
  const failed = (JSON.parse(newest.failed) as Failure[]).filter((one) => one.id !== null)
  const change = { state: 'running', worker, ended_at: null, failed: JSON.stringify(failed) } as const
  await tx.updateTable('regenerations').set(change).where('id', '=', id).execute()
  return true
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

/** Ends a run as cancelled, for a `reason` that holds for all photos it has left. */
export async function stop(tx: Tx, id: number, reason: string, now: number): Promise<void> {
  const run = await byId(tx, id)
  if (run?.state !== 'running') return
  const failed = [...(JSON.parse(run.failed) as Failure[]), { id: null, reason }]
  await tx
    .updateTable('regenerations')
    .set({ failed: JSON.stringify(failed) })
    .where('id', '=', id)
    .execute()
  await end(tx, id, 'cancelled', now)
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
