import * as trends from '../../shared/db/trends.ts'
import { type Bucket, dateOf, rangeOf, SPANS, type Span } from '../../shared/rules/buckets.ts'
import type { Context } from '../../shared/web/context.ts'
import type { Routes } from '../../shared/web/routes.ts'
import { listQuery, oneOf } from '../lists/lists.ts'
import { dayName, drawBars, longName } from './charts.ts'
import { asksFirst, download, linkTo } from './reports.ts'
import { type Line, TOPICS, type Topic, type What } from './trend-topics.ts'

export const routes: Routes = [['GET', '/admin/reports/trends', show]]

const PATH = '/admin/reports/trends'

/** One thing over time. It reads a whole table in this very request: that is what the processes of the dashboard are for. */
async function show(ctx: Context) {
  const { query } = listQuery(ctx, ['what', 'by', 'from', 'to', 'format', 'run'])
  const what = oneOf(Object.keys(TOPICS) as What[], query.what) ?? 'players'
  const by = oneOf(SPANS, query.by) ?? 'day'
  const topic: Topic = TOPICS[what]
  const { buckets, errors } = rangeOf(by, query.from, query.to, ctx.now)
  const rows = await trends.rowsOf(ctx.db, topic.reads)
  const address = { what, by, from: query.from, to: query.to }
  const page = { what, by, rows, errors, form: { ...query, by }, title: topic.title, counted: topic.counted }
  const asks = asksFirst(query.run, rows)
  const data = {
    ...page,
    asks,
    topics: links(address),
    csv: linkTo(PATH, { ...address, run: query.run, format: 'csv' }),
  }
  if (buckets.length === 0) ctx.status = 422
  if (buckets.length === 0 || asks) return ctx.render('admin/reports/trends', data)
  const lines = await topic.lines(ctx.db, buckets)
  if (query.format === 'csv') return download(ctx, nameOf(what, by, buckets), table(by, buckets, lines))
  ctx.render('admin/reports/trends', { ...data, ...draw(by, buckets, lines, ctx.now) })
}

const links = (address: Record<string, string>) =>
  Object.entries(TOPICS).map(([what, { title }]) => ({
    what,
    title,
    href: linkTo(PATH, { ...address, what }),
  }))

function draw(by: Span, buckets: Bucket[], lines: Line[], now: number) {
  const pictures = lines
    .filter(({ sum }) => sum > 0)
    .map((one, i) => ({ ...one, chart: drawBars(by, buckets, [one], i === 0 ? 240 : 150) }))
  const rows = buckets.map((bucket, i) => ({
    name: longName(by, bucket),
    open: bucket.end > now,
    values: lines.map(({ values }) => values[i]!),
  }))
  return {
    lines,
    pictures,
    table: rows.reverse(),
    from: dayName(buckets[0]!.start),
    to: dayName(buckets.at(-1)!.end - 1),
  }
}

function table(by: Span, buckets: Bucket[], lines: Line[]) {
  const head = [by, 'first day', ...lines.map(({ name }) => name)]
  const rows = buckets.map(({ name, start }, i) => [
    name,
    dateOf(start),
    ...lines.map(({ values }) => values[i]!),
  ])
  return [head, ...rows]
}

const nameOf = (what: What, by: Span, buckets: Bucket[]) =>
  `${what}-by-${by}-${dateOf(buckets[0]!.start)}-${dateOf(buckets.at(-1)!.end - 1)}`
