import { config } from '../../shared/config.ts'
import * as audit from '../../shared/db/audit.ts'
import type { Tx } from '../../shared/db/connection.ts'
import * as storage from '../../shared/db/photo-storage.ts'
import * as regenerations from '../../shared/db/regenerations.ts'
import { NotFound } from '../../shared/errors.ts'
import { OPTIONS } from '../../shared/media/pipeline.ts'
import { isEditor } from '../../shared/rules/roles.ts'
import type { Context } from '../../shared/web/context.ts'
import { idParam, type Routes } from '../../shared/web/routes.ts'
import { byOf, type RecordKind } from '../history/record-kind.ts'
import { goTo } from '../lists/lists.ts'
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
    const made = total > 0 ? await regenerations.start(tx, { ...by, total }) : undefined
    if (made) await note(tx, ctx, made, `Began to make the files of ${total} photos anew.`)
    return made
  })
  if (id) workOn(ctx, id)
  goTo(ctx, PATH)
}

async function cancel(ctx: Context) {
  const { id } = await runOf(ctx)
  await ctx.write(async (tx) => {
    if ((await regenerations.byId(tx, id))?.state !== 'running') return
    await regenerations.end(tx, id, 'cancelled', ctx.now)
    await note(tx, ctx, id, 'Cancelled it.')
  })
  goTo(ctx, PATH)
}

async function resume(ctx: Context) {
  const { id } = await runOf(ctx)
  const resumed = await ctx.write(async (tx) => {
    if (!(await regenerations.resume(tx, id, config.instance))) return false
    await note(tx, ctx, id, 'Had it go on.')
    return true
  })
  if (resumed) workOn(ctx, id)
  goTo(ctx, PATH)
}

const note = (tx: Tx, ctx: Context, id: number, what: string) =>
  audit.noteDone(tx, byOf(ctx), { kind: 'regeneration', ref: id, name: `Run ${id}`, after: { what } })

export const record: RecordKind = {
  kind: 'regeneration',
  noun: 'Regeneration',
  labels: {},
  path: () => PATH,
  read: async () => undefined,
  mayOpen: (_db, person) => isEditor(person),
}

async function runOf(ctx: Context) {
  const run = await regenerations.byId(ctx.db, idParam(ctx))
  if (!run) throw new NotFound()
  return run
}
