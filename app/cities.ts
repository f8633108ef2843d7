import * as cities from '../shared/db/cities.ts'
import * as documents from '../shared/db/documents.ts'
import * as jobs from '../shared/db/jobs.ts'
import * as questionCities from '../shared/db/question-cities.ts'
import { NotFound } from '../shared/errors.ts'
import { expectedPay, JOB_HOURS, JOB_SIZE } from '../shared/rules/jobs.ts'
import type { Context } from '../shared/web/context.ts'
import type { Routes } from '../shared/web/routes.ts'
import { drawCities } from '../shared/world-map.ts'
import { nextTickets } from './tickets.ts'

export const routes: Routes = [['GET', '/cities/:slug', show]]

async function show(ctx: Context) {
  const city = await cities.bySlug(ctx.db, ctx.params.slug ?? '')
  if (!city) throw new NotFound('There is no such city on our map.')
  const here = city.id === ctx.player.city_id
  const all = await cities.all(ctx.db, ctx.player.id)
  const open = await jobs.open(ctx.db, ctx.player.id)
  const resumable = open && ctx.now - open.started_at < JOB_HOURS * 3_600_000
  const work = here ? await jobs.inCity(ctx.db, ctx.player.id, city.id) : []
  ctx.render('app/cities/show', {
    city,
    here,
    nomansland: city.slug === cities.NOMANSLAND,
    intro: (await documents.about(ctx.db, 'city', city.slug))?.body ?? '',
    photos: await cities.photos(ctx.db, city.id),
    offers: here ? await questionCities.offers(ctx.db, city.id, JOB_SIZE) : [],
    open: resumable ? open : undefined,
    tickets: here ? await nextTickets(ctx, all, city.slug === cities.NOMANSLAND ? 5 : 3) : [],
    day: 1 + work.reduce((sum, one) => sum + one.this_stay, 0),
    dots: drawCities(
      all.filter((one) => one.id === city.id),
      { here: city.id },
    ),
    expected: expectedPay(2.5),
  })
}
