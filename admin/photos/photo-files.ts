import { setTimeout as sleep } from 'node:timers/promises'
import { config } from '../../shared/config.ts'
import type { By } from '../../shared/db/audit.ts'
import type { Tx, Write } from '../../shared/db/connection.ts'
import * as frames from '../../shared/db/frames.ts'
import * as leftovers from '../../shared/db/leftovers.ts'
import * as storage from '../../shared/db/photo-storage.ts'
import * as photos from '../../shared/db/photos.ts'
import type { Row } from '../../shared/db/tables.ts'
import { Conflict, Invalid } from '../../shared/errors.ts'
import { log } from '../../shared/log.ts'
import { keep } from '../../shared/media/keep.ts'
import { hashFile, type Photo, type Settings } from '../../shared/media/pipeline.ts'
import { get, isGone, put, reasonOf } from '../../shared/media/store.ts'
import { derivativesKey, originalKey } from '../../shared/media/urls.ts'
import type { Services } from '../../shared/web/context.ts'
import { noRoom } from '../../shared/web/disk.ts'
import { readPhoto } from './photo-work.ts'

/**
 * How files and rows stay together though no transaction spans both: files are noted as leftovers before they are
 * written, a row shows them when they are all there, and what no row shows is removed: at the next start when this
 * process died, an hour later when a picture got other files and somebody may still be looking at the old ones (photo-cleaning.ts).
 */

/** The time at this moment, as a form may have been on its way for an hour. */
type Clock = Pick<Services, 'clock'>
export type World = Clock & { write: Write }

/** Who has files in hand: this process. */
export const by = ({ clock }: Clock) => ({ worker: config.instance, now: clock() })

/** Keeps the files of a photo that was read from `path`. The row that shows them comes after, in the write of whoever calls. */
export const store = (world: World, photo: Photo, path: string): Promise<void> =>
  keepNoted(world, [originalKey(photo.sha256), derivativesKey(photo.sha256, photo.recipe)], () =>
    keep(photo, path),
  )

/** Writes files that are noted by these keys before. Throws Invalid when there is no room for them. */
export async function keepNoted(world: World, keys: string[], keepFiles: () => Promise<void>): Promise<void> {
  try {
    await note(world, keys)
    await keepFiles()
  } catch (error) {
    throw noRoom(error) ?? error
  }
}

/** Puts the original of a photo that is here back in its place, from the same bytes at `path`, when it is gone or damaged. */
export async function putBack(world: World, sha256: string, path: string): Promise<void> {
  const key = originalKey(sha256)
  const kept = await get(key)
    .then(hashFile)
    .catch(() => '')
  if (kept !== sha256) await keepNoted(world, [key], () => put(key, { path }))
}

/** Removing the files of a photo takes milliseconds: who brings the same one at that moment waits. */
const WAIT_MS = 50
const MOST_WAITS = 60

async function note({ write, clock }: World, keys: string[]): Promise<void> {
  for (let waits = 0; ; waits++) {
    try {
      return await write((tx) => leftovers.add(tx, keys, by({ clock })))
    } catch (error) {
      if (!(error instanceof Conflict) || waits === MOST_WAITS) throw error
      await sleep(WAIT_MS)
    }
  }
}

/** What the row of a photo says of its files. */
export const pixelsOf = ({ sha256, recipe, format, width, height, widths }: Photo): photos.Pixels => ({
  sha256,
  recipe,
  format,
  width,
  height,
  widths: JSON.stringify(widths),
})

/** Where the original of a photo is, whole. Throws Invalid when it is not there, is damaged or cannot be read. */
export async function readOriginal(sha256: string): Promise<string> {
  try {
    const path = await get(originalKey(sha256))
    if ((await hashFile(path)) === sha256) return path
  } catch (error) {
    if (isGone(error)) throw new Invalid(`The original of this photo is missing on the disk. ${BRING}`)
    log.error({ err: error, sha256 }, 'an original cannot be read')
    throw new Invalid(`The original of this photo cannot be read: ${reasonOf(error)}. Please tell an admin.`)
  }
  throw new Invalid(`The original of this photo is damaged: it is not the file that came once. ${BRING}`)
}

const BRING = 'Replace it by the same file, then do this again.'

/** Makes the files of a photo anew from its original, as `settings` say, and keeps them; gives what its row needs to show them. */
export async function remakeFiles(world: World, sha256: string, settings: Settings): Promise<photos.Pixels> {
  const path = await readOriginal(sha256)
  const made = await readPhoto(path, settings)
  await store(world, made, path)
  return pixelsOf(made)
}

/** Saves what somebody changed about a photo, as a new version; derivatives it no longer shows stay for an hour. False when somebody saved before: nothing is changed then. */
export async function saveEdit(
  tx: Tx,
  { id, version }: Row<'photos'>,
  changes: photos.Changes,
  { clock, by }: Clock & { by: By },
): Promise<boolean> {
  // Read anew: its recipe may be another since the page was made, without a new version.
  const before = await photos.byId(tx, id)
  if (!before || !(await photos.update(tx, id, version, changes, by))) return false
  await leftovers.retire(tx, unseen(before, { ...before, ...changes } as Row<'photos'>), { now: clock() })
  return true
}

/** Saves an edit that has the photo show another picture: frames that were made of the old one go. Undefined, and nothing is changed, when somebody saved before. */
export async function savePicture(
  tx: Tx,
  photo: Row<'photos'>,
  changes: photos.Changes,
  world: Clock & { by: By },
) {
  if (!(await saveEdit(tx, photo, changes, world))) return
  const dropped = await frames.ofPhoto(tx, photo.id)
  await frames.dropFrames(tx, photo.id, world.clock())
  return { frames: dropped.length > 0 }
}

/** Has a photo show files that were made anew, which is no edit. False when it shows others than when it was read: nothing is changed then. */
export async function showFiles(
  tx: Tx,
  photo: Row<'photos'>,
  pixels: photos.Pixels,
  { clock }: Clock,
): Promise<boolean> {
  if (!(await storage.setPixels(tx, photo, pixels))) return false
  await leftovers.retire(tx, unseen(photo, { ...photo, ...pixels }), { now: clock() })
  return true
}

/** What only `before` shows. */
function unseen(before: Row<'photos'>, { sha256, recipe, previous }: Row<'photos'>): string[] {
  const originals = [before.sha256, before.previous].filter(
    (one) => one && one !== sha256 && one !== previous,
  )
  const made = sha256 === before.sha256 && recipe === before.recipe
  return [
    ...originals.map((one) => originalKey(one!)),
    ...(made ? [] : [derivativesKey(before.sha256, before.recipe)]),
  ]
}
