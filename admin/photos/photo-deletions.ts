import * as photos from '../../shared/db/photos.ts'
import type { Context } from '../../shared/web/context.ts'
import { idParam, type Routes } from '../../shared/web/routes.ts'
import { byOf } from '../history/record-kind.ts'
import { goTo } from '../lists/lists.ts'
import { saveEdit } from './photo-files.ts'
import { ownDeleted, ownPhoto, pathOf } from './photo-owners.ts'
import { editing, isNewest, refuse, tellLate } from './photo-pages.ts'
import { usedWith } from './photo-uses.ts'

export const routes: Routes = [
  ['POST', '/admin/photos/:id/deletion', remove],
  ['POST', '/admin/photos/:id/restoration', restore],
]

/** The row stays, as older versions of questions may show the photo, and so that it can be brought back. */
async function remove(ctx: Context) {
  const sayDeleted = () => goTo(ctx, `/admin/photos?of=${idParam(ctx)}`, 'photo-deleted')
  if (await ownDeleted(ctx)) return sayDeleted()
  const photo = await ownPhoto(ctx)
  if (!isNewest(ctx, photo)) return await tellLate(ctx)
  const gone = { deleted_at: ctx.now, deleted_by: ctx.player.id }
  const done = await ctx.write(async (tx) => {
    const where = await usedWith(tx, photo.id)
    return where ?? (await saveEdit(tx, photo, gone, editing(ctx)))
  })
  if (typeof done === 'string') return await refuse(ctx, photo, { problem: done }, 409)
  if (!done && !(await ownDeleted(ctx))) return await tellLate(ctx)
  sayDeleted()
}

async function restore(ctx: Context) {
  const gone = await ownDeleted(ctx)
  if (gone) await ctx.write((tx) => photos.restore(tx, gone.id, byOf(ctx)))
  goTo(ctx, pathOf(gone ?? (await ownPhoto(ctx))), 'photo-restored')
}
