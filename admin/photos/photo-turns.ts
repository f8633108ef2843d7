import { z } from 'zod'
import type { Turn } from '../../shared/db/tables.ts'
import { check } from '../../shared/forms.ts'
import { turnFocal } from '../../shared/rules/photos.ts'
import type { Context } from '../../shared/web/context.ts'
import type { Routes } from '../../shared/web/routes.ts'
import { goTo } from '../lists/lists.ts'
import { remakeFiles, savePicture } from './photo-files.ts'
import { attempt } from './photo-form.ts'
import { ownPhoto, pathOf } from './photo-owners.ts'
import { editing, isNewest, refuse, tellLate } from './photo-pages.ts'

export const routes: Routes = [['POST', '/admin/photos/:id/turns', turn]]

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
  const { done: pixels, problem } = await attempt(remakeFiles(ctx, photo.sha256, { ...photo, ...settings }))
  if (!pixels) return await refuse(ctx, photo, { problem })
  const saved = await ctx.write((tx) => savePicture(tx, photo, { ...settings, ...pixels }, editing(ctx)))
  if (!saved) return await late()
  goTo(ctx, pathOf(photo), saved.frames ? 'photo-turned.frames-gone' : 'photo-turned')
}
