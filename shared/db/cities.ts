import { sql } from 'kysely'
import { prepare, type Reader, type Tx } from './connection.ts'
import { type Cursor, contains, page } from './pages.ts'

/** Where every traveller begins. */
export const NOMANSLAND = 'nomansland'

const allQuery = prepare((db, p: { player: number }) =>
  db
    .selectFrom('cities')
    .leftJoin('countries', 'countries.iso2', 'cities.country')
    .leftJoin('visits', (join) =>
      join.onRef('visits.city_id', '=', 'cities.id').on('visits.player_id', '=', p.player),
    )
    .select([
      'cities.id',
      'slug',
      'cities.name',
      'iata',
      'cities.lat',
      'cities.lng',
      'country',
      'locked',
      'countries.name as country_name',
      'countries.region',
      'visits.times',
    ])
    .orderBy('cities.name'),
)

export type MapCity = Awaited<ReturnType<typeof all>>[number]

/** Every city, by name, with what the map and the airport show; `times` says how often this player has been there, null for never. */
export async function all(db: Reader | Tx, playerId = 0) {
  return await allQuery(db, { player: playerId })
}

const bySlugQuery = prepare((db, p: { slug: string }) =>
  db
    .selectFrom('cities')
    .leftJoin('countries', 'countries.iso2', 'cities.country')
    .selectAll('cities')
    .select([
      'countries.name as country_name',
      'countries.region',
      'countries.subregion',
      'countries.article',
    ])
    .where('slug', '=', p.slug),
)

export async function bySlug(db: Reader | Tx, slug: string) {
  return (await bySlugQuery(db, { slug }))[0]
}

const photosQuery = prepare((db, p: { city: number }) =>
  db
    .selectFrom('city_photos')
    .innerJoin('photos', 'photos.id', 'city_photos.photo_id')
    .selectAll('photos')
    .where('city_id', '=', p.city)
    .orderBy('position'),
)

export async function photos(db: Reader, cityId: number) {
  return await photosQuery(db, { city: cityId })
}

/** One page of the editors' list, by name. `owner` is the ambassador's country, null for who may see all. */
export async function list(db: Reader, owner: string | null, words: string, cursor?: Cursor) {
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
    .select(['cities.name', 'iata', 'countries.name as country', 'body as intro'])
    .select(['photos.sha256', 'photos.recipe', 'photos.widths', 'photos.width', 'photos.height'])
    .select((eb) =>
      eb
        .selectFrom('question_cities')
        .select((count) => count.fn.countAll<number>().as('n'))
        .whereRef('question_cities.city_id', '=', 'cities.id')
        .as('questions'),
    )
  if (owner) query = query.where('cities.country', '=', owner)
  if (words) query = query.where(sql<boolean>`cities.name like ${contains(words)} escape '\\'`)
  return await page(query, 'cities', { column: 'cities.name', descending: false }, cursor)
}

export async function byId(db: Reader | Tx, id: number) {
  return await db.selectFrom('cities').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Puts the photo first among the city's, or takes the first one away. */
export async function setPhoto(tx: Tx, cityId: number, photoId: number | null): Promise<void> {
  await tx.deleteFrom('city_photos').where('city_id', '=', cityId).where('position', '=', 0).execute()
  if (!photoId) return
  await tx.insertInto('city_photos').values({ city_id: cityId, position: 0, photo_id: photoId }).execute()
}

/** Every country, by name. */
export async function countries(db: Reader | Tx) {
  return await db.selectFrom('countries').select(['iso2', 'name']).orderBy('name').execute()
}
