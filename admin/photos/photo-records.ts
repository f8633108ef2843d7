import type { By } from '../../shared/db/audit.ts'
import type { Tx } from '../../shared/db/connection.ts'
import * as photos from '../../shared/db/photos.ts'
import * as places from '../../shared/db/places.ts'
import { recipeFor } from '../../shared/media/pipeline.ts'
import type { RecordKind } from '../history/record-kind.ts'
import { hasPhoto } from './photo-owners.ts'
import { shownErrors, usedWith } from './photo-uses.ts'

const FILES = 'This stands inside the files of the photo, which are made on its own page: change it there.'
const GONE = 'It was deleted over 30 days ago, and its files are gone.'

/** A photo's files need more than a transaction: what needs other files is changed on its page. */
export const record: RecordKind = {
  kind: 'photo',
  noun: 'Photo',
  labels: {
    title: 'Title',
    alt: 'Alternative text',
    author: 'Author',
    licence: 'Licence',
    source: 'Source',
    description: 'Description',
    place_id: 'Where it was taken',
    focal_x: 'Focal point from the left, in %',
    focal_y: 'Focal point from the top, in %',
    turn: 'Turned by',
    sha256: 'File',
  },
  path: (ref) => `/admin/photos/${ref}`,
  form: true,
  read: (db, ref) => photos.present(db, Number(ref)),
  mayOpen: (_db, person, fields) => hasPhoto(person, { created_by: fields.created_by as number | null }),
  async show(db, field, value) {
    if (field === 'place_id') return value ? ((await places.byId(db, Number(value)))?.name ?? 'gone') : ''
    if (field === 'turn') return `${value}°`
    return field === 'sha256' ? String(value).slice(0, 12) : String(value ?? '')
  },
  async put(tx, { ref, now, fields }, by) {
    const id = Number(ref)
    if (!fields) return await remove(tx, id, now!.version!, by)
    if (!now) return (await photos.deletedById(tx, id)) ? void (await photos.restore(tx, id, by)) : GONE
    return await change(
      tx,
      id,
      now.version!,
      now.fields as photos.PhotoFields,
      fields as photos.PhotoFields,
      by,
    )
  },
}

async function remove(tx: Tx, id: number, version: number, by: By): Promise<string | undefined> {
  const where = await usedWith(tx, id)
  if (where) return where
  await photos.update(tx, id, version, { deleted_at: by.now, deleted_by: by.editor }, by)
}

async function change(
  tx: Tx,
  id: number,
  version: number,
  now: photos.PhotoFields,
  { title, alt, description, author, licence, source, place_id, ...files }: photos.PhotoFields,
  by: By,
): Promise<string | undefined> {
  if (files.sha256 !== now.sha256 || recipeFor({ ...files, author, licence }) !== recipeFor(now)) return FILES
  const [problem] = Object.values(await shownErrors(tx, id, { alt, author, licence }))
  if (problem) return problem
  if (place_id && !(await places.byId(tx, place_id))) return 'The place was deleted since.'
  await photos.update(tx, id, version, { title, alt, description, author, licence, source, place_id }, by)
}
