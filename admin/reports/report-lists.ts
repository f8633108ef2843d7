import * as categories from '../../shared/db/categories.ts'
import type { Context } from '../../shared/web/context.ts'
import { listLinks, numberOf, oneOf } from '../lists/lists.ts'
import { linkTo } from './reports.ts'

/** What the reports on questions have in common. */

/** So many lines a page shows; a file has all. */
export const MOST_ROWS = 200
const STATES = ['draft', 'published', 'retired'] as const

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

/** What of an address means nothing to these filters: such a report finds nothing, as a list does. */
export const unknownIn = (query: Record<string, string>, options: Record<string, { value: unknown }[]>) =>
  Object.entries(options).flatMap(([name, all]) => {
    const value = query[name]
    return value && !all.some((one) => String(one.value) === value) ? [value] : []
  })

/** The only value of this filter: older wordings too. */
export const WORDINGS = [{ value: 'all', label: 'All wordings' }]

interface Fitting {
  id: number
  category_id: number
  state: string
}

/** Which wordings are wanted: of each question the newest that somebody met, unless all are. */
export function fits({ category, state, versions }: Record<'category' | 'state' | 'versions', string>) {
  const seen = new Set<number>()
  return (row: Fitting) => {
    const older = seen.has(row.id)
    seen.add(row.id)
    if (older && versions !== 'all') return false
    if (numberOf(category) && row.category_id !== numberOf(category)) return false
    return !oneOf(STATES, state) || row.state === state
  }
}

interface Same {
  id: number
  version: number
}

/** The greatest first; what nothing can be said of comes last in any order. */
export const down =
  <T extends Same>(value: (row: T) => number | undefined) =>
  (a: T, b: T) =>
    (value(b) ?? -Infinity) - (value(a) ?? -Infinity) || byVersion(a, b)
export const byVersion = (a: Same, b: Same) => a.id - b.id || b.version - a.version

export type Columns<T> = [string, (row: T) => string | number | undefined][]

/** What a file holds: the names of the columns, then a line for each row. */
export const tableOf = <T>(columns: Columns<T>, rows: T[]) => [
  columns.map(([name]) => name),
  ...rows.map((row) => columns.map(([, of]) => of(row))),
]
