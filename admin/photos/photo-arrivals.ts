import * as photos from '../../shared/db/photos.ts'
import { Invalid, PublicError } from '../../shared/errors.ts'
import { log } from '../../shared/log.ts'
import { hashFile, UNTOUCHED } from '../../shared/media/pipeline.ts'
import { titleFrom } from '../../shared/rules/file-names.ts'
import type { Context, Upload } from '../../shared/web/context.ts'
import { noRoom } from '../../shared/web/disk.ts'
import { byOf } from '../history/record-kind.ts'
import { putBack, store } from './photo-files.ts'
import { insertBrought, readPlace, readWords } from './photo-form.ts'
import { knownPhoto } from './photo-owners.ts'
import { readPhoto } from './photo-work.ts'

/** What became of one file that came: a photo, which may have been here before, or why not. */
export type Arrival =
  | { file: string; id: number; known: boolean; error?: undefined }
  | { file: string; id?: undefined; known?: undefined; error: PublicError }

type Words = photos.PhotoWords & { place_id: number | null }

/** The words that hold for all files of the form, without a title unless one was typed; or what is wrong with them. */
export async function readShared(ctx: Context) {
  const { photo_title: typed = '' } = ctx.form
  const untitled = typeof typed === 'string' && typed.trim() === ''
  const form = untitled ? { ...ctx.form, photo_title: 'of the file' } : ctx.form
  const { values, errors } = readWords(form, { unfinished: true })
  const { place_id, errors: wrongPlace } = await readPlace(ctx)
  if (!values || wrongPlace) return { errors: { ...errors, ...wrongPlace } }
  return { words: { ...values, title: untitled ? '' : values.title, place_id } }
}

/** Takes the files one after another, each for itself: what is wrong with one is said of it, and the rest go on. */
export async function takeAll(ctx: Context, files: Upload[], words: Words): Promise<Arrival[]> {
  const arrivals: Arrival[] = []
  for (const file of files) arrivals.push(await take(ctx, file, words))
  return arrivals
}

async function take(ctx: Context, file: Upload, words: Words): Promise<Arrival> {
  try {
    const title = words.title || titleFrom(file.name)
    return { file: file.name, ...(await bring(ctx, file, { ...words, title })) }
  } catch (error) {
    return { file: file.name, error: told(ctx, error) }
  }
}

function told(ctx: Context, error: unknown): PublicError {
  if (error instanceof PublicError) return error
  log.error({ err: error, requestId: ctx.requestId }, 'a photo was not taken')
  return noRoom(error) ?? new PublicError(500, 'Something broke on our side with this one. Send it again.')
}

/** Decoded, checked and derived here, in the request: this is the group where that may take its time. */
async function bring(ctx: Context, { path, problem }: Upload, { place_id, ...words }: Words) {
  if (problem) throw new Invalid(problem)
  const here = await find(ctx, path)
  if (here) return { id: here, known: true }
  const photo = await readPhoto(path, { ...UNTOUCHED, ...words })
  await store(ctx, photo, path)
  return await ctx.write((tx) => insertBrought(tx, ctx, { photo, words, path }, place_id))
}

/** The id of the photo these bytes are already, which comes back when it was deleted: nothing has to be made for it. That of others stays as it is. */
async function find(ctx: Context, path: string): Promise<number | undefined> {
  const sha256 = await hashFile(path)
  if (!(await knownPhoto(ctx.db, ctx.player, sha256))) return
  await putBack(ctx, sha256, path)
  return await ctx.write(async (tx) => {
    const photo = await knownPhoto(tx, ctx.player, sha256)
    if (photo?.deleted_at) await photos.restore(tx, photo.id, byOf(ctx))
    return photo?.id
  })
}
