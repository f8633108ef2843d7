import type { By } from '../../shared/db/audit.ts'
import * as batchItems from '../../shared/db/batch-items.ts'
import * as batches from '../../shared/db/batches.ts'
import type { Tx } from '../../shared/db/connection.ts'
import * as questionLists from '../../shared/db/question-lists.ts'
import type { FieldErrors } from '../../shared/forms.ts'
import { isEditor } from '../../shared/rules/roles.ts'
import type { Context } from '../../shared/web/context.ts'
import { byOf } from '../history/record-kind.ts'
import { formOfLine } from './import-lines.ts'
import { namesFor } from './import-names.ts'
import { saysOf } from './import-pages.ts'
import { lineOf, outcomeOf, questionOf } from './question-imports.ts'

/** A line that waits to be mended in the form of a question. */
export interface Mending {
  item: batchItems.Item
  form: Record<string, string | undefined>
  errors: FieldErrors
  /** The key of the line, for a question that is new. */
  key: string
  /** What the line says, where it could not be read. */
  raw: string
  /** The state it asks for. */
  state: string
}

/** The line of an import that an address or a form names (batch-position); undefined when it is none of this person's, or done. */
export async function mendingOf(ctx: Context, from: unknown): Promise<Mending | undefined> {
  const [, batch, position] = /^(\d{1,12})-(\d{1,12})$/.exec(String(from ?? '')) ?? []
  const item = position && (await waitingItem(ctx, Number(batch), Number(position)))
  if (!item) return
  const line = lineOf(item)
  const without = { form: { value: '3', from: String(from) }, errors: {}, key: '', state: '' }
  if (!line) return { item, ...without, raw: saysOf(item) }
  const here = questionOf(await outcomeOf(ctx.db, line, ctx.player))
  const { form, errors } = formOfLine(line, await namesFor(ctx.db, ctx.player), here?.fields)
  const { key, state } = line
  return { item, form: { ...form, from: String(from) }, errors, key, raw: '', state }
}

async function waitingItem(ctx: Context, id: number, position: number) {
  const batch = await batches.byId(ctx.db, id)
  if (!batch || (batch.started_by !== ctx.player.id && !isEditor(ctx.player))) return
  const item = await batchItems.item(ctx.db, id, position)
  if (batch.kind === 'import' && item && isWaiting(item)) return item
}

const isWaiting = ({ state }: batchItems.Item) => state === 'wrong' || state === 'left'

/** Who mends: the one undo of the import takes that back too, unless it is begun already. */
export async function byMending(tx: Tx, ctx: Context, mending: Mending | undefined): Promise<By> {
  const batch = mending?.item.batch_id
  return { ...byOf(ctx), ...(batch && !(await batches.undoing(tx, batch)) && { batch }) }
}

/** The line is a question now, or it was one already. `version`: what the question had before, when it is not new. */
export async function mended(
  tx: Tx,
  { item }: Mending,
  outcome: { state: 'done' | 'same'; version?: number },
): Promise<void> {
  const now = await batchItems.item(tx, item.batch_id, item.position)
  if (now && isWaiting(now)) await batchItems.setItem(tx, item, outcome)
}

/** The key a question that is made of the line gets: that of the line, unless another has it. */
export async function freeKey(tx: Tx, { key }: Pick<Mending, 'key'>): Promise<string | undefined> {
  if (key && !(await questionLists.idOfKey(tx, key))) return key
}
