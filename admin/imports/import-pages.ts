import { setImmediate as otherWork } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { Fields } from '../../shared/db/audit.ts'
import * as audit from '../../shared/db/audit.ts'
import * as batchItems from '../../shared/db/batch-items.ts'
import * as batches from '../../shared/db/batches.ts'
import * as categories from '../../shared/db/categories.ts'
import type { Context } from '../../shared/web/context.ts'
import { isBackedUpFirst } from '../batches/backups.ts'
import { BOM, csv } from '../lists/csv.ts'
import { record } from '../questions/question-records.ts'
import { lineOf, outcomeOf, questionOf } from './question-imports.ts'

const SHOWN = 100
const SAID = 200

/** What an import was given. */
export interface Input {
  format: string
  /** The category that was chosen, and the first of those that it stands in for as they are none here. */
  category?: string
  foreign: string[]
}

/** What will happen, or happened, with the lines of a file. */
export async function showImport(ctx: Context, batch: batches.Batch) {
  const { db } = ctx
  const [count, fresh, undoing, changes] = await Promise.all([
    batchItems.countByState(db, batch.id),
    batchItems.countNew(db, batch.id),
    batches.undoing(db, batch.id),
    audit.countOfBatch(db, batch.id),
  ])
  const fit = count.ready + count.done
  const unfit = [...(await itemsIn(ctx, batch, 'left')), ...(await itemsIn(ctx, batch, 'wrong'))]
  const ready = batch.state === 'ready'
  ctx.render('admin/imports/show', {
    ...{ batch, count, undoing, changes, fit, fresh, changed: fit - fresh, unfit: unfit.slice(0, SHOWN) },
    ...{ canGoOn: batches.canGoOn(batch, undoing), isBackedUpFirst: isBackedUpFirst(count.ready) },
    foreign: await foreignOf(ctx, batch),
    kept: undoing && (await batchItems.countByState(db, undoing.id)).left,
    compared: ready ? await compared(ctx, batch.id, 0) : [],
    added: ready ? await firstNew(ctx, batch.id) : [],
  })
}

/** The categories that are none here, and the name of the one that stands in for them. */
async function foreignOf({ db }: Context, { input }: batches.Batch) {
  if (!input) return
  const { category, foreign } = JSON.parse(input) as Input
  return foreign.length > 0 && { names: foreign, by: (await categories.bySlug(db, category!))?.name }
}

async function itemsIn(ctx: Context, batch: batches.Batch, state: 'left' | 'wrong') {
  const items = await batchItems.items(ctx.db, batch.id, state, 0, SHOWN)
  return await Promise.all(
    items.map(async (item) => ({ ...item, says: saysOf(item), mend: await mendPath(ctx, item) })),
  )
}

/** Where the line can be mended: in the form of the question it names, else of a new one. */
async function mendPath(ctx: Context, item: batchItems.Item) {
  const line = lineOf(item)
  const here = line && questionOf(await outcomeOf(ctx.db, line, ctx.player))
  return `/admin/questions/${here?.id ?? 'new'}?from=${item.batch_id}-${item.position}`
}

/** The question of a line, or the line itself, as far as it is shown. */
export const saysOf = (item: batchItems.Item) =>
  (lineOf(item)?.text ?? String(JSON.parse(item.data))).slice(0, SAID)

async function firstNew(ctx: Context, id: number) {
  const items = await batchItems.planned(ctx.db, id, 'additions', 0, SHOWN)
  return items.map((item) => ({ line: item.line, says: saysOf(item) }))
}

/** The questions that the next lines behind `after` change, with what they change. */
async function compared(ctx: Context, id: number, after: number) {
  const items = await batchItems.planned(ctx.db, id, 'changes', after, SHOWN)
  return await Promise.all(items.map((item) => comparison(ctx, item)))
}

async function comparison(ctx: Context, item: batchItems.Item) {
  const { line, position } = item
  const outcome = await outcomeOf(ctx.db, lineOf(item)!, ctx.player)
  if (outcome.problem !== undefined || outcome.same || !outcome.before)
    return { line, position, name: saysOf(item), fields: [], problem: outcome.problem }
  const { before, content, state } = outcome
  const fields = await differences(ctx, before.fields, { ...content, state })
  return { line, position, id: before.id, name: before.fields.text, fields }
}

/** All that an import would change in questions that are here, as CSV. */
export async function* changesOf(ctx: Context, id: number) {
  yield BOM + csv([['line', 'question', 'text', 'field', 'now', 'in the file']])
  for (let after = 0; ; await otherWork()) {
    const some = await compared(ctx, id, after)
    for (const { line, id, name, fields } of some)
      yield csv(fields.map(({ label, before, after }) => [line!, id, name, label, before, after]))
    if (some.length < SHOWN) return
    after = some.at(-1)!.position
  }
}

async function differences(ctx: Context, before: Fields, after: Fields) {
  const names = Object.keys(record.labels).filter((name) => !isDeepStrictEqual(before[name], after[name]))
  const words = async (name: string, value: unknown) => await record.show!(ctx.db, name, value)
  return await Promise.all(
    names.map(async (name) => ({
      label: record.labels[name]!,
      before: await words(name, before[name]),
      after: await words(name, after[name]),
    })),
  )
}
