import { sql } from 'kysely'
import type { Reader, Tx } from './connection.ts'
import { type Cursor, page } from './pages.ts'
import { prepare } from './prepare.ts'
import type { BatchState, New, Row } from './tables.ts'

/** Many changes that an editor began as one. */
export type Batch = Row<'batches'>

/** The worker of a batch whose items never all came: no process has this number, so none does a part of what was wanted. */
const NOBODY = -1

/** Whether all that was wanted is there, or may still come. */
export const isWhole = ({ worker }: Batch) => worker !== NOBODY

/** Whether it can go on; `undoing` is what takes it back. */
export const canGoOn = (batch: Batch, undoing: Batch | undefined) =>
  batch.state === 'cancelled' && isWhole(batch) && !undoing

const byIdQuery = prepare((db, p: { id: number }) =>
  db.selectFrom('batches').selectAll().where('id', '=', p.id),
)

export async function byId(db: Reader | Tx, id: number): Promise<Batch | undefined> {
  return (await byIdQuery(db, { id }))[0]
}

/** One page of batches, newest first, with who started each and the batch that undid it; `person`: only theirs. */
export async function list(
  db: Reader,
  filter: { person?: number | null; kind?: Batch['kind'] },
  cursor?: Cursor,
) {
  let query = db
    .selectFrom('batches')
    .innerJoin('players', 'players.id', 'batches.started_by')
    .leftJoin('batches as undoing', 'undoing.undoes', 'batches.id')
    .selectAll('batches')
    .select(['players.name', 'undoing.id as undone_by'])
  if (filter.person) query = query.where('batches.started_by', '=', filter.person)
  if (filter.kind) query = query.where('batches.kind', '=', filter.kind)
  return await page(query, 'batches', { column: 'batches.id', descending: true }, cursor)
}

/** The batch that takes back this one. */
export async function undoing(db: Reader | Tx, id: number): Promise<Batch | undefined> {
  return await db.selectFrom('batches').selectAll().where('undoes', '=', id).executeTakeFirst()
}

/** Those a process was working on when it ended. */
export async function activeOf(db: Reader, worker: number) {
  return await db
    .selectFrom('batches')
    .select('id')
    .where('state', 'in', ['checking', 'running'])
    .where('worker', '=', worker)
    .orderBy('id')
    .execute()
}

/** How many are being looked at or done. */
export async function countActive(db: Reader): Promise<number> {
  const { n } = await db
    .selectFrom('batches')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('state', 'in', ['checking', 'running'])
    .executeTakeFirstOrThrow()
  return n
}

export async function insert(tx: Tx, row: New<'batches'>): Promise<number> {
  return (await tx.insertInto('batches').values(row).returning('id').executeTakeFirstOrThrow()).id
}

/** Goes from one of `from` to `to`, which the process `worker` works on from the beginning; false when it is in none of them. */
export async function begin(
  tx: Tx,
  id: number,
  from: BatchState[],
  to: BatchState,
  worker: number,
): Promise<boolean> {
  const changed = await tx
    .updateTable('batches')
    .set({ state: to, worker, done: 0, last: 0, ended_at: null, problem: '' })
    .where('id', '=', id)
    .where('state', 'in', from)
    .executeTakeFirst()
  return changed.numUpdatedRows === 1n
}

/** Goes on where it was cancelled, in the process `worker`; false when it was not. */
export async function resume(
  tx: Tx,
  id: number,
  state: 'checking' | 'running',
  worker: number,
): Promise<boolean> {
  const changed = await tx
    .updateTable('batches')
    .set({ state, worker, ended_at: null, problem: '' })
    .where('id', '=', id)
    .where('state', '=', 'cancelled')
    .executeTakeFirst()
  return changed.numUpdatedRows === 1n
}

const passQuery = prepare((db, p: { id: number; n: number; last: number }) =>
  db
    .updateTable('batches')
    .set((eb) => ({ done: eb('done', '+', p.n), last: p.last }))
    .where('id', '=', p.id),
)

/** Counts `n` more items as passed; it goes on behind `last`. */
export async function pass(tx: Tx, id: number, n: number, last: number): Promise<void> {
  await passQuery(tx, { id, n, last })
}

/** All lines of the file are there now. */
export async function setInput(tx: Tx, id: number, input: string): Promise<void> {
  await tx.updateTable('batches').set({ input }).where('id', '=', id).execute()
}

/** Ends what was still being gathered when the process `worker` stopped. It cannot go on. */
export async function endReading(tx: Tx, worker: number, now: number, problem: string): Promise<void> {
  await tx
    .updateTable('batches')
    .set({ state: 'cancelled', problem, ended_at: now, worker: NOBODY })
    .where('state', '=', 'reading')
    .where('worker', '=', worker)
    .execute()
}

export async function setBackup(tx: Tx, id: number, backup: string): Promise<void> {
  await tx.updateTable('batches').set({ backup }).where('id', '=', id).execute()
}

/** All was looked at: nothing is done yet, and it begins at the first item. */
export async function setReady(tx: Tx, id: number, now: number): Promise<void> {
  await tx
    .updateTable('batches')
    .set({ state: 'ready', done: 0, last: 0, ended_at: now })
    .where('id', '=', id)
    .where('state', '=', 'checking')
    .execute()
}

/** Ends what is being worked on; what has ended stays as it is. What was still being gathered cannot go on. `problem` says what stopped it. */
export async function end(
  tx: Tx,
  id: number,
  state: 'cancelled' | 'finished',
  now: number,
  problem = '',
): Promise<void> {
  const worker = sql<number>`case when state = 'reading' then ${NOBODY} else worker end`
  await tx
    .updateTable('batches')
    .set({ state, problem, ended_at: now, worker })
    .where('id', '=', id)
    .where('state', 'in', ['reading', 'checking', 'ready', 'running'])
    .execute()
}

/** Whether nothing came of the batch so far: it was looked at at most. */
const isIdle = sql<boolean>`state in ('checking', 'ready', 'cancelled') and undoes is null
  and not exists (select 1 from audit where audit.batch_id = batches.id)
  and not exists (select 1 from batch_items i where i.batch_id = batches.id and i.state in ('done', 'left'))`

/** Batches from before `time` (ms) that nobody ever began. */
export async function idleBefore(db: Reader, time: number) {
  return await db.selectFrom('batches').select('id').where('started_at', '<', time).where(isIdle).execute()
}

const SOME = 100

/** Takes away a batch of which nothing came, so much of it as may be done at once. True when more is left of it. */
export async function removeSome(tx: Tx, id: number): Promise<boolean> {
  const idle = await tx
    .selectFrom('batches')
    .select('id')
    .where('id', '=', id)
    .where(isIdle)
    .executeTakeFirst()
  if (!idle) return false
  const some = tx.selectFrom('batch_items').select('position').where('batch_id', '=', id).limit(SOME)
  const { numDeletedRows } = await tx
    .deleteFrom('batch_items')
    .where('batch_id', '=', id)
    .where('position', 'in', some)
    .executeTakeFirst()
  if (numDeletedRows === BigInt(SOME)) return true
  await tx.deleteFrom('batches').where('id', '=', id).execute()
  return false
}
