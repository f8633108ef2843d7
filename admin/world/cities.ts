import * as cities from '../../shared/db/cities.ts'
import * as cityEdits from '../../shared/db/city-edits.ts'
import type { Tx } from '../../shared/db/connection.ts'
import * as documents from '../../shared/db/documents.ts'
import { NotFound } from '../../shared/errors.ts'
import type { FieldErrors } from '../../shared/forms.ts'
import { drawPlace } from '../../shared/map.ts'
import { LICENCES } from '../../shared/rules/licences.ts'
import { mayEdit } from '../../shared/rules/roles.ts'
import type { Context } from '../../shared/web/context.ts'
import { idParam, type Routes } from '../../shared/web/routes.ts'
import { asItWas, historyOf, saved } from '../history/history.ts'
import { byOf } from '../history/record-kind.ts'
import { compareFields } from '../lists/compare.ts'
import { store } from '../photos/photo-files.ts'
import { again, attempt, type Brought } from '../photos/photo-form.ts'
import { withAccess } from '../photos/photo-owners.ts'
import { orderForm, orderOf, readCity, wordsOf } from './city-form.ts'
import { checkHere, insertNew, readAdded, toMend } from './city-photos.ts'
import { LABELS, record } from './city-records.ts'

export const routes: Routes = [
  ['GET', '/admin/cities/:id', edit],
  ['POST', '/admin/cities/:id', update],
]

async function edit(ctx: Context) {
  const city = await ownCity(ctx)
  const was = await asItWas(ctx, record, city.id)
  if (!was) return await show(ctx, city, { form: wordsOf(city) })
  const { photos, ...words } = was.fields as cityEdits.CityFields
  const order = orderForm(await cities.photos(ctx.db, city.id), photos)
  await show(ctx, city, { form: { ...wordsOf({ ...city, ...words }), ...order }, asWas: was.row })
}

async function update(ctx: Context) {
  const city = await ownCity(ctx)
  const { values, errors: wrong } = readCity(ctx, city)
  const { here, brought, errors: wrongPhotos } = await readAdded(ctx)
  const errors: FieldErrors = { ...wrong, ...wrongPhotos }
  const version = Number(ctx.form.version)
  if (version !== city.version) return await showConflict(ctx)
  if (!values || Object.keys(errors).length > 0) return await refuse(ctx, city, errors)
  if (brought) await store(ctx, brought.photo, brought.path)
  const kept = orderOf(await cities.photos(ctx.db, city.id), ctx.form)
  const save = async (tx: Tx) => {
    if ((await cities.byId(tx, city.id))?.version !== version) return false
    const added = [here && (await checkHere(tx, here)), brought && (await insertNew(tx, ctx, brought))]
    const photos = [...new Set([...kept, ...added.flatMap((id) => id ?? [])])]
    return await cityEdits.update(tx, city.id, version, { ...values, photos }, byOf(ctx))
  }
  const { done, problem } = await attempt(ctx.write(save))
  if (problem) return await refuse(ctx, city, { [brought ? 'photo_file' : 'photo_id']: problem }, brought)
  if (!done) return await showConflict(ctx)
  await saved(ctx, record, city.id)
}

async function ownCity(ctx: Context) {
  const city = await cities.byId(ctx.db, idParam(ctx))
  if (!city || !mayEdit(ctx.player, city)) throw new NotFound()
  return city
}

type City = Awaited<ReturnType<typeof ownCity>>

async function refuse(ctx: Context, city: City, errors: FieldErrors, brought?: Brought) {
  ctx.status = 422
  const mend = await toMend(ctx, brought)
  await show(ctx, city, { form: ctx.form, errors: { ...again(ctx), ...errors }, mend })
}

/** Somebody saved meanwhile: both versions side by side, mine in the form, which now saves over theirs. */
async function showConflict(ctx: Context) {
  const city = await ownCity(ctx)
  ctx.status = 409
  const flag = (field: string, value: string) => (field === 'locked' ? (value ? 'yes' : 'no') : value)
  const compared = compareFields(LABELS, ctx.form, wordsOf(city), flag)
  const form = { ...ctx.form, version: city.version }
  await show(ctx, city, { form, errors: again(ctx), compared })
}

async function show(
  ctx: Context,
  city: City,
  data: { form: Record<string, unknown>; [more: string]: unknown },
) {
  ctx.render('admin/cities/edit', {
    city,
    spot: drawPlace(city),
    photos: withAccess(ctx.player, await cities.photos(ctx.db, city.id)),
    intro: await documents.about(ctx.db, 'city', city.slug),
    offers: await cityEdits.countOffers(ctx.db, city.id),
    licences: LICENCES,
    compared: undefined,
    history: await historyOf(ctx, record, city.id),
    ...data,
  })
}
