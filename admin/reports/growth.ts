import * as categories from '../../shared/db/categories.ts'
import * as cities from '../../shared/db/cities.ts'
import * as growth from '../../shared/db/growth.ts'
import { rowsOf } from '../../shared/db/trends.ts'
import { type Bucket, bucketsOf, step } from '../../shared/rules/buckets.ts'
import { DAY_MS } from '../../shared/rules/weeks.ts'
import type { Context } from '../../shared/web/context.ts'
import type { Routes } from '../../shared/web/routes.ts'
import { countryOptions, listQuery, numberOf, oneOf } from '../lists/lists.ts'
import { drawBars, longName, shortName } from './charts.ts'
import { asksFirst, download, linkTo } from './reports.ts'

export const routes: Routes = [['GET', '/admin/reports/growth', show]]

const PATH = '/admin/reports/growth'
const DRAWN = 24
const TOLD = 12
const STATES = ['published', 'draft', 'retired'] as const
const BY = ['category', 'country', 'city'] as const
const SORTS = ['all', 'added', 'name'] as const

/** How many questions there are of what, and when they were written. */
async function show(ctx: Context) {
  const { query } = listQuery(ctx, ['by', 'country', 'category', 'sort', 'format', 'run'])
  const by = oneOf(BY, query.by) ?? 'category'
  const sort = oneOf(SORTS, query.sort) ?? 'all'
  const options = { countries: await countryOptions(ctx), kinds: await categories.all(ctx.db) }
  const filter = {
    country: options.countries.find((one) => one.value === query.country)?.value,
    category: options.kinds.find((one) => one.id === numberOf(query.category))?.id,
  }
  const address = { by, country: query.country, category: query.category, sort: query.sort, run: query.run }
  const link = (changes: Record<string, string>) => linkTo(PATH, { ...address, ...changes })
  const rows = await rowsOf(ctx.db, by === 'city' ? ['questions', 'question_cities'] : ['questions'])
  const page = {
    ...{ by, sort, rows, asks: asksFirst(query.run, rows), csv: link({ format: 'csv' }) },
    tabs: BY.map((one) => ({ by: one, href: link({ by: one, run: '' }) })),
    heads: Object.fromEntries(SORTS.map((one) => [one, link({ sort: one })])),
    list: { query, path: PATH, filtered: query.country || query.category },
    countries: options.countries,
    categories: options.kinds.map(({ id, name }) => ({ value: id, label: name })),
  }
  if (page.asks) return ctx.render('admin/reports/growth', page)
  const months = bucketsOf('month', step('month', ctx.now, 1 - DRAWN), ctx.now)
  const last = months.slice(-TOLD)
  const lines = linesOf(await written(ctx, by, filter), await namesOf(ctx, by), last).sort(ORDERS[sort])
  if (query.format === 'csv') return download(ctx, `questions-by-${by}`, table(by, lines, last))
  const all = await growth.byCategory(ctx.db, filter)
  const series = STATES.map((state) => ({
    name: state,
    values: countMonths(
      all.filter((one) => one.state === state),
      months,
    ),
  }))
  ctx.render('admin/reports/growth', {
    ...page,
    lines,
    months: last.map((month) => ({ name: shortName('month', month), says: longName('month', month) })),
    most: Math.max(1, ...lines.map((one) => one.all)),
    totals: STATES.map((state) => ({ state, n: total(all.filter((one) => one.state === state)) })),
    series,
    chart: drawBars('month', months, series),
    drawn: total(all.filter((one) => one.day * DAY_MS >= months[0]!.start)),
  })
}

type By = (typeof BY)[number]
type Written = growth.Written[]

const written = (ctx: Context, by: By, filter: Parameters<typeof growth.byCity>[1]) =>
  ({ category: growth.byCategory, country: growth.byCountry, city: growth.byCity })[by](ctx.db, filter)

interface Line {
  key: string
  name: string
  states: Record<(typeof STATES)[number], number>
  all: number
  months: number[]
  added: number
}

/** A line for each thing there is, and those without a question too: they are what one looks for. */
function linesOf(rows: Written, names: Map<string, string>, months: Bucket[]): Line[] {
  const byKey = Map.groupBy(rows, (row) => row.about)
  return [...names].map(([key, name]) => {
    const own = byKey.get(key) ?? []
    const inMonths = countMonths(own, months)
    const states = { published: 0, draft: 0, retired: 0 }
    for (const { state, n } of own) states[state] += n
    return {
      key,
      name,
      states,
      all: total(own),
      months: inMonths,
      added: inMonths.reduce((a, n) => a + n, 0),
    }
  })
}

async function namesOf(ctx: Context, by: By): Promise<Map<string, string>> {
  if (by === 'category')
    return new Map((await categories.all(ctx.db)).map((one) => [String(one.id), one.name]))
  if (by === 'city')
    return new Map(
      (await cities.all(ctx.db)).filter((one) => one.country).map((one) => [String(one.id), one.name]),
    )
  return new Map([
    ['', 'The whole world'],
    ...(await cities.countries(ctx.db)).map((one) => [one.iso2, one.name] as const),
  ])
}

const countMonths = (rows: Written, months: Bucket[]) =>
  months.map(({ start, end }) => total(rows.filter(({ day }) => day * DAY_MS >= start && day * DAY_MS < end)))

const total = (rows: Written) => rows.reduce((sum, { n }) => sum + n, 0)

const byName = (a: Line, b: Line) => a.name.localeCompare(b.name, 'en')
const ORDERS: Record<(typeof SORTS)[number], (a: Line, b: Line) => number> = {
  all: (a, b) => b.all - a.all || byName(a, b),
  added: (a, b) => b.added - a.added || byName(a, b),
  name: byName,
}

function table(by: By, lines: Line[], months: Bucket[]) {
  const states = by === 'city' ? ['asked there'] : STATES
  const head = [by, ...states, ...months.map(({ name }) => name)]
  const counts = (line: Line) => (by === 'city' ? [line.all] : STATES.map((state) => line.states[state]))
  return [head, ...lines.map((line) => [line.name, ...counts(line), ...line.months])]
}
