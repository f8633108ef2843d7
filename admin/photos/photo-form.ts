import { z } from 'zod'
import type { Tx } from '../../shared/db/connection.ts'
import * as photos from '../../shared/db/photos.ts'
import * as places from '../../shared/db/places.ts'
import { Invalid } from '../../shared/errors.ts'
import { check, type FieldErrors, line, optionalLine, text } from '../../shared/forms.ts'
import { type Photo, UNTOUCHED } from '../../shared/media/pipeline.ts'
import { titleFrom } from '../../shared/rules/file-names.ts'
import { LICENCES } from '../../shared/rules/licences.ts'
import type { Context, Upload } from '../../shared/web/context.ts'
import { byOf } from '../history/record-kind.ts'
import { numberOf } from '../lists/lists.ts'
import { pixelsOf } from './photo-files.ts'
import { knownPhoto } from './photo-owners.ts'
import { readPhoto } from './photo-work.ts'

const oneOfList = (licences: readonly string[]) => z.enum(licences, 'Choose one of the list.')

/** Its field has two lines, so that all of it is seen. */
const asOneLine = (typed: unknown) =>
  typeof typed === 'string'
    ? typed
        .split('\n')
        .map((part) => part.trim())
        .join(' ')
        .trim()
    : typed

const Words = z.object({
  title: line(120),
  alt: z.preprocess(asOneLine, line(300)),
  author: line(120),
  licence: oneOfList(LICENCES),
  source: optionalLine(500).default(''),
  description: text(1000).default(''),
})

type Words = z.output<typeof Words>

/** As long as no player sees a photo, all but its title may come later. */
const Unfinished = Words.extend({
  alt: z.preprocess(asOneLine, optionalLine(300).default('')),
  author: optionalLine(120).default(''),
  licence: oneOfList(['', ...LICENCES]).default(''),
})

/** A photo that came with a form: read and derived; first its files are stored, then its row. */
export interface Brought {
  photo: Photo
  words: Words
  path: string
}

const NAMES = Object.keys(Words.shape) as (keyof Words)[]

/**
 * The words of the photo fields, or what is wrong with them. The names of the fields begin with `at`; `kept` is a
 * licence that is not on the list; what is `unfinished` may lack all that only players need.
 */
export function readWords(
  form: Context['form'],
  { at = 'photo', kept, unfinished = false }: { at?: string; kept?: string; unfinished?: boolean } = {},
) {
  const typed = Object.fromEntries(NAMES.map((name) => [name, form[`${at}_${name}`]]))
  const schema: z.ZodType<Words> = unfinished ? Unfinished : Words
  const isKept = kept && typed.licence === kept
  const { values, errors } = check(schema, isKept ? { ...typed, licence: LICENCES[0] } : typed)
  if (values) return { values: isKept ? { ...values, licence: kept } : values }
  return { errors: byField(errors, at) }
}

/** The same errors under the names of the form's fields. */
export const byField = (errors: FieldErrors, at = 'photo'): FieldErrors =>
  Object.fromEntries(Object.entries(errors).map(([name, error]) => [`${at}_${name}`, error]))

/** The licence stands there before anybody types. */
const isTyped = (form: Context['form'], at: string) =>
  NAMES.some((name) => name !== 'licence' && String(form[`${at}_${name}`] ?? '').trim() !== '')

/** An untouched file field is no file. */
const isChosen = (file: Upload) => file.name !== '' || file.bytes > 0

export const filesOf = (ctx: Context, at = 'photo') =>
  ctx.files.filter((file) => file.field === `${at}_file` && isChosen(file))

export const fileOf = (ctx: Context, at = 'photo') => filesOf(ctx, at)[0]

/** Reads and derives the photo a form brought, with its words. Both undefined when none was chosen and none described. What is `unfinished` has the name of its file for a title until it gets one. */
export async function readBrought(
  ctx: Context,
  at = 'photo',
  unfinished = false,
): Promise<{ brought?: Brought; errors?: FieldErrors }> {
  const file = fileOf(ctx, at)
  if (!file && !isTyped(ctx.form, at)) return {}
  const untitled = unfinished && String(ctx.form[`${at}_title`] ?? '').trim() === ''
  const named = untitled ? { [`${at}_title`]: titleFrom(file?.name ?? '') } : {}
  const { values, errors } = readWords({ ...ctx.form, ...named }, { at, unfinished })
  if (!file) return { errors: { ...errors, [`${at}_file`]: 'Choose a photo.' } }
  if (file.problem) return { errors: { ...errors, [`${at}_file`]: file.problem } }
  try {
    const { author = '', licence = '' } = values ?? {}
    const photo = await readPhoto(file.path, { ...UNTOUCHED, author, licence })
    await knownPhoto(ctx.db, ctx.player, photo.sha256)
    return values ? { brought: { photo, words: values, path: file.path } } : { errors }
  } catch (error) {
    if (!(error instanceof Invalid)) throw error
    return { errors: { ...errors, [`${at}_file`]: error.message } }
  }
}

/** What the file fields say when a form comes back: no browser keeps a chosen file. */
export const again = (ctx: Context): FieldErrors =>
  Object.fromEntries(
    ctx.files
      .filter(isChosen)
      .map(({ field }) => [
        field,
        'Choose the file once more: browsers do not keep it. All else is still here.',
      ]),
  )

/** The id of the photo, and whether the very same bytes were here before: then its words stay as they are. Throws Invalid when others brought them. */
export async function insertBrought(
  tx: Tx,
  ctx: Context,
  { photo, words }: Brought,
  place_id: number | null = null,
) {
  const { player, now } = ctx
  await knownPhoto(tx, player, photo.sha256)
  const row = { ...pixelsOf(photo), ...words, place_id, created_by: player.id, created_at: now }
  return await photos.insert(tx, row, byOf(ctx))
}

type Outcome<T> = { done: T; problem?: undefined } | { done?: undefined; problem: string }

/** What came of it, or the sentence that tells the person why nothing did; all other errors are thrown on. */
export const attempt = <T>(work: Promise<T>): Promise<Outcome<T>> =>
  work.then(
    (done) => ({ done }),
    (error) => {
      if (error instanceof Invalid) return { problem: error.message }
      throw error
    },
  )

/** A photo's words as the fields show them. */
export const wordsForm = (words: photos.PhotoWords) =>
  Object.fromEntries(NAMES.map((name) => [`photo_${name}`, words[name]]))

/** The place the form names; null when it names none. */
export async function readPlace(ctx: Context) {
  const { photo_place = '' } = ctx.form
  if (photo_place === '') return { place_id: null }
  const place = await places.byId(ctx.db, numberOf(String(photo_place)) ?? 0)
  return place
    ? { place_id: place.id }
    : { place_id: null, errors: { photo_place: 'Choose one of the list.' } }
}

/** The places as a form offers them. */
export const placeOptions = async (ctx: Context) =>
  (await places.all(ctx.db)).map((one) => ({ value: one.id, label: `${one.name}, ${one.country_name}` }))
