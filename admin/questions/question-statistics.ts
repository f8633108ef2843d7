import * as questionReports from '../../shared/db/question-reports.ts'
import * as ratingReports from '../../shared/db/rating-reports.ts'
import { likingOf, noRatings } from '../../shared/rules/ratings.ts'
import type { Context } from '../../shared/web/context.ts'
import type { Routes } from '../../shared/web/routes.ts'
import { listQuery } from '../lists/lists.ts'
import { forView } from '../reports/question-reports.ts'
import { type Columns, tableOf } from '../reports/report-lists.ts'
import { download } from '../reports/reports.ts'
import { ownQuestion } from './question-pages.ts'

export const routes: Routes = [['GET', '/admin/questions/:id/statistics', show]]

/** One question, wording by wording. It reads what it needs by index and at once: a question has been met by few of all players. */
async function show(ctx: Context) {
  const question = await ownQuestion(ctx)
  const { versions, read, players } = questionReports.oneQuestion(ctx.db, question.id)
  const ratings = ratingReports.oneQuestion(ctx.db, question.id)
  const all = versions.map((row) => ({
    ...forView(row),
    liking: likingOf(ratings.get(row.version) ?? noRatings()),
  }))
  const { format } = listQuery(ctx, ['format']).query
  if (format === 'csv')
    return download(ctx, `question-${question.id}`, tableOf(COLUMNS, all.flatMap(byAlternative)))
  const [newest, ...older] = all
  ctx.render('admin/questions/statistics', { question, newest, older, read, players })
}

type Version = ReturnType<typeof forView>
type Line = Version & { one?: Version['drawn'][number] }

/** A line for each alternative, or one alone where nothing can be said of them. */
const byAlternative = (row: Version): Line[] =>
  row.drawn.length > 0 ? row.drawn.map((one) => ({ ...row, one })) : [row]

const COLUMNS: Columns<Line> = [
  ['id', (row) => row.id],
  ['from version', (row) => row.from],
  ['version', (row) => row.version],
  ['question', (row) => row.text],
  ['value', (row) => row.value],
  ['first answers in time', (row) => row.answers],
  ['late', (row) => row.late],
  ['facility', (row) => row.facility],
  ['discrimination index', (row) => row.discrimination?.index],
  ['discriminative efficiency', (row) => row.discrimination?.efficiency],
  ['alternative', (row) => row.one?.text],
  ['right', (row) => row.one && (row.one.right ? 'yes' : 'no')],
  ['chosen by', (row) => row.one?.n],
  ['share', (row) => row.one?.share],
  ['share of the best', (row) => row.one?.best],
  ['their mean elsewhere', (row) => row.one?.mean],
  ['misleading', (row) => row.one && (row.one.misleads ? 'yes' : 'no')],
]
