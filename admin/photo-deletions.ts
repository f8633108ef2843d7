import type { Tx } from '../shared/db/connection.ts'
import * as uses from '../shared/db/photo-uses.ts'
import * as photos from '../shared/db/photos.ts'
import type { Context } from '../shared/web/context.ts'
import { idParam, type Routes } from '../shared/web/routes.ts'
import { goTo } from './lists.ts'
import { saveEdit } from './photo-files.ts'
import { ownDeleted, ownPhoto, pathOf } from './photo-owners.ts'
import { isNewest, refuse, tellLate } from './photo-pages.ts'

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
    return where ?? (await saveEdit(tx, photo, gone, ctx))
  })
  if (typeof done === 'string') return await refuse(ctx, photo, { problem: done }, 409)
  if (!done && !(await ownDeleted(ctx))) return await tellLate(ctx)
  sayDeleted()
}

async function restore(ctx: Context) {
  const gone = await ownDeleted(ctx)
  if (gone) await ctx.write((tx) => photos.restore(tx, gone.id))
  goTo(ctx, pathOf(gone ?? (await ownPhoto(ctx))), 'photo-restored')
}

const list = new Intl.ListFormat('en-GB')

/** What keeps the photo from being deleted: a sentence that says where it is. */
async function usedWith(tx: Tx, id: number): Promise<string | undefined> {
  const questions = (await uses.questions(tx, id)).map(({ text }) => `the question “${text}”`)
  const cities = (await uses.cities(tx, id)).map(({ name }) => `the city ${name}`)
  const [first, second, ...more] = [...cities, ...questions]
  if (!first) return
  const others = more.length > 0 ? [`${more.length} more`] : []
  const where = list.format([first, ...(second ? [second] : []), ...others])
  return `This photo is used: with ${where}. Take it away there first.`
}
