import { DEMONYMS, NOUNS, STRANGE } from '../material/demonyms.ts'
import { COUNTRY_LIST } from '../material/sources.ts'
import { choose, fold, nearest, shuffled } from '../pick.ts'
import { together } from '../rules.ts'
import { COUNTRIES, RAW } from '../sources/countries.ts'
import type { Country, Question } from '../types.ts'
import { fame } from '../value.ts'
import { inText } from '../words.ts'
import { ask } from './linguist.ts'

const SOURCE = { source: COUNTRY_LIST, sourceDate: '2025-06-03', verifyBy: '2030-06-01' }
const ASKED = COUNTRIES.filter((country) => DEMONYMS[country.iso2])

/** Linguist: what somebody from a country is called, and where such a one is from. */
export function demonyms(): Question[] {
  return ASKED.flatMap((country) => [...demonymOf(country), ...countryOf(country)])
}

function demonymOf(country: Country): Question[] {
  return ask({
    ...frame(`demonym:${country.iso2}`, country),
    text: `What is a person from ${inText(country)} called?`,
    alternatives: DEMONYMS[country.iso2]!.split(', '),
    value: Math.min(3, fame(country)),
  })
}

function countryOf(country: Country): Question[] {
  const key = `country-of-demonym:${country.iso2}`
  if (!STRANGE.has(country.iso2)) return []
  const near = nearest(country, COUNTRIES).filter((c) => c !== country && together(c.iso2, country.iso2))
  const wrong = choose(
    3,
    shuffled(key, near.slice(0, 8), (c) => c.iso2),
    (c, chosen) => chosen.every((o) => together(o.iso2, c.iso2)),
  )
  const article = /^[AEIOU]/.test(word(country)) ? 'An' : 'A'
  return ask({
    ...frame(key, country),
    text: `${article} ${word(country)} comes from which country?`,
    alternatives: [country, ...wrong].map((c) => c.name),
    value: Math.max(2, fame(country)),
  })
}

/** The right word; throws when the list of countries has another one. */
function word(country: Country): string {
  const [right] = DEMONYMS[country.iso2]!.split(', ')
  const listed = RAW.find((raw) => raw.cca2 === country.iso2)!.demonyms.eng!.m
  if (fold(NOUNS[country.iso2] ?? right!) !== fold(listed))
    throw new Error(`Somebody from ${country.name} is a ${listed}, not a ${right}.`)
  return right!
}

function frame(key: string, country: Country) {
  return { key, country, without: ['demonym'], unsaid: [word(country)], source: SOURCE }
}
