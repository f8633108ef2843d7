import * as reports from '../shared/db/reports.ts'
import type { Context } from '../shared/web/context.ts'
import type { Routes } from '../shared/web/routes.ts'

export const routes: Routes = [['GET', '/admin/reports', list]]

async function list(ctx: Context) {
  ctx.render('admin/reports/list', { answers: await reports.countAnswers(ctx.db) })
}
