import * as frames from '../shared/db/frames.ts'
import * as uses from '../shared/db/photo-uses.ts'
import type { Row } from '../shared/db/tables.ts'
import { isSeen, tells } from '../shared/rules/photos.ts'
import { mayEdit } from '../shared/rules/roles.ts'
import type { Context } from '../shared/web/context.ts'

/** Where a photo is used, each with whether this person may open it and what of the photo gives away the answer there. */
export async function usesFor(ctx: Context, photo: Row<'photos'>) {
  const { db, player } = ctx
  const opens = (country: string | null) => ({ opens: mayEdit(player, { country }) })
  const told = (one: { alternatives: string; position: number; photos: number | null }) =>
    isSeen(one.position, one.photos ?? 0) ? tells(photo, JSON.parse(one.alternatives)) : []
  const [questions, cities, before, film] = await Promise.all([
    uses.questions(db, photo.id),
    uses.cities(db, photo.id),
    uses.questionsBefore(db, photo.id),
    frames.ofPhoto(db, photo.id),
  ])
  return {
    shown: cities.length > 0 || questions.some(({ state }) => state === 'published'),
    questions: questions.map((one) => ({ ...one, ...opens(one.owner_country), tells: told(one) })),
    cities: cities.map((one) => ({ ...one, ...opens(one.country) })),
    before: before.map((one) => ({ ...one, ...opens(one.owner_country) })),
    frames: film.length,
  }
}
