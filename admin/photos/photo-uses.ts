import type { Reader, Tx } from '../../shared/db/connection.ts'
import * as frames from '../../shared/db/frames.ts'
import * as uses from '../../shared/db/photo-uses.ts'
import type { Row } from '../../shared/db/tables.ts'
import type { FieldErrors } from '../../shared/forms.ts'
import { isSeen, lacking, tells } from '../../shared/rules/photos.ts'
import { mayEdit } from '../../shared/rules/roles.ts'
import type { Context } from '../../shared/web/context.ts'
import { byField } from './photo-form.ts'

/** Where a photo is used, each with whether this person may open it and what of the photo gives away the answer there. */
export async function usesFor(ctx: Context, photo: Row<'photos'>) {
  const { db, player } = ctx
  const opens = (country: string | null) => ({ opens: mayEdit(player, { country }) })
  const [questions, cities, before, film] = await Promise.all([
    uses.questions(db, photo.id),
    uses.cities(db, photo.id),
    uses.questionsBefore(db, photo.id),
    frames.ofPhoto(db, photo.id),
  ])
  return {
    shown: cities.length > 0 || questions.some(({ state }) => state === 'published'),
    questions: questions.map((one) => ({ ...one, ...opens(one.owner_country), tells: toldIn(one, photo) })),
    cities: cities.map((one) => ({ ...one, ...opens(one.country) })),
    before: before.map((one) => ({ ...one, ...opens(one.owner_country) })),
    frames: film.length,
  }
}

type Words = Parameters<typeof tells>[0]

/** Which of these words would give away the answer of a question while it is open. */
const toldIn = (one: { alternatives: string; position: number; photos: number | null }, words: Words) =>
  isSeen(one.position, one.photos ?? 0) ? tells(words, JSON.parse(one.alternatives)) : []

/** What keeps a photo from having these words, by field, since players see it: as a question with it would not be published. */
export async function shownErrors(db: Reader | Tx, id: number, words: Words): Promise<FieldErrors> {
  const published = await uses.published(db, id)
  if (published.length === 0 && (await uses.cities(db, id)).length === 0) return {}
  const missing = lacking(words).map(({ field, what }) => [
    field,
    `Players see this photo, so it needs ${what}.`,
  ])
  const telling = published.find((one) => toldIn(one, words).includes('author'))
  const told = telling && {
    author: `Players see this photo with the question “${telling.text}”: this author says one of its alternatives, and the name is inside the file they get.`,
  }
  return byField({ ...Object.fromEntries(missing), ...told })
}

const list = new Intl.ListFormat('en-GB')

/** What keeps the photo from being deleted: a sentence that says where it is. */
export async function usedWith(tx: Reader | Tx, id: number): Promise<string | undefined> {
  const questions = (await uses.questions(tx, id)).map(({ text }) => `the question “${text}”`)
  const cities = (await uses.cities(tx, id)).map(({ name }) => `the city ${name}`)
  const [first, second, ...more] = [...cities, ...questions]
  if (!first) return
  const others = more.length > 0 ? [`${more.length} more`] : []
  const where = list.format([first, ...(second ? [second] : []), ...others])
  return `This photo is used: with ${where}. Take it away there first.`
}
