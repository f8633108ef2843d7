import { scaleBand, scaleLinear } from 'd3-scale'
import { stack } from 'd3-shape'
import type { Bucket, Span } from '../../shared/rules/buckets.ts'

/** One sort of thing over time: a number for each bucket. */
export interface Series {
  name: string
  values: number[]
}

/** In units of the viewBox; the letters are 14 high. The figures of the axis stand at the right, beside what is newest; below are two lines of dates. */
const BOX = { width: 900, left: 14, right: 58, top: 14, bottom: 44 }
/** How far apart labels stand, and how far from the left edge at least. */
const LABEL = 70
const FIRST = 26

/** What the chart partial draws: bars over time, the series of a bucket stacked from the first up. */
export function drawBars(by: Span, buckets: Bucket[], series: Series[], height = 240) {
  const sums = buckets.map((_, i) => series.reduce((sum, one) => sum + one.values[i]!, 0))
  const x = scaleBand<number>(buckets.keys(), [BOX.left, BOX.width - BOX.right])
  x.padding(buckets.length > 120 ? 0.08 : 0.25)
  const y = scaleLinear([0, Math.max(1, ...sums)], [height - BOX.bottom, BOX.top]).nice(3)
  return {
    width: BOX.width,
    height,
    left: BOX.left,
    right: BOX.width - BOX.right,
    base: round(y(0)),
    bars: bars(by, buckets, series, x, y),
    ticks: y
      .ticks(3)
      .filter(Number.isInteger)
      .map((n) => ({ y: round(y(n)), text: short.format(n) })),
    labels: labels(by, buckets, x),
    says: says(by, buckets, sums),
  }
}

type Across = ReturnType<typeof scaleBand<number>>
type Up = ReturnType<typeof scaleLinear<number, number>>

function bars(by: Span, buckets: Bucket[], series: Series[], x: Across, y: Up) {
  const layers = stack<number, number>()
    .keys(series.keys())
    .value((i, key) => series[key]!.values[i]!)(buckets.keys())
  return layers.flatMap((layer, tone) =>
    layer.flatMap(([low, high], i) => {
      if (high <= low) return []
      // One beside ten thousand is still seen.
      const tall = Math.max(1, y(low) - y(high))
      const place = {
        x: round(x(i)!),
        y: round(y(low) - tall),
        width: round(x.bandwidth()),
        height: round(tall),
      }
      const title = `${longName(by, buckets[i]!)}, ${series[tone]!.name}: ${whole.format(high - low)}`
      return [{ ...place, tone, title }]
    }),
  )
}

/** Every so manieth bucket has a label, so that none meets the next; the year stands where it is new. */
function labels(by: Span, buckets: Bucket[], x: Across) {
  const every = STEPS[by].find((n) => n * x.step() >= LABEL)
  const marked = [...buckets.entries()].filter(
    by === 'day' && !every
      ? ([, { start }]) => beginsMonth(start, x.step())
      : ([i]) => i % (every ?? Math.ceil(LABEL / x.step())) === 0,
  )
  return marked.map(([i, bucket], nth) => {
    const year = bucket.name.slice(0, 4)
    const before = marked[nth - 1]?.[1].name.slice(0, 4)
    const middle = Math.max(FIRST, round(x(i)! + x.bandwidth() / 2))
    return { x: middle, text: shortName(by, bucket), year: year === before ? '' : year }
  })
}

const STEPS: Record<Span, number[]> = {
  day: [1, 2, 7, 14],
  week: [1, 2, 4, 13, 26],
  month: [1, 3, 6, 12, 24],
}

/** The first day of a month, or of every other one where a month is narrower than a label. */
function beginsMonth(start: number, dayWidth: number): boolean {
  const date = new Date(start)
  const every = 28 * dayWidth >= LABEL ? 1 : 2
  return date.getUTCDate() === 1 && date.getUTCMonth() % every === 0
}

/** The picture in words, for who cannot see it. */
function says(by: Span, buckets: Bucket[], sums: number[]): string {
  const most = Math.max(...sums)
  if (most <= 0) return 'Nothing at all.'
  const when = longName(by, buckets[sums.indexOf(most)]!)
  const sum = sums.reduce((all, n) => all + n, 0)
  return `${buckets.length} ${by}s, ${whole.format(sum)} in all; most: ${whole.format(most)}, ${when}.`
}

const whole = new Intl.NumberFormat('en')
const short = new Intl.NumberFormat('en', { notation: 'compact' })
const format = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' })
const day = format({ day: 'numeric', month: 'short' })
const longDay = format({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })
const month = format({ month: 'short' })
const longMonth = format({ month: 'long', year: 'numeric' })

/** "3 Nov", "W45" or "Nov". */
export function shortName(by: Span, { name, start }: Bucket): string {
  if (by === 'week') return name.slice(5)
  return by === 'day' ? day.format(start) : month.format(start)
}

/** "Tue, 3 Nov 2026", of the UTC day that holds `at`. */
export const dayName = (at: number) => longDay.format(at)

/** "Tue, 3 Nov 2026", "2026-W45, from 2 Nov" or "November 2026". */
export function longName(by: Span, { name, start }: Bucket): string {
  if (by === 'week') return `${name}, from ${day.format(start)}`
  return by === 'day' ? longDay.format(start) : longMonth.format(start)
}

const round = (n: number) => Math.round(n * 10) / 10
