import { z } from 'zod'
import type { Tx } from '../shared/db/connection.ts'
import * as frames from '../shared/db/frames.ts'
import * as uses from '../shared/db/photo-uses.ts'
import * as photos from '../shared/db/photos.ts'
import type { Row, Turn } from '../shared/db/tables.ts'
import { NotFound } from '../shared/errors.ts'
import { check, whole } from '../shared/forms.ts'
import { turnFocal } from '../shared/rules/photos.ts'
import type { Context } from '../shared/web/context.ts'
import { idParam, type Routes } from '../shared/web/routes.ts'
import { goTo } from './lists.ts'
import { change, remake } from './photo-files.ts'
import { sentenceOf } from './photo-form.ts'
import { ownPhoto, showPhoto } from './photo-pages.ts'
import { hasPhoto } from './photos.ts'

export const routes: Routes = [
  ['POST', '/admin/photos/:id/turns', turn],
  ['POST', '/admin/photos/:id/focal-points', focus],
  ['POST', '/admin/photos/:id/deletion', remove],
  ['POST', '/admin/photos/:id/restoration', restore],
]

type Photo = Row<'photos'>

const Turned = z.object({
  by: z.enum(['90', '270'], 'Turn it to the left or to the right.').transform(Number),
  from: z.unknown().transform(Number),
})

/** A form that is sent twice turns once: it says from where. */
async function turn(ctx: Context) {
  const photo = await ownPhoto(ctx)
  const { values, errors } = check(Turned, ctx.form)
  if (!values) return await refuse(ctx, photo, { problem: errors.by })
  const to = ((values.from + values.by) % 360) as Turn
  const late = () => tellLate(ctx, (now) => now.turn === to && 'photo-turned')
  if (!isNewest(ctx, photo)) return await late()
  const { x, y } = turnFocal({ x: photo.focal_x, y: photo.focal_y }, values.by)
  const settings = { turn: ((photo.turn + values.by) % 360) as Turn, focal_x: x, focal_y: y }
  const pixels = await remake(ctx, photo.sha256, { ...photo, ...settings }).catch(sentenceOf)
  if (typeof pixels === 'string') return await refuse(ctx, photo, { problem: pixels })
  const saved = await ctx.write((tx) => repaint(tx, photo, { ...settings, ...pixels }, ctx))
  if (!saved) return await late()
  goTo(ctx, pathOf(photo), saved.frames ? 'photo-turned.frames-gone' : 'photo-turned')
}

const Focal = z.object({ x: whole(0, 100), y: whole(0, 100) })

async function focus(ctx: Context) {
  const photo = await ownPhoto(ctx)
  const { values, errors } = check(Focal, ctx.form)
  if (!values) return await refuse(ctx, photo, { focal: ctx.form, errors })
  const { x, y } = values
  const isThere = (now: Photo) => now.focal_x === x && now.focal_y === y && 'photo-focused'
  const late = () => tellLate(ctx, isThere, { focal: ctx.form })
  if (!isNewest(ctx, photo) || isThere(photo)) return await late()
  const settings = { focal_x: x, focal_y: y }
  const pixels = await remake(ctx, photo.sha256, { ...photo, ...settings }).catch(sentenceOf)
  if (typeof pixels === 'string') return await refuse(ctx, photo, { focal: ctx.form, problem: pixels })
  const saved = await ctx.write((tx) => change(tx, photo, { ...settings, ...pixels }, ctx))
  if (!saved) return await late()
  goTo(ctx, pathOf(photo), 'photo-focused')
}

/** The row stays, as older versions of questions may show the photo, and so that it can be brought back. */
async function remove(ctx: Context) {
  const sayDeleted = () => goTo(ctx, `/admin/photos?of=${idParam(ctx)}`, 'photo-deleted')
  if (await deletedPhoto(ctx)) return sayDeleted()
  const photo = await ownPhoto(ctx)
  if (!isNewest(ctx, photo)) return await tellLate(ctx)
  const gone = { deleted_at: ctx.now, deleted_by: ctx.player.id }
  const done = await ctx.write(async (tx) => {
    const where = await usedWith(tx, photo.id)
    return where ?? (await change(tx, photo, gone, ctx))
  })
  if (typeof done === 'string') return await refuse(ctx, photo, { problem: done }, 409)
  if (!done && !(await deletedPhoto(ctx))) return await tellLate(ctx)
  sayDeleted()
}

async function restore(ctx: Context) {
  const gone = await deletedPhoto(ctx)
  if (gone) await ctx.write((tx) => photos.restore(tx, gone.id))
  goTo(ctx, pathOf(gone ?? (await ownPhoto(ctx))), 'photo-restored')
}

async function deletedPhoto(ctx: Context) {
  const photo = await photos.deletedById(ctx.db, idParam(ctx))
  if (photo && !hasPhoto(ctx.player, photo)) throw new NotFound()
  return photo
}

/** What keeps the photo from being deleted: a sentence that says where it is. */
async function usedWith(tx: Tx, id: number): Promise<string | undefined> {
  const questions = (await uses.questions(tx, id)).map(({ text }) => `the question “${text}”`)
  const cities = (await uses.cities(tx, id)).map(({ name }) => `the city ${name}`)
  const [first, second, ...more] = [...cities, ...questions]
  if (!first) return
  const others = more.length > 0 ? ` and ${more.length} more` : ''
  const where = second ? `${first}${others ? ', ' : ' and '}${second}${others}` : first
  return `This photo is used: with ${where}. Take it away there first.`
}

/** Has the photo show other pixels: frames that were made of the old ones go. Undefined, and nothing is changed, when somebody saved before. */
export async function repaint(tx: Tx, photo: Photo, changes: photos.Changes, ctx: Context) {
  if (!(await change(tx, photo, changes, ctx))) return
  const dropped = await frames.ofPhoto(tx, photo.id)
  await frames.dropFrames(tx, photo.id, ctx.clock())
  return { frames: dropped.length > 0 }
}

export const pathOf = ({ id }: { id: number }) => `/admin/photos/${id}`

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
