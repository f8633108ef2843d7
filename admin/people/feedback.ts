import * as feedback from '../../shared/db/feedback.ts'
import { NotFound } from '../../shared/errors.ts'
import { isEditor } from '../../shared/rules/roles.ts'
import type { Context } from '../../shared/web/context.ts'
import { idParam, type Routes } from '../../shared/web/routes.ts'
import { saved } from '../history/history.ts'
import { byOf, type RecordKind } from '../history/record-kind.ts'
import { backTo } from '../lists/lists.ts'

export const routes: Routes = [
  ['POST', '/admin/feedback/:id/closing', (ctx) => setState(ctx, 'closed')],
  ['POST', '/admin/feedback/:id/reopening', (ctx) => setState(ctx, 'open')],
]

async function setState(ctx: Context, state: feedback.FeedbackState) {
  const id = idParam(ctx)
  const known = await ctx.write((tx) => feedback.setState(tx, id, state, byOf(ctx)))
  if (!known) throw new NotFound('There is no such feedback.')
  await saved(ctx, record, id, `feedback-${state}`, backTo(ctx, '/admin/feedback'))
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
