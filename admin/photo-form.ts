import { z } from 'zod'
import type { Tx } from '../shared/db/connection.ts'
import * as photos from '../shared/db/photos.ts'
import { Invalid } from '../shared/errors.ts'
import { check, type FieldErrors, line, text } from '../shared/forms.ts'
import { type Photo, RECIPE, readPhoto } from '../shared/media/pipeline.ts'
import { keep } from '../shared/media/store.ts'
import type { Context } from '../shared/web/context.ts'

export const LICENCES = ['Own work, CC BY 4.0', 'CC BY 4.0', 'CC BY-SA 4.0', 'CC0', 'Public domain']

const Words = z.object({
  photo_title: line(120),
  photo_alt: line(300),
  photo_author: line(120),
  photo_licence: z.enum(LICENCES, 'Choose one of the list.'),
  photo_source: z.literal('').or(line(500)),
  photo_description: text(1000),
})

/** A photo that came with a form: read, derived, and stored on disk by `store`, which gives what its row needs. */
export interface Brought {
  photo: Photo
  words: photos.PhotoWords
  path: string
}

/** The words of the photo fields, or what is wrong with them. `kept` is a licence that is no longer on the list. */
export function readWords(form: Context['form'], kept?: string) {
  const words = { photo_source: '', photo_description: '', ...form }
  const schema = kept ? Words.extend({ photo_licence: z.enum([...LICENCES, kept]) }) : Words
  const { values, errors } = check(schema, words)
  if (!values) return { errors }
  const { photo_title: title, photo_alt: alt, photo_author: author } = values
  const { photo_licence: licence, photo_source: source, photo_description: description } = values
  return { values: { title, alt, author, licence, source, description } satisfies photos.PhotoWords }
}

/** The file a form brought; an untouched file field is none. */
export const fileOf = (ctx: Context) =>
  ctx.files.find((file) => file.field === 'photo_file' && (file.name !== '' || file.bytes > 0))

/** Reads and derives the photo a form brought, with its words. Both undefined when none was chosen. */
export async function readBrought(ctx: Context): Promise<{ brought?: Brought; errors?: FieldErrors }> {
  const file = fileOf(ctx)
  if (!file) return {}
  const { values, errors } = readWords(ctx.form)
  try {
    const photo = await readPhoto(file.path)
    return values
      ? { brought: { photo, words: values, path: file.path } }
      : { errors: { ...errors, ...AGAIN } }
  } catch (error) {
    if (!(error instanceof Invalid)) throw error
    return { errors: { ...errors, photo_file: error.message } }
  }
}

/** What the file field says when a form comes back: no browser keeps a chosen file. */
export const AGAIN = {
  photo_file: 'Choose the file once more: browsers do not keep it. All else is still here.',
}

/** First the files, then the row, in the write of whoever calls: a crash in between leaves no row without its files. */
export const store = ({ photo, path }: Brought) => keep(photo, path)

/** The id of the photo, and whether the very same bytes were here before: then its words stay as they are. */
export async function insertBrought(tx: Tx, { photo, words }: Brought, by: { id: number; now: number }) {
  const { sha256, format, width, height } = photo
  const pixels = { sha256, recipe: RECIPE, format, width, height, widths: JSON.stringify(photo.widths) }
  return await photos.insert(tx, { ...pixels, ...words, created_by: by.id, created_at: by.now })
}

/** A photo's words as the fields show them. */
export const wordsForm = ({ title, alt, author, licence, source, description }: photos.PhotoWords) => ({
  photo_title: title,
  photo_alt: alt,
  photo_author: author,
  photo_licence: licence,
  photo_source: source,
  photo_description: description,
})
