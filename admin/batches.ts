import { setTimeout as sleep } from 'node:timers/promises'
import { config } from '../shared/config.ts'
import * as audit from '../shared/db/audit.ts'
import * as batches from '../shared/db/batches.ts'
import { Conflict, NotFound } from '../shared/errors.ts'
import { isEditor } from '../shared/rules/roles.ts'
import type { Context } from '../shared/web/context.ts'
import { idParam, type Routes } from '../shared/web/routes.ts'
import { workOn } from './batching.ts'
import { goTo, listLinks, listQuery, oneOf } from './lists.ts'

export const routes: Routes = [
  ['GET', '/admin/batches', list],
  ['GET', '/admin/batches/:id', show],
  ['POST', '/admin/batches/:id/start', start],
  ['POST', '/admin/batches/:id/cancellation', cancel],
  ['POST', '/admin/batches/:id/resumption', resume],
  ['POST', '/admin/batches/:id/reversal', reverse],
]

const SHOWN = 100

/** How long the answer waits for the work: most of it is done by then, and the page says so at once. */
const WAIT_MS = 1500

async function list(ctx: Context) {
  const { query, cursor } = listQuery(ctx, ['kind', 'mine'])
  const kind = oneOf(['bulk', 'import', 'undo'], query.kind)
  const person = query.mine || !isEditor(ctx.player) ? ctx.player.id : null
  const page = await batches.list(ctx.db, { person, kind }, cursor)
  ctx.render('admin/batches/list', { page, list: listLinks('/admin/batches', query, page) })
}

async function show(ctx: Context) {
  const batch = await ownBatch(ctx)
  const [count, undoing, changes] = await Promise.all([
    batches.countByState(ctx.db, batch.id),
    batches.undoing(ctx.db, batch.id),
    audit.countOfBatch(ctx.db, batch.id),
  ])
  const unfit = await batches.items(ctx.db, batch.id, 'wrong', 0, SHOWN)
  const left = await batches.items(ctx.db, batch.id, 'left', 0, SHOWN)
  ctx.render('admin/batches/show', { batch, count, undoing, changes, unfit, left, most: SHOWN })
}

/** Begins what was looked at. Sent twice it is begun once. */
async function start(ctx: Context) {
  const { id } = await ownBatch(ctx)
  if (await ctx.write((tx) => batches.begin(tx, id, ['ready'], 'running', config.instance)))
    await waitFor(workOn(ctx, id))
  goTo(ctx, pathOf(id))
}

async function cancel(ctx: Context) {
  const { id } = await ownBatch(ctx)
  await ctx.write((tx) => batches.end(tx, id, 'cancelled', ctx.now))
  goTo(ctx, pathOf(id))
}

/** Goes on where it was cancelled, be it with looking at the items or with the work itself. */
async function resume(ctx: Context) {
  const { id } = await ownBatch(ctx)
  const resumed = await ctx.write(async (tx) => {
    const count = await batches.countByState(tx, id)
    return await batches.resume(tx, id, count.new > 0 ? 'checking' : 'running', config.instance)
  })
  if (resumed) await waitFor(workOn(ctx, id))
  goTo(ctx, pathOf(id))
}

/** Takes back all that the batch changed, as a batch of its own, which is made once. */
async function reverse(ctx: Context) {
  const batch = await ownBatch(ctx)
  const { made, id } = await ctx.write(async (tx) => {
    const known = await batches.undoing(tx, batch.id)
    if (known) return { made: false, id: known.id }
    const present = (await batches.byId(tx, batch.id))!
    if (present.state !== 'finished' && present.state !== 'cancelled')
      throw new Conflict('This is still going on. Cancel it, then take it back.')
    const run = { kind: 'undo', state: 'running', title: `Take back: ${batch.title}` } as const
    const by = { started_by: ctx.player.id, started_at: ctx.now, worker: config.instance }
    const total = await audit.countOfBatch(tx, batch.id)
    return { made: true, id: await batches.insert(tx, { ...run, ...by, total, undoes: batch.id }) }
  })
  if (made) await waitFor(workOn(ctx, id))
  goTo(ctx, pathOf(id))
}

const waitFor = (work: Promise<void>) => Promise.race([work, sleep(WAIT_MS, undefined, { ref: false })])

const pathOf = (id: number) => `/admin/batches/${id}`

/** A batch of one's own; editors look after everybody's. */
async function ownBatch(ctx: Context) {
  const batch = await batches.byId(ctx.db, idParam(ctx))
  if (!batch || (batch.started_by !== ctx.player.id && !isEditor(ctx.player))) throw new NotFound()
  return batch
}
