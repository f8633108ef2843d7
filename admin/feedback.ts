import * as feedback from '../shared/db/feedback.ts'
import { NotFound } from '../shared/errors.ts'
import { isEditor } from '../shared/rules/roles.ts'
import type { Context } from '../shared/web/context.ts'
import { idParam, type Routes } from '../shared/web/routes.ts'
import { backTo, goTo, here, listLinks, listQuery, numberOf, oneOf } from './lists.ts'
import { byOf, type RecordKind } from './record-kind.ts'

export const routes: Routes = [
  ['GET', '/admin/feedback', list],
  ['POST', '/admin/feedback/:id/closing', (ctx) => setState(ctx, 'closed')],
  ['POST', '/admin/feedback/:id/reopening', (ctx) => setState(ctx, 'open')],
]

const STATES = ['open', 'closed'] as const

async function list(ctx: Context) {
  const { query, cursor } = listQuery(ctx, ['state', 'player', 'id'])
  const filter = {
    state: oneOf(STATES, query.state),
    player: numberOf(query.player),
    id: numberOf(query.id),
  }
  const page = await feedback.list(ctx.db, filter, cursor)
  ctx.render('admin/feedback/list', {
    page,
    list: listLinks('/admin/feedback', query, page),
    here: here(ctx),
  })
}

async function setState(ctx: Context, state: feedback.FeedbackState) {
  const id = idParam(ctx)
  const known = await ctx.write((tx) => feedback.setState(tx, id, state, byOf(ctx)))
  if (!known) throw new NotFound('There is no such feedback.')
  goTo(ctx, backTo(ctx, '/admin/feedback'), `feedback-${state}`)
}

export const record: RecordKind = {
  kind: 'feedback',
  noun: 'Feedback',
  labels: { state: 'State' },
  path: (ref) => `/admin/feedback?id=${ref}`,
  read: (db, ref) => feedback.present(db, Number(ref)),
  mayOpen: (_db, person) => isEditor(person),
  async put(tx, { ref, now, fields }, by) {
    if (!now || !fields) return 'What players say stays.'
    await feedback.setState(tx, Number(ref), fields.state as feedback.FeedbackState, by)
  },
}
