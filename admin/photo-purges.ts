import type { Connection } from '../shared/db/connection.ts'
import * as frames from '../shared/db/frames.ts'
import * as leftovers from '../shared/db/leftovers.ts'
import * as uses from '../shared/db/photo-uses.ts'
import * as photos from '../shared/db/photos.ts'
import { derivativesKey, originalKey } from '../shared/media/urls.ts'

/** So long a deleted photo can be brought back. */
const KEPT_MS = 30 * 86_400_000
const AT_ONCE = 50

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
