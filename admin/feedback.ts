import * as feedback from '../shared/db/feedback.ts'
import { NotFound } from '../shared/errors.ts'
import type { Context } from '../shared/web/context.ts'
import { idParam, type Routes } from '../shared/web/routes.ts'
import { backTo, goTo, here, listLinks, listQuery, numberOf, oneOf } from './lists.ts'

export const routes: Routes = [
  ['GET', '/admin/feedback', list],
  ['POST', '/admin/feedback/:id/closing', (ctx) => setState(ctx, 'closed')],
  ['POST', '/admin/feedback/:id/reopening', (ctx) => setState(ctx, 'open')],
]

const STATES = ['open', 'closed'] as const

async function list(ctx: Context) {
  const { query, cursor } = listQuery(ctx, ['state', 'player'])
  const page = await feedback.list(ctx.db, oneOf(STATES, query.state), numberOf(query.player), cursor)
  ctx.render('admin/feedback/list', {
    page,
    list: listLinks('/admin/feedback', query, page),
    here: here(ctx),
  })
}

async function setState(ctx: Context, state: feedback.FeedbackState) {
  const id = idParam(ctx)
  const by = { editor: ctx.player.id, now: ctx.now }
  const known = await ctx.write((tx) => feedback.setState(tx, id, state, by))
  if (!known) throw new NotFound('There is no such feedback.')
  goTo(ctx, backTo(ctx, '/admin/feedback'), `feedback-${state}`)
}
