import { config } from '../../shared/config.ts'
import * as batchItems from '../../shared/db/batch-items.ts'
import * as batches from '../../shared/db/batches.ts'
import type { Tx } from '../../shared/db/connection.ts'
import { Conflict } from '../../shared/errors.ts'

/** Has this process go on with what was cancelled; false when it was not, or goes on already. */
export async function goOnWith(tx: Tx, id: number): Promise<boolean> {
  const batch = (await batches.byId(tx, id))!
  if (batch.state !== 'cancelled') return false
  if (!batches.isWhole(batch))
    throw new Conflict('Only a part of it is here, so it cannot go on. Begin it again.')
  if (!batches.canGoOn(batch, await batches.undoing(tx, id)))
    throw new Conflict('It was taken back, so it cannot go on. Begin it again.')
  return await batches.resume(tx, id, (await isBegun(tx, batch)) ? 'running' : 'checking', config.instance)
}

/** Whether the work itself was begun: what was only looked at waits for its click, with all that it passed. */
async function isBegun(tx: Tx, { id, undoes, last }: batches.Batch): Promise<boolean> {
  if (undoes) return true
  const [unseen] = await batchItems.items(tx, id, 'new', 0, 1)
  const [first] = await batchItems.items(tx, id, 'ready', 0, 1)
  return last > 0 && !unseen && !(first && first.position <= last)
}
