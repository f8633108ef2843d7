import { sql } from 'kysely'
import { prepare, type Reader, type Tx } from './connection.ts'
import { type Cursor, page } from './pages.ts'
import type { BatchState, ItemState, New, Row } from './tables.ts'

/** Many changes that an editor began as one. */
export type Batch = Row<'batches'>

/** The worker of a batch whose items are still being gathered: no process has this number, so none begins with a part of them. */
export const NOBODY = -1
export type Item = Row<'batch_items'>

export async function byId(db: Reader | Tx, id: number): Promise<Batch | undefined> {
  return await db.selectFrom('batches').selectAll().where('id', '=', id).executeTakeFirst()
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

export async function insert(tx: Tx, row: New<'batches'>): Promise<number> {
  return (await tx.insertInto('batches').values(row).returning('id').executeTakeFirstOrThrow()).id
}

/** Adds items behind those that are there, at most 500 at a time. */
export async function addItems(
  tx: Tx,
  id: number,
  items: Omit<New<'batch_items'>, 'batch_id' | 'position'>[],
): Promise<void> {
  const { total } = (await byId(tx, id))!
  const rows = items.map((item, i) => ({ ...item, batch_id: id, position: total + i + 1 }))
  if (rows.length > 0) await tx.insertInto('batch_items').values(rows).execute()
  await tx
    .updateTable('batches')
    .set({ total: total + rows.length })
    .where('id', '=', id)
    .execute()
}

/** One item; undefined when there is none. */
export async function item(db: Reader | Tx, id: number, position: number): Promise<Item | undefined> {
  return await db
    .selectFrom('batch_items')
    .selectAll()
    .where('batch_id', '=', id)
    .where('position', '=', position)
    .executeTakeFirst()
}

/** The first items that would change, or changed, a record that is there. */
export async function changing(db: Reader, id: number, state: ItemState, limit: number) {
  return await db
    .selectFrom('batch_items')
    .selectAll()
    .where('batch_id', '=', id)
    .where('state', '=', state)
    .where('version', 'is not', null)
    .orderBy('position')
    .limit(limit)
    .execute()
}

/** How many items would add a record, or added one. */
export async function countNew(db: Reader, id: number): Promise<number> {
  const { n } = await db
    .selectFrom('batch_items')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('batch_id', '=', id)
    .where('state', 'in', ['ready', 'done'])
    .where('version', 'is', null)
    .executeTakeFirstOrThrow()
  return n
}

/** The next items in this state behind `after`, in their order. */
export async function items(db: Reader | Tx, id: number, state: ItemState, after: number, limit: number) {
  return await itemsQuery(db, { id, state, after, limit })
}

const itemsQuery = prepare((db, p: { id: number; state: ItemState; after: number; limit: number }) =>
  db
    .selectFrom('batch_items')
    .selectAll()
    .where('batch_id', '=', p.id)
    .where('state', '=', p.state)
    .where('position', '>', p.after)
    .orderBy('position')
    .limit(p.limit),
)

const itemQuery = prepare((db, p: Pick<Item, 'batch_id' | 'position' | 'state' | 'problem' | 'version'>) =>
  db
    .updateTable('batch_items')
    .set({ state: p.state, problem: p.problem, version: p.version })
    .where('batch_id', '=', p.batch_id)
    .where('position', '=', p.position),
)

export async function setItem(
  tx: Tx,
  { batch_id, position }: Pick<Item, 'batch_id' | 'position'>,
  { state, problem = '', version = null }: { state: ItemState; problem?: string; version?: number | null },
): Promise<void> {
  await itemQuery(tx, { batch_id, position, state, problem, version })
}

/** Whether an undo has given up this audit row already. */
export async function isLeft(tx: Tx, batch: number, row: number): Promise<boolean> {
  const item = { batch_id: batch, position: row }
  return !!(await tx
    .selectFrom('batch_items')
    .select('position')
    .where((eb) => eb.and(item))
    .executeTakeFirst())
}

/** Keeps what an undo could not take back: the audit row and the sentence why. */
export async function addLeft(
  tx: Tx,
  batch: number,
  { id, ref }: { id: number; ref: string },
  problem: string,
): Promise<void> {
  const item = { batch_id: batch, position: id, ref, state: 'left', problem } as const
  await tx.insertInto('batch_items').values(item).execute()
}

/** How many items there are in each state. */
export async function countByState(db: Reader | Tx, id: number): Promise<Record<ItemState, number>> {
  const rows = await db
    .selectFrom('batch_items')
    .select(['state', (eb) => eb.fn.countAll<number>().as('n')])
    .where('batch_id', '=', id)
    .groupBy('state')
    .execute()
  const count = { new: 0, ready: 0, same: 0, wrong: 0, done: 0, left: 0 }
  for (const { state, n } of rows) count[state] = n
  return count
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

/** Counts `n` more items as passed; it goes on behind `last`. */
export async function pass(tx: Tx, id: number, n: number, last: number): Promise<void> {
  await tx
    .updateTable('batches')
    .set((eb) => ({ done: eb('done', '+', n), last }))
    .where('id', '=', id)
    .execute()
}

/** All lines of the file are there now. */
export async function setInput(tx: Tx, id: number, input: string): Promise<void> {
  await tx.updateTable('batches').set({ input }).where('id', '=', id).execute()
}

/** Ends the reading of files that stopped with the process `worker`. */
export async function endReading(tx: Tx, worker: number, now: number, problem: string): Promise<void> {
  await tx
    .updateTable('batches')
    .set({ state: 'cancelled', problem, ended_at: now })
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

/** Ends what is being worked on; what has ended stays as it is. `problem` says what stopped it. */
export async function end(
  tx: Tx,
  id: number,
  state: 'cancelled' | 'finished',
  now: number,
  problem = '',
): Promise<void> {
  await tx
    .updateTable('batches')
    .set({ state, problem, ended_at: now })
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

const SOME = 500

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
