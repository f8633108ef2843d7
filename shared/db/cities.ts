import { prepare, type Reader, type Tx } from './connection.ts'

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

export async function photos(db: Reader | Tx, cityId: number) {
  return await photosQuery(db, { city: cityId })
}

export async function byId(db: Reader | Tx, id: number) {
  return await db.selectFrom('cities').selectAll().where('id', '=', id).executeTakeFirst()
}

const countryQuery = prepare((db, p: { code: string }) =>
  db.selectFrom('countries').selectAll().where('iso2', '=', p.code),
)

/** The country with this code; undefined when there is none. */
export async function country(db: Reader, code: string) {
  return (await countryQuery(db, { code }))[0]
}

const ofCountryQuery = prepare((db, p: { country: string }) =>
  db.selectFrom('cities').select(['slug', 'name']).where('country', '=', p.country).orderBy('name'),
)

/** The cities of a country, by name. */
export async function ofCountry(db: Reader, code: string) {
  return await ofCountryQuery(db, { country: code })
}

/** Every country, by name. */
export async function countries(db: Reader | Tx) {
  return await db.selectFrom('countries').select(['iso2', 'name']).orderBy('name').execute()
}
