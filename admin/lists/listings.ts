import { Readable } from 'node:stream'
import { nothing, type Page } from '../../shared/db/pages.ts'
import type { Context } from '../../shared/web/context.ts'
import type { Bulk } from '../batches/batch-work.ts'
import type { Person } from '../history/record-kind.ts'
import { BOM, csv } from './csv.ts'
import {
  type Asked,
  cursorOf,
  type Filters,
  here,
  listLinks,
  oneOf,
  readFilters,
  type Sort,
} from './lists.ts'

type Cell = string | number | null | undefined

/** What finds the rows of a list: the same for its pages, its export and a batch of all that a filter finds. */
export interface Source<R extends { id: number } = { id: number }> {
  path: string
  /** What an export is called: `places`. */
  name: string
  /** Its part of the address, and what each name of it may hold. */
  filters: Filters
  /** The order of an address that names none, where there are several. */
  sort?: Sort
  find(ctx: Context, asked: Asked<Filters>, cursor?: Cursor): Promise<Page<R>>
}

/** A list of which many rows can be chosen, and what can be done to them. */
export interface Listing<R extends { id: number } = { id: number }> extends Source<R> {
  /** Whether this person has the list at all. */
  may?: (person: Person) => boolean
  works: Bulk[]
  /** Pages that begin with the chosen rows, and change nothing. */
  ways?: { action: string; label: string; path: (ids: number[]) => string }[]
}

/** What a file of a list says of each row, by the name of the column. */
export type Columns<R> = Record<string, (row: R) => Cell>

type Cursor = ReturnType<typeof cursorOf>

/** Counting goes so far; beyond, it is enough to know that there are more. */
const MOST_COUNTED = 10_000

/** The rows that an address asks for: none when a part of it means nothing. */
export async function findRows<R extends { id: number }>(
  ctx: Context,
  source: Source<R>,
  address: URLSearchParams,
  cursor?: Cursor,
) {
  const { query, asked, unknown } = readFilters(source.filters, address)
  const page: Page<R> = unknown.length > 0 ? nothing : await source.find(ctx, asked, cursor)
  return { page, query, asked, unknown }
}

/** One page of the list, and the addresses around it. */
export async function openList<R extends { id: number }>(ctx: Context, source: Source<R>) {
  const address = new URLSearchParams(ctx.querystring)
  const { page, query, asked, unknown } = await findRows(ctx, source, address, cursorOf(address))
  const links = listLinks(source.path, query, page)
  return { page, list: { ...links, unknown, sort: (asked.sort as Sort | undefined) ?? source.sort } }
}

/** Shows one page of the list. `more` is what its view needs besides. */
export async function showList<R extends { id: number }>(
  ctx: Context,
  listing: Listing<R>,
  view: string,
  more: (page: Page<R>) => Promise<object> | object = () => ({}),
) {
  const { page, list } = await openList(ctx, listing)
  const found = page.next || page.previous ? (await page.ids(MOST_COUNTED + 1)).length : page.rows.length
  const bulk = { ...(await choicesOf(ctx, listing)), found, most: MOST_COUNTED, back: here(ctx) }
  ctx.render(view, { page, list, bulk, ...(await more(page)) })
}

/** What can be chosen for the rows of a list. */
export async function choicesOf(
  ctx: Context,
  { path, ...listing }: Pick<Listing, 'works' | 'path' | 'ways'>,
) {
  const works = listing.works.filter(({ may }) => may?.(ctx.player) !== false)
  const fields = works.flatMap(({ field }) => field ?? [])
  const offered = fields.map(async ({ options, name, label, type }) => ({
    ...{ name, label, type },
    options: await options?.(ctx.db, ctx.player),
  }))
  const acts = works.map(({ action, label, field }) => ({ value: action, label, field: field?.name }))
  for (const { action, label } of listing.ways ?? []) acts.unshift({ value: action, label, field: undefined })
  return { path, acts, fields: await Promise.all(offered) }
}

/** Answers with all rows of the list's filter as a file, read in pages while it is sent. */
export async function exportList<R extends { id: number }>(
  ctx: Context,
  source: Source<R>,
  columns: Columns<R>,
) {
  const rows = await allRows(ctx, source)
  const format = oneOf(['csv', 'json'], String(ctx.query.format)) ?? 'csv'
  sendFile(ctx, source.name, format, format === 'csv' ? asCsv(rows, columns) : asJson(rows, columns))
}

/** All rows that the filter of this address finds. */
export async function allRows<R extends { id: number }>(ctx: Context, source: Source<R>) {
  return (await findRows(ctx, source, new URLSearchParams(ctx.querystring))).page.all()
}

const TYPES: Record<string, string> = { csv: 'text/csv', json: 'application/json', gift: 'text/plain' }

/** Answers with a file that is written while it is sent. Its name says what it is and of which day. */
export function sendFile(ctx: Context, name: string, format: string, texts: AsyncIterable<string>): void {
  const day = new Date(ctx.now).toISOString().slice(0, 10)
  ctx.type = `${TYPES[format]}; charset=utf-8`
  ctx.set('Content-Disposition', `attachment; filename="${name}-${day}.${format}"`)
  ctx.body = Readable.from(texts)
}

async function* asCsv<R>(rows: AsyncIterable<R>, columns: Columns<R>) {
  yield BOM + csv([Object.keys(columns)])
  const cells = Object.values(columns)
  for await (const row of rows) yield csv([cells.map((cell) => cell(row) ?? undefined)])
}

async function* asJson<R>(rows: AsyncIterable<R>, columns: Columns<R>) {
  let before = '[\n'
  for await (const row of rows) {
    const fields = Object.entries(columns).map(([name, cell]) => [name, cell(row) ?? null])
    yield before + JSON.stringify(Object.fromEntries(fields))
    before = ',\n'
  }
  yield before === '[\n' ? '[]\n' : '\n]\n'
}

/** A moment as files hold it. */
export const moment = (ms: number | null) => (ms === null ? '' : new Date(ms).toISOString())
