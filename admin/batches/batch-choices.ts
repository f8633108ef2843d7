import { config } from '../../shared/config.ts'
import * as batchItems from '../../shared/db/batch-items.ts'
import * as batches from '../../shared/db/batches.ts'
import { Invalid } from '../../shared/errors.ts'
import type { Context } from '../../shared/web/context.ts'
import { findRows, type Listing } from '../lists/listings.ts'
import { numberOf } from '../lists/lists.ts'
import { writeShortly } from './batch-holds.ts'
import type { Bulk, Field } from './batch-work.ts'
import { listingAt } from './batch-works.ts'

/** So many rows can be chosen at once: more would be looked at for hours. */
const MOST = 200_000
const AT_ONCE = 100

/** What came from a list: which rows, and what is to be done with them. Or what is wrong with it, by field. */
export async function readChoice(ctx: Context) {
  const listing = listingAt(String(ctx.form.list))
  if (!listing || listing.may?.(ctx.player) === false)
    throw new Invalid('This came from no list that is here. Go back and load it again.')
  const ids = await idsOf(ctx, listing)
  const work = listing.works.find(
    ({ action, may }) => action === ctx.form.action && may?.(ctx.player) !== false,
  )
  const way = listing.ways?.find(({ action }) => action === ctx.form.action)
  const { input, problem } = work?.field ? await readField(ctx, work.field) : { input: '' }
  const errors = {
    ...(ids.length === 0 && { chosen: 'No row is chosen. Go back to the list and choose some.' }),
    ...(ids.length > MOST && { chosen: `At most ${MOST} can be chosen at once. Filter the list further.` }),
    ...(!work && !way && { action: 'Choose what is to be done.' }),
    ...(problem && { [work!.field!.name]: problem }),
  }
  return { listing, ids, work, way, input, errors }
}

/** Those that are ticked, those of the page, or all that the filter of the list finds. */
async function idsOf(ctx: Context, listing: Listing): Promise<number[]> {
  const { all, page, rows, chosen, query } = ctx.form
  if (all === '1') {
    const { page } = await findRows(ctx, listing, new URLSearchParams(String(query ?? '')))
    return await page.ids(MOST + 1)
  }
  const ticked = page === '1' ? String(rows ?? '').split(',') : [chosen ?? []].flat()
  return [...new Set(ticked.flatMap((id) => numberOf(id) ?? []))]
}

async function readField(ctx: Context, { name, options, problem }: Field) {
  const input = String(ctx.form[name] ?? '').trim()
  if (!options) return { input, problem: problem?.(input) }
  const known = (await options(ctx.db, ctx.player)).some(({ value }) => value === input)
  return { input, problem: known ? undefined : 'Choose one of the list.' }
}

/** What a batch was given, in words. */
export async function inputInWords(ctx: Context, { field }: Bulk, input: string): Promise<string> {
  const options = await field?.options?.(ctx.db, ctx.player)
  return options?.find(({ value }) => value === input)?.label ?? input
}

/** Keeps the choice as a batch that is looked at next. Nobody works on it before all its items are there. */
export async function keepChoice(ctx: Context, work: Bulk, input: string, ids: number[]): Promise<number> {
  const title = work.words.act(work.words.noun[1], await inputInWords(ctx, work, input))
  const run = { kind: 'bulk', state: 'reading', title, action: work.action, input } as const
  const by = { started_by: ctx.player.id, started_at: ctx.now, worker: config.instance }
  const id = await ctx.write((tx) => batches.insert(tx, { ...run, ...by }))
  try {
    await gather(ctx, id, ids)
  } catch (error) {
    await ctx.write((tx) => batches.end(tx, id, 'cancelled', ctx.now, BROKEN_OFF))
    throw error
  }
  return id
}

const BROKEN_OFF = 'Not all that was chosen could be gathered, so it cannot go on. Choose again.'

/** All items come, or it was cancelled meanwhile. */
async function gather({ write }: Context, id: number, ids: number[]): Promise<void> {
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const items = ids.slice(at, at + AT_ONCE).map((ref) => ({ ref: String(ref) }))
    const isWanted = await writeShortly(write, async (tx) => {
      if ((await batches.byId(tx, id))?.state !== 'reading') return false
      await batchItems.addItems(tx, id, items)
      return true
    })
    if (!isWanted) return
  }
  await write((tx) => batches.begin(tx, id, ['reading'], 'checking', config.instance))
}
