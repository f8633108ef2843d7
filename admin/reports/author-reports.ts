import * as authors from '../../shared/db/authors.ts'
import { questionReport } from '../../shared/db/question-reports.ts'
import { countRatings, ratingReport } from '../../shared/db/rating-reports.ts'
import { countAnswers } from '../../shared/db/reports.ts'
import { added, type Liking, likingOf, noRatings } from '../../shared/rules/ratings.ts'
import { LEAST_ANSWERS } from '../../shared/rules/samples.ts'
import { type Interval, wilson } from '../../shared/rules/statistics.ts'
import type { Context } from '../../shared/web/context.ts'
import type { Routes } from '../../shared/web/routes.ts'
import { listQuery, oneOf } from '../lists/lists.ts'
import { type Columns, reportLinks, tableOf } from './report-lists.ts'
import { asksFirst, download } from './reports.ts'

export const routes: Routes = [['GET', '/admin/reports/authors', list]]

const PATH = '/admin/reports/authors'
const SORTS = ['answers', 'published', 'right', 'stars', 'coins', 'name'] as const

async function list(ctx: Context) {
  const { query } = listQuery(ctx, ['run', 'format', 'sort'])
  const sort = oneOf(SORTS, query.sort) ?? 'answers'
  const read = (await countAnswers(ctx.db)) + (await countRatings(ctx.db))
  const about = { read, sort, list: reportLinks(PATH, query, []) }
  if (asksFirst(query.run, read)) return ctx.render('admin/reports/authors', about)
  const rows = (await authorsOf(ctx)).sort(ORDERS[sort])
  if (query.format === 'csv') return download(ctx, 'authors', tableOf(COLUMNS, rows))
  ctx.render('admin/reports/authors', { ...about, rows })
}

interface Author {
  /** Null for the starter content and imports. */
  id: number | null
  name: string
  role: string
  draft: number
  published: number
  retired: number
  /** First answers by others, late ones among them. */
  answers: number
  inTime: number
  right: number
  /** Undefined under 30 first answers in time. */
  facility?: number
  interval?: Interval
  liking: Liking
  coins: number
}

/** Everybody who wrote what this person may see, with all that came of it. */
async function authorsOf(ctx: Context): Promise<Author[]> {
  const owner = ctx.player.country
  const people = await authors.people(ctx.db)
  const questions = authors.written(ctx.db, owner)
  const coins = authors.coinsByQuestion(ctx.db)
  const answers = Map.groupBy(questionReport(ctx.db, owner), (row) => row.author_id)
  const ratings = Map.groupBy(ratingReport(ctx.db, owner), (row) => row.author_id)
  return [...Map.groupBy(questions, (question) => question.author_id)].map(([id, own]) => {
    const states = { draft: 0, published: 0, retired: 0 }
    for (const { state } of own) states[state]++
    const { name = 'Starter content and imports', role = '' } = people.get(id ?? 0) ?? {}
    const liking = likingOf((ratings.get(id) ?? []).map((row) => row.ratings).reduce(added, noRatings()))
    const earned = own.reduce((sum, question) => sum + (coins.get(question.id) ?? 0), 0)
    return { id, name, role, ...states, ...sums(answers.get(id) ?? []), liking, coins: earned }
  })
}

function sums(rows: ReturnType<typeof questionReport>) {
  const sum = (of: 'answers' | 'late' | 'right') => rows.reduce((all, row) => all + row[of], 0)
  const [inTime, right] = [sum('answers'), sum('right')]
  const known = inTime >= LEAST_ANSWERS && { facility: right / inTime, interval: wilson(right, inTime) }
  return { answers: inTime + sum('late'), inTime, right, ...known }
}

const down = (value: (row: Author) => number | undefined) => (a: Author, b: Author) =>
  (value(b) ?? -Infinity) - (value(a) ?? -Infinity) || a.name.localeCompare(b.name, 'en')

const ORDERS: Record<(typeof SORTS)[number], (a: Author, b: Author) => number> = {
  answers: down((row) => row.answers),
  published: down((row) => row.published),
  right: down((row) => row.facility),
  stars: down((row) => row.liking.mean),
  coins: down((row) => row.coins),
  name: (a, b) => a.name.localeCompare(b.name, 'en'),
}

const COLUMNS: Columns<Author> = [
  ['author', (row) => row.name],
  ['role', (row) => row.role],
  ['published', (row) => row.published],
  ['draft', (row) => row.draft],
  ['retired', (row) => row.retired],
  ['first answers by others', (row) => row.answers],
  ['in time', (row) => row.inTime],
  ['right', (row) => row.facility],
  ['right from', (row) => row.interval?.low],
  ['right to', (row) => row.interval?.high],
  ['ratings', (row) => row.liking.n],
  ['stars', (row) => row.liking.mean],
  ['stars from', (row) => row.liking.interval?.low],
  ['stars to', (row) => row.liking.interval?.high],
  ['coins earned', (row) => row.coins],
]
