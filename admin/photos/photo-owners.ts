import type { Reader, Tx } from '../../shared/db/connection.ts'
import * as photos from '../../shared/db/photos.ts'
import type { Row } from '../../shared/db/tables.ts'
import { Invalid, NotFound } from '../../shared/errors.ts'
import type { Context } from '../../shared/web/context.ts'
import { idParam } from '../../shared/web/routes.ts'

type Person = Pick<Context['player'], 'id' | 'role'>

/** An ambassador has the photos they brought; all others have all. */
export const owner = (person: Person) => (person.role === 'ambassador' ? person.id : null)

/** Whether this person may see and change the photo. */
export const hasPhoto = (person: Person, photo: { created_by: number | null }) =>
  owner(person) === null || photo.created_by === owner(person)

/** The photo, when it is one this person has; to all others it is not there. */
export async function photoFor(db: Reader | Tx, person: Person, id: number) {
  const photo = await photos.byId(db, id)
  if (photo && hasPhoto(person, photo)) return photo
}

/** The photo of the address, when it is there and this person's. */
export async function ownPhoto(ctx: Context): Promise<Row<'photos'>> {
  const photo = await photoFor(ctx.db, ctx.player, idParam(ctx))
  if (photo) return photo
  const gone = await ownDeleted(ctx)
  if (!gone) throw new NotFound()
  throw new NotFound('This photo was deleted.', { href: pathOf(gone), label: 'See by whom' })
}

/** The photo of the address, when it is deleted and was this person's. */
export async function ownDeleted(ctx: Context) {
  const photo = await photos.deletedById(ctx.db, idParam(ctx))
  if (photo && !hasPhoto(ctx.player, photo)) throw new NotFound()
  return photo
}

export const OTHERS = 'This very file is another photo already, which somebody else brought.'

/** The photo these bytes are already, deleted or not; undefined when they are new. Throws Invalid when it is not this person's, who could neither describe it nor bring it back. */
export async function knownPhoto(db: Reader | Tx, person: Person, sha256: string) {
  const known = await photos.bySha256(db, sha256)
  if (known && !hasPhoto(person, known)) throw new Invalid(OTHERS)
  return known
}

/** Photos that are shown to everybody, each with whether this person may open its page. */
export const withAccess = <P extends { created_by: number | null; deleted_at: number | null }>(
  person: Person,
  shown: P[],
) => shown.map((photo) => ({ ...photo, opens: hasPhoto(person, photo) && photo.deleted_at === null }))

export const pathOf = ({ id }: { id: number }) => `/admin/photos/${id}`
