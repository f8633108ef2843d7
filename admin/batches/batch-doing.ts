import * as audit from '../../shared/db/audit.ts'
import * as batchItems from '../../shared/db/batch-items.ts'
import * as batches from '../../shared/db/batches.ts'
import type { Reader, Tx } from '../../shared/db/connection.ts'
import { recordKind } from '../history/records.ts'
import { undo } from '../history/undo.ts'
import { guarded } from './batch-hands.ts'
import type { Person } from './batch-work.ts'
import { workFor } from './batch-works.ts'

interface Doing {
  batch: batches.Batch
  person: Person
}

type Outcome = { state: 'done' | 'same' } | { state: 'left'; problem: string }

/** The next item of a batch with what is to become of it; undefined when there is none. */
export async function nextItem(db: Reader | Tx, { batch, person }: Doing) {
  const [item] = await batchItems.items(db, batch.id, 'ready', batch.last, 1)
  if (!item) return
  const work = workFor(batch.action)!
  const plan = await guarded(item.position, item.ref, () =>
    work.plan(db, { item, input: batch.input, person }),
  )
  return { item, plan }
}

/** Does what `nextItem` gave. */
export async function apply(
  tx: Tx,
  batch: batches.Batch,
  { item, plan }: NonNullable<Awaited<ReturnType<typeof nextItem>>>,
  by: audit.By,
): Promise<void> {
  const outcome = await guarded(item.position, item.ref, async (): Promise<Outcome> => {
    if (plan.state === 'same') return { state: 'same' }
    if (plan.state === 'wrong') return { state: 'left', problem: plan.problem }
    const problem =
      plan.version === item.version
        ? await plan.apply(tx, by)
        : await changedSince(tx, batch.action, item.ref)
    return problem ? { state: 'left', problem } : { state: 'done' }
  })
  await batchItems.setItem(tx, item, { ...outcome, version: item.version })
  await batches.pass(tx, batch.id, 1, item.position)
}

async function changedSince(tx: Tx, action: string, ref: string): Promise<string> {
  const last = await audit.newest(tx, action.split('.')[0]!, ref)
  return `${last?.editor ?? 'Somebody'} changed it meanwhile.`
}

/** Takes back the newest change that is left of the batch that this one undoes. False when there is none. */
export async function takeBack(tx: Tx, { batch, person }: Doing, by: audit.By): Promise<boolean> {
  const [row] = await audit.ofBatch(tx, batch.undoes!, batch.last || Number.MAX_SAFE_INTEGER, 1)
  if (!row) return false
  if (!(await batchItems.isLeft(tx, batch.id, row.id))) {
    const problem = await guarded(row.id, row.ref, async () =>
      (await isTheirs(tx, row, person)) ? await undo(tx, row, by) : STRANGE,
    )
    if (problem) await batchItems.addLeft(tx, batch.id, row, problem)
  }
  await batches.pass(tx, batch.id, 1, row.id)
  return true
}

const STRANGE = 'It is not yours to change any more.'

/** A record may have gone to another country since. */
async function isTheirs(tx: Tx, row: audit.AuditRow, person: Person): Promise<boolean> {
  const kind = recordKind(row.kind)
  const now = await kind?.read(tx, row.ref)
  const before = row.before && JSON.parse(row.before)
  const fields = now?.fields ?? (row.act === 'removed' && before)
  return !kind || !fields || (await kind.mayOpen(tx, person, fields))
}
