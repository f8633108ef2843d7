import { sql } from 'kysely'
import { reach } from '../rules/reach.ts'
import * as audit from './audit.ts'
import { byId, photos } from './cities.ts'
import type { Reader, Tx } from './connection.ts'
import { type Cursor, contains, page } from './pages.ts'
import type { New } from './tables.ts'

/** Cities as editors look for and change them. What players read of them stands in cities.ts. */

export interface CityFilter {
  words?: string
  country?: string
  locked?: boolean
  photo?: 'with' | 'without'
  /** Nobody wrote an introduction yet. */
  introMissing?: boolean
}

/** One page of the editors' list, by name. `owner` is the ambassador's country, null for who may see all. */
export async function list(db: Reader, owner: string | null, filter: CityFilter, cursor?: Cursor) {
  let query = db
    .selectFrom('cities')
    .leftJoin('countries', 'countries.iso2', 'cities.country')
    .leftJoin('city_photos', (join) =>
      join.onRef('city_photos.city_id', '=', 'cities.id').on('position', '=', 0),
    )
    .leftJoin('photos', 'photos.id', 'city_photos.photo_id')
    .leftJoin('documents', (join) =>
      join.onRef('documents.ref', '=', 'cities.slug').on('documents.kind', '=', 'city'),
    )
    .select(['cities.name', 'cities.slug', 'iata', 'locked', 'countries.name as country', 'body as intro'])
    .select(['photos.sha256', 'photos.recipe', 'photos.widths', 'photos.width', 'photos.height'])
    .select((eb) =>
      eb
        .selectFrom('question_cities')
        .select((count) => count.fn.countAll<number>().as('n'))
        .whereRef('question_cities.city_id', '=', 'cities.id')
        .as('questions'),
    )
  if (owner) query = query.where('cities.country', '=', owner)
  if (filter.words) query = query.where(named(filter.words))
  if (filter.country) query = query.where('cities.country', '=', filter.country)
  if (filter.locked !== undefined) query = query.where('locked', '=', filter.locked ? 1 : 0)
  if (filter.photo) query = query.where('photos.id', filter.photo === 'with' ? 'is not' : 'is', null)
  if (filter.introMissing) query = query.where((eb) => eb.or([eb('body', 'is', null), eb('body', '=', '')]))
  return await page(query, 'cities', { column: 'cities.name', descending: false }, cursor)
}

const named = (words: string) => {
  const pattern = contains(words)
  return sql<boolean>`(cities.name like ${pattern} escape '\\' or iata like ${pattern} escape '\\')`
}

export type CityWords = Pick<New<'cities'>, 'name' | 'airport' | 'population' | 'timezone' | 'locked'>

/** What an editor changes of a city: its words, and the photos it shows, the first one large. */
export type CityFields = CityWords & { photos: number[] }

const FIXED = ['slug', 'iata', 'country', 'lat', 'lng', 'capital'] as const

/** The city with its version and all its fields; undefined when there is none. */
export async function present(db: Reader | Tx, id: number) {
  const city = await byId(db, id)
  if (!city) return
  const { name, airport, population, timezone, locked, version } = city
  const fixed = Object.fromEntries(FIXED.map((field) => [field, city[field]]))
  const photoIds = (await photos(db, id)).map((photo) => photo.id)
  return {
    version,
    name,
    fields: { name, airport, population, timezone, locked, ...fixed, photos: photoIds },
  }
}

/** Saves over the version the editor had loaded; false when somebody else's newer one stands there. */
export async function update(
  tx: Tx,
  id: number,
  version: number,
  { photos, ...words }: CityFields,
  by: audit.By,
): Promise<boolean> {
  const before = await present(tx, id)
  if (before?.version !== version) return false
  await tx
    .updateTable('cities')
    .set({ ...words, version: version + 1 })
    .where('id', '=', id)
    .execute()
  await setPhotos(tx, id, photos)
  await noteCity(tx, by, id, before.fields)
  return true
}

async function noteCity(tx: Tx, by: audit.By, id: number, before?: audit.Fields): Promise<void> {
  const { version, name, fields } = (await present(tx, id))!
  await audit.note(tx, by, { kind: 'city', ref: id, name, version, before, after: fields })
}

/** The city shows these photos, the first one large. */
export async function setPhotos(tx: Tx, cityId: number, photoIds: number[]): Promise<void> {
  await tx.deleteFrom('city_photos').where('city_id', '=', cityId).execute()
  const rows = photoIds.map((photo_id, position) => ({ city_id: cityId, position, photo_id }))
  if (rows.length > 0) await tx.insertInto('city_photos').values(rows).execute()
}

/** Which of slug and code another city has already. */
export async function taken(tx: Tx, { slug, iata }: { slug: string; iata: string }) {
  const rows = await tx
    .selectFrom('cities')
    .select(['slug', 'iata'])
    .where((eb) => eb.or([eb('slug', '=', slug), eb('iata', '=', iata)]))
    .execute()
  return { slug: rows.some((row) => row.slug === slug), iata: rows.some((row) => row.iata === iata) }
}

/** Adds a city with the countries it asks about. Its questions come by `offerSome`. */
export async function insert(
  tx: Tx,
  city: New<'cities'> & { country: string },
  by: audit.By,
): Promise<number> {
  const { id } = await tx.insertInto('cities').values(city).returning('id').executeTakeFirstOrThrow()
  const rows = reach(city, await countriesAround(tx)).map((country) => ({ city_id: id, country }))
  await tx.insertInto('city_countries').values(rows).execute()
  await noteCity(tx, by, id)
  return id
}

async function countriesAround(tx: Tx) {
  const countries = await tx.selectFrom('countries').select(['iso2', 'lat', 'lng']).execute()
  const borders = await tx.selectFrom('country_neighbours').selectAll().execute()
  const of = Map.groupBy(borders, (border) => border.country)
  return countries.map((country) => ({
    ...country,
    neighbours: (of.get(country.iso2) ?? []).map((border) => border.neighbour),
  }))
}

const SOME = 250

/**
 * Offers in a city the published questions with ids above `after` that belong there by the rule of question-cities.ts,
 * so few that the write lock is soon free again. Gives back where to go on; undefined when all are there.
 */
export async function offerSome(tx: Tx, cityId: number, after: number): Promise<number | undefined> {
  const around = tx.selectFrom('city_countries').select('country').where('city_id', '=', cityId)
  const questions = await tx
    .selectFrom('questions')
    .select(['id', 'category_id'])
    .where('state', '=', 'published')
    .where('id', '>', after)
    .where((eb) =>
      eb.or([
        eb('everywhere', '=', 1),
        eb('city_id', '=', cityId),
        eb.and([eb('city_id', 'is', null), eb('country', 'in', around)]),
      ]),
    )
    .orderBy('id')
    .limit(SOME)
    .execute()
  if (questions.length === 0) return
  await tx
    .insertInto('question_cities')
    .values(questions.map(({ id, category_id }) => ({ city_id: cityId, category_id, question_id: id })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return questions.length === SOME ? questions.at(-1)!.id : undefined
}

/** How many questions are asked in the city. */
export async function countOffers(db: Reader, cityId: number): Promise<number> {
  const { n } = await db
    .selectFrom('question_cities')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('city_id', '=', cityId)
    .executeTakeFirstOrThrow()
  return n
}
