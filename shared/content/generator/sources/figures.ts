import { COUNTRIES } from './countries.ts'
import { COUNTED, peopleOf } from './people.ts'
import { SPOTS } from './spots.ts'
import { rankings, townsOf } from './towns.ts'

/** The figures the Navigator and the Statistician rest on, for the tests to reckon with by themselves. */
export function figures(): object[] {
  const countries = COUNTED.map((country) => ({ country: country.iso2, people: peopleOf(country) }))
  const codes = [...new Set([...COUNTRIES, ...SPOTS].map((place) => place.iso2))]
  const towns = codes.flatMap(townsOf).map(({ name, iso2, people }) => ({ city: name, of: iso2, people }))
  const places = SPOTS.map(({ name, iso2, lat, lng }) => ({ place: name, of: iso2, lat, lng }))
  const ranks = codes.map((code) => ({
    first: code,
    people: rankings(code).map((rows) => rows.map((r) => r.people)),
  }))
  return [...countries, ...towns, ...places, ...ranks]
}
