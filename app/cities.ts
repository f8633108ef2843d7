import * as cities from '../shared/db/cities.ts'
import * as documents from '../shared/db/documents.ts'
import * as flights from '../shared/db/flights.ts'
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
  const all = await cities.all(ctx.db)
  const open = await jobs.open(ctx.db, ctx.player.id)
  const resumable = open && ctx.now - open.started_at < JOB_HOURS * 3_600_000
  const arrived = await flights.last(ctx.db, ctx.player.id)
  ctx.render('app/cities/show', {
    city,
    here,
    nomansland: city.slug === cities.NOMANSLAND,
    intro: (await documents.about(ctx.db, 'city', city.slug))?.body ?? '',
    photos: await cities.photos(ctx.db, city.id),
    offers: here ? await questionCities.offers(ctx.db, city.id, JOB_SIZE) : [],
    open: resumable ? open : undefined,
    tickets: here ? await nextTickets(ctx, all) : [],
    day: 1 + (here ? await jobs.countSince(ctx.db, ctx.player.id, city.id, arrived?.departed_at ?? 0) : 0),
    dots: drawCities(
      all.filter((one) => one.id === city.id),
      { here: city.id },
    ),
    expected: expectedPay(2.5),
  })
}
