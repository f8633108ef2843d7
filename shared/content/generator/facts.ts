import { distanceKm, fold, nearest, shuffled } from './pick.ts'
import { NO_AREA, NO_CAPITAL } from './rules.ts'
import { circlesThrough } from './sources/atlas.ts'
import { CAPITAL_CITIES } from './sources/cities.ts'
import { byCode, COUNTRIES, LISTED, RAW } from './sources/countries.ts'
import { fullName } from './sources/money.ts'
import type { Country } from './types.ts'
import { atStart, capitalised, figure, inText, inWords, list, people } from './words.ts'

type Fact = (country: Country) => string | null

/** Short true sentences about a country that its questions do not ask for. */
const FACTS: Record<string, Fact> = {
  native,
  demonym,
  tld,
  circle,
  capitals,
  language,
  landlocked,
  twin,
  ratio,
  density,
  neighbours,
  alone,
  calling,
  money,
}
/** These say little that is special; they come last. */
const PLAIN = ['density', 'alone', 'neighbours', 'calling', 'money']

/** Their language is official by custom; no law says so. */
const DE_FACTO = new Set('AR AU CL GB JP MX US UY'.split(' '))

/** Islands with a causeway, a reef or foreign bases: whether they have a land border is a matter of definition. */
const CAUSEWAY = new Set(['BH', 'CY', 'LK', 'SG'])

/** Countries whose people are not simply called after them. */
const OWN_WORD = new Set(['AE', 'BW', 'LS', 'MG', 'PH', 'SV'])
/** Their coast is on the Caspian Sea, which some call a lake. */
const CASPIAN = new Set(['AZ', 'KZ', 'TM'])
const LATIN = /^[\p{Script=Latin}\s’'-]+$/u

const used = new Map<string, number>()

/** The next fact about a country, so that its questions do not all teach the same; `without` are kinds to leave out. */
export function nextFact(country: Country, without: string[] = []): string {
  const all = Object.keys(FACTS).filter((kind) => !without.includes(kind))
  const order = [
    ...shuffled(
      country.iso2,
      all.filter((k) => !PLAIN.includes(k)),
      String,
    ),
    ...PLAIN,
  ]
  const known = order.filter((kind) => !without.includes(kind) && FACTS[kind]!(country))
  const count = (kind: string) => used.get(`${country.iso2}|${kind}`) ?? 0
  const kind = known.toSorted((a, b) => count(a) - count(b))[0]
  if (!kind) throw new Error(`Nothing is known about ${country.name}.`)
  used.set(`${country.iso2}|${kind}`, count(kind) + 1)
  return FACTS[kind]!(country)!
}

function native(country: Country): string | null {
  if (tld(country)) return null
  const { nativeName, language: tongue } = country
  if (
    !nativeName ||
    !tongue ||
    !LATIN.test(nativeName) ||
    fold(nativeName).slice(0, 4) === fold(country.name).slice(0, 4)
  )
    return null
  return `In ${tongue}, the name of ${inText(country)} is **${nativeName}**.`
}

function demonym(country: Country): string | null {
  const word = rawOf(country).demonyms.eng?.m
  if (!word || !OWN_WORD.has(country.iso2)) return null
  return `The word for someone from ${inText(country)} is **${word}**.`
}

/** Only where the letters come from the country's own name: .de for Deutschland. */
function tld(country: Country): string | null {
  const letters = country.tld.slice(1)
  const spelt = (name: string) => new RegExp(`^${[...letters].join('.*')}`).test(fold(name))
  if (letters.length !== 2 || !country.nativeName || spelt(country.name) || !spelt(country.nativeName))
    return null
  return `Web addresses in ${inText(country)} end in **${country.tld}**: the letters stand for *${country.nativeName}*.`
}

function circle(country: Country): string | null {
  if (country.iso2 === 'MA') return null // the map draws it with Western Sahara
  const circles = circlesThrough(country.iso2)
  return circles.length
    ? `${capitalised(list(circles))} ${circles.length > 1 ? 'run' : 'runs'} through ${inText(country)}.`
    : null
}

function capitals(country: Country): string | null {
  const own = CAPITAL_CITIES.get(country.iso2)
  if (!own || NO_CAPITAL.has(country.iso2)) return null
  const others = COUNTRIES.filter(
    (c) => c !== country && CAPITAL_CITIES.has(c.iso2) && !NO_CAPITAL.has(c.iso2),
  )
  const near = nearest(
    own,
    others.map((c) => ({ ...CAPITAL_CITIES.get(c.iso2)!, iso2: c.iso2 })),
  )[0]!
  const km = Math.round(distanceKm(own, near) / 10) * 10
  return `As the crow flies it is ${km < 400 ? 'only ' : ''}about ${km.toLocaleString('en-GB')} km from ${own.name} to ${near.name}, the capital of ${inText(byCode(near.iso2))}.`
}

function language(country: Country): string | null {
  const tongue = country.language
  if (!tongue) return null
  if (DE_FACTO.has(country.iso2)) return null
  const far = COUNTRIES.filter(
    (c) => c.language === tongue && c.region !== country.region && !DE_FACTO.has(c.iso2),
  ).toSorted((a, b) => b.population - a.population)
  const others = shuffled(`language|${country.iso2}`, far.slice(0, 4), (c) => c.iso2).slice(0, 2)
  if (others.length === 0) return null
  return `${tongue} is the official language of ${inText(country)}, and also of ${list(others.map(inText))}.`
}

function landlocked(country: Country): string | null {
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

function twin(country: Country): string | null {
  if (country.area < 500 || NO_AREA.has(country.iso2)) return null
  const alike = COUNTRIES.filter(
    (c) => c.iso2 !== country.iso2 && !NO_AREA.has(c.iso2) && Math.abs(c.area / country.area - 1) < 0.04,
  )
  const other = shuffled(`twin|${country.iso2}`, alike, (c) => c.iso2)[0]
  return other
    ? `${atStart(country)} covers about ${figure(country.area)} km², nearly the same as ${inText(other)}.`
    : null
}

function ratio(country: Country): string | null {
  const large = country.neighbours.map(byCode).toSorted((a, b) => b.area - a.area)[0]
  if (!large || NO_AREA.has(large.iso2) || NO_AREA.has(country.iso2)) return null
  const times = Math.round(large.area / country.area)
  if (times < 3) return null
  const words = times <= 12 ? inWords(times) : figure(times)
  return `${atStart(country)} would fit into its neighbour ${inText(large)} about ${words} times.`
}

function density(country: Country): string | null {
  if (country.population < 1000 || NO_AREA.has(country.iso2)) return null
  const perKm = country.population / country.area
  return `About ${people(country.population)} people live in ${inText(country)} (CLDR 48, 2025): on average ${figure(perKm)} to each square kilometre.`
}

function neighbours(country: Country): string | null {
  const names = country.neighbours.map((code) => inText(byCode(code)))
  const settled = rawOf(country).borders.length === names.length
  if (names.length === 0 || names.length > 8) return null
  if (names.length === 1 && settled)
    return `The only country one can reach from ${inText(country)} by land is ${names[0]}.`
  if (names.length < 4 && settled)
    return `On land, ${inText(country)} has only ${inWords(names.length)} neighbours: ${list(names)}.`
  return names.length > 3 ? `Among the neighbours of ${inText(country)} are ${list(names)}.` : null
}

function rawOf(country: Country) {
  return RAW.find((raw) => raw.cca2 === country.iso2)!
}

function alone(country: Country): string | null {
  if (rawOf(country).borders.length > 0 || CAUSEWAY.has(country.iso2)) return null
  return `${atStart(country)} has no land border with any other country.`
}

function money(country: Country): string | null {
  if (!country.currency) return null
  return `In ${inText(country)} one pays with the **${fullName(country.currency)}**.`
}

function calling(country: Country): string | null {
  const { root, suffixes } = rawOf(country).idd
  const code = `${root}${suffixes[0] ?? ''}`
  const listed = LISTED[country.iso2]?.phone.map((number) => `+${number}`) ?? []
  if (suffixes.length !== 1 || listed.length !== 1 || listed[0] !== code) return null
  return `To call someone in ${inText(country)} from abroad, one dials **${code}** first.`
}
