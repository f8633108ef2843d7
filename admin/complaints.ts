import * as complaintLists from '../shared/db/complaint-lists.ts'
import type { Context } from '../shared/web/context.ts'
import type { Routes } from '../shared/web/routes.ts'
import { listLinks, listQuery, numberOf, oneOf } from './lists.ts'

export const routes: Routes = [['GET', '/admin/complaints', list]]

const KINDS = ['question', 'message', 'name'] as const
const STATES = ['open', 'accepted', 'dismissed'] as const

async function list(ctx: Context) {
  const { query, cursor } = listQuery(ctx, ['kind', 'state', 'question', 'about', 'by'])
  const filter = {
    kind: oneOf(KINDS, query.kind),
    state: oneOf(STATES, query.state),
    question: numberOf(query.question),
    about: numberOf(query.about),
    by: numberOf(query.by),
  }
  const page = await complaintLists.list(ctx.db, ctx.player.country, filter, cursor)
  ctx.render('admin/complaints/list', { page, list: listLinks('/admin/complaints', query, page) })
}
