import * as questions from '../shared/db/question-lists.ts'
import * as reports from '../shared/db/reports.ts'
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
    overdue: await questions.overdue(ctx.db, country, today, WAITING),
  })
}

function firstSteps(ctx: Context) {
  ctx.render('admin/home/first-steps')
}
