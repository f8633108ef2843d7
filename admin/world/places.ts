import { z } from 'zod'
import * as places from '../../shared/db/places.ts'
import { Conflict, NotFound } from '../../shared/errors.ts'
import { type Checked, check, degrees, type FieldErrors, line } from '../../shared/forms.ts'
import { drawPlace } from '../../shared/map.ts'
import { mayEdit } from '../../shared/rules/roles.ts'
import type { Context } from '../../shared/web/context.ts'
import { idParam, type Routes } from '../../shared/web/routes.ts'
import { type Gone, unlessDeleted } from '../history/deleted.ts'
import {
  asItWas,
  changedMeanwhile,
  historyOf,
  isRemoved,
  lookAgain,
  removed,
  saved,
} from '../history/history.ts'
import { byOf, type RecordKind } from '../history/record-kind.ts'
import { compareFields } from '../lists/compare.ts'
import { countryOptions, goTo } from '../lists/lists.ts'
import { withAccess } from '../photos/photo-owners.ts'

export const routes: Routes = [
  ['GET', '/admin/places/new', (ctx) => show(ctx, { form: {} })],
  ['POST', '/admin/places', create],
  ['GET', '/admin/places/:id', (ctx) => unlessDeleted(ctx, record, edit)],
  ['POST', '/admin/places/:id', (ctx) => unlessDeleted(ctx, record, update, again)],
  ['POST', '/admin/places/:id/deletion', (ctx) => unlessDeleted(ctx, record, remove)],
]

const LABELS = { name: 'Name', country: 'Country', lat: 'Latitude', lng: 'Longitude' }
export const USED =
  'Photos were taken here. Say of each of them that it was elsewhere, then delete the place.'
const TAKEN = { name: 'The country has a place of this name.' }

const Form = z.object({
  name: line(80),
  country: z.string('Choose one.'),
  lat: degrees(90),
  lng: degrees(180),
})

async function create(ctx: Context) {
  const { values, errors } = await read(ctx)
  if (!values) return await refuse(ctx, errors)
  const id = await ctx.write(async (tx) => {
    if (!(await places.named(tx, values.name, values.country)))
      return await places.insert(tx, values, byOf(ctx))
  })
  if (!id) return await refuse(ctx, TAKEN)
  goTo(ctx, `/admin/places/${id}`, 'saved')
}

async function edit(ctx: Context) {
  const place = await ownPlace(ctx)
  const was = await asItWas(ctx, record, place.id)
  await show(ctx, { place, form: { ...place, ...was?.fields }, asWas: was?.row })
}

async function update(ctx: Context) {
  const place = await ownPlace(ctx)
  const { values, errors } = await read(ctx)
  if (Number(ctx.form.version) !== place.version) return await showConflict(ctx)
  if (!values) return await refuse(ctx, errors, place)
  const done = await ctx.write(async (tx) => {
    const known = await places.named(tx, values.name, values.country)
    if (known && known.id !== place.id) return 'taken'
    return await places.update(tx, place.id, place.version, values, byOf(ctx))
  })
  if (done === 'taken') return await refuse(ctx, TAKEN, place)
  if (!done) return await showConflict(ctx)
  await saved(ctx, record, place.id)
}

/** Deleted twice it is deleted once. */
async function remove(ctx: Context) {
  if (await isRemoved(ctx, record, idParam(ctx)))
    return await removed(ctx, record, idParam(ctx), '/admin/places')
  const place = await ownPlace(ctx)
  const done = await ctx.write(async (tx) =>
    (await places.isUsed(tx, place.id))
      ? USED
      : await places.remove(tx, place.id, Number(ctx.form.version), byOf(ctx)),
  )
  if (typeof done === 'string') throw new Conflict(done, lookAgain(record, place.id))
  if (!done) throw changedMeanwhile(record, place.id)
  await removed(ctx, record, place.id, '/admin/places')
}

export const record: RecordKind = {
  kind: 'place',
  noun: 'Place',
  labels: LABELS,
  path: (ref) => `/admin/places/${ref}`,
  form: true,
  read: (db, ref) => places.present(db, Number(ref)),
  mayOpen: (_db, person, fields) => mayEdit(person, { country: String(fields.country) }),
  async put(tx, { ref, now, fields }, by) {
    const [id, set] = [Number(ref), fields as places.PlaceFields | null]
    if (!set)
      return (await places.isUsed(tx, id)) ? USED : void (await places.remove(tx, id, now!.version!, by))
    const known = await places.named(tx, set.name, set.country)
    if (known && known.id !== id) return TAKEN.name
    if (now) await places.update(tx, id, now.version!, set, by)
    else await places.insert(tx, set, by, id)
  },
}

async function ownPlace(ctx: Context) {
  const place = await places.byId(ctx.db, idParam(ctx))
  if (!place || !mayEdit(ctx.player, place)) throw new NotFound()
  return place
}

type Place = Awaited<ReturnType<typeof ownPlace>>

export async function ownCountries(ctx: Context) {
  return (await countryOptions(ctx)).filter(({ value }) => mayEdit(ctx.player, { country: value }))
}

async function read(ctx: Context): Promise<Checked<places.PlaceFields>> {
  const { values, errors } = check(Form, ctx.form)
  const known = (await ownCountries(ctx)).some((country) => country.value === ctx.form.country)
  if (values && known) return { values }
  return { errors: { ...errors, ...(known ? {} : { country: 'Choose one of the list.' }) } }
}

async function refuse(ctx: Context, errors: FieldErrors, place?: Place) {
  ctx.status = 422
  await show(ctx, { place, form: ctx.form, errors })
}

/** Somebody saved meanwhile: both versions side by side, mine in the form, which now saves over theirs. */
async function showConflict(ctx: Context) {
  const place = await ownPlace(ctx)
  ctx.status = 409
  const compared = compareFields(LABELS, ctx.form, place)
  await show(ctx, { place, form: { ...ctx.form, version: place.version }, compared })
}

/** Deleted meanwhile: what was typed, in a form that brings it back. */
const again = (ctx: Context, gone: Gone) =>
  show(ctx, { place: { ...(gone.fields as unknown as Place), id: idParam(ctx) }, form: ctx.form, gone })

async function show(
  ctx: Context,
  data: { place?: Place; form: Record<string, unknown>; [more: string]: unknown },
) {
  const { place, form } = data
  const { values: typed } = check(Form.pick({ lat: true, lng: true }), {
    lat: String(form.lat),
    lng: String(form.lng),
  })
  ctx.render('admin/places/edit', {
    compared: undefined,
    ...data,
    place,
    spot: typed && drawPlace(typed),
    countries: await ownCountries(ctx),
    photos: place ? withAccess(ctx.player, await places.photos(ctx.db, place.id)) : [],
    removable: place && !(await places.isUsed(ctx.db, place.id)),
    history: place && (await historyOf(ctx, record, place.id)),
  })
}
