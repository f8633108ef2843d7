import { shuffled } from './pick.ts'
import { NO_AREA, together } from './rules.ts'
import { byCode, COUNTRIES, RAW } from './sources/countries.ts'
import { COUNTED, peopleOf } from './sources/people.ts'
import type { Country } from './types.ts'
import { atStart, figure, inText, inWords, list } from './words.ts'

type Fact = (country: Country) => string | null

/** Short true sentences about the people of a country, by the figures of both sources. */
const FACTS: Record<string, Fact> = { times, together: outnumbers, share, twin, square, thicker }

const WORLD = COUNTRIES.reduce((sum, country) => sum + country.population, 0)
const used = new Map<string, number>()

/** The next fact about the people of a country, or null; `without` are kinds to leave out. */
export function nextPeopleFact(country: Country, without: string[] = []): string | null {
  const known = shuffled(country.iso2, Object.keys(FACTS), String).filter(
    (kind) => !without.includes(kind) && COUNTED.includes(country) && FACTS[kind]!(country),
  )
  const count = (kind: string) => used.get(`${country.iso2}|${kind}`) ?? 0
  const kind = known.toSorted((a, b) => count(a) - count(b))[0]
  if (!kind) return null
  used.set(`${country.iso2}|${kind}`, count(kind) + 1)
  return FACTS[kind]!(country)
}

function neighboursOf(country: Country): Country[] {
  const near = country.neighbours
    .map(byCode)
    .filter((c) => COUNTED.includes(c) && together(c.iso2, country.iso2))
  return shuffled(`people|${country.iso2}`, near, (c) => c.iso2)
}

/** How many times more, by both sources: the lower of the two. */
function ratio(a: Country, b: Country): number[] {
  return peopleOf(a)!.map((people, i) => people / peopleOf(b)![i]!)
}

function times(country: Country): string | null {
  for (const other of neighboursOf(country)) {
    const [large, small] = country.population > other.population ? [country, other] : [other, country]
    const [newer, older] = ratio(large, small) as [number, number]
    const n = Math.round(newer)
    if (n < 2 || n > 60 || Math.abs(newer / n - 1) > 0.1 || Math.abs(newer / older - 1) > 0.15) continue
    const more = n === 2 ? 'twice' : `${n <= 20 ? inWords(n) : Math.round(n / 5) * 5} times`
    return `${atStart(large)} has about ${more} as many people as its neighbour ${inText(small)} (2025).`
  }
  return null
}

function outnumbers(country: Country): string | null {
  const near = neighboursOf(country)
  const borders = RAW.find((raw) => raw.cca2 === country.iso2)!.borders.length // disputed ones too
  if (near.length !== borders || near.length < 2 || near.length > 6) return null
  const all = [0, 1].map((i) => near.reduce((sum, c) => sum + peopleOf(c)![i]!, 0))
  if (peopleOf(country)!.every((people, i) => people > all[i]! * 1.2)) {
    return `More people live in ${inText(country)} than in all its land neighbours together: ${list(near.map(inText))} (2025).`
  }
  return null
}

function share(country: Country): string | null {
  const n = WORLD / country.population
  if (n < 3 || n > 400) return null
  const rounded = Number(n.toPrecision(n < 20 ? 1 : 2))
  return `About one in every ${n < 12.5 ? inWords(Math.round(n)) : rounded} people on Earth lives in ${inText(country)} (2025).`
}

function twin(country: Country): string | null {
  const alike = COUNTED.filter(
    (c) =>
      c !== country && c.region !== country.region && ratio(c, country).every((r) => Math.abs(r - 1) < 0.07),
  )
  const [other] = shuffled(`people-twin|${country.iso2}`, alike, (c) => c.iso2)
  return other ? `About as many people live in ${inText(country)} as in ${inText(other)} (2025).` : null
}

/** The land shared out equally. */
function square(country: Country): string | null {
  if (NO_AREA.has(country.iso2) || country.population < 50_000) return null
  const metres = Math.sqrt((country.area * 1e6) / country.population)
  return `If the land of ${inText(country)} were shared out equally among its people of 2025, each would get a square with sides of ${figure(metres)} metres.`
}

function thicker(country: Country): string | null {
  const other = neighboursOf(country).find((c) => {
    if (NO_AREA.has(c.iso2) || NO_AREA.has(country.iso2)) return false
    return density(c) / density(country) > 2.5 || density(country) / density(c) > 2.5
  })
  if (!other) return null
  const [dense, empty] = density(country) > density(other) ? [country, other] : [other, country]
  return `On average ${figure(Math.round(density(dense)))} people live on a square kilometre of ${inText(dense)}, and ${figure(Math.round(density(empty)))} on one of ${inText(empty)} next door (2025).`
}

export function density(country: Country): number {
  return country.population / country.area
}
