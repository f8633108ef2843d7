import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { Tx } from '../shared/db/connection.ts'
import { isShown } from '../shared/db/photo-uses.ts'
import * as photos from '../shared/db/photos.ts'
import type { Row } from '../shared/db/tables.ts'
import { NotFound } from '../shared/errors.ts'
import type { Checked, FieldErrors } from '../shared/forms.ts'
import { recipeFor } from '../shared/media/pipeline.ts'
import { get } from '../shared/media/store.ts'
import { originalKey } from '../shared/media/urls.ts'
import { LICENCES } from '../shared/rules/licences.ts'
import { lacking } from '../shared/rules/photos.ts'
import { slugOf } from '../shared/rules/slugs.ts'
import type { Context } from '../shared/web/context.ts'
import { idParam, type Routes } from '../shared/web/routes.ts'
import { compareFields } from './compare.ts'
import { goTo } from './lists.ts'
import { change, remake } from './photo-files.ts'
import { byField, placeOptions, readPlace, readWords, sentenceOf, wordsForm } from './photo-form.ts'
import { usesFor } from './photo-uses.ts'
import { owner, photoFor } from './photos.ts'

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
}

type Photo = Row<'photos'>
type Words = photos.PhotoWords & { place_id: number | null }

async function edit(ctx: Context) {
  await showPhoto(ctx, await ownPhoto(ctx))
}

/** The credit stands inside the files: another one needs other files. */
async function update(ctx: Context) {
  const photo = await ownPhoto(ctx)
  const { values, errors } = await readPage(ctx, photo)
  if (Number(ctx.form.version) !== photo.version) return await showConflict(ctx)
  if (!values) return await refuse(ctx, photo, { errors })
  const settings = { ...photo, ...values }
  const remade = recipeFor(settings) !== photo.recipe
  const pixels = remade ? await remake(ctx, photo.sha256, settings).catch(sentenceOf) : {}
  if (typeof pixels === 'string') return await refuse(ctx, photo, { problem: pixels })
  const saved = await ctx.write((tx) => save(tx, photo, { ...values, ...pixels }, ctx))
  if (saved === 'shown') return await refuse(ctx, photo, { errors: shownErrors(values) })
  if (!saved) return await showConflict(ctx)
  if (!ctx.form.next) return goTo(ctx, `/admin/photos/${photo.id}`, 'saved')
  const next = await photos.nextWithoutAlt(ctx.db, owner(ctx.player), photo.id)
  goTo(ctx, next ? `/admin/photos/${next.id}` : '/admin/photos', next ? 'saved' : 'photos-described')
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

/** What was typed, or what is wrong with it. A photo that players see may lack nothing. */
async function readPage(ctx: Context, photo: Photo): Promise<Checked<Words>> {
  const { values, errors } = readWords(ctx.form, { kept: photo.licence, unfinished: true })
  const { place_id, errors: wrongPlace } = await readPlace(ctx)
  const typed = { alt: ctx.form.photo_alt, author: ctx.form.photo_author, licence: ctx.form.photo_licence }
  const missing = (await isShown(ctx.db, photo.id)) ? shownErrors(typed) : {}
  const wrong: FieldErrors = { ...errors, ...missing, ...wrongPlace }
  return values && Object.keys(wrong).length === 0 ? { values: { ...values, place_id } } : { errors: wrong }
}

const shownErrors = (typed: Record<'alt' | 'author' | 'licence', unknown>): FieldErrors => {
  const line = (words: unknown) => (typeof words === 'string' ? words.trim() : '')
  const photo = { alt: line(typed.alt), author: line(typed.author), licence: line(typed.licence) }
  const sentences = lacking(photo).map(({ field, what }) => [
    field,
    `Players see this photo, so it needs ${what}.`,
  ])
  return byField(Object.fromEntries(sentences))
}

/** False when somebody saved before; `shown` when players came to see the photo meanwhile, and something is missing. */
async function save(tx: Tx, photo: Photo, changes: Words, ctx: Context) {
  if (lacking(changes).length > 0 && (await isShown(tx, photo.id))) return 'shown'
  return await change(tx, photo, changes, ctx)
}

/** The photo, when it is there and this person's. */
export async function ownPhoto(ctx: Context): Promise<Photo> {
  const photo = await photoFor(ctx.db, ctx.player, idParam(ctx))
  if (!photo) throw new NotFound()
  return photo
}

async function refuse(ctx: Context, photo: Photo, data: { errors?: FieldErrors; problem?: string }) {
  ctx.status = 422
  await showPhoto(ctx, photo, { form: ctx.form, ...data })
}

/** Somebody saved meanwhile: both versions side by side, mine in the form, which now saves over theirs. A form that was sent twice differs in nothing. */
async function showConflict(ctx: Context) {
  const photo = await ownPhoto(ctx)
  const places = new Map((await placeOptions(ctx)).map(({ value, label }) => [String(value), label]))
  const show = (field: string, value: string) =>
    field === 'photo_place' ? (places.get(value) ?? value) : value
  const compared = compareFields(LABELS, ctx.form, formOf(photo), show)
  if (!compared.some(({ differs }) => differs)) return goTo(ctx, `/admin/photos/${photo.id}`, 'saved')
  ctx.status = 409
  await showPhoto(ctx, photo, { form: ctx.form, compared })
}

const formOf = (photo: Photo) => ({ ...wordsForm(photo), photo_place: photo.place_id ?? '' })

/** The page of a photo: as it is, or with what was typed and what is wrong with it. */
export async function showPhoto(ctx: Context, photo: Photo, data: object = {}) {
  const path = await get(originalKey(photo.sha256)).catch(() => undefined)
  ctx.render('admin/photos/edit', {
    photo,
    form: formOf(photo),
    focal: { x: photo.focal_x, y: photo.focal_y },
    uses: await usesFor(ctx, photo),
    bringer: await photos.bringer(ctx.db, photo),
    bytes: path && (await stat(path)).size,
    licences: [...new Set([...LICENCES, photo.licence])].filter(Boolean),
    places: await placeOptions(ctx),
    ...data,
  })
}
