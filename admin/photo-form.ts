import { z } from 'zod'
import type { Tx } from '../shared/db/connection.ts'
import * as photos from '../shared/db/photos.ts'
import * as places from '../shared/db/places.ts'
import { Invalid } from '../shared/errors.ts'
import { check, type FieldErrors, line, optionalLine, text } from '../shared/forms.ts'
import { type Photo, readPhoto, UNTOUCHED } from '../shared/media/pipeline.ts'
import { LICENCES } from '../shared/rules/licences.ts'
import type { Context, Upload } from '../shared/web/context.ts'
import { numberOf } from './lists.ts'
import { pixelsOf, store } from './photo-files.ts'

const oneOfList = (licences: readonly string[]) => z.enum(licences, 'Choose one of the list.')

const Words = z.object({
  title: line(120),
  alt: line(300),
  author: line(120),
  licence: oneOfList(LICENCES),
  source: optionalLine(500).default(''),
  description: text(1000).default(''),
})

type Words = z.output<typeof Words>

/** As long as no player sees a photo, all but its title may come later. */
const Unfinished = Words.extend({
  alt: optionalLine(300).default(''),
  author: optionalLine(120).default(''),
  licence: oneOfList(['', ...LICENCES]).default(''),
})

/** A photo that came with a form: read, derived, and stored on disk by `store`, which gives what its row needs. */
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

/** Reads and derives the photo a form brought, with its words. Both undefined when none was chosen and none described. */
export async function readBrought(
  ctx: Context,
  at = 'photo',
): Promise<{ brought?: Brought; errors?: FieldErrors }> {
  const file = fileOf(ctx, at)
  if (!file && !isTyped(ctx.form, at)) return {}
  const { values, errors } = readWords(ctx.form, { at })
  if (!file) return { errors: { ...errors, [`${at}_file`]: 'Choose a photo.' } }
  if (file.problem) return { errors: { ...errors, [`${at}_file`]: file.problem } }
  try {
    const { author = '', licence = '' } = values ?? {}
    const photo = await readPhoto(file.path, { ...UNTOUCHED, author, licence })
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

/** First the files, then the row, in the write of whoever calls. */
export const storeBrought = (ctx: Context, { photo, path }: Brought) => store(ctx, photo, path)

/** The id of the photo, and whether the very same bytes were here before: then its words stay as they are. */
export async function insertBrought(
  tx: Tx,
  { photo, words }: Brought,
  by: { id: number; now: number },
  place_id: number | null = null,
) {
  return await photos.insert(tx, {
    ...pixelsOf(photo),
    ...words,
    place_id,
    created_by: by.id,
    created_at: by.now,
  })
}

/** What an error says that is meant for the person; all others are thrown on. */
export function sentenceOf(error: unknown): string {
  if (error instanceof Invalid) return error.message
  if ((error as NodeJS.ErrnoException).code === 'ENOENT')
    return 'The original of this photo is missing on the disk. Replace it by the same file, then do this again.'
  throw error
}

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
