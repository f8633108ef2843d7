import type { Tx } from '../../shared/db/connection.ts'
import * as photos from '../../shared/db/photos.ts'
import type { Row } from '../../shared/db/tables.ts'
import { Invalid } from '../../shared/errors.ts'
import type { FieldErrors } from '../../shared/forms.ts'
import { photoProblem } from '../../shared/rules/photos.ts'
import type { Context } from '../../shared/web/context.ts'
import { numberOf } from '../lists/lists.ts'
import { type Brought, insertBrought, readBrought } from '../photos/photo-form.ts'
import { photoFor, withAccess } from '../photos/photo-owners.ts'

/** What the form adds to the photos of a city: one that is here, by its number, and one that came as a file; or what is wrong with them. */
export async function readAdded(ctx: Context) {
  const { brought, errors: wrong } = await readBrought(ctx)
  const number = String(ctx.form.photo_id ?? '').trim()
  const here = await photoFor(ctx.db, ctx.player, numberOf(number) ?? 0)
  const problem = here ? photoProblem(here) : number && 'There is no photo with this number.'
  const errors: FieldErrors = { ...wrong, ...(problem && { photo_id: problem }) }
  return { here, brought, errors }
}

/** Its id. Throws Invalid, which undoes all, when players may not be shown it by now. */
export async function checkHere(tx: Tx, { id }: Row<'photos'>): Promise<number> {
  const photo = await photos.byId(tx, id)
  const problem = photo ? photoProblem(photo) : 'This photo was deleted meanwhile. Choose another.'
  if (problem) throw new Invalid(problem)
  return id
}

/** The id of the photo that came. Throws Invalid, which undoes all, when these bytes are here and players may not be shown them. */
export async function insertNew(tx: Tx, ctx: Context, brought: Brought): Promise<number> {
  const { id } = await insertBrought(tx, ctx, brought)
  const problem = photoProblem((await photos.byId(tx, id))!)
  if (problem) throw new Invalid(`These bytes are here already. ${problem}`)
  return id
}

/** Those of the added photos that are here already, lack words, and are this person's to describe. */
export async function toMend(ctx: Context, brought?: Brought) {
  const named = await photos.byId(ctx.db, numberOf(String(ctx.form.photo_id ?? '').trim()) ?? 0)
  const known = brought && (await photos.bySha256(ctx.db, brought.photo.sha256))
  const lacking = [named, known].filter((photo) => photo !== undefined && photoProblem(photo) !== undefined)
  return withAccess(ctx.player, lacking as Row<'photos'>[]).filter((photo) => photo.opens)
}
