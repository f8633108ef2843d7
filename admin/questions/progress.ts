import * as categories from '../../shared/db/categories.ts'
import * as cities from '../../shared/db/cities.ts'
import * as progress from '../../shared/db/progress.ts'
import { JOB_SIZE } from '../../shared/rules/jobs.ts'
import { mayEdit } from '../../shared/rules/roles.ts'
import type { Context } from '../../shared/web/context.ts'
import type { Routes } from '../../shared/web/routes.ts'
import { choice, listLinks, numberOf, readFilters, words } from '../lists/lists.ts'

export const routes: Routes = [['GET', '/admin/progress', table]]

const filters = { country: words, category: numberOf, short: choice(['yes']) }

/** Cities by categories, and in each cell how many questions are missing to the ten that open a job. */
async function table(ctx: Context) {
  const { query, asked, unknown } = readFilters(filters, new URLSearchParams(ctx.querystring))
  const jobs = (await categories.all(ctx.db)).filter((one) => one.slug !== 'tutorial')
  const own = (await cities.all(ctx.db)).filter((city) => city.country && mayEdit(ctx.player, city))
  const columns = jobs.filter((one) => !asked.category || one.id === asked.category)
  const cells = await cellsOf(ctx, columns)
  const all = own
    .filter((city) => unknown.length === 0 && (!asked.country || city.country === asked.country))
    .map((city) => ({ city, cells: cells(city.id) }))
  const rows = asked.short ? all.filter((row) => row.cells.some((cell) => cell.missing)) : all
  const shown = rows.flatMap((row) => row.cells)
  ctx.render('admin/progress/table', {
    rows,
    columns,
    size: JOB_SIZE,
    open: shown.filter((cell) => !cell.missing).length,
    missing: shown.reduce((sum, cell) => sum + cell.missing, 0),
    list: { ...listLinks('/admin/progress', query, { rows: [] }), unknown },
    categories: jobs.map((one) => ({ value: one.id, label: one.name })),
    countries: countriesOf(own),
  })
}

async function cellsOf(ctx: Context, columns: { id: number }[]) {
  const published = tally(await progress.published(ctx.db))
  const drafts = tally(await progress.drafts(ctx.db))
  return (city: number) =>
    columns.map(({ id: category }) => ({
      category,
      missing: Math.max(0, JOB_SIZE - published(city, category)),
      drafts: drafts(city, category),
    }))
}

function tally(rows: { city_id: number; category_id: number; n: number }[]) {
  const counts = new Map(rows.map((row) => [`${row.city_id} ${row.category_id}`, row.n]))
  return (city: number, category: number) => counts.get(`${city} ${category}`) ?? 0
}

function countriesOf(own: cities.MapCity[]) {
  const names = new Map(own.map((city) => [city.country, city.country_name]))
  return [...names]
    .map(([value, label]) => ({ value, label: label ?? '' }))
    .sort((a, b) => a.label.localeCompare(b.label, 'en'))
}
