import * as photos from '../shared/db/photos.ts'
import { NotFound } from '../shared/errors.ts'
import { recipeFor } from '../shared/media/pipeline.ts'
import { LICENCES } from '../shared/rules/licences.ts'
import type { Context } from '../shared/web/context.ts'
import { idParam, type Routes } from '../shared/web/routes.ts'
import { goTo } from './lists.ts'
import { change, remake } from './photo-files.ts'
import { placeOptions, readPlace, readWords, wordsForm } from './photo-form.ts'
import { photoFor } from './photos.ts'

export const routes: Routes = [
  ['GET', '/admin/photos/:id', edit],
  ['POST', '/admin/photos/:id', update],
]

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
