import * as questionReports from '../shared/db/question-reports.ts'
import * as reports from '../shared/db/reports.ts'
import type { Context } from '../shared/web/context.ts'
import type { Routes } from '../shared/web/routes.ts'
import { csv } from './csv.ts'
import { listQuery, oneOf } from './lists.ts'

export const routes: Routes = [['GET', '/admin/reports/questions', questions]]

const SORTS = ['difference', 'facility', 'answers', 'late', 'text'] as const
const MOST_ROWS = 200

/**
 * The slow page. Until it is asked to run it only says how much it would read; then it reads everything in this very
 * request, and this process does nothing else meanwhile. No worker, no queue, no cache: that one may write it so
 * plainly, and no player notices, is what the two process groups are for.
 */
async function questions(ctx: Context) {
  const { query } = listQuery(ctx, ['run', 'format', 'sort'])
  const sort = oneOf(SORTS, query.sort) ?? 'difference'
  const answers = await reports.countAnswers(ctx.db)
  if (query.run !== '1') return ctx.render('admin/reports/questions', { answers, sort })
  const begun = performance.now()
  const rows = questionReports.questionReport(ctx.db).sort(ORDERS[sort])
  const seconds = (performance.now() - begun) / 1000
  if (query.format === 'csv') return download(ctx, rows)
  const tally = countVerdicts(rows)
  ctx.render('admin/reports/questions', {
    answers,
    sort,
    seconds,
    tally,
    total: rows.length,
    rows: rows.slice(0, MOST_ROWS),
  })
}

type Row = questionReports.QuestionReport

/** Questions without enough answers come last in any order. */
const down = (value: (row: Row) => number | undefined) => (a: Row, b: Row) =>
  (value(b) ?? -Infinity) - (value(a) ?? -Infinity) || a.id - b.id

const ORDERS: Record<(typeof SORTS)[number], (a: Row, b: Row) => number> = {
  difference: down((row) => (row.difference === undefined ? undefined : Math.abs(row.difference))),
  facility: down((row) => row.facility),
  answers: down((row) => row.answers),
  late: down((row) => row.lateShare),
  text: (a, b) => a.text.localeCompare(b.text, 'en') || a.id - b.id,
}

function countVerdicts(rows: Row[]) {
  const tally = new Map<string, number>()
  for (const row of rows) {
    const name = row.verdict ?? 'too few answers'
    tally.set(name, (tally.get(name) ?? 0) + 1)
  }
  return [...tally].map(([name, n]) => ({ name, n })).sort((a, b) => b.n - a.n)
}

const COLUMNS: [string, (row: Row) => string | number | undefined][] = [
  ['id', (row) => row.id],
  ['question', (row) => row.text],
  ['category', (row) => row.category],
  ['state', (row) => row.state],
  ['value', (row) => row.value],
  ['answers in time', (row) => row.answers],
  ['late', (row) => row.late],
  ['right', (row) => row.facility],
  ['right from', (row) => row.interval?.low],
  ['right to', (row) => row.interval?.high],
  ['difference in points', (row) => row.difference],
  ['verdict', (row) => row.verdict],
  ['median seconds right', (row) => row.medianRight],
  ['median seconds wrong', (row) => row.medianWrong],
  [
    'wrong alternatives',
    (row) => row.drew.map((d) => `${d.text}: ${Math.round(100 * d.share)} %`).join('; '),
  ],
]

function download(ctx: Context, rows: Row[]): void {
  ctx.type = 'text/csv; charset=utf-8'
  ctx.set('Content-Disposition', 'attachment; filename="questions.csv"')
  ctx.body = csv([COLUMNS.map(([name]) => name), ...rows.map((row) => COLUMNS.map(([, of]) => of(row)))])
}
