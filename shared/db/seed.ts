import { reach } from '../rules/reach.ts'
import type { Tx } from './connection.ts'
import type { New } from './tables.ts'

export interface StarterCountry extends New<'countries'> {
  neighbours: string[]
}

/** Adds the countries with their neighbours and the cities with the countries each one asks about. */
export async function insertWorld(
  tx: Tx,
  countries: StarterCountry[],
  cities: New<'cities'>[],
): Promise<void> {
  for (const { neighbours: _, ...country } of countries)
    await tx.insertInto('countries').values(country).execute()
  for (const { iso2, neighbours } of countries) {
    const rows = neighbours.map((neighbour) => ({ country: iso2, neighbour }))
    if (rows.length > 0) await tx.insertInto('country_neighbours').values(rows).execute()
  }
  for (const city of cities) {
    const { id } = await tx.insertInto('cities').values(city).returning('id').executeTakeFirstOrThrow()
    if (!city.country) continue
    const rows = reach({ ...city, country: city.country }, countries).map((country) => ({
      city_id: id,
      country,
    }))
    await tx.insertInto('city_countries').values(rows).execute()
  }
}

/** Adds the places; gives back their ids by name. */
export async function insertPlaces(tx: Tx, places: New<'places'>[]): Promise<Map<string, number>> {
  const ids = new Map<string, number>()
  for (const place of places) {
    const { id } = await tx.insertInto('places').values(place).returning('id').executeTakeFirstOrThrow()
    ids.set(place.name, id)
  }
  return ids
}

export async function insertCategories(tx: Tx, categories: New<'categories'>[]): Promise<void> {
  await tx.insertInto('categories').values(categories).execute()
}

/** Whether there is a world already. */
export async function isFilled(tx: Tx): Promise<boolean> {
  return !!(await tx.selectFrom('cities').select('id').limit(1).executeTakeFirst())
}

/** Ids of categories or cities by slug. */
export async function idsBySlug(tx: Tx, table: 'categories' | 'cities'): Promise<Map<string, number>> {
  const rows = await tx.selectFrom(table).select(['id', 'slug']).execute()
  return new Map(rows.map((row) => [row.slug, row.id]))
}
