import { milesBetween, type Place } from './distance.ts'

interface Country extends Place {
  iso2: string
  neighbours: readonly string[]
}

const MOST_COUNTRIES = 15

/** The countries whose questions a city offers: its own, the land neighbours, then the nearest (by their middle) until there are fifteen. */
export function reach(city: Place & { country: string }, countries: readonly Country[]): string[] {
  const own = countries.find((c) => c.iso2 === city.country)
  const near = countries
    .toSorted((a, b) => milesBetween(city, a) - milesBetween(city, b))
    .map((country) => country.iso2)
  const first = [city.country, ...(own?.neighbours ?? [])]
  return [...new Set([...first, ...near])].slice(0, Math.max(MOST_COUNTRIES, first.length))
}
