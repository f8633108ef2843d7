import type { Reader, Tx } from '../shared/db/connection.ts'
import * as photos from '../shared/db/photos.ts'
import { LICENCES } from '../shared/rules/licences.ts'
import type { Context } from '../shared/web/context.ts'
import type { Routes } from '../shared/web/routes.ts'
import { goTo, listLinks, listQuery } from './lists.ts'
import {
  again,
  fileOf,
  insertBrought,
  placeOptions,
  readBrought,
  readPlace,
  readWords,
  storeBrought,
} from './photo-form.ts'

export const routes: Routes = [
  ['GET', '/admin/photos', list],
  ['GET', '/admin/photos/new', (ctx) => showNew(ctx)],
  ['POST', '/admin/photos', create],
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

/** An ambassador has the photos they brought; all others have all. */
export const owner = (person: Context['player']) => (person.role === 'ambassador' ? person.id : null)

/** Whether this person may see and change the photo. */
export const hasPhoto = (person: Context['player'], photo: { created_by: number | null }) =>
  owner(person) === null || photo.created_by === owner(person)

/** The photo, when it is one this person has; to all others it is not there. */
export async function photoFor(db: Reader | Tx, person: Context['player'], id: number) {
  const photo = await photos.byId(db, id)
  if (photo && hasPhoto(person, photo)) return photo
}

/** Photos that are shown to everybody, each with whether this person may open its page. */
export const withAccess = <P extends { created_by: number | null; deleted_at: number | null }>(
  person: Context['player'],
  shown: P[],
) => shown.map((photo) => ({ ...photo, opens: hasPhoto(person, photo) && photo.deleted_at === null }))
