import { loadCsv } from '../load.ts'
import { AIRPORTS, CITY_NAMES, MOVED, ZONES } from '../material/city-forms.ts'
import { INTROS, MOON as MOON_INTRO, NOMANSLAND } from '../material/intros.ts'
import { LOCKED } from '../material/locked.ts'
import type { City } from '../types.ts'

type Row = Record<string, string>

const ROWS = loadCsv(new URL('../material/cities.csv', import.meta.url))

/** The tickets of the first flight, in the order in which they are offered. */
const FIRST = ['paris', 'cairo', 'delhi', 'rio-de-janeiro', 'sydney']

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
  locked: false,
  intro: NOMANSLAND,
}

/** Its place is selenographic: the Sea of Tranquility. LUN would be the obvious code, but that is Lusaka's. */
const MOON: City = {
  ...START,
  slug: 'moon',
  name: 'The Moon',
  iata: 'LNA',
  airport: 'Tranquility Spaceport',
  lat: 0.67,
  lng: 23.47,
  timezone: 'UTC',
  intro: MOON_INTRO,
}

/** The cities of the Earth: the first destinations, then the others as they are listed. */
export const CITIES: City[] = [
  ...FIRST.map((slug) => ROWS.find((row) => row.id === slug)!),
  ...ROWS.filter((row) => !FIRST.includes(row.id!)),
].map(city)

/** What each city has in people, by two sources, whether they agree or not: the town itself and all that has grown round it. */
export const POPULATIONS = new Map(
  ROWS.map((row) => [row.id!, [Number(row.population_geonames), Number(row.population_urban_simplemaps)]]),
)

/** Nomansland, all cities, and the Moon. */
export function cities(): City[] {
  return [START, ...CITIES, MOON]
}

function city(row: Row): City {
  const slug = row.id!
  const intro = INTROS[slug]
  if (!intro) throw new Error(`There is no introduction for ${slug}.`)
  return {
    slug,
    name: CITY_NAMES[slug] ?? row.city!,
    country: row.iso2!,
    iata: MOVED[slug]?.iata ?? row.iata!,
    airport: MOVED[slug]?.airport ?? AIRPORTS[slug] ?? row.airport!,
    lat: Number(row.lat),
    lng: Number(row.lng),
    timezone: ZONES[slug] ?? row.timezone!,
    population: row.population_check === 'agree' ? Number(row.population) : null,
    capital: row.is_capital === '1' && row.iso2 !== 'TW',
    locked: LOCKED.has(slug),
    intro,
  }
}
