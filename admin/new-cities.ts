import { z } from 'zod'
import * as cities from '../shared/db/cities.ts'
import * as cityEdits from '../shared/db/city-edits.ts'
import { NotFound } from '../shared/errors.ts'
import { check, checkbox, degrees, type FieldErrors } from '../shared/forms.ts'
import { slugOf } from '../shared/rules/slugs.ts'
import type { Context } from '../shared/web/context.ts'
import { idParam, type Routes } from '../shared/web/routes.ts'
import { CityForm } from './city-form.ts'
import { countryOptions, goTo } from './lists.ts'

export const routes: Routes = [
  ['GET', '/admin/cities/new', (ctx) => show(ctx, {})],
  ['POST', '/admin/cities', create],
  ['POST', '/admin/cities/:id/offers', refill],
]

const Form = CityForm.extend({
  iata: z
    .string('Fill this in.')
    .trim()
    .toUpperCase()
    .regex(/^[A-Z]{3}$/, 'Three letters, such as CDG.'),
  country: z.string('Choose one.'),
  lat: degrees(90),
  lng: degrees(180),
  capital: checkbox,
})

async function create(ctx: Context) {
  const { values, errors: wrong } = check(Form, ctx.form)
  const countries = await cities.countries(ctx.db)
  const errors: FieldErrors = { ...wrong }
  if (!countries.some(({ iso2 }) => iso2 === ctx.form.country)) errors.country = 'Choose one of the list.'
  if (!values || errors.country) return await refuse(ctx, errors)
  const made = await ctx.write(async (tx) => {
    const { iata, name } = values
    const plain = slugOf(name)
    const known = await cityEdits.taken(tx, { slug: plain, iata })
    if (known.iata || !plain) return { iata: known.iata }
    // Two cities may have one name, as San José has; the code tells their addresses apart.
    const slug = known.slug ? `${plain}-${iata.toLowerCase()}` : plain
    return { id: await cityEdits.insert(tx, { ...values, slug }) }
  })
  if (!made.id)
    return await refuse(
      ctx,
      made.iata ? { iata: 'Another city has this code.' } : { name: 'Letters or digits, please.' },
    )
  await offerAll(ctx, made.id)
  goTo(ctx, `/admin/cities/${made.id}`, 'city')
}

/** For a city whose questions did not all arrive, as the server stopped while it was added. Those that are there stay. */
async function refill(ctx: Context) {
  const city = await cities.byId(ctx.db, idParam(ctx))
  if (!city) throw new NotFound()
  await offerAll(ctx, city.id)
  goTo(ctx, `/admin/cities/${city.id}`, 'saved')
}

async function offerAll(ctx: Context, cityId: number) {
  for (let after: number | undefined = 0; after !== undefined; ) {
    const from: number = after
    after = await ctx.write((tx) => cityEdits.offerSome(tx, cityId, from))
  }
}

async function refuse(ctx: Context, errors: FieldErrors) {
  ctx.status = 422
  await show(ctx, { form: ctx.form, errors })
}

async function show(ctx: Context, data: object) {
  const countries = await countryOptions(ctx)
  ctx.render('admin/cities/new', { countries, ...data })
}
