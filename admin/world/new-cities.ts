import { z } from 'zod'
import * as audit from '../../shared/db/audit.ts'
import * as cities from '../../shared/db/cities.ts'
import * as cityEdits from '../../shared/db/city-edits.ts'
import type { Tx } from '../../shared/db/connection.ts'
import { NotFound } from '../../shared/errors.ts'
import { type Checked, check, checkbox, degrees, type FieldErrors } from '../../shared/forms.ts'
import { slugOf } from '../../shared/rules/slugs.ts'
import type { Context } from '../../shared/web/context.ts'
import { idParam, type Routes } from '../../shared/web/routes.ts'
import { byOf } from '../history/record-kind.ts'
import { countryOptions, goTo } from '../lists/lists.ts'
import { CityForm } from './city-form.ts'

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
  const made = await ctx.write((tx) => insert(tx, values, byOf(ctx)))
  if (made.errors) return await refuse(ctx, made.errors)
  await offerAll(ctx, made.values)
  goTo(ctx, `/admin/cities/${made.values}`, 'city')
}

/** The id of the new city. Two cities may have one name, as San José has; the code tells their addresses apart. */
async function insert(tx: Tx, city: z.output<typeof Form>, by: audit.By): Promise<Checked<number>> {
  const { iata, name } = city
  const plain = slugOf(name)
  if (!plain) return { errors: { name: 'Letters or digits, please.' } }
  const known = await cityEdits.taken(tx, { slug: plain, iata })
  if (known.iata) return { errors: { iata: 'Another city has this code.' } }
  const slug = known.slug ? `${plain}-${iata.toLowerCase()}` : plain
  if (known.slug && (await cityEdits.taken(tx, { slug, iata })).slug)
    return { errors: { name: 'Other cities have this name, without the code and with it. Say more.' } }
  return { values: await cityEdits.insert(tx, { ...city, slug }, by) }
}

/** For a city whose questions did not all arrive, as the server stopped while it was added. Those that are there stay. */
async function refill(ctx: Context) {
  const city = await cities.byId(ctx.db, idParam(ctx))
  if (!city) throw new NotFound()
  const before = await cityEdits.countOffers(ctx.db, city.id)
  await offerAll(ctx, city.id)
  const found = (await cityEdits.countOffers(ctx.db, city.id)) - before
  const what = `Questions asked there that had been missing: ${found}.`
  const change = { kind: 'city', ref: city.id, name: city.name, version: city.version, after: { what } }
  if (found > 0) await ctx.write((tx) => audit.noteDone(tx, byOf(ctx), change))
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
