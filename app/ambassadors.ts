import * as cities from '../shared/db/cities.ts'
import * as documents from '../shared/db/documents.ts'
import * as staff from '../shared/db/staff.ts'
import { NotFound } from '../shared/errors.ts'
import type { Context } from '../shared/web/context.ts'
import type { Routes } from '../shared/web/routes.ts'

export const routes: Routes = [['GET', '/ambassadors/:country', show]]

/** Who looks after a country, and what they say. */
async function show(ctx: Context) {
  const country = await cities.country(ctx.db, ctx.params.country ?? '')
  if (!country) throw new NotFound('There is no such country on our map.')
  ctx.render('app/ambassadors/show', {
    country,
    ambassadors: await staff.ambassadors(ctx.db, country.iso2),
    text: (await documents.about(ctx.db, 'ambassador', country.iso2))?.body ?? '',
    cities: await cities.ofCountry(ctx.db, country.iso2),
  })
}
