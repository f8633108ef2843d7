import { prepare, type Reader, type Tx } from './connection.ts'

/** Where every traveller begins. */
export const NOMANSLAND = 'nomansland'

const allQuery = prepare((db, _: object) =>
  db
    .selectFrom('cities')
    .leftJoin('countries', 'countries.iso2', 'cities.country')
    .select([
      'cities.id',
      'slug',
      'cities.name',
      'iata',
      'cities.lat',
      'cities.lng',
      'country',
      'countries.name as country_name',
    ])
    .orderBy('cities.name'),
)

export type MapCity = Awaited<ReturnType<typeof all>>[number]

/** Every city, by name, with what the map and the airport show. */
export async function all(db: Reader) {
  return await allQuery(db, {})
}

const bySlugQuery = prepare((db, p: { slug: string }) =>
  db
    .selectFrom('cities')
    .leftJoin('countries', 'countries.iso2', 'cities.country')
    .selectAll('cities')
    .select(['countries.name as country_name', 'countries.region', 'countries.article'])
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
