import type { Reader, Tx } from '../../shared/db/connection.ts'
import * as photos from '../../shared/db/photos.ts'
import type { Row } from '../../shared/db/tables.ts'
import { Invalid } from '../../shared/errors.ts'
import type { FieldErrors } from '../../shared/forms.ts'
import { isSeen, photosUnfit, tells } from '../../shared/rules/photos.ts'
import { photosProblem } from '../../shared/rules/questions.ts'
import type { Context } from '../../shared/web/context.ts'
import { numberOf } from '../lists/lists.ts'
import { store } from '../photos/photo-files.ts'
import { type Brought, fileOf, insertBrought, readBrought } from '../photos/photo-form.ts'
import { photoFor, withAccess } from '../photos/photo-owners.ts'

/** The four places for photos in the form of a question: the names of their fields begin so. */
const PHOTO_FIELDS = ['photo1', 'photo2', 'photo3', 'photo4']

/** What stands at one place: a photo that came with the form, or one that is here. */
export type Chosen = { brought: Brought; here?: undefined } | { here: Row<'photos'>; brought?: undefined }

/** The photos of the form in their order, or what is wrong with them. `before` are the ids of those the question has; words of an `unfinished` question's photos may come later. */
export async function readPhotos(ctx: Context, before: number[], alternatives: number, unfinished: boolean) {
  const chosen: Chosen[] = []
  const errors: FieldErrors = {}
  for (const [i, at] of PHOTO_FIELDS.entries()) {
    const { brought, errors: wrong } = await readBrought(ctx, at, unfinished)
    const here = fileOf(ctx, at) ? undefined : await hereAt(ctx, i, before)
    if (brought) chosen.push({ brought })
    else if (here) chosen.push({ here })
    else if (here === null) errors[`${at}_id`] = 'There is no photo with this number.'
    Object.assign(errors, wrong)
  }
  const problem = photosProblem(chosen.length, alternatives) ?? twice(chosen)
  if (problem && Object.keys(errors).length === 0) errors.photos = problem
  return { chosen, errors }
}

/** The photo the form names at a place; undefined when it names none, null when this person has no such photo. */
async function hereAt(ctx: Context, place: number, before: number[]) {
  const named = idsOf(ctx.form, before)[place]
  if (!named) return
  const id = numberOf(named)
  const known = id && (before.includes(id) ? photos.byId(ctx.db, id) : photoFor(ctx.db, ctx.player, id))
  return (await known) || null
}

/** What the form says at each place; a form that says nothing there leaves it as it was. */
const idsOf = (form: Record<string, unknown>, before: number[]) =>
  PHOTO_FIELDS.map((at, i) => String(form[`${at}_id`] ?? before[i] ?? '').trim())

function twice(chosen: Chosen[]): string | undefined {
  const hashes = chosen.map(({ brought, here }) => (brought ? brought.photo : here).sha256)
  if (new Set(hashes).size < hashes.length) return 'The same photo is here twice.'
}

/** Keeps the files that came with the form: before the write, as all files. */
export async function storeAll(ctx: Context, chosen: Chosen[]): Promise<void> {
  for (const { brought } of chosen) if (brought) await store(ctx, brought.photo, brought.path)
}

/** The ids of the photos, and whether the bytes of one that was brought were here before. */
export async function insertAll(tx: Tx, ctx: Context, chosen: Chosen[]) {
  const ids: number[] = []
  let known = false
  for (const { brought, here } of chosen) {
    const photo = brought ? await insertBrought(tx, ctx, brought) : await stillHere(tx, here.id)
    ids.push(photo.id)
    known ||= photo.known
  }
  return { photos: ids, known }
}

async function stillHere(tx: Tx, id: number) {
  if (!(await photos.byId(tx, id)))
    throw new Invalid('One of these photos was deleted meanwhile. Choose another.')
  return { id, known: false }
}

type Described = Row<'photos'> | Brought['words']

/** The photos with their words. Bytes that are here already keep those they have. */
export const described = (db: Reader, chosen: Chosen[]): Promise<Described[]> =>
  Promise.all(
    chosen.map(async ({ brought, here }) =>
      brought ? ((await photos.bySha256(db, brought.photo.sha256)) ?? brought.words) : here,
    ),
  )

/** Why these photos keep the question from being published: a sentence, undefined when they do not; and which of them this person may mend. */
export function unfit(ctx: Context, shown: Described[], alternatives: string[]) {
  const wrong = shown.filter((photo, i) => photosUnfit([photo], isSeen(i, shown.length) ? alternatives : []))
  const here = wrong.filter((photo) => 'id' in photo)
  const mend = withAccess(ctx.player, here).filter((photo) => photo.opens)
  return { problem: photosUnfit(shown, alternatives), mend }
}

/** Throws Invalid, which undoes all, when players may not be shown these photos with the alternatives. */
export async function checkFit(tx: Tx, ids: number[], alternatives: string[]): Promise<void> {
  const shown = await Promise.all(ids.map((id) => photos.byId(tx, id)))
  const problem = photosUnfit(shown as Row<'photos'>[], alternatives)
  if (problem) throw new Invalid(problem)
}

/** What the form sends for each place, to be compared with what is there. */
export function sentPhotos(ctx: Context, before: number[]) {
  const ids = idsOf(ctx.form, before)
  return Object.fromEntries(PHOTO_FIELDS.map((at, i) => [`${at}_id`, fileOf(ctx, at) ? 'new' : ids[i]]))
}

/** The ids as the form's fields hold them. */
export const photosForm = (ids: number[]) =>
  Object.fromEntries(PHOTO_FIELDS.map((at, i) => [`${at}_id`, ids[i] ? String(ids[i]) : '']))

/** What to show at each place of the form: the number it says, and its photo; undefined where there is none. */
export async function placesOf(ctx: Context, form: Record<string, unknown>, before: number[]) {
  const numbers = idsOf(form, before)
  const ids = numbers.map((id) => numberOf(id) ?? 0)
  const found = await Promise.all(
    ids.map((id) => (before.includes(id) ? photos.byId(ctx.db, id) : photoFor(ctx.db, ctx.player, id))),
  )
  return numbers.map((number, i) => {
    const photo = found[i]
    return { number, photo: photo && withAccess(ctx.player, [photo])[0] }
  })
}

/** The photos a player sees before answering whose words say one of the alternatives: which words, and whether this person may change them. */
export function telling(ctx: Context, shown: Row<'photos'>[], alternatives: string[]) {
  const seen = shown.filter((_, i) => isSeen(i, shown.length))
  return withAccess(ctx.player, seen)
    .map((photo) => ({ ...photo, tells: tells(photo, alternatives) }))
    .filter((photo) => photo.tells.length > 0)
}

/** Each version's photos, by version. */
export async function photosOf(ctx: Context, versions: { version: number; photos: string }[]) {
  const of = versions.map(async (one) => {
    const shown = await photos.inOrder(ctx.db, one.photos)
    return [one.version, withAccess(ctx.player, shown)] as const
  })
  return new Map(await Promise.all(of))
}
