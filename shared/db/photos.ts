import { sql } from 'kysely'
import * as audit from './audit.ts'
import type { Reader, Tx } from './connection.ts'
import { amongJson } from './dialect.ts'
import { prepare } from './prepare.ts'
import type { New, Row } from './tables.ts'

/** A photo that is not deleted. */
export async function byId(db: Reader | Tx, id: number) {
  return await db
    .selectFrom('photos')
    .selectAll()
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
}

/** A photo that is deleted: older versions of questions may still show it. */
export async function deletedById(db: Reader | Tx, id: number) {
  return await db
    .selectFrom('photos')
    .selectAll()
    .where('id', '=', id)
    .where('deleted_at', 'is not', null)
    .executeTakeFirst()
}

/** The photo with these very bytes, a deleted one too. */
export async function bySha256(db: Reader | Tx, sha256: string) {
  return await db.selectFrom('photos').selectAll().where('sha256', '=', sha256).executeTakeFirst()
}

const byIdsQuery = prepare((db, p: { ids: string }) =>
  db
    .selectFrom('photos')
    .leftJoin('places', 'places.id', 'photos.place_id')
    .leftJoin('countries', 'countries.iso2', 'places.country')
    .selectAll('photos')
    .select(['places.name as place', 'countries.name as country', 'places.lat', 'places.lng'])
    .where('photos.id', 'in', amongJson(p.ids)),
)

/** The photos, and where each was taken, in the order of `ids`, a JSON list as a version of a question keeps it. None when one is gone: the others would stand in wrong places. */
export async function inOrder(db: Reader, ids: string) {
  if (ids === '[]') return []
  const found = new Map((await byIdsQuery(db, { ids })).map((photo) => [photo.id, photo]))
  const all = (JSON.parse(ids) as number[]).map((id) => found.get(id))
  return all.every((photo) => photo !== undefined) ? all : []
}

/** A photo as the audit keeps it. Nothing of it is lost when it is deleted, so nothing is put back from here but words. */
export type PhotoFields = PhotoWords &
  Pick<Row<'photos'>, 'place_id' | 'focal_x' | 'focal_y' | 'turn' | 'sha256' | 'created_by'>

const fieldsOf = (photo: Row<'photos'>): PhotoFields => {
  const { title, alt, description, author, licence, source } = photo
  const { place_id, focal_x, focal_y, turn, sha256, created_by } = photo
  const words = { title, alt, description, author, licence, source }
  return { ...words, place_id, focal_x, focal_y, turn, sha256, created_by }
}

/** The photo with its version and all its fields; undefined when it is deleted or gone. */
export async function present(db: Reader | Tx, id: number) {
  const photo = await byId(db, id)
  return photo && { version: photo.version, name: photo.title, fields: fieldsOf(photo) }
}

async function note(tx: Tx, by: audit.By, id: number, before?: PhotoFields) {
  const { version, title, deleted_at, ...row } = await tx
    .selectFrom('photos')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const after = deleted_at ? undefined : fieldsOf({ ...row, version, title, deleted_at })
  await audit.note(tx, by, { kind: 'photo', ref: id, name: title, version, before, after })
}

/** The same bytes are one photo: gives back the id of the one that was there (`known`), deleted or not, or of the new one. Without `by` it is the house that brings it. */
export async function insert(
  tx: Tx,
  row: New<'photos'>,
  by?: audit.By,
): Promise<{ id: number; known: boolean }> {
  const known = await bySha256(tx, row.sha256)
  if (known?.deleted_at) await restore(tx, known.id, by)
  if (known) return { id: known.id, known: true }
  const { id } = await tx.insertInto('photos').values(row).returning('id').executeTakeFirstOrThrow()
  if (by) await note(tx, by, id)
  return { id, known: false }
}

/** What a row says of its files. */
export type Pixels = Pick<New<'photos'>, 'sha256' | 'recipe' | 'format' | 'width' | 'height' | 'widths'>

export type Changes = Partial<
  PhotoWords &
    Pixels & { place_id: number | null } & Pick<
      New<'photos'>,
      'turn' | 'focal_x' | 'focal_y' | 'previous' | 'deleted_at' | 'deleted_by'
    >
>

/** False, and nothing is changed, when the photo has another version by now or is deleted. */
export async function update(
  tx: Tx,
  id: number,
  version: number,
  changes: Changes,
  by: audit.By,
): Promise<boolean> {
  const before = await present(tx, id)
  if (before?.version !== version) return false
  await tx
    .updateTable('photos')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .execute()
  await note(tx, by, id, before.fields)
  return true
}

/** Brings a deleted photo back as it was; one that is not deleted is left alone. */
export async function restore(tx: Tx, id: number, by?: audit.By): Promise<void> {
  const back = { deleted_at: null, deleted_by: null }
  const photo = tx.updateTable('photos').set(back).where('id', '=', id).where('deleted_at', 'is not', null)
  const { numUpdatedRows } = await photo.executeTakeFirst()
  if (by && numUpdatedRows > 0n) await note(tx, by, id)
}

export interface Credit {
  author: string
  licence: string
  source: string
}

const creditsQuery = prepare((db, p: Credit & { limit: number }) =>
  db
    .selectFrom('photos')
    .select(['author', 'licence', 'source'])
    .select(sql<string>`json_group_array(title order by title)`.as('titles'))
    .where((eb) =>
      eb(eb.refTuple('author', 'licence', 'source'), '>', eb.tuple(p.author, p.licence, p.source)),
    )
    .where((eb) =>
      eb.or([
        eb.exists(
          eb.selectFrom('city_photos').select('city_id').whereRef('city_photos.photo_id', '=', 'photos.id'),
        ),
        eb.exists(
          eb
            .selectFrom('question_photos')
            .innerJoin('questions', 'questions.id', 'question_photos.question_id')
            .select('questions.id')
            .whereRef('question_photos.photo_id', '=', 'photos.id')
            .where('state', '=', 'published'),
        ),
      ]),
    )
    .groupBy(['author', 'licence', 'source'])
    .orderBy('author')
    .orderBy('licence')
    .orderBy('source')
    .limit(p.limit),
)

/** Whose photos players can meet, in cities and in published questions: author, licence and source, with the titles of all photos they share. In that order, those behind `after`. */
export async function credits(db: Reader, after: Credit, limit: number) {
  const rows = await creditsQuery(db, { ...after, limit })
  return rows.map((row) => ({ ...row, titles: JSON.parse(row.titles) as string[] }))
}

export type PhotoWords = Pick<
  New<'photos'>,
  'title' | 'alt' | 'description' | 'author' | 'licence' | 'source'
>

/** The photo without an alternative text that follows this one in the list, newest first, and at its end from the top again; undefined when there is no other. */
export async function nextWithoutAlt(db: Reader, owner: number | null, id: number) {
  let query = db.selectFrom('photos').select('id').where('alt', '=', '').where('deleted_at', 'is', null)
  if (owner !== null) query = query.where('created_by', '=', owner)
  const others = query.where('id', '<>', id).orderBy('id', 'desc')
  return (await others.where('id', '<', id).executeTakeFirst()) ?? (await others.executeTakeFirst())
}

/** Who brought or deleted a photo, by their id; undefined for nobody, as with the starter world's. */
export async function person(db: Reader, id: number | null) {
  return await db.selectFrom('players').select(['id', 'name']).where('id', '=', id).executeTakeFirst()
}

/** Takes the row of a photo away, for good: nothing may show it any more, no frame either. */
export async function purge(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('photos').where('id', '=', id).execute()
}
