import { LIKE_NAMES, OWN_NAMES } from '../material/own-names.ts'
import { NAME_SOURCE } from '../material/sources.ts'
import { choose, fold, nearest, shuffled } from '../pick.ts'
import { together } from '../rules.ts'
import { byCode, COUNTRIES, RAW } from '../sources/countries.ts'
import { isStrange } from '../sources/foreign-names.ts'
import type { Country, Question } from '../types.ts'
import { fame } from '../value.ts'
import { inText, verb } from '../words.ts'
import { ask } from './linguist.ts'

const WITHOUT = ['native', 'tld', 'abroad1', 'abroad2', 'abroad3']
const ASKED = COUNTRIES.filter((country) => OWN_NAMES[country.iso2])
for (const country of ASKED) check(country)

/** Linguist: what a country is called in its own language, both ways. */
export function ownNames(): Question[] {
  return ASKED.flatMap((country) => [...ownNameOf(country), ...countryCalled(country)])
}

function ownNameOf(country: Country): Question[] {
  const key = `own-name:${country.iso2}`
  const alternatives = [country, ...others(key, country)].map((c) => ownName(c))
  return ask({
    ...frame(key, country),
    text: `What ${verb(country, 'is', 'are')} ${inText(country)} called in ${OWN_NAMES[country.iso2]![0]}?`,
    alternatives,
    value: Math.max(1, fame(country) + (isStrange(sound(country), country.name) ? 0 : -1)),
  })
}

function countryCalled(country: Country): Question[] {
  const key = `country-with-own-name:${country.iso2}`
  const alternatives = [country, ...others(key, country)].map((c) => c.name)
  return ask({
    ...frame(key, country),
    text: `Which country calls itself ${ownName(country)}?`,
    alternatives,
    value: Math.max(1, fame(country) + (isStrange(sound(country), country.name) ? 0 : -1)),
  })
}

/** Those whose own names are as strange; with other letters too, so that the letters alone do not tell. */
function others(key: string, country: Country): Country[] {
  const near = nearest(country, ASKED).filter((c) => c !== country)
  const written = near.filter((c) => isLatin(c) === isLatin(country))
  return choose(
    3,
    shuffled(key, written.slice(0, 9), (c) => c.iso2),
    (c, chosen) => [country, ...chosen].every((o) => differ(o, c)),
  )
}

function differ(a: Country, b: Country): boolean {
  const alike = LIKE_NAMES.some((codes) => codes.includes(a.iso2) && codes.includes(b.iso2))
  return !alike && together(a.iso2, b.iso2) && fold(sound(a)) !== fold(sound(b))
}

/** "Suomi", "Ελλάδα (Ellada)" */
function ownName(country: Country): string {
  const [, name, sounds] = OWN_NAMES[country.iso2]!
  return sounds ? `${name} (${sounds})` : name
}

function sound(country: Country): string {
  const [, name, sounds] = OWN_NAMES[country.iso2]!
  return sounds ?? name
}

function isLatin(country: Country): boolean {
  return OWN_NAMES[country.iso2]!.length === 2
}

/** Throws when the list of countries has another name in none of the languages of the country. */
function check(country: Country) {
  const native = Object.values(RAW.find((raw) => raw.cca2 === country.iso2)!.name.native)
  const bare = (text: string) => text.normalize('NFC').replace(/[\s་]/g, '')
  const [language, name] = OWN_NAMES[country.iso2]!
  if (!native.some(({ common }) => bare(common).startsWith(bare(name))))
    throw new Error(`${byCode(country.iso2).name} is not called ${name} in ${language}.`)
}

function frame(key: string, country: Country) {
  return { key, country, without: WITHOUT, source: NAME_SOURCE }
}
