import * as trends from '../../shared/db/trends.ts'
import type { Context } from '../../shared/web/context.ts'
import type { Routes } from '../../shared/web/routes.ts'
import { csv } from '../lists/csv.ts'

export const routes: Routes = [['GET', '/admin/reports', list]]

/** What each report would read, before anybody runs it. */
async function list(ctx: Context) {
  ctx.render('admin/reports/list', {
    answers: await trends.rowsOf(ctx.db, ['job_questions']),
    flights: await trends.rowsOf(ctx.db, ['players', 'flights']),
    questions: await trends.rowsOf(ctx.db, ['questions', 'question_cities']),
  })
}

const MANY = 100_000

/** Whether a report that reads so many rows says so first, with a button that runs it. */
export const asksFirst = (run: string, rows: number) => rows > MANY && run !== '1'

/** The address of a report with the parameters that are set. */
export function linkTo(path: string, query: Record<string, string>): string {
  const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value))
  return search.size > 0 ? `${path}?${search}` : path
}

/** Answers with a table as the file `name`.csv. */
export function download(ctx: Context, name: string, rows: Parameters<typeof csv>[0]): void {
  ctx.type = 'text/csv; charset=utf-8'
  ctx.set('Content-Disposition', `attachment; filename="${name}.csv"`)
  ctx.body = csv(rows)
}
