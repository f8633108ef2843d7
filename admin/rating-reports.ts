import * as ratingReports from '../shared/db/rating-reports.ts'
import { type Liking, likingOf } from '../shared/rules/ratings.ts'
import type { Context } from '../shared/web/context.ts'
import type { Routes } from '../shared/web/routes.ts'
import { listQuery, oneOf } from './lists.ts'
import {
  byVersion,
  type Columns,
  choicesOf,
  down,
  fits,
  MOST_ROWS,
  reportLinks,
  tableOf,
} from './report-lists.ts'
import { asksFirst, download } from './reports.ts'

export const routes: Routes = [['GET', '/admin/reports/ratings', ratings]]

const PATH = '/admin/reports/ratings'
const SORTS = ['worst', 'best', 'bias', 'ratings', 'text'] as const
const FILTERS = ['category', 'state', 'versions'] as const

async function ratings(ctx: Context) {
  const { query } = listQuery(ctx, ['run', 'format', 'sort', ...FILTERS])
  const sort = oneOf(SORTS, query.sort) ?? 'worst'
  const read = await ratingReports.countRatings(ctx.db)
  const about = { read, sort, list: reportLinks(PATH, query, FILTERS), ...(await choicesOf(ctx)) }
  if (asksFirst(query.run, read)) return ctx.render('admin/reports/ratings', about)
  const all = ratingReports.ratingReport(ctx.db, ctx.player.country)
  const fitting = all.filter(fits(query))
  const rows = fitting.map((row) => ({ ...row, ...likingOf(row.ratings) })).sort(ORDERS[sort])
  if (query.format === 'csv') return download(ctx, 'ratings', tableOf(COLUMNS, rows))
  ctx.render('admin/reports/ratings', {
    ...about,
    rated: all.length,
    total: rows.length,
    rows: rows.slice(0, MOST_ROWS),
  })
}

type Rated = ratingReports.RatedVersion & Liking

const ORDERS: Record<(typeof SORTS)[number], (a: Rated, b: Rated) => number> = {
  worst: down((row) => (row.mean === undefined ? undefined : -row.mean)),
  best: down((row) => row.mean),
  bias: down((row) => (row.bias ? Math.abs(row.bias.difference) : undefined)),
  ratings: down((row) => row.n),
  text: (a, b) => a.text.localeCompare(b.text, 'en') || byVersion(a, b),
}

const COLUMNS: Columns<Rated> = [
  ['id', (row) => row.id],
  ['from version', (row) => row.from],
  ['version', (row) => row.version],
  ['newest version', (row) => row.newest],
  ['question', (row) => row.text],
  ['category', (row) => row.category],
  ['state', (row) => row.state],
  ['ratings', (row) => row.n],
  ['stars', (row) => row.mean],
  ['stars from', (row) => row.interval?.low],
  ['stars to', (row) => row.interval?.high],
  ...[1, 2, 3, 4, 5].map((n): Columns<Rated>[number] => [`gave ${n}`, (row) => row.stars?.[n - 1]]),
  ['by who was right', (row) => row.bias?.right],
  ['by who was wrong', (row) => row.bias?.wrong],
  ['bias in stars', (row) => row.bias?.difference],
  ['bias from', (row) => row.bias?.interval.low],
  ['bias to', (row) => row.bias?.interval.high],
]
