import * as questionReports from '../../shared/db/question-reports.ts'
import { countAnswers } from '../../shared/db/reports.ts'
import { expected, VERDICTS } from '../../shared/rules/statistics.ts'
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
import { download } from './reports.ts'

export const routes: Routes = [['GET', '/admin/reports/questions', questions]]

const PATH = '/admin/reports/questions'
const SORTS = ['difference', 'facility', 'discrimination', 'answers', 'late', 'text'] as const
const TOO_FEW = 'too few answers'
const FINDINGS = [...VERDICTS, 'misleading', TOO_FEW] as const
const FILTERS = ['category', 'state', 'finding', 'versions'] as const

type Version = questionReports.VersionReport

/**
 * The slow page. Until it is asked to run it only says how much it would read; then it reads everything in this very
 * request, and this process does nothing else meanwhile. No worker, no queue, no cache: that one may write it so
 * plainly, and no player notices, is what the two process groups are for.
 */
async function questions(ctx: Context) {
  const { query } = listQuery(ctx, ['run', 'format', 'sort', ...FILTERS])
  const sort = oneOf(SORTS, query.sort) ?? 'difference'
  const answers = await countAnswers(ctx.db)
  const about = { answers, sort, ...(await filters(ctx, query)) }
  if (query.run !== '1') return ctx.render('admin/reports/questions', about)
  const begun = performance.now()
  const all = questionReports.questionReport(ctx.db, ctx.player.country)
  const fitting = about.list.unknown.length > 0 ? [] : all.filter(fits(query))
  const found = fitting.filter(isFound(query.finding)).sort(ORDERS[sort])
  const seconds = (performance.now() - begun) / 1000
  if (query.format === 'csv') return download(ctx, 'questions', tableOf(COLUMNS, found))
  const rows = query.finding ? found : found.filter(isTold)
  ctx.render('admin/reports/questions', {
    ...about,
    seconds,
    tally: countFindings(rows, about.list.with),
    met: all.length,
    total: rows.length,
    few: found.length - rows.length,
    fewLink: about.list.with({ finding: TOO_FEW }),
    told: query.finding !== TOO_FEW,
    rows: rows.slice(0, MOST_ROWS).map(forView),
  })
}

type Query = Record<(typeof FILTERS)[number], string>

async function filters(ctx: Context, query: Query) {
  const choices = await choicesOf(ctx)
  const findings = FINDINGS.map((value) => ({ value, label: value }))
  const options = {
    category: choices.categories,
    state: choices.states,
    finding: findings,
    versions: WORDINGS,
  }
  const list = { ...reportLinks(PATH, query, FILTERS), unknown: unknownIn(query, options) }
  return { list, ...choices, findings, wordings: WORDINGS }
}

function isFound(finding: string) {
  const wanted = oneOf(FINDINGS, finding)
  return (row: Version) => !wanted || findingsOf(row).includes(wanted)
}

/** Of the others there is nothing to see, and they are many: who wants them asks for that finding. */
const isTold = (row: Version) => row.verdict !== undefined

type Finding = (typeof FINDINGS)[number]

const findingsOf = (row: Version): Finding[] => [
  row.verdict ?? TOO_FEW,
  ...(row.drawn.some((one) => one.misleads) ? (['misleading'] as const) : []),
]

const ORDERS: Record<(typeof SORTS)[number], (a: Version, b: Version) => number> = {
  difference: down((row) => (row.difference === undefined ? undefined : Math.abs(row.difference))),
  facility: down((row) => row.facility),
  // The worst first: they are what one looks for.
  discrimination: down((row) =>
    row.discrimination?.index === undefined ? undefined : -row.discrimination.index,
  ),
  answers: down((row) => row.answers),
  late: down((row) => row.lateShare),
  text: (a, b) => a.text.localeCompare(b.text, 'en') || byVersion(a, b),
}

function countFindings(rows: Version[], link: (more: { finding: string }) => string) {
  const found = rows.flatMap(findingsOf)
  const count = (name: Finding) => found.filter((one) => one === name).length
  const all = FINDINGS.map((name) => ({ name, n: count(name), href: link({ finding: name }) }))
  return all.filter(({ n }) => n > 0)
}

/** A wording with what a page says of it beside its figures. */
export function forView(row: Version) {
  const drawn = row.drawn.map((one, i) => ({ ...one, text: row.alternatives[i], right: i === row.answer }))
  const values = [row.value - 1, row.value, row.value + 1].filter((value) => value >= 1 && value <= 5)
  return {
    ...row,
    drawn,
    wrong: drawn.filter((one) => !one.right).sort((a, b) => b.n - a.n),
    expectations: values.map((value) => ({ value, share: expected(value) })),
  }
}

const COLUMNS: Columns<Version> = [
  ['id', (row) => row.id],
  ['from version', (row) => row.from],
  ['version', (row) => row.version],
  ['newest version', (row) => row.newest],
  ['question', (row) => row.text],
  ['category', (row) => row.category],
  ['state', (row) => row.state],
  ['value', (row) => row.value],
  ['first answers in time', (row) => row.answers],
  ['late', (row) => row.late],
  ['late share', (row) => row.lateShare],
  ['right', (row) => row.facility],
  ['right from', (row) => row.interval?.low],
  ['right to', (row) => row.interval?.high],
  ['expected', (row) => expected(row.value)],
  ['difference in points', (row) => row.difference],
  ['verdict', (row) => row.verdict],
  ['plays like value', (row) => row.playsLike],
  ['discrimination index', (row) => row.discrimination?.index],
  ['discriminative efficiency', (row) => row.discrimination?.efficiency],
  ['players compared', (row) => row.discrimination?.n],
  ['why no index', (row) => row.discrimination?.silent],
  ['median seconds right', (row) => row.medianRight],
  ['median seconds wrong', (row) => row.medianWrong],
  ['wrong alternatives', (row) => forView(row).wrong.map(inWords).join('; ')],
]

const inWords = (one: { text: string | undefined; share: number; misleads: boolean }) =>
  `${one.text}: ${Math.round(100 * one.share)} %${one.misleads ? ' (misleading)' : ''}`
