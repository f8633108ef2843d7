import assert from 'node:assert/strict'
import { cities, json, type Question, radians } from './load.ts'

type Two = [number, number]
type Row = {
  country?: string
  city?: string
  place?: string
  first?: string
  of: string
  people: Two
  lat: number
  lng: number
}
export type Spot = { name: string; of: string; lat: number; lng: number; iata?: string; timezone?: string }

const KM = 6371.0088
const rows = json<Row[]>('figures.json')

/** People of a country by both sources; of a city as "BR|Manaus". */
export const peopleOfCountry = new Map(rows.filter((r) => r.country).map((r) => [r.country!, r.people]))
export const peopleOfCity = new Map(rows.filter((r) => r.city).map((r) => [`${r.of}|${r.city}`, r.people]))
/** The numbers of people of the five largest cities of a country, in each source. */
export const ranks = new Map(
  rows.filter((r) => r.first).map((r) => [r.first!, r.people as unknown as [number[], number[]]]),
)
/** The cities Navigator asks about, by name: those of the game, and capitals of other countries. */
export const spots = new Map<string, Spot>([
  ...rows.filter((r) => r.place).map((r): [string, Spot] => [r.place!, { ...r, name: r.place! }]),
  ...cities.map((city): [string, Spot] => [city.name, { ...city, of: city.country ?? '' }]),
])

export const spot = (name: string) => spots.get(name) ?? assert.fail(`${name} is no city`)
export const km = (a: Spot, b: Spot) => radians(a, b) * KM

/** The cities that the text of a question names, in the order of the text. */
export function named(q: Question, pattern: RegExp): Spot[] {
  const found = pattern.exec(q.text) ?? assert.fail(`${q.key}: ${q.text}`)
  return found.slice(1).map(spot)
}
