import * as audit from '../../shared/db/audit.ts'
import * as batchItems from '../../shared/db/batch-items.ts'
import * as batches from '../../shared/db/batches.ts'
import type { Context } from '../../shared/web/context.ts'
import { recordKind } from '../history/records.ts'
import { inputInWords } from './batch-choices.ts'
import type { Bulk, Words } from './batch-work.ts'
import { workFor } from './batch-works.ts'

const number = new Intl.NumberFormat('en')

const CHANGES: Words = {
  noun: ['change', 'changes'],
  act: (what) => `Make ${what}`,
  done: () => 'made',
}

/** How the pages of a batch speak of what it does. */
export async function inWords(ctx: Context, batch: batches.Batch) {
  const work = workFor(batch.action)
  const { noun, act, done } = work?.words ?? CHANGES
  const value = work ? await inputInWords(ctx, work as Bulk, batch.input) : batch.input
  const of = (n: number) => `${number.format(n)} ${noun[n === 1 ? 0 : 1]}`
  return { of, act: (n: number) => act(of(n), value), done: done(value) }
}

/** What a batch did, as a note for the list it began on. */
export async function noteOn(ctx: Context, id: number): Promise<string> {
  const batch = await batches.byId(ctx.db, id)
  if (!batch || batch.started_by !== ctx.player.id || batch.state !== 'finished') return ''
  if (batch.undoes) {
    const n = await audit.countOfBatch(ctx.db, id)
    return `Taken back: ${number.format(n)} ${n === 1 ? 'change' : 'changes'}.`
  }
  const { of, done } = await inWords(ctx, batch)
  const { done: n } = await batchItems.countByState(ctx.db, id)
  return `${of(n)} ${n === 1 ? 'was' : 'were'} ${done}.`
}

/** The items with what each is about, where this person may look at it. */
export async function named(ctx: Context, batch: batches.Batch, items: batchItems.Item[]) {
  return await Promise.all(items.map(async (item) => ({ ...item, ...(await subjectOf(ctx, batch, item)) })))
}

async function subjectOf(ctx: Context, batch: batches.Batch, { ref, position }: batchItems.Item) {
  const row = batch.undoes ? await audit.byId(ctx.db, position) : undefined
  const kind = recordKind(row?.kind ?? batch.action.split('.')[0]!)
  const now = await kind?.read(ctx.db, ref)
  if (!kind || !now || !(await kind.mayOpen(ctx.db, ctx.player, now.fields))) return { name: row?.name ?? '' }
  return { name: now.name, path: kind.path(ref) }
}
