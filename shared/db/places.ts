import { sql } from 'kysely'
import { fold } from '../rules/questions.ts'
import * as audit from './audit.ts'
import type { Reader, Tx } from './connection.ts'
import { type Cursor, contains, page } from './pages.ts'
import type { New } from './tables.ts'

/** Every place with its country, by name. */
export async function all(db: Reader | Tx) {
  return await db
    .selectFrom('places')
    .innerJoin('countries', 'countries.iso2', 'places.country')
    .select(['places.id', 'places.name', 'countries.name as country_name'])
    .orderBy('places.name')
    .execute()
}

/** One page of the editors' list, by name. `owner` is the ambassador's country, null for who may see all. */
export async function list(
  db: Reader,
  owner: string | null,
  filter: { words?: string; country?: string },
  cursor?: Cursor,
) {
  let query = db
    .selectFrom('places')
    .innerJoin('countries', 'countries.iso2', 'places.country')
    .select(['places.name', 'countries.name as country', 'places.lat', 'places.lng'])
    .select((eb) =>
      eb
        .selectFrom('photos')
        .select((count) => count.fn.countAll<number>().as('n'))
        .whereRef('photos.place_id', '=', 'places.id')
        .where('deleted_at', 'is', null)
        .as('photos'),
    )
  if (owner) query = query.where('places.country', '=', owner)
  if (filter.country) query = query.where('places.country', '=', filter.country)
  if (filter.words) query = query.where(sql<boolean>`places.name like ${contains(filter.words)} escape '\\'`)
  return await page(query, 'places', { column: 'places.name', descending: false }, cursor)
}

export async function byId(db: Reader | Tx, id: number) {
  return await db.selectFrom('places').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The place of the country that a reader would take for one of this name; undefined when there is none. */
export async function named(db: Reader | Tx, name: string, country: string) {
  const places = await db.selectFrom('places').selectAll().where('country', '=', country).execute()
  return places.find((place) => fold(place.name) === fold(name))
}

export type PlaceFields = Pick<New<'places'>, 'name' | 'country' | 'lat' | 'lng'>

/** The place with its version and all its fields; undefined when it is gone. */
export async function present(db: Reader | Tx, id: number) {
  const place = await byId(db, id)
  if (!place) return
  const { name, country, lat, lng, version } = place
  return { version, name, fields: { name, country, lat, lng } }
}

/** Throws when the country has a place of this name. One that is brought back comes under its old number. */
export async function insert(tx: Tx, fields: PlaceFields, by: audit.By, old?: number): Promise<number> {
  const version = old ? (await audit.lastVersion(tx, 'place', old)) + 1 : 1
  const row = { ...fields, version, ...(old && { id: old }) }
  const { id } = await tx.insertInto('places').values(row).returning('id').executeTakeFirstOrThrow()
  await audit.note(tx, by, { kind: 'place', ref: id, name: fields.name, version, after: fields })
  return id
}

/** Saves over the version the editor had loaded; false when somebody else's newer one stands there. */
export async function update(
  tx: Tx,
  id: number,
  version: number,
  fields: PlaceFields,
  by: audit.By,
): Promise<boolean> {
  const before = await present(tx, id)
  if (before?.version !== version) return false
  await tx
    .updateTable('places')
    .set({ ...fields, version: version + 1 })
    .where('id', '=', id)
    .execute()
  const change = { kind: 'place', ref: id, name: fields.name, version: version + 1 }
  await audit.note(tx, by, { ...change, before: before.fields, after: fields })
  return true
}

/** Takes away a place without photos; false when the version is not the newest. Throws when a photo was taken there. */
export async function remove(tx: Tx, id: number, version: number, by: audit.By): Promise<boolean> {
  const before = await present(tx, id)
  if (before?.version !== version) return false
  await tx.deleteFrom('places').where('id', '=', id).execute()
  await audit.note(tx, by, { kind: 'place', ref: id, name: before.name, version, before: before.fields })
  return true
}

/** Whether any photo was taken there, deleted ones included. */
export async function isUsed(db: Reader | Tx, id: number): Promise<boolean> {
  return !!(await db.selectFrom('photos').select('id').where('place_id', '=', id).limit(1).executeTakeFirst())
}

/** The photos that were taken there. */
export async function photos(db: Reader, id: number) {
  return await db
    .selectFrom('photos')
    .selectAll()
    .where('place_id', '=', id)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .limit(50)
    .execute()
}
