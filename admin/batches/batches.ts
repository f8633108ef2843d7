import { setTimeout as sleep } from 'node:timers/promises'
import { config } from '../../shared/config.ts'
import * as audit from '../../shared/db/audit.ts'
import * as batchItems from '../../shared/db/batch-items.ts'
import * as batches from '../../shared/db/batches.ts'
import { Conflict, NotFound } from '../../shared/errors.ts'
import { type FieldErrors, ownPath } from '../../shared/forms.ts'
import { isEditor } from '../../shared/rules/roles.ts'
import type { Context } from '../../shared/web/context.ts'
import { idParam, type Routes } from '../../shared/web/routes.ts'
import {
  type Columns,
  choicesOf,
  exportList,
  type Listing,
  moment,
  openList,
  type Source,
} from '../lists/listings.ts'
import { type Asked, choice, goTo } from '../lists/lists.ts'
import { isBackedUpFirst } from './backups.ts'
import { keepChoice, readChoice } from './batch-choices.ts'
import { goOnWith } from './batch-resuming.ts'
import { inWords, named } from './batch-words.ts'
import { forget, workOn } from './batching.ts'

export const routes: Routes = [
  ['GET', '/admin/batches', list],
  ['GET', '/admin/batches/export', (ctx) => exportList(ctx, source, columns)],
  ['POST', '/admin/batches', create],
  ['GET', '/admin/batches/:id', show],
  ['POST', '/admin/batches/:id/start', start],
  ['POST', '/admin/batches/:id/cancellation', cancel],
  ['POST', '/admin/batches/:id/resumption', resume],
  ['POST', '/admin/batches/:id/reversal', reverse],
]

const SHOWN = 100

/** How long the answer waits for the work: most of it is done by then, and the page says so at once. */
const WAIT_MS = 1500

type Row = Awaited<ReturnType<typeof batches.list>>['rows'][number]

const columns: Columns<Row> = {
  id: (row) => row.id,
  kind: (row) => row.kind,
  title: (row) => row.title,
  state: (row) => row.state,
  items: (row) => row.total,
  started_by: (row) => row.name,
  started_at: (row) => moment(row.started_at),
  ended_at: (row) => moment(row.ended_at),
  undoes: (row) => row.undoes,
  undone_by: (row) => row.undone_by,
}

const filters = { kind: choice(['bulk', 'import', 'undo']), mine: choice(['1']) }

const source: Source<Row> = {
  path: '/admin/batches',
  name: 'batches',
  filters,
  find({ db, player }, { kind, mine }: Asked<typeof filters>, cursor) {
    const person = mine || !isEditor(player) ? player.id : null
    return batches.list(db, { person, kind }, cursor)
  },
}

async function list(ctx: Context) {
  ctx.render('admin/batches/list', await openList(ctx, source))
}

/** What was chosen on a list becomes a batch that is looked at. Nothing is changed, so sent twice it is two that can be left. */
async function create(ctx: Context) {
  const { listing, ids, work, way, input, errors } = await readChoice(ctx)
  if (Object.keys(errors).length > 0) return await refuse(ctx, listing, ids.length, errors)
  if (!work) return goTo(ctx, way!.path(ids))
  const id = await keepChoice(ctx, work, input, ids)
  await waitFor(workOn(ctx, id))
  goTo(ctx, pathOf(id, listBack(ctx)))
}

async function refuse(ctx: Context, listing: Listing, n: number, errors: FieldErrors) {
  ctx.status = 422
  const choices = await choicesOf(ctx, listing)
  const back = listBack(ctx) || listing.path
  ctx.render('admin/batches/new', { choices, n, back, form: ctx.form, errors })
}

async function show(ctx: Context) {
  const batch = await ownBatch(ctx)
  if (batch.kind === 'import') return goTo(ctx, `/admin/imports/${batch.id}`)
  const [count, undoing, changes] = await Promise.all([
    batchItems.countByState(ctx.db, batch.id),
    batches.undoing(ctx.db, batch.id),
    audit.countOfBatch(ctx.db, batch.id),
  ])
  const unfit = await named(ctx, batch, await batchItems.items(ctx.db, batch.id, 'wrong', 0, SHOWN))
  const left = await named(ctx, batch, await batchItems.items(ctx.db, batch.id, 'left', 0, SHOWN))
  const back = listBack(ctx)
  const words = await inWords(ctx, batch)
  ctx.render('admin/batches/show', {
    ...{ batch, count, undoing, changes, unfit, left, back, words },
    canGoOn: batches.canGoOn(batch, undoing),
    isBackedUpFirst: isBackedUpFirst(count.ready),
  })
}

/** Begins what was looked at. Sent twice it is begun once. */
async function start(ctx: Context) {
  const { id } = await ownBatch(ctx)
  if (await ctx.write((tx) => batches.begin(tx, id, ['ready'], 'running', config.instance)))
    await waitFor(workOn(ctx, id))
  await goOn(ctx, id)
}

/** What was only looked at is not kept when it is left. */
async function cancel(ctx: Context) {
  const batch = await ownBatch(ctx)
  await ctx.write((tx) => batches.end(tx, batch.id, 'cancelled', ctx.now))
  if (batch.state !== 'ready') return goTo(ctx, pathOf(batch.id, listBack(ctx)))
  await waitFor(forget(ctx, batch.id))
  goTo(ctx, listBack(ctx) || '/admin/batches', 'batch-left')
}

/** Goes on where it was cancelled, be it with looking at the items or with the work itself. Sent twice it goes on once. */
async function resume(ctx: Context) {
  const { id } = await ownBatch(ctx)
  if (await ctx.write((tx) => goOnWith(tx, id))) await waitFor(workOn(ctx, id))
  await goOn(ctx, id)
}

/** Takes back all that the batch changed, as a batch of its own, which is made once. */
async function reverse(ctx: Context) {
  const batch = await ownBatch(ctx)
  const total = await audit.countOfBatch(ctx.db, batch.id)
  const { made, id } = await ctx.write(async (tx) => {
    const known = await batches.undoing(tx, batch.id)
    if (known) return { made: false, id: known.id }
    const present = (await batches.byId(tx, batch.id))!
    const hasEnded = present.state === 'finished' || present.state === 'cancelled'
    if (!hasEnded || present.ended_at !== batch.ended_at)
      throw new Conflict('This is still going on. Cancel it, then take it back.')
    const run = { kind: 'undo', state: 'running', title: `Take back: ${batch.title}` } as const
    const by = { started_by: ctx.player.id, started_at: ctx.now, worker: config.instance }
    return { made: true, id: await batches.insert(tx, { ...run, ...by, total, undoes: batch.id }) }
  })
  if (made) await waitFor(workOn(ctx, id))
  await goOn(ctx, id)
}

/** Waits for the work for a short while. */
export const waitFor = (work: Promise<void>) =>
  Promise.race([work, sleep(WAIT_MS, undefined, { ref: false })])

const pathOf = (id: number, back = '') => `/admin/batches/${id}${back && `?back=${encodeURIComponent(back)}`}`

/** The list the choice was made on; '' when the form names none. */
const listBack = (ctx: Context) => {
  const back = ownPath(ctx.method === 'POST' ? ctx.form.back : ctx.query.back, '')
  return back.startsWith('/admin/') ? back : ''
}

/** To the list one came from, with a note, when all was done by now; else to the page of the batch, which says what was not. */
async function goOn(ctx: Context, id: number) {
  const back = listBack(ctx)
  const batch = await batches.byId(ctx.db, id)
  const { left } = await batchItems.countByState(ctx.db, id)
  if (!back || batch?.state !== 'finished' || left > 0) return goTo(ctx, pathOf(id, back))
  goTo(ctx, back, `batch&of=${id}`)
}

/** A batch of one's own; editors look after everybody's. */
async function ownBatch(ctx: Context) {
  const batch = await batches.byId(ctx.db, idParam(ctx))
  if (!batch || (batch.started_by !== ctx.player.id && !isEditor(ctx.player))) throw new NotFound()
  return batch
}
