import * as categories from '../shared/db/categories.ts'
import * as questionReports from '../shared/db/question-reports.ts'
import { countAnswers } from '../shared/db/reports.ts'
import { expected, VERDICTS } from '../shared/rules/statistics.ts'
import type { Context } from '../shared/web/context.ts'
import type { Routes } from '../shared/web/routes.ts'
import { listLinks, listQuery, numberOf, oneOf } from './lists.ts'
import { download, linkTo } from './reports.ts'

export const routes: Routes = [['GET', '/admin/reports/questions', questions]]

const PATH = '/admin/reports/questions'
const SORTS = ['difference', 'facility', 'discrimination', 'answers', 'late', 'text'] as const
const STATES = ['draft', 'published', 'retired'] as const
const FINDINGS = [...VERDICTS, 'misleading', 'too few answers'] as const
const FILTERS = ['category', 'state', 'finding', 'versions'] as const
export const MOST_ROWS = 200

export type Version = questionReports.VersionReport

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
  const rows = all.filter(fits(query)).filter(isFound(query.finding)).sort(ORDERS[sort])
  const seconds = (performance.now() - begun) / 1000
  if (query.format === 'csv') return download(ctx, 'questions', tableOf(COLUMNS, rows))
  ctx.render('admin/reports/questions', {
    ...about,
    seconds,
    tally: countFindings(rows, about.list.with),
    met: all.length,
    total: rows.length,
    rows: rows.slice(0, MOST_ROWS).map(forView),
  })
}

type Query = Record<(typeof FILTERS)[number], string>

async function filters(ctx: Context, query: Query) {
  return {
    list: reportLinks(PATH, query, FILTERS),
    ...(await choicesOf(ctx)),
    findings: FINDINGS.map((value) => ({ value, label: value })),
  }
}

/** What the filters of every report on questions offer. */
export const choicesOf = async (ctx: Context) => ({
  categories: (await categories.all(ctx.db)).map((c) => ({ value: c.id, label: c.name })),
  states: STATES.map((value) => ({ value, label: value })),
})

/** The addresses of a report that has run: its filters, its orders, its file. */
export function reportLinks(path: string, query: Record<string, string>, names: readonly string[]) {
  const links = listLinks(path, { ...query, format: '', run: '1' }, { rows: [] })
  const filtered = names.some((name) => query[name])
  const link = (more: Record<string, string>) => linkTo(path, { ...query, run: '1', ...more })
  const [run, file] = [link({ format: '' }), link({ format: 'csv' })]
  return { ...links, path: `${path}?run=1`, filtered, run, file, with: link }
}

/** Which versions are wanted: of each question the newest that somebody met, unless all are. */
export function fits({ category, state, versions }: Record<'category' | 'state' | 'versions', string>) {
  const seen = new Set<number>()
  return (row: Pick<Version, 'id' | 'category_id' | 'state'>) => {
    const older = seen.has(row.id)
    seen.add(row.id)
    if (older && versions !== 'all') return false
    if (numberOf(category) && row.category_id !== numberOf(category)) return false
    return !oneOf(STATES, state) || row.state === state
  }
}

function isFound(finding: string) {
  const wanted = oneOf(FINDINGS, finding)
  return (row: Version) => !wanted || findingsOf(row).includes(wanted)
}

type Finding = (typeof FINDINGS)[number]

const findingsOf = (row: Version): Finding[] => [
  row.verdict ?? 'too few answers',
  ...(row.drawn.some((one) => one.misleads) ? (['misleading'] as const) : []),
]

type Same = Pick<Version, 'id' | 'version'>

/** The greatest first; what nothing can be said of comes last in any order. */
export const down =
  <T extends Same>(value: (row: T) => number | undefined) =>
  (a: T, b: T) =>
    (value(b) ?? -Infinity) - (value(a) ?? -Infinity) || byVersion(a, b)
export const byVersion = (a: Same, b: Same) => a.id - b.id || b.version - a.version

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

/** A version with what a page says of it beside its figures. */
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

export type Columns<T> = [string, (row: T) => string | number | undefined][]

/** What a file holds: the names of the columns, then a line for each row. */
export const tableOf = <T>(columns: Columns<T>, rows: T[]) => [
  columns.map(([name]) => name),
  ...rows.map((row) => columns.map(([, of]) => of(row))),
]

const COLUMNS: Columns<Version> = [
  ['id', (row) => row.id],
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
