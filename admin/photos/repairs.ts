import * as frames from '../../shared/db/frames.ts'
import * as leftovers from '../../shared/db/leftovers.ts'
import * as storage from '../../shared/db/photo-storage.ts'
import { log } from '../../shared/log.ts'
import { reasonOf, remove } from '../../shared/media/store.ts'
import { clean } from './photo-cleaning.ts'
import { showFiles } from './photo-files.ts'
import { tryRemake, type World } from './regenerating.ts'
import { type Broken, brokenPhotos, files, originalsProblem } from './sweep.ts'

/** What a repair did, and what it could not do: of photos by their id, of files by their key or how they are noted. */
export interface Done {
  removed: number
  remade: number
  frames: number
  forgotten: number
  left: Map<number, string>
  stuck: Map<string, string>
  /** Its time was over before the work. */
  more: boolean
  /** Why nothing was touched. */
  refused?: string
  /** Why no more files were made. */
  full?: string
}

/** A browser waits for the answer, and Nginx for five minutes. */
const MOST_MS = 120_000

/**
 * Mends all the sweep finds, one thing at a time: what a hand is on, here or in another process, is left alone. A photo
 * stays whatever it lacks: that a file is not there today does not say that it is gone for good.
 */
export async function repair(world: World): Promise<Done> {
  const nothing = { removed: 0, remade: 0, frames: 0, forgotten: 0, more: false }
  const done: Done = { ...nothing, left: new Map(), stuck: new Map() }
  done.refused = await originalsProblem(world.db)
  if (done.refused) return done
  const end = world.clock() + MOST_MS
  for await (const photo of brokenPhotos(world.db)) {
    if (world.clock() > end) return { ...done, more: true }
    await mend(world, photo, done)
  }
  await clearAway(world, done)
  return done
}

const CLOSED = 'Whether its files are there cannot be told now, so nothing of it was touched.'
const NO_ORIGINAL =
  'Without it no file can be made. Bring the same file once more under “New photo”, which puts it back; or replace the photo, or delete it, on its own page.'

async function mend(world: World, photo: Broken, done: Done): Promise<void> {
  const { write } = world
  const { lacks } = photo
  if (lacks.closed > 0) return void done.left.set(photo.id, CLOSED)
  if (lacks.frames > 0) {
    await write((tx) => frames.dropFrames(tx, photo.id, world.clock()))
    done.frames++
  }
  // Where both are missing it is the disk rather than this one file.
  if (lacks.previous && !lacks.original) {
    await write((tx) => storage.forgetPrevious(tx, photo.id, photo.previous!))
    done.forgotten++
  }
  if (lacks.original) done.left.set(photo.id, NO_ORIGINAL)
  else if (lacks.derivatives > 0 && !done.full) await makeAgain(world, photo, done)
}

async function makeAgain(world: World, photo: Broken, done: Done): Promise<void> {
  const { lacks, frames: _, ...row } = photo
  const { pixels, reason, full } = await tryRemake(world, row)
  if (full) done.full = reason
  else if (!pixels) done.left.set(photo.id, reason)
  else if (await world.write((tx) => showFiles(tx, row, pixels, world))) done.remade++
}

const AT_ONCE = 50

/** What is lost is noted and removed as all leftovers are, since somebody may be bringing these very bytes. */
async function clearAway({ db, write, clock }: World, done: Done): Promise<void> {
  const notes = new Set<string>()
  const noteAll = async () => {
    await write((tx) => leftovers.addFound(tx, [...notes]))
    notes.clear()
  }
  for await (const { key, state, note } of files(db)) {
    if (state === 'strange') await removeStrange(key, done)
    if (state === 'lost') notes.add(note!)
    if (notes.size === AT_ONCE) await noteAll()
  }
  await noteAll()
  const cleaned = await clean({ write, now: clock() }, 'old')
  done.removed += cleaned.removed
  for (const [note, why] of cleaned.stuck) done.stuck.set(note, why)
}

async function removeStrange(key: string, done: Done): Promise<void> {
  try {
    if (await remove(key)) done.removed++
  } catch (error) {
    log.error({ err: error, key }, 'a strange file was not removed')
    done.stuck.set(key, reasonOf(error))
  }
}
