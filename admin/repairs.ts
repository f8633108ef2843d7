import * as frames from '../shared/db/frames.ts'
import * as leftovers from '../shared/db/leftovers.ts'
import * as storage from '../shared/db/photo-storage.ts'
import * as photos from '../shared/db/photos.ts'
import { remove } from '../shared/media/store.ts'
import { derivativesKey, originalKey } from '../shared/media/urls.ts'
import { clean, showFiles } from './photo-files.ts'
import { tryRemake, type World } from './regenerating.ts'
import { type Broken, brokenPhotos, files } from './sweep.ts'

/** What a repair did, and what it could not do, by the id of the photo. */
export interface Done {
  removed: number
  remade: number
  frames: number
  forgotten: number
  deleted: number
  left: Map<number, string>
  /** Its time was over before the work. */
  more: boolean
}

/** A browser waits for the answer, and Nginx for five minutes. */
const MOST_MS = 120_000

/** Mends all the sweep finds, one thing at a time: what a hand is on, here or in another process, is left alone. */
export async function repair(world: World): Promise<Done> {
  const done = { removed: 0, remade: 0, frames: 0, forgotten: 0, deleted: 0, left: new Map(), more: false }
  const end = world.clock() + MOST_MS
  for await (const photo of brokenPhotos(world.db)) {
    if (world.clock() > end) return { ...done, more: true }
    await mend(world, photo, done)
  }
  await clearAway(world, done)
  return done
}

async function mend(world: World, photo: Broken, done: Done): Promise<void> {
  const { write } = world
  if (photo.lacks.frames > 0) {
    await write((tx) => frames.dropFrames(tx, photo.id, world.clock()))
    done.frames++
  }
  if (photo.lacks.previous) {
    await write((tx) => storage.forgetPrevious(tx, photo.id, photo.previous!))
    done.forgotten++
  }
  if (photo.lacks.original) await giveUp(world, photo, done)
  else if (photo.lacks.derivatives > 0) await makeAgain(world, photo, done)
}

async function makeAgain(world: World, photo: Broken, done: Done): Promise<void> {
  const { lacks, frames: _, ...row } = photo
  const { pixels, reason } = await tryRemake(world, row)
  if (!pixels) done.left.set(photo.id, reason)
  else if (await world.write((tx) => showFiles(tx, row, pixels, world))) done.remade++
}

const BRING =
  'Its original is gone. Bring the same file once more under “New photo”, which puts it back, or replace it.'

/** Without an original nothing can be made. A photo nobody uses goes, one that is used waits for its file. */
async function giveUp({ write, clock }: World, photo: Broken, done: Done): Promise<void> {
  const { id, sha256, recipe, previous } = photo
  const keys = [derivativesKey(sha256, recipe), ...(previous ? [originalKey(previous)] : [])]
  const deleted = await write(async (tx) => {
    // Somebody is bringing the file at this moment.
    if ((await leftovers.noted(tx, [originalKey(sha256)])).size > 0) return false
    if (await storage.isUsed(tx, id)) return false
    await frames.dropFrames(tx, id, clock())
    await photos.purge(tx, id)
    await leftovers.addFound(tx, keys)
    return true
  })
  if (deleted) done.deleted++
  else done.left.set(id, BRING)
}

const AT_ONCE = 50

/** What is lost is noted and removed as all leftovers are, since somebody may be bringing these very bytes. */
async function clearAway({ db, write, clock }: World, done: Done): Promise<void> {
  const notes = new Set<string>()
  const noteAll = async () => {
    await write((tx) => leftovers.addFound(tx, [...notes]))
    notes.clear()
  }
  for await (const file of files(db)) {
    if (file.state === 'strange') await remove(file.key)
    // Not before the files of another photo come: those of this one are all to be found without a note.
    else if (file.state === 'lost' && notes.size >= AT_ONCE && !notes.has(file.note!)) await noteAll()
    if (file.state === 'lost') notes.add(file.note!)
    if (file.state === 'lost' || file.state === 'strange') done.removed++
  }
  await noteAll()
  await clean({ write, now: clock() }, 'old')
}
