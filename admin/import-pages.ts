import { isDeepStrictEqual } from 'node:util'
import type { Fields } from '../shared/db/audit.ts'
import * as audit from '../shared/db/audit.ts'
import * as batchItems from '../shared/db/batch-items.ts'
import * as batches from '../shared/db/batches.ts'
import type { Tx } from '../shared/db/connection.ts'
import * as questionLists from '../shared/db/question-lists.ts'
import type { FieldErrors } from '../shared/forms.ts'
import { isEditor } from '../shared/rules/roles.ts'
import type { Context } from '../shared/web/context.ts'
import { isBackedUpFirst } from './backups.ts'
import { formOfLine } from './import-lines.ts'
import { namesFor } from './import-names.ts'
import { lineOf, outcomeOf, questionOf } from './question-imports.ts'
import { record } from './question-records.ts'

const SHOWN = 100
const COMPARED = 5
const SAID = 200

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
  ctx.render('admin/imports/show', {
    ...{ batch, count, undoing, changes, fit, fresh, changed: fit - fresh, unfit: unfit.slice(0, SHOWN) },
    ...{ canGoOn: batches.canGoOn(batch, undoing), isBackedUpFirst: isBackedUpFirst(count.ready) },
    compared: batch.state === 'ready' ? await compared(ctx, batch.id) : [],
    added: batch.state === 'ready' ? await firstNew(ctx, batch.id) : [],
  })
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

const saysOf = (item: batchItems.Item) => (lineOf(item)?.text ?? String(JSON.parse(item.data))).slice(0, SAID)

async function firstNew(ctx: Context, id: number) {
  const items = await batchItems.items(ctx.db, id, 'ready', 0, SHOWN)
  const some = items.filter(({ version }) => version === null).slice(0, COMPARED)
  return some.map((item) => ({ line: item.line, says: saysOf(item) }))
}

/** The first questions that a line changes, with what it changes. */
async function compared(ctx: Context, id: number) {
  const items = await batchItems.changing(ctx.db, id, 'ready', COMPARED)
  return await Promise.all(items.map((item) => comparison(ctx, item)))
}

async function comparison(ctx: Context, item: batchItems.Item) {
  const outcome = await outcomeOf(ctx.db, lineOf(item)!, ctx.player)
  if (outcome.problem !== undefined || outcome.same || !outcome.before)
    return { line: item.line, name: saysOf(item), fields: [], problem: outcome.problem }
  const { before, content, state } = outcome
  const fields = await differences(ctx, before.fields, { ...content, state })
  return { line: item.line, name: before.fields.text, path: record.path(String(before.id)), fields }
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

/** A line that waits to be mended in the form of a question. */
export interface Mending {
  item: batchItems.Item
  form: Record<string, string | undefined>
  errors: FieldErrors
  /** The key of the line, for a question that is new. */
  key: string
  /** What the line says, where it could not be read. */
  raw: string
}

/** The line of an import that an address or a form names (batch-position); undefined when it is none of this person's, or done. */
export async function mendingOf(ctx: Context, from: unknown): Promise<Mending | undefined> {
  const [, batch, position] = /^(\d{1,12})-(\d{1,12})$/.exec(String(from ?? '')) ?? []
  const item = position && (await waitingItem(ctx, Number(batch), Number(position)))
  if (!item) return
  const line = lineOf(item)
  if (!line) return { item, form: { value: '3', from: String(from) }, errors: {}, key: '', raw: saysOf(item) }
  const here = questionOf(await outcomeOf(ctx.db, line, ctx.player))
  const { form, errors } = formOfLine(line, await namesFor(ctx.db, ctx.player), here?.fields)
  return { item, form: { ...form, from: String(from) }, errors, key: line.key, raw: '' }
}

async function waitingItem(ctx: Context, id: number, position: number) {
  const batch = await batches.byId(ctx.db, id)
  if (!batch || (batch.started_by !== ctx.player.id && !isEditor(ctx.player))) return
  const item = await batchItems.item(ctx.db, id, position)
  if (batch.kind === 'import' && (item?.state === 'wrong' || item?.state === 'left')) return item
}

/** The line is a question now. */
export async function mended(tx: Tx, { item }: Mending): Promise<void> {
  await batchItems.setItem(tx, item, { state: 'done', version: item.version })
}

/** The key a question that is made of the line gets: that of the line, unless another has it. */
export async function freeKey(tx: Tx, { key }: Pick<Mending, 'key'>): Promise<string | undefined> {
  if (key && !(await questionLists.idOfKey(tx, key))) return key
}
