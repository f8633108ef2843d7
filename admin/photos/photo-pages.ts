import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { z } from 'zod'
import * as photos from '../../shared/db/photos.ts'
import type { Row } from '../../shared/db/tables.ts'
import { NotFound } from '../../shared/errors.ts'
import { type Checked, check, type FieldErrors, whole } from '../../shared/forms.ts'
import { recipeFor } from '../../shared/media/pipeline.ts'
import { get } from '../../shared/media/store.ts'
import { originalKey } from '../../shared/media/urls.ts'
import { LICENCES } from '../../shared/rules/licences.ts'
import { slugOf } from '../../shared/rules/slugs.ts'
import type { Context } from '../../shared/web/context.ts'
import type { Routes } from '../../shared/web/routes.ts'
import { asItWas, historyOf } from '../history/history.ts'
import { byOf } from '../history/record-kind.ts'
import { compareFields, isSame } from '../lists/compare.ts'
import { goTo } from '../lists/lists.ts'
import { remakeFiles, saveEdit } from './photo-files.ts'
import { attempt, placeOptions, readPlace, readWords, wordsForm } from './photo-form.ts'
import { ownDeleted, owner, ownPhoto, pathOf } from './photo-owners.ts'
import { record } from './photo-records.ts'
import { shownErrors, usesFor } from './photo-uses.ts'

export const routes: Routes = [
  ['GET', '/admin/photos/:id', edit],
  ['POST', '/admin/photos/:id', update],
  ['GET', '/admin/photos/:id/original', sendOriginal],
]

const LABELS = {
  photo_title: 'Title',
  photo_alt: 'Alternative text',
  photo_author: 'Author',
  photo_licence: 'Licence',
  photo_source: 'Source',
  photo_description: 'Description',
  photo_place: 'Where it was taken',
  focal_x: 'Focal point from the left, in %',
  focal_y: 'Focal point from the top, in %',
}

/** A form that says nothing of the focal point leaves it as it was. */
const Focal = z.object({ focal_x: whole(0, 100).optional(), focal_y: whole(0, 100).optional() })

type Photo = Row<'photos'>
type Edit = photos.PhotoWords & Pick<Photo, 'place_id' | 'focal_x' | 'focal_y'>

async function edit(ctx: Context) {
  const gone = await ownDeleted(ctx)
  if (!gone) {
    const photo = await ownPhoto(ctx)
    const was = await asItWas(ctx, record, photo.id)
    return await showPhoto(
      ctx,
      photo,
      was && { form: formOf({ ...photo, ...was.fields } as Photo), asWas: was.row },
    )
  }
  ctx.render('admin/photos/deleted', {
    photo: gone,
    deleter: await photos.person(ctx.db, gone.deleted_by),
    history: await historyOf(ctx, record, gone.id),
  })
}

/** Credit and focal point stand inside the files: others need other files. */
async function update(ctx: Context) {
  const photo = await ownPhoto(ctx)
  const { values, errors } = await readPage(ctx, photo)
  if (!isNewest(ctx, photo)) return await showConflict(ctx)
  if (!values) return await refuse(ctx, photo, { form: ctx.form, errors })
  const settings = { ...photo, ...values }
  const work = recipeFor(settings) === photo.recipe ? {} : remakeFiles(ctx, photo.sha256, settings)
  const { done: pixels, problem } = await attempt(Promise.resolve(work))
  if (!pixels) return await refuse(ctx, photo, { form: ctx.form, problem })
  const { saved, wrong } = await ctx.write(async (tx) => {
    // Players may have come to see the photo meanwhile.
    const wrong = await shownErrors(tx, photo.id, values)
    return isFine(wrong)
      ? { saved: await saveEdit(tx, photo, { ...values, ...pixels }, editing(ctx)) }
      : { wrong }
  })
  if (wrong) return await refuse(ctx, photo, { form: ctx.form, errors: wrong })
  if (!saved) return await showConflict(ctx)
  // Not all of it can be undone by a click, so none is offered beside the note.
  if (!ctx.form.next) return goTo(ctx, pathOf(photo), 'saved')
  const next = await photos.nextWithoutAlt(ctx.db, owner(ctx.player), photo.id)
  goTo(ctx, next ? pathOf(next) : '/admin/photos', next ? 'saved' : 'photos-described')
}

/** The file as it came, for staff alone. */
async function sendOriginal(ctx: Context) {
  const photo = await ownPhoto(ctx)
  const path = await get(originalKey(photo.sha256)).catch(() => undefined)
  if (!path) throw new NotFound('The file of this photo is missing on the disk of the server.')
  const ending = photo.format === 'jpeg' ? 'jpg' : photo.format
  ctx.attachment(`${slugOf(photo.title) || 'photo'}-${photo.id}.${ending}`)
  ctx.body = createReadStream(path)
  ctx.length = (await stat(path)).size
}

/** What was typed, or all that is wrong with it. */
async function readPage(ctx: Context, photo: Photo): Promise<Checked<Edit>> {
  const { values, errors } = readWords(ctx.form, { kept: photo.licence, unfinished: true })
  const { place_id, errors: wrongPlace } = await readPlace(ctx)
  const { values: focal, errors: wrongFocal } = check(Focal, ctx.form)
  const line = (words: unknown) => (typeof words === 'string' ? words.trim() : '')
  const { photo_alt, photo_author, photo_licence } = ctx.form
  const typed = { alt: line(photo_alt), author: line(photo_author), licence: line(photo_licence) }
  const shown = await shownErrors(ctx.db, photo.id, typed)
  const wrong: FieldErrors = { ...errors, ...shown, ...wrongPlace, ...wrongFocal }
  if (!values || !focal || !isFine(wrong)) return { errors: wrong }
  const { focal_x = photo.focal_x, focal_y = photo.focal_y } = focal
  return { values: { ...values, place_id, focal_x, focal_y } }
}

const isFine = (errors: FieldErrors) => Object.keys(errors).length === 0

/** When and by whom files and words of a photo are changed. */
export const editing = (ctx: Context) => ({ clock: ctx.clock, by: byOf(ctx) })

/** Whether the form was made of the photo as it is now. */
export const isNewest = (ctx: Context, photo: Photo) => Number(ctx.form.version) === photo.version

const LATE =
  'Somebody changed this photo meanwhile, so nothing was done. This is how it is now: look, and do it again.'

/** Somebody was quicker: the page says so, unless the photo is as it was wanted (`isThere` gives the note), as after a form that was sent twice. */
export async function tellLate(
  ctx: Context,
  isThere: (now: Photo) => string | false = () => false,
  data: object = {},
) {
  const photo = await ownPhoto(ctx)
  const note = isThere(photo)
  if (note) return goTo(ctx, pathOf(photo), note)
  await refuse(ctx, photo, { problem: LATE, ...data }, 409)
}

/** The page as it is, with what was typed and what is wrong with it. */
export async function refuse(ctx: Context, photo: Photo, data: object, status = 422) {
  ctx.status = status
  await showPhoto(ctx, photo, data)
}

/** Somebody saved meanwhile: both versions side by side, mine in the form, which now saves over theirs. A form that was sent twice differs in nothing. */
async function showConflict(ctx: Context) {
  const photo = await ownPhoto(ctx)
  const places = new Map((await placeOptions(ctx)).map(({ value, label }) => [String(value), label]))
  const show = (field: string, value: string) =>
    field === 'photo_place' ? (places.get(value) ?? value) : value
  const theirs = formOf(photo)
  // What I left as it was when the form was loaded is not mine.
  const untouched = Object.entries(theirs).filter(([name]) => isSame(ctx.form[name], ctx.form[`was_${name}`]))
  const form = { ...ctx.form, ...Object.fromEntries(untouched) }
  const compared = compareFields(LABELS, form, theirs, show)
  if (!compared.some(({ differs }) => differs)) return goTo(ctx, pathOf(photo), 'saved')
  await refuse(ctx, photo, { form, compared }, 409)
}

const formOf = (photo: Photo) => ({
  ...wordsForm(photo),
  photo_place: photo.place_id ?? '',
  focal_x: photo.focal_x,
  focal_y: photo.focal_y,
})

/** The page of a photo: as it is, or with what was typed and what is wrong with it. */
async function showPhoto(ctx: Context, photo: Photo, data: object = {}) {
  const path = await get(originalKey(photo.sha256)).catch(() => undefined)
  ctx.render('admin/photos/edit', {
    photo,
    form: formOf(photo),
    was: formOf(photo),
    uses: await usesFor(ctx, photo),
    bringer: await photos.person(ctx.db, photo.created_by),
    bytes: path && (await stat(path)).size,
    licences: [...new Set([...LICENCES, photo.licence])].filter(Boolean),
    places: await placeOptions(ctx),
    history: await historyOf(ctx, record, photo.id),
    ...data,
  })
}
