import { DAY_MS, dayOf, weekOf } from './weeks.ts'

export const SPANS = ['day', 'week', 'month'] as const
export type Span = (typeof SPANS)[number]

/** One day, ISO week or month (UTC): from `start` up to, but not with, `end` (ms); its name is 2026-11-03, 2026-W45 or 2026-11. */
export interface Bucket {
  name: string
  start: number
  end: number
}

/** What a picture has room for, and a table is still read. */
export const MOST_BUCKETS = 400

/** How many are looked at when nothing else is asked for: a month of days, half a year of weeks, two years of months. */
export const USUAL: Record<Span, number> = { day: 30, week: 26, month: 24 }

/** The first moment (ms) of the UTC day, ISO week or month that holds `at`. */
export function startOf(by: Span, at: number): number {
  if (by === 'month') return monthAt(at, 0)
  const day = dayOf(at)
  // Day 0 was a Thursday, and a week begins on Monday.
  return DAY_MS * (by === 'week' ? day - ((((day + 3) % 7) + 7) % 7) : day)
}

/** The beginning (ms) of the one that is `n` after that which holds `at`; before it when `n` is negative. */
export const step = (by: Span, at: number, n: number): number =>
  by === 'month' ? monthAt(at, n) : startOf(by, at) + n * DAY_MS * (by === 'week' ? 7 : 1)

const monthAt = (at: number, n: number) => {
  const date = new Date(at)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + n)
}

/** Every bucket from the one that holds `from` to the one that holds `to` (ms), but no more than `most`. */
export function bucketsOf(by: Span, from: number, to: number, most = Number.POSITIVE_INFINITY): Bucket[] {
  const buckets: Bucket[] = []
  for (let start = startOf(by, from); start <= to && buckets.length < most; ) {
    const end = step(by, start, 1)
    buckets.push({ name: nameOf(by, start), start, end })
    start = end
  }
  return buckets
}

function nameOf(by: Span, start: number): string {
  if (by === 'week') return weekOf(start)
  return new Date(start).toISOString().slice(0, by === 'day' ? 10 : 7)
}

/** Midnight UTC (ms) of a date such as 2026-11-03, from 1970 on; undefined when it is none, such as 2026-02-30. */
export function dateFrom(text: string): number | undefined {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  return at >= 0 && dateOf(at) === text ? at : undefined
}

/** The UTC date of `at` (ms), such as 2026-11-03. */
export const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10)

/** The range of an address, or a sentence for each field that holds no date, or dates that do not fit each other. */
export function rangeOf(by: Span, from: string, to: string, now: number) {
  const typed = { from, to }
  const ends = { from: from ? dateFrom(from) : undefined, to: to ? dateFrom(to) : undefined }
  const errors: Record<string, string> = {}
  for (const name of Object.keys(typed) as (keyof typeof typed)[])
    if (typed[name] && ends[name] === undefined)
      errors[name] = 'This is no date from 1970 on. Write it as 2026-11-03: year, month, day.'
  const last = Math.min(ends.to ?? now, now)
  const first = ends.from ?? step(by, last, 1 - USUAL[by])
  if (!errors.from && first > now) errors.from = 'This day is still to come: there is nothing to count yet.'
  else if (!errors.from && !errors.to && first > last) errors.from = 'This is after the last day.'
  const fits = Object.keys(errors).length === 0
  const buckets = fits ? bucketsOf(by, first, last, MOST_BUCKETS + 1) : []
  if (buckets.length > MOST_BUCKETS) errors.from = tooMany(by, first, last)
  return { buckets: errors.from ? [] : buckets, errors }
}

function tooMany(by: Span, first: number, last: number): string {
  const longer = SPANS.slice(SPANS.indexOf(by) + 1)
  const fits = longer.find((span) => bucketsOf(span, first, last, MOST_BUCKETS + 1).length <= MOST_BUCKETS)
  const begin = dateOf(step(by, last, 1 - MOST_BUCKETS))
  return `That is more than ${MOST_BUCKETS} ${by}s. Begin on ${begin} or later${fits ? `, or count by ${fits}` : ''}.`
}
