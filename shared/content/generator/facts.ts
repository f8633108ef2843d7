import { daylight, farthestCapital, meridian, nearestCapital, parallel } from './facts/capitals.ts'
import {
  alone,
  circle,
  density,
  empty,
  LANDS,
  landlocked,
  neighbours,
  peer,
  ratio,
  twin,
} from './facts/land.ts'
import { abroad, calling, demonym, language, money, native, tld, web } from './facts/names.ts'
import { shuffled } from './pick.ts'
import type { Country } from './types.ts'

type Fact = (country: Country) => string | null

/** Short true sentences about a country that its questions do not ask for. */
const FACTS: Record<string, Fact> = {
  land1: land(0),
  land2: land(1),
  land3: land(2),
  land4: land(3),
  land5: land(4),
  land6: land(5),
  native,
  demonym,
  tld,
  circle,
  capitals: nearestCapital,
  farthest: farthestCapital,
  parallel,
  meridian,
  daylight,
  abroad1: abroad(0),
  abroad2: abroad(1),
  abroad3: abroad(2),
  language,
  landlocked,
  twin,
  ratio,
  peer,
  empty,
  density,
  neighbours,
  alone,
  calling,
  web,
  money,
}
/** These say little that is special; they come last. */
const PLAIN = ['farthest', 'density', 'alone', 'neighbours', 'calling', 'web', 'money']

const LAND_SOURCE = '; on the land: CIA World Factbook, https://www.cia.gov/the-world-factbook/'
const TOLD_OF_LAND = new Set(Object.values(LANDS).flat())

const used = new Map<string, number>()
const known = new Map<string, [string, string][]>()

/**
 * The next fact about a country, so that its questions do not all teach the same; `without` are kinds to leave
 * out, and no fact is told that names one of `unsaid`.
 */
export function nextFact(country: Country, without: string[] = [], unsaid: string[] = []): string {
  const names = unsaid.map(words)
  const told = factsOf(country).filter(
    ([kind, text]) => !without.includes(kind) && !names.some((name) => words(text).includes(name)),
  )
  const count = (kind: string) => used.get(`${country.iso2}|${kind}`) ?? 0
  const [kind, fact] = told.toSorted(([a], [b]) => count(a) - count(b))[0] ?? []
  if (!kind || !fact) throw new Error(`Nothing is known about ${country.name}.`)
  used.set(`${country.iso2}|${kind}`, count(kind) + 1)
  return fact
}

/** What is added to the source of a question for the fact that is told after it. */
export function factSource(fact: string): string {
  return TOLD_OF_LAND.has(fact) ? LAND_SOURCE : ''
}

/** All that is known about a country, by kind: the special things first. */
export function factsOf(country: Country): [string, string][] {
  if (!known.has(country.iso2)) known.set(country.iso2, collect(country))
  return known.get(country.iso2)!
}

function collect(country: Country): [string, string][] {
  const special = Object.keys(FACTS).filter((kind) => !PLAIN.includes(kind))
  return [...shuffled(country.iso2, special, String), ...PLAIN].flatMap((kind) => {
    const fact = FACTS[kind]!(country)
    return fact ? [[kind, fact] as [string, string]] : []
  })
}

/** A text as words between blanks, so that Niger is not found in Nigeria. */
function words(text: string): string {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  return ` ${plain.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()} `
}

function land(n: number): Fact {
  return (country) => LANDS[country.iso2]?.[n] ?? null
}
