import { config } from '../shared/config.ts'
import * as storage from '../shared/db/photo-storage.ts'
import * as regenerations from '../shared/db/regenerations.ts'
import { NotFound } from '../shared/errors.ts'
import { OPTIONS } from '../shared/media/pipeline.ts'
import type { Context } from '../shared/web/context.ts'
import { idParam, type Routes } from '../shared/web/routes.ts'
import { goTo } from './lists.ts'
import { workOn } from './regenerating.ts'

export const routes: Routes = [
  ['GET', '/admin/regenerations', list],
  ['POST', '/admin/regenerations', create],
  ['POST', '/admin/regenerations/:id/cancellation', cancel],
  ['POST', '/admin/regenerations/:id/resumption', resume],
]

const PATH = '/admin/regenerations'

async function list(ctx: Context) {
  const runs = await regenerations.list(ctx.db)
  const outdated = await storage.countOutdated(ctx.db, OPTIONS)
  const [newest] = runs
  ctx.render('admin/regenerations/list', {
    runs,
    outdated,
    running: newest?.state === 'running' ? newest : undefined,
    mostFailures: regenerations.MOST_FAILURES,
  })
}

/** The answer does not wait for the work. Where a run goes on already, it is what the page shows. */
async function create(ctx: Context) {
  const by = { worker: config.instance, started_by: ctx.player.id, started_at: ctx.now }
  const id = await ctx.write(async (tx) => {
    const total = await storage.countOutdated(tx, OPTIONS)
    return total > 0 ? await regenerations.start(tx, { ...by, total }) : undefined
  })
  if (id) workOn(ctx, id)
  goTo(ctx, PATH)
}

async function cancel(ctx: Context) {
  const { id } = await runOf(ctx)
  await ctx.write((tx) => regenerations.end(tx, id, 'cancelled', ctx.now))
  goTo(ctx, PATH)
}

async function resume(ctx: Context) {
  const { id } = await runOf(ctx)
  if (await ctx.write((tx) => regenerations.resume(tx, id, config.instance))) workOn(ctx, id)
  goTo(ctx, PATH)
}

async function runOf(ctx: Context) {
  const run = await regenerations.byId(ctx.db, idParam(ctx))
  if (!run) throw new NotFound()
  return run
}
