import { FAMOUS_CITIES, OBSCURE_CITIES } from '../material/fame-of-cities.ts'
import { NO_CAPITAL } from '../rules.ts'
import type { Place } from '../types.ts'
import { CITIES } from './cities.ts'
import { COUNTRIES } from './countries.ts'
import { capitalPlace } from './places.ts'

/** A city on the navigator's globe. `fame`: 1 known to all, 3 to few. */
export type Spot = Place & {
  slug: string
  name: string
  iso2: string
  iata: string | null
  timezone: string | null
  fame: 1 | 2 | 3
}

const OURS: Spot[] = CITIES.map(({ slug, name, country, iata, timezone, lat, lng }) => ({
  ...{ slug, name, iso2: country!, iata, timezone, lat, lng },
  fame: FAMOUS_CITIES.has(slug) ? 1 : OBSCURE_CITIES.has(slug) ? 3 : 2,
}))

/** The capitals of countries that have no city in the game. */
const OTHERS: Spot[] = COUNTRIES.filter(
  ({ iso2 }) => !NO_CAPITAL.has(iso2) && !OURS.some((spot) => spot.iso2 === iso2),
).flatMap((country) => {
  const place = capitalPlace(country)
  if (!place) return []
  const slug = country.iso2.toLowerCase()
  return [{ slug, name: country.capital, iso2: country.iso2, iata: null, timezone: null, ...place, fame: 3 }]
})

export const SPOTS: Spot[] = [...OURS, ...OTHERS]
/** Those with an airport and a clock in the game. */
export const STOPS = OURS as (Spot & { iata: string; timezone: string })[]
