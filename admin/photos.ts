import type { Reader, Tx } from '../shared/db/connection.ts'
import * as photos from '../shared/db/photos.ts'
import * as places from '../shared/db/places.ts'
import { NotFound } from '../shared/errors.ts'
import { recipeFor } from '../shared/media/pipeline.ts'
import type { Context } from '../shared/web/context.ts'
import { idParam, type Routes } from '../shared/web/routes.ts'
import { goTo, listLinks, listQuery, numberOf } from './lists.ts'
import { change, remake } from './photo-files.ts'
import {
  again,
  fileOf,
  insertBrought,
  LICENCES,
  readBrought,
  readWords,
  storeBrought,
  wordsForm,
} from './photo-form.ts'

export const routes: Routes = [
  ['GET', '/admin/photos', list],
  ['GET', '/admin/photos/new', (ctx) => showNew(ctx)],
  ['POST', '/admin/photos', create],
  ['GET', '/admin/photos/:id', edit],
  ['POST', '/admin/photos/:id', update],
]

async function list(ctx: Context) {
  const { query, cursor } = listQuery(ctx, ['q'])
  const page = await photos.list(ctx.db, owner(ctx.player), query.q, cursor)
  ctx.render('admin/photos/list', { page, list: listLinks('/admin/photos', query, page) })
}

async function showNew(ctx: Context, data: object = {}) {
  ctx.render('admin/photos/new', { licences: LICENCES, places: await placeOptions(ctx), ...data })
}

/** Decoded, checked and derived here, in the request: this is the group where that may take its time. */
async function create(ctx: Context) {
  const { brought, errors } = await readBrought(ctx)
  const { place_id, errors: wrongPlace } = await readPlace(ctx)
  if (!brought || wrongPlace) {
    ctx.status = 422
    const missing = fileOf(ctx) ? again(ctx) : { photo_file: 'Choose a photo.' }
    const wrong = { ...missing, ...(errors ?? readWords(ctx.form).errors), ...wrongPlace }
    return await showNew(ctx, { form: ctx.form, errors: wrong })
  }
  await storeBrought(ctx, brought)
  const by = { id: ctx.player.id, now: ctx.now }
  const { id, known } = await ctx.write((tx) => insertBrought(tx, brought, by, place_id))
  if (known && !(await photoFor(ctx.db, ctx.player, id))) return goTo(ctx, '/admin/photos', 'photo-known')
  goTo(ctx, `/admin/photos/${id}`, known ? 'photo-known' : 'photo-added')
}

async function edit(ctx: Context) {
  const photo = await ownPhoto(ctx)
  await showEdit(ctx, photo, { form: { ...wordsForm(photo), photo_place: photo.place_id ?? '' } })
}

async function update(ctx: Context) {
  const photo = await ownPhoto(ctx)
  const { values, errors } = readWords(ctx.form, { kept: photo.licence })
  const { place_id, errors: wrongPlace } = await readPlace(ctx)
  if (!values || wrongPlace) {
    ctx.status = 422
    return await showEdit(ctx, photo, { form: ctx.form, errors: { ...errors, ...wrongPlace } })
  }
  const changes = { ...values, place_id }
  const settings = { ...photo, ...values }
  const pixels = recipeFor(settings) === photo.recipe ? {} : await remake(ctx, photo.sha256, settings)
  await ctx.write((tx) => change(tx, photo, { ...changes, ...pixels }, ctx))
  goTo(ctx, `/admin/photos/${photo.id}`, 'saved')
}

/** The place the form names; null when it names none. */
async function readPlace(ctx: Context) {
  const { photo_place = '' } = ctx.form
  if (photo_place === '') return { place_id: null }
  const place = await places.byId(ctx.db, numberOf(String(photo_place)) ?? 0)
  return place
    ? { place_id: place.id }
    : { place_id: null, errors: { photo_place: 'Choose one of the list.' } }
}

const placeOptions = async (ctx: Context) =>
  (await places.all(ctx.db)).map((one) => ({ value: one.id, label: `${one.name}, ${one.country_name}` }))

/** An ambassador has the photos they brought; all others have all. */
const owner = (person: Context['player']) => (person.role === 'ambassador' ? person.id : null)

const hasPhoto = (person: Context['player'], photo: { created_by: number | null }) =>
  owner(person) === null || photo.created_by === owner(person)

/** The photo, when it is one this person has; to all others it is not there. */
export async function photoFor(db: Reader | Tx, person: Context['player'], id: number) {
  const photo = await photos.byId(db, id)
  if (photo && hasPhoto(person, photo)) return photo
}

/** Photos that are shown to everybody, each with whether this person may open its page. */
export const withAccess = <P extends { created_by: number | null }>(person: Context['player'], shown: P[]) =>
  shown.map((photo) => ({ ...photo, opens: hasPhoto(person, photo) }))

async function ownPhoto(ctx: Context) {
  const photo = await photoFor(ctx.db, ctx.player, idParam(ctx))
  if (!photo) throw new NotFound()
  return photo
}

async function showEdit(ctx: Context, photo: Awaited<ReturnType<typeof ownPhoto>>, data: object) {
  const licences = [...new Set([...LICENCES, photo.licence])]
  ctx.render('admin/photos/edit', {
    photo,
    uses: await photos.uses(ctx.db, photo.id),
    licences,
    places: await placeOptions(ctx),
    ...data,
  })
}
