import * as cities from '../../shared/db/cities.ts'
import type { Cursor, Page } from '../../shared/db/pages.ts'
import { ownPath } from '../../shared/forms.ts'
import type { Context } from '../../shared/web/context.ts'

type Query = Record<string, string>

/** What one name of a list's address may hold: what a value means there, undefined for what means nothing. */
export type Filters = Record<string, (value: string) => unknown>

/** What the address of such a list asks for. */
export type Asked<F extends Filters> = { [K in keyof F]?: Exclude<ReturnType<F[K]>, undefined> }

/**
 * What an address asks of a list. A value that means nothing is `unknown`, and such a list finds nothing: were it left
 * out the list would find all, and whatever is done to all that the filter finds would be done to all there are.
 */
export function readFilters<F extends Filters>(filters: F, address: URLSearchParams) {
  const query: Query = {}
  const asked: Asked<F> = {}
  const unknown: string[] = []
  for (const [name, meaning] of Object.entries(filters) as [keyof F & string, F[string]][]) {
    const value = address.getAll(name).join(' ').trim().slice(0, 100)
    query[name] = value
    const means = value === '' ? undefined : meaning(value)
    if (means !== undefined) asked[name] = means as Asked<F>[typeof name]
    // An order finds the same rows as any other.
    else if (value !== '' && name !== 'sort') unknown.push(value)
  }
  return { query, asked, unknown }
}

export interface Sort<T extends string = string> {
  by: T
  descending: boolean
}

/** An order of the address: `value`, or `-value` for the greatest first. */
export const sortBy =
  <const T extends string>(columns: readonly T[]) =>
  (value: string): Sort<T> | undefined => {
    const by = oneOf(columns, value.replace(/^-/, ''))
    return by && { by, descending: value.startsWith('-') }
  }

/** The list's part of the address: the named parameters as short strings, and the page they ask for. */
export function listQuery<const K extends string>(ctx: Context, names: readonly K[]) {
  const address = new URLSearchParams(ctx.querystring)
  return { query: listQueryOf(address, names), cursor: cursorOf(address) }
}

/** The page that an address asks for. */
export function cursorOf(address: URLSearchParams): Cursor | undefined {
  const cursor = (name: string) => (address.get(name) ?? '').slice(0, 1000)
  return decode(cursor('after'), false) ?? decode(cursor('before'), true)
}

/** The named parameters of an address as short strings. One that is there twice is nonsense, and not there. */
function listQueryOf<const K extends string>(address: URLSearchParams, names: readonly K[]) {
  const given = (name: string) => {
    const [value, ...more] = address.getAll(name)
    return value !== undefined && more.length === 0 ? value.trim().slice(0, 100) : ''
  }
  return Object.fromEntries(names.map((name) => [name, given(name)])) as Record<K, string>
}

/** The addresses around one page of a list. */
export function listLinks(path: string, query: Query, { next, previous }: Partial<Page<unknown>>) {
  const link = (changes: Query) => {
    const search = new URLSearchParams()
    for (const [name, value] of Object.entries({ ...query, ...changes })) if (value) search.set(name, value)
    return search.size > 0 ? `${path}?${search}` : path
  }
  return {
    path,
    query,
    /** The filter and the order, without the page. */
    search: link({}).slice(path.length + 1),
    filtered: Object.entries(query).some(([name, value]) => value && name !== 'sort'),
    next: next && link({ after: encode(next) }),
    previous: previous && link({ before: encode(previous) }),
    sortedBy: (sort: string) => link({ sort }),
  }
}

const encode = ({ value, id }: Cursor) => Buffer.from(JSON.stringify([value, id])).toString('base64url')

/** Whatever is no cursor of ours leads to the first page. */
function decode(text: string, back: boolean): Cursor | undefined {
  try {
    const [value, id] = JSON.parse(Buffer.from(text, 'base64url').toString())
    const usable = (typeof value === 'string' || Number.isFinite(value)) && Number.isSafeInteger(id)
    return usable ? { value, id, back } : undefined
  } catch {
    return undefined
  }
}

/** `value` when it is one of `allowed`. */
export const oneOf = <const T extends string>(allowed: readonly T[], value: string): T | undefined =>
  allowed.find((one) => one === value)

/** What a value stands for, by its name in the address. */
export const meaning =
  <const T>(values: Record<string, T>) =>
  (value: string): T | undefined =>
    Object.hasOwn(values, value) ? values[value] : undefined

/** One of these. */
export const choice =
  <const T extends string>(allowed: readonly T[]) =>
  (value: string): T | undefined =>
    oneOf(allowed, value)

/** Any words. */
export const words = (value: string): string => value

/** The beginning (ms) of a day such as 2026-11-23, UTC; undefined for what is none. */
export function dayOf(value: string): number | undefined {
  const ms = /^\d{4}-\d\d-\d\d$/.test(value) ? Date.parse(value) : Number.NaN
  return new Date(ms || 0).toISOString().startsWith(value) ? ms : undefined
}

/** A whole number of the address; undefined when it is none. */
export const numberOf = (value: string) => (/^[1-9]\d{0,14}$/.test(value) ? Number(value) : undefined)

/** All countries as a form offers them. */
export async function countryOptions(ctx: Context) {
  return (await cities.countries(ctx.db)).map(({ iso2, name }) => ({ value: iso2, label: name }))
}

/** The address of the list that is shown, for its forms to lead back to; without the note that was shown with it. */
export function here(ctx: Context): string {
  const search = new URLSearchParams(ctx.querystring)
  for (const name of ['note', 'of']) search.delete(name)
  return search.size > 0 ? `${ctx.path}?${search}` : ctx.path
}

/** The page of the list at `path` the form came from, or its first. */
export function backTo(ctx: Context, path: string): string {
  const { back } = ctx.form
  return typeof back === 'string' && (back === path || back.startsWith(`${path}?`))
    ? ownPath(back, path)
    : path
}

/** Leads on after a form was taken, with a note to show there. */
export function goTo(ctx: Context, path: string, note = ''): void {
  ctx.status = 303
  ctx.redirect(note ? `${path}${path.includes('?') ? '&' : '?'}note=${note}` : path)
}
