import * as batchItems from '../../shared/db/batch-items.ts'
import * as batches from '../../shared/db/batches.ts'
import type { Services } from '../../shared/web/context.ts'
import { guarded, ownBatch, Refused } from './batch-hands.ts'
import { writeShortly } from './batch-holds.ts'
import type { Person, Plan, Work } from './batch-work.ts'

const CHECKED_AT_ONCE = 25

/** Looks at the next items of a batch; when there are none it is ready to begin. True when there were some. */
export async function look(
  { db, write, clock }: Pick<Services, 'db' | 'write' | 'clock'>,
  { id, input, last }: batches.Batch,
  { plan }: Work,
  person: Person,
): Promise<boolean> {
  const items = await batchItems.items(db, id, 'new', last, CHECKED_AT_ONCE)
  const planned: { item: batchItems.Item; plan: Plan }[] = []
  for (const item of items) {
    const ask = () => plan(db, { item, input, person })
    planned.push({ item, plan: await guarded(item.position, item.ref, ask).catch(unfit) })
  }
  await writeShortly(write, async (tx) => {
    if ((await ownBatch(tx, id))?.last !== last) return
    for (const { item, plan } of planned) await batchItems.setItem(tx, item, plan)
    if (items.length > 0) await batches.pass(tx, id, items.length, items.at(-1)!.position)
    else await batches.setReady(tx, id, clock())
  })
  return items.length > 0
}

function unfit(error: unknown): Plan {
  if (error instanceof Refused) return { state: 'wrong', problem: error.told().message }
  throw error
}
