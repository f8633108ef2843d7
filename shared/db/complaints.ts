import type { Tx } from './connection.ts'
import type { New } from './tables.ts'

/** Writes down what a player says is wrong; the same complaint made again is the same row. */
export async function insert(tx: Tx, row: New<'complaints'>): Promise<void> {
  await tx
    .insertInto('complaints')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
