import * as ratingReports from '../../shared/db/rating-reports.ts'
import { type Liking, likingOf } from '../../shared/rules/ratings.ts'
import type { Context } from '../../shared/web/context.ts'
import type { Routes } from '../../shared/web/routes.ts'
import { listQuery, oneOf } from '../lists/lists.ts'
import {
  byVersion,
  type Columns,
  choicesOf,
  down,
  fits,
  MOST_ROWS,
  reportLinks,
  tableOf,
  unknownIn,
  WORDINGS,
} from './report-lists.ts'
import { asksFirst, download } from './reports.ts'

export const routes: Routes = [['GET', '/admin/reports/ratings', ratings]]

const PATH = '/admin/reports/ratings'
const SORTS = ['worst', 'best', 'bias', 'ratings', 'text'] as const
const TOO_FEW = 'too few ratings'
const FILTERS = ['category', 'state', 'finding', 'versions'] as const

async function ratings(ctx: Context) {
  const { query } = listQuery(ctx, ['run', 'format', 'sort', ...FILTERS])
  const sort = oneOf(SORTS, query.sort) ?? 'worst'
  const read = await ratingReports.countRatings(ctx.db)
  const about = { read, sort, ...(await filters(ctx, query)) }
  if (asksFirst(query.run, read)) return ctx.render('admin/reports/ratings', about)
  const all = ratingReports.ratingReport(ctx.db, ctx.player.country)
  const fitting = about.list.unknown.length > 0 ? [] : all.filter(fits(query))
  const rated = fitting.map((row) => ({ ...row, ...likingOf(row.ratings) }))
  const few = rated.filter((row) => row.mean === undefined)
  const told = query.finding !== TOO_FEW
  const found = (told ? rated : few).sort(ORDERS[sort])
  if (query.format === 'csv') return download(ctx, 'ratings', tableOf(COLUMNS, found))
  // Of the others there is nothing to see, and they are many.
  const rows = told ? found.filter((row) => row.mean !== undefined) : found
  ctx.render('admin/reports/ratings', {
    ...about,
    rated: all.length,
    total: rows.length,
    few: found.length - rows.length,
    fewLink: about.list.with({ finding: TOO_FEW }),
    told,
    rows: rows.slice(0, MOST_ROWS),
  })
}

async function filters(ctx: Context, query: Record<(typeof FILTERS)[number], string>) {
  const choices = await choicesOf(ctx)
  const findings = [{ value: TOO_FEW, label: TOO_FEW }]
  const options = {
    category: choices.categories,
    state: choices.states,
    finding: findings,
    versions: WORDINGS,
  }
  const list = { ...reportLinks(PATH, query, FILTERS), unknown: unknownIn(query, options) }
  return { list, ...choices, findings, wordings: WORDINGS }
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
