import { loadCsv } from '../load.ts'
import { INTROS, NOMANSLAND } from '../material/intros.ts'
import type { City } from '../types.ts'

const ROWS = loadCsv(new URL('../material/cities.csv', import.meta.url))

/** The largest capital known by coordinates, by country code: for distances between capitals. */
export const CAPITAL_CITIES = new Map(
  ROWS.filter((row) => row.is_capital === '1').map((row) => [
    row.iso2!,
    { name: row.city!, lat: Number(row.lat), lng: Number(row.lng) },
  ]),
)

const START: City = {
  slug: 'nomansland',
  name: 'Nomansland',
  country: null,
  iata: '000',
  airport: 'Nomansland Floating Airfield',
  lat: 29,
  lng: -42,
  timezone: 'Atlantic/Azores',
  population: null,
  capital: false,
  intro: NOMANSLAND,
}

/** Nomansland, then the twenty cities of the starter content. */
export function cities(): City[] {
  return [START, ...Object.entries(INTROS).map(([slug, intro]) => city(slug, intro))]
}

function city(slug: string, intro: string): City {
  const row = ROWS.find((candidate) => candidate.id === slug)
  if (!row) throw new Error(`There is no city ${slug} in cities.csv.`)
  return {
    slug,
    name: row.city!,
    country: row.iso2!,
    iata: row.iata!,
    airport: row.airport!,
    lat: Number(row.lat),
    lng: Number(row.lng),
    timezone: row.timezone!,
    population: row.population_check === 'agree' ? Number(row.population) : null,
    capital: row.is_capital === '1',
    intro,
  }
}
