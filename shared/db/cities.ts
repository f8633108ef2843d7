import type { Reader, Tx } from './connection.ts'
import { held } from './content.ts'
import { prepare } from './prepare.ts'
import * as visits from './visits.ts'

/** Where every traveller begins. */
export const NOMANSLAND = 'nomansland'

const rows = (db: Reader) =>
  db
    .selectFrom('cities')
    .leftJoin('countries', 'countries.iso2', 'cities.country')
    .selectAll('cities')
    .select(['countries.name as country_name', 'countries.region'])
    .select(['countries.subregion', 'countries.article'])

const allQuery = prepare((db, _: object) => rows(db).orderBy('cities.name'))
const bySlugQuery = prepare((db, p: { slug: string }) => rows(db).where('slug', '=', p.slug))

const byName = held((db) => allQuery(db, {}))

export type City = Awaited<ReturnType<typeof byName>>[number]
export type MapCity = City & { times: number | null }

/** Every city, by name, with what the map and the airport show; `times` says how often this player has been there, null for never. */
export async function all(db: Reader | Tx, playerId?: number): Promise<MapCity[]> {
  const times = playerId === undefined ? undefined : await visits.times(db, playerId)
  return (await byName(db, 0)).map((city) => ({ ...city, times: times?.get(city.id) ?? null }))
}

export const bySlug = held(async (db, slug: string) => (await bySlugQuery(db, { slug }))[0])

const photosQuery = prepare((db, p: { city: number }) =>
  db
    .selectFrom('city_photos')
    .innerJoin('photos', 'photos.id', 'city_photos.photo_id')
    .selectAll('photos')
    .where('city_id', '=', p.city)
    .orderBy('position'),
)

export const photos = held((db, cityId: number) => photosQuery(db, { city: cityId }))

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
