import type { Tx } from '../../shared/db/connection.ts'
import * as photos from '../../shared/db/photos.ts'
import type { Row } from '../../shared/db/tables.ts'
import { hashFile, type Photo as Made, UNTOUCHED } from '../../shared/media/pipeline.ts'
import { get } from '../../shared/media/store.ts'
import { originalKey } from '../../shared/media/urls.ts'
import type { Context } from '../../shared/web/context.ts'
import type { Routes } from '../../shared/web/routes.ts'
import { goTo } from '../lists/lists.ts'
import { pixelsOf, putBack, savePicture, store } from './photo-files.ts'
import { again, attempt, fileOf } from './photo-form.ts'
import { hasPhoto, OTHERS, ownPhoto, pathOf } from './photo-owners.ts'
import { editing, isNewest, refuse, tellLate } from './photo-pages.ts'
import { readPhoto } from './photo-work.ts'

export const routes: Routes = [['POST', '/admin/photos/:id/replacements', replace]]

type Photo = Row<'photos'>

/** Other bytes under the same words, in the same places. What was replaced last can be taken back the same way. */
async function replace(ctx: Context) {
  const photo = await ownPhoto(ctx)
  const { path, sha256, problem: none } = await readSource(ctx, photo)
  if (!path) return await refuseFile(ctx, photo, none)
  const isThere = (now: Photo) => now.sha256 === sha256 && 'photo-same'
  const late = () => tellLate(ctx, isThere, { errors: again(ctx) })
  if (isThere(photo)) await putBack(ctx, sha256, path)
  if (!isNewest(ctx, photo) || isThere(photo)) return await late()
  const other = await photos.bySha256(ctx.db, sha256)
  if (other) return await refuseFile(ctx, photo, otherProblem(ctx, other), other)
  const { done: made, problem } = await attempt(readPhoto(path, { ...photo, ...UNTOUCHED }))
  if (!made) return await refuseFile(ctx, photo, problem)
  await store(ctx, made, path)
  const saved = await ctx.write((tx) => save(tx, photo, made, ctx))
  if (!saved) return await late()
  goTo(ctx, pathOf(photo), saved.frames ? 'photo-replaced.frames-gone' : 'photo-replaced')
}

/** Where the other bytes are, and their hash: those that came, or, when the form names it, the file before. */
async function readSource(ctx: Context, { sha256, previous }: Photo) {
  const wanted = ctx.form.previous
  const file = fileOf(ctx)
  if (file?.problem) return { problem: file.problem }
  if (file) return { path: file.path, sha256: await hashFile(file.path) }
  if (!wanted) return { problem: 'Choose a photo.' }
  // Sent twice, the form names the file that is here by now.
  const known = [sha256, previous].find((one) => one === wanted)
  const path = known && (await get(originalKey(known)).catch(() => undefined))
  return path ? { path, sha256: known } : { problem: 'The file before this one is no longer here.' }
}

/** Undefined, and nothing is changed, when somebody saved before, or brought these bytes as another photo. */
async function save(tx: Tx, photo: Photo, made: Made, ctx: Context) {
  if (await photos.bySha256(tx, made.sha256)) return
  return await savePicture(
    tx,
    photo,
    { ...pixelsOf(made), ...UNTOUCHED, previous: photo.sha256 },
    editing(ctx),
  )
}

function otherProblem(ctx: Context, other: Photo): string {
  if (!hasPhoto(ctx.player, other)) return OTHERS
  return other.deleted_at
    ? 'This very file is a photo that was deleted, and can be brought back.'
    : 'This very file is another photo already.'
}

/** At the head of the page, as its form is folded away at the end; with the way to the photo these bytes are. */
async function refuseFile(ctx: Context, photo: Photo, problem = '', other?: Photo) {
  const opens = other && hasPhoto(ctx.player, other)
  const errors = { photo_file: problem }
  await refuse(ctx, photo, {
    problem: `The file was not replaced. ${problem}`,
    errors,
    other: opens && other,
  })
}
