import { byId } from './batches.ts'
import type { Reader, Tx } from './connection.ts'
import { prepare, prepareInsert } from './prepare.ts'
import type { ItemState, New, Row } from './tables.ts'

/** One of the many changes of a batch, or what its undo could not take back. */
export type Item = Row<'batch_items'>

const insertItem = prepareInsert('batch_items')

/** Adds items behind those that are there. */
export async function addItems(
  tx: Tx,
  id: number,
  items: Omit<New<'batch_items'>, 'batch_id' | 'position'>[],
): Promise<void> {
  const { total } = (await byId(tx, id))!
  let position = total
  for (const item of items) await insertItem(tx, { ...item, batch_id: id, position: ++position })
  await tx.updateTable('batches').set({ total: position }).where('id', '=', id).execute()
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

/** The next items behind `after` that would change a record that is there, or (`what`) add one. */
export async function planned(
  db: Reader,
  id: number,
  what: 'changes' | 'additions',
  after: number,
  limit: number,
) {
  return await db
    .selectFrom('batch_items')
    .selectAll()
    .where('batch_id', '=', id)
    .where('state', '=', 'ready')
    .where('version', what === 'changes' ? 'is not' : 'is', null)
    .where('position', '>', after)
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

// What is in the index alone is found first: by its own choice SQLite goes through all items of the batch in their order.
const itemsQuery = prepare((db, p: { id: number; state: ItemState; after: number; limit: number }) =>
  db
    .selectFrom('batch_items')
    .selectAll()
    .where('batch_id', '=', p.id)
    .where('position', 'in', (eb) =>
      eb
        .selectFrom('batch_items')
        .select('position')
        .where('batch_id', '=', p.id)
        .where('state', '=', p.state)
        .where('position', '>', p.after)
        .orderBy('position')
        .limit(p.limit),
    )
    .orderBy('position'),
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
