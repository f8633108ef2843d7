import { AFRICA } from '../material/lands/africa.ts'
import { AMERICAS } from '../material/lands/americas.ts'
import { ASIA } from '../material/lands/asia.ts'
import { EUROPE } from '../material/lands/europe.ts'
import { OCEANIA } from '../material/lands/oceania.ts'
import { nearest, shuffled } from '../pick.ts'
import { NO_AREA } from '../rules.ts'
import { circlesThrough } from '../sources/atlas.ts'
import { byCode, COUNTRIES, RAW } from '../sources/countries.ts'
import { COUNTED } from '../sources/people.ts'
import type { Country } from '../types.ts'
import { atStart, capitalised, figure, inText, inWords, list, people, verb } from '../words.ts'

export const LANDS: Record<string, string[]> = { ...AFRICA, ...AMERICAS, ...ASIA, ...EUROPE, ...OCEANIA }

/** Islands with a causeway, a reef or foreign bases: whether they have a land border is a matter of definition. */
const CAUSEWAY = new Set(['BH', 'CY', 'LK', 'SG'])
/** Their coast is on the Caspian Sea, which some call a lake. */
const CASPIAN = new Set(['AZ', 'KZ', 'TM'])

export function circle(country: Country): string | null {
  if (country.iso2 === 'MA') return null // the map draws it with Western Sahara
  const circles = circlesThrough(country.iso2)
  return circles.length
    ? `${capitalised(list(circles))} ${circles.length > 1 ? 'run' : 'runs'} through ${inText(country)}.`
    : null
}

export function landlocked(country: Country): string | null {
  if (!country.landlocked || CASPIAN.has(country.iso2)) return null
  const near = country.neighbours.map(byCode)
  if (near.length === 1) return `${atStart(country)} lies wholly inside ${inText(near[0]!)}.`
  if (near.every((c) => c.landlocked)) {
    return `${atStart(country)} is landlocked, and so are all its neighbours: one must cross two borders to reach the ocean.`
  }
  const coastal = near.filter((c) => !c.landlocked)
  return coastal.length === 1
    ? `${atStart(country)} is landlocked; of its neighbours only ${inText(coastal[0]!)} reaches the ocean.`
    : null
}

export function twin(country: Country): string | null {
  if (country.area < 500 || NO_AREA.has(country.iso2)) return null
  const alike = COUNTRIES.filter(
    (c) => c.iso2 !== country.iso2 && !NO_AREA.has(c.iso2) && Math.abs(c.area / country.area - 1) < 0.04,
  )
  const other = shuffled(`twin|${country.iso2}`, alike, (c) => c.iso2)[0]
  return other
    ? `${atStart(country)} ${verb(country, 'covers', 'cover')} about ${figure(country.area)} km², nearly the same as ${inText(other)}.`
    : null
}

export function ratio(country: Country): string | null {
  const large = country.neighbours.map(byCode).toSorted((a, b) => b.area - a.area)[0]
  if (!large || NO_AREA.has(large.iso2) || NO_AREA.has(country.iso2)) return null
  const times = Math.round(large.area / country.area)
  if (times < 3) return null
  const words = times <= 12 ? inWords(times) : figure(times)
  return `${atStart(country)} would fit into its neighbour ${inText(large)} about ${words} times.`
}

export function density(country: Country): string | null {
  if (!COUNTED.includes(country) || NO_AREA.has(country.iso2)) return null
  const perKm = country.population / country.area
  return `About ${people(country.population)} people live in ${inText(country)} (2025): on average ${figure(perKm)} per square kilometre.`
}

/** A country far away with nearly as many people. */
export function peer(country: Country): string | null {
  const alike = COUNTED.filter(
    (c) => c.region !== country.region && Math.abs(c.population / country.population - 1) < 0.05,
  )
  const other = shuffled(`peer|${country.iso2}`, alike, (c) => c.iso2)[0]
  if (!other || !COUNTED.includes(country)) return null
  const [own, theirs] = [people(country.population), people(other.population)]
  const numbers = own === theirs ? `${own} each` : `${own} and ${theirs}`
  return `${atStart(country)} and ${inText(other)} have nearly the same number of people: about ${numbers} (2025).`
}

/** Larger in area than a country nearby, but with fewer people. */
export function empty(country: Country): string | null {
  if (NO_AREA.has(country.iso2) || !COUNTED.includes(country)) return null
  const near = nearest(country, COUNTRIES)
    .slice(1, 20)
    .filter((c) => COUNTED.includes(c) && !NO_AREA.has(c.iso2))
  const other = near.find((c) => c.area * 2 < country.area && c.population > country.population * 1.4)
  if (!other) return null
  const times = Math.floor(country.area / other.area)
  const larger = times === 2 ? 'twice' : `${times > 12 ? figure(times) : inWords(times)} times`
  const is = verb(country, 'is', 'are')
  return `${atStart(country)} ${is} more than ${larger} as large as ${inText(other)}, yet fewer people live there (2025).`
}

export function neighbours(country: Country): string | null {
  const names = country.neighbours.map((code) => inText(byCode(code)))
  const settled = rawOf(country).borders.length === names.length
  if (names.length === 0 || names.length > 8) return null
  if (names.length === 1 && settled)
    return `The only country one can reach from ${inText(country)} by land is ${names[0]}.`
  if (names.length < 4 && settled)
    return `On land, ${inText(country)} has only ${inWords(names.length)} neighbours: ${list(names)}.`
  return names.length > 3 ? `Among the neighbours of ${inText(country)} are ${list(names)}.` : null
}

export function alone(country: Country): string | null {
  if (rawOf(country).borders.length > 0 || CAUSEWAY.has(country.iso2)) return null
  return `${atStart(country)} ${verb(country, 'has', 'have')} no land border with any other country.`
}

function rawOf(country: Country) {
  return RAW.find((raw) => raw.cca2 === country.iso2)!
}
