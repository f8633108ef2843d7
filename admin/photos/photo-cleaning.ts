import { rm } from 'node:fs/promises'
import { config } from '../../shared/config.ts'
import type { Connection, Write } from '../../shared/db/connection.ts'
import * as frames from '../../shared/db/frames.ts'
import * as leftovers from '../../shared/db/leftovers.ts'
import * as uses from '../../shared/db/photo-uses.ts'
import * as photos from '../../shared/db/photos.ts'
import { log } from '../../shared/log.ts'
import { keys, reasonOf, remove } from '../../shared/media/store.ts'
import { derivativesKey, originalKey } from '../../shared/media/urls.ts'

/** So long somebody may still be looking at files that no row shows any more. */
const GRACE_MS = 3_600_000

const AT_ONCE = 50

let cleaning: Promise<unknown> = Promise.resolve()

/** How many files a cleaning removed, and what it could not remove, by how it is noted, with why. */
export interface Cleaned {
  removed: number
  stuck: Map<string, string>
}

/** Removes the files that are leftovers: those this process had in hand when it died, or those of over an hour ago. One cleaning at a time, as each finishes what one before it began. */
export function clean(world: { write: Write; now: number }, whose: 'mine' | 'old'): Promise<Cleaned> {
  const turn = cleaning.then(() => cleanNow(world, whose))
  cleaning = turn.catch(() => {})
  return turn
}

async function cleanNow({ write, now }: { write: Write; now: number }, whose: 'mine' | 'old') {
  const worker = config.instance
  const before = whose === 'mine' ? undefined : now - GRACE_MS
  const cleaned: Cleaned = { removed: 0, stuck: new Map() }
  await removeFiles(write, await write((tx) => leftovers.begun(tx, worker)), cleaned)
  for (let more = true; more; ) {
    const taken = await write((tx) => leftovers.take(tx, { worker, now }, before, AT_ONCE))
    await removeFiles(write, taken.keys, cleaned)
    more = taken.more
  }
  return cleaned
}

/** What cannot be removed keeps its note, for the next time, and stops nothing else. */
async function removeFiles(write: Write, noted: string[], cleaned: Cleaned): Promise<void> {
  for (const note of noted) {
    const failed = (error: unknown) => {
      log.error({ err: error, key: note }, 'a leftover file was not removed')
      cleaned.stuck.set(note, reasonOf(error))
    }
    for (const key of (await keys(note).catch(failed)) ?? [])
      if (await remove(key).catch(failed)) cleaned.removed++
  }
  const gone = noted.filter((note) => !cleaned.stuck.has(note))
  await write((tx) => leftovers.forget(tx, gone))
}

/** So long a deleted photo can be brought back. */
const KEPT_MS = 30 * 86_400_000

/** Takes photos away for good that were deleted over 30 days ago and that no version of a question has. Their files are leftovers then. */
export async function purge({ db, write, now }: Pick<Connection, 'db' | 'write'> & { now: number }) {
  for (const photo of await uses.forgotten(db, now - KEPT_MS, AT_ONCE)) {
    const { id, sha256, recipe, previous } = photo
    const originals = [sha256, ...(previous ? [previous] : [])].map(originalKey)
    await write(async (tx) => {
      // Brought back meanwhile it stays, and deleted again as well: its 30 days begin anew.
      if ((await photos.deletedById(tx, id))?.deleted_at !== photo.deleted_at) return
      await frames.dropFrames(tx, id, now)
      await photos.purge(tx, id)
      await leftovers.retire(tx, [...originals, derivativesKey(sha256, recipe)], { now })
    })
  }
}

/** What a process does before it takes requests: what it had in hand when it died goes away. */
export async function recover({ write }: Pick<Connection, 'write'>, now: number): Promise<void> {
  const failed = (error: unknown) => log.error({ err: error }, 'what was arriving was not removed')
  await rm(config.incoming, { recursive: true, force: true }).catch(failed)
  await clean({ write, now }, 'mine')
}
