import * as questions from '../../shared/db/question-lists.ts'
import * as reports from '../../shared/db/reports.ts'
import { isEditor } from '../../shared/rules/roles.ts'
import type { Context } from '../../shared/web/context.ts'
import type { Routes } from '../../shared/web/routes.ts'
import { lastActs } from './activity.ts'
import { alarmsOf } from './alarms.ts'
import { firstVisit } from './first-visits.ts'
import { health } from './health.ts'
import { waitsFor } from './waiting.ts'

export const routes: Routes = [
  ['GET', '/admin', home],
  ['GET', '/admin/first-steps', firstSteps],
]

const SHOWN = 6

async function home(ctx: Context) {
  const { country } = ctx.player
  const today = new Date(ctx.now).toISOString().slice(0, 10)
  const state = isEditor(ctx.player) ? await health(ctx) : undefined
  ctx.render('admin/home/home', {
    totals: await reports.totals(ctx.db),
    states: await questions.countByState(ctx.db, country),
    waits: await waitsFor(ctx),
    drafts: await questions.drafts(ctx.db, country, SHOWN),
    overdue: await questions.overdue(ctx.db, country, today, SHOWN),
    first: await firstVisit(ctx),
    acts: await lastActs(ctx),
    health: state,
    alarms: state && alarmsOf(state, ctx.now),
  })
}

function firstSteps(ctx: Context) {
  ctx.render('admin/home/first-steps')
}
