import { sql } from 'kysely'
import { derivativesKey, frameKey, keysOf, originalKey } from '../media/urls.ts'
import type { Reader, Tx } from './connection.ts'
import { among, amongJson } from './dialect.ts'
import type { Pixels } from './photos.ts'
import type { Row } from './tables.ts'

/** What the photos, deleted ones too, have to do with their files: regenerations and the sweep stand on it. */

type Photo = Pick<Row<'photos'>, 'id' | 'sha256' | 'recipe'>

/** Whether the files were made with other options than `options`, the beginning of every present recipe. */
const isOutdated = (options: string) => sql<boolean>`(recipe < ${options} or recipe > ${`${options}~`})`

/** How many photos have files that were made with other options. */
export async function countOutdated(db: Reader | Tx, options: string): Promise<number> {
  const query = db.selectFrom('photos').select((eb) => eb.fn.countAll<number>().as('n'))
  return (await query.where(isOutdated(options)).executeTakeFirstOrThrow()).n
}

/** The first of them behind the photo `after`, by id. */
export async function nextOutdated(db: Reader | Tx, options: string, after: number) {
  return await db
    .selectFrom('photos')
    .selectAll()
    .where('id', '>', after)
    .where(isOutdated(options))
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
}

/** Whether a photo still shows the files it showed when it was read. */
export async function isAsRead(tx: Tx, { id, sha256, recipe }: Photo): Promise<boolean> {
  const query = tx.selectFrom('photos').select('id').where('id', '=', id)
  return !!(await query.where('sha256', '=', sha256).where('recipe', '=', recipe).executeTakeFirst())
}

/** Has a photo show other files; its version stays, as nobody edited it. False when it shows others than when it was read: nothing is changed then. */
export async function setPixels(tx: Tx, photo: Photo, pixels: Pixels): Promise<boolean> {
  if (!(await isAsRead(tx, photo))) return false
  await tx.updateTable('photos').set(pixels).where('id', '=', photo.id).execute()
  return true
}

/** Everything that rows show of these originals (by sha256) and frames (by name), as keys, with how the keys of derivatives begin. */
export async function shown(db: Reader, sha256s: string[], frames: string[]): Promise<Set<string>> {
  const these = amongJson<string>(JSON.stringify(sha256s))
  const photos = await db
    .selectFrom('photos')
    .select(['sha256', 'recipe', 'widths', 'width', 'height', 'previous'])
    .where((eb) => eb.or([eb('sha256', 'in', these), eb('previous', 'in', these)]))
    .execute()
  const named = await db
    .selectFrom('frames')
    .select('name')
    .where('name', 'in', amongJson<string>(JSON.stringify(frames)))
    .execute()
  return new Set([
    ...photos.flatMap((photo) => [...keysOf(photo), derivativesKey(photo.sha256, photo.recipe)]),
    ...photos.flatMap(({ previous }) => (previous ? [originalKey(previous)] : [])),
    ...named.map(({ name }) => frameKey(name)),
  ])
}

/** At most `limit` photos behind `after`, by id, each with the names of its frames. */
export async function page(db: Reader, after: number, limit: number) {
  const photos = await db
    .selectFrom('photos')
    .selectAll()
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
  const ids = photos.map(({ id }) => id)
  const frames = await db
    .selectFrom('frames')
    .select(['photo_id', 'name'])
    .where('photo_id', 'in', among(ids))
    .execute()
  return photos.map((photo) => ({
    ...photo,
    frames: frames.filter((frame) => frame.photo_id === photo.id).map(({ name }) => name),
  }))
}

/** Forgets the file a photo had before it was replaced. */
export async function forgetPrevious(tx: Tx, id: number, previous: string): Promise<void> {
  const photo = tx.updateTable('photos').set({ previous: null }).where('id', '=', id)
  await photo.where('previous', '=', previous).execute()
}
