import * as complaints from '../shared/db/complaint-lists.ts'
import * as feedback from '../shared/db/feedback.ts'
import * as questions from '../shared/db/question-lists.ts'
import * as reports from '../shared/db/reports.ts'
import { isEditor } from '../shared/rules/roles.ts'
import type { Context } from '../shared/web/context.ts'
import type { Routes } from '../shared/web/routes.ts'

export const routes: Routes = [
  ['GET', '/admin', home],
  ['GET', '/admin/first-steps', firstSteps],
]

const WAITING = 6

async function home(ctx: Context) {
  const { country } = ctx.player
  const today = new Date(ctx.now).toISOString().slice(0, 10)
  ctx.render('admin/home/home', {
    totals: await reports.totals(ctx.db),
    states: await questions.countByState(ctx.db, country),
    drafts: await questions.drafts(ctx.db, country, WAITING),
    complaints: await complaints.countOpen(ctx.db, country),
    feedback: isEditor(ctx.player) ? await feedback.countOpen(ctx.db) : 0,
    overdue: await questions.overdue(ctx.db, country, today, WAITING),
  })
}

function firstSteps(ctx: Context) {
  ctx.render('admin/home/first-steps')
}
