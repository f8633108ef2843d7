import { frameKey } from '../media/urls.ts'
import type { Reader, Tx } from './connection.ts'
import * as leftovers from './leftovers.ts'
import type { New } from './tables.ts'

export type Frame = Omit<New<'frames'>, 'photo_id' | 'position'>

/** The frames of a photo as a detective gets them, the sharp one last; none when nobody made any. */
export async function ofPhoto(db: Reader | Tx, photoId: number) {
  return await db
    .selectFrom('frames')
    .selectAll()
    .where('photo_id', '=', photoId)
    .orderBy('position')
    .execute()
}

/** Puts 1 to 10 frames in the place of those the photo has. */
export async function replace(tx: Tx, photoId: number, frames: Frame[], now: number): Promise<void> {
  await dropFrames(tx, photoId, now)
  const rows = frames.map((frame, i) => ({ ...frame, photo_id: photoId, position: i + 1 }))
  await tx.insertInto('frames').values(rows).execute()
}

/** Takes the frames of a photo away, if it has any; their files are leftovers from `now` on. */
export async function dropFrames(tx: Tx, photoId: number, now: number): Promise<void> {
  const dropped = await tx.deleteFrom('frames').where('photo_id', '=', photoId).returning('name').execute()
  const keys = dropped.map(({ name }) => frameKey(name))
  await leftovers.retire(tx, keys, { now })
}
