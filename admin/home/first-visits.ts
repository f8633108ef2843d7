import * as activity from '../../shared/db/activity.ts'
import * as categories from '../../shared/db/categories.ts'
import * as cities from '../../shared/db/cities.ts'
import * as progress from '../../shared/db/progress.ts'
import { JOB_SIZE } from '../../shared/rules/jobs.ts'
import type { Context } from '../../shared/web/context.ts'

const CITIES = 5

/** For somebody who has done nothing here yet: what is missing in the ambassador's country, or that it is somebody's first visit. Undefined for all others. */
export async function firstVisit(ctx: Context) {
  const { id, role, country } = ctx.player
  if (!(await activity.isNew(ctx.db, id))) return undefined
  if (role !== 'ambassador' || !country) return { role }
  const name = (await cities.countries(ctx.db)).find(({ iso2 }) => iso2 === country)?.name
  return { role, country: name, cities: await missingIn(ctx, country) }
}

/** The country's cities that lack most, and in each the job that is nearest to opening. */
async function missingIn({ db }: Context, country: string) {
  const own = (await cities.all(db)).filter((city) => city.country === country)
  const jobs = (await categories.all(db)).filter((one) => one.slug !== 'tutorial')
  const published = await progress.publishedIn(
    db,
    own.map(({ id }) => id),
  )
  const lacking = own.map((city) => {
    const counts = new Map(
      published.flatMap((row) => (row.city_id === city.id ? [[row.category_id, row.n]] : [])),
    )
    const cells = jobs
      .map((job) => ({ job, missing: Math.max(0, JOB_SIZE - (counts.get(job.id) ?? 0)) }))
      .filter(({ missing }) => missing > 0)
      .sort((a, b) => a.missing - b.missing)
    return { city, missing: cells.reduce((sum, cell) => sum + cell.missing, 0), nearest: cells[0] }
  })
  return lacking
    .filter(({ missing }) => missing > 0)
    .sort((a, b) => b.missing - a.missing)
    .slice(0, CITIES)
}
