import { rm } from 'node:fs/promises'
import { config } from '../shared/config.ts'
import type { Connection, Tx, Write } from '../shared/db/connection.ts'
import * as leftovers from '../shared/db/leftovers.ts'
import * as photos from '../shared/db/photos.ts'
import type { Row } from '../shared/db/tables.ts'
import { keep } from '../shared/media/keep.ts'
import { type Photo, readPhoto, type Settings } from '../shared/media/pipeline.ts'
import { get, keys, remove } from '../shared/media/store.ts'
import { derivativesKey, originalKey } from '../shared/media/urls.ts'

/**
 * How files and rows stay together though no transaction spans both: files are noted as leftovers before they are
 * written, a row shows them when they are all there, and what no row shows is removed: at the next start when this
 * process died, an hour later when a picture got other files and somebody may still be looking at the old ones.
 */
const GRACE_MS = 3_600_000

interface World {
  write: Write
  now: number
}

/** Who notes leftovers: this process. */
export const by = ({ now }: { now: number }) => ({ worker: config.instance, now })

/** Keeps the files of a photo that was read from `path`. The row that shows them comes after, in the write of whoever calls. */
export async function store({ write, now }: World, photo: Photo, path: string): Promise<void> {
  const noted = [originalKey(photo.sha256), derivativesKey(photo.sha256, photo.recipe)]
  await write((tx) => leftovers.add(tx, noted, by({ now })))
  await keep(photo, path)
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

/** Makes the files of a photo anew from its original, as `settings` say, and keeps them; gives what its row needs to show them. */
export async function remake(world: World, sha256: string, settings: Settings): Promise<photos.Pixels> {
  const path = await get(originalKey(sha256))
  const made = await readPhoto(path, settings)
  await store(world, made, path)
  return pixelsOf(made)
}

/** Saves what changed about a photo; derivatives it no longer shows stay for an hour. False when somebody saved before: nothing is changed then. */
export async function change(
  tx: Tx,
  photo: Row<'photos'>,
  changes: photos.Changes,
  { now }: { now: number },
): Promise<boolean> {
  if (!(await photos.update(tx, photo.id, photo.version, changes))) return false
  const { sha256 = photo.sha256, recipe = photo.recipe, previous = photo.previous } = changes
  const unseen: string[] = []
  if (sha256 !== photo.sha256 || recipe !== photo.recipe)
    unseen.push(derivativesKey(photo.sha256, photo.recipe))
  for (const old of [photo.sha256, photo.previous])
    if (old && old !== sha256 && old !== previous) unseen.push(originalKey(old))
  await leftovers.add(tx, unseen, by({ now }))
  return true
}

const AT_ONCE = 50

/** Removes the files that are leftovers: those this process had in hand when it died, or those of over an hour ago. */
export async function clean({ write, now }: World, whose: 'mine' | 'old'): Promise<void> {
  const due = whose === 'mine' ? { worker: config.instance } : { before: now - GRACE_MS }
  await removeFiles({ write }, await write(leftovers.begun))
  for (let more = true; more; ) {
    const taken = await write((tx) => leftovers.take(tx, due, AT_ONCE))
    await removeFiles({ write }, taken.keys)
    more = taken.more
  }
}

async function removeFiles({ write }: Pick<World, 'write'>, noted: string[]): Promise<void> {
  for (const prefix of noted) for (const key of await keys(prefix)) await remove(key)
  await write((tx) => leftovers.forget(tx, noted))
}

/** What a process does before it takes requests: what it had in hand when it died goes away. */
export async function recover({ write }: Connection, now: number): Promise<void> {
  await rm(config.incoming, { recursive: true, force: true })
  await clean({ write, now }, 'mine')
}
