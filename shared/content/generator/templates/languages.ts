import { LANGUAGE_SOURCE } from '../material/sources.ts'
import { choose, fold, nearest, shuffled } from '../pick.ts'
import { together } from '../rules.ts'
import { COUNTRIES } from '../sources/countries.ts'
import { akin, isForeign, official } from '../sources/languages.ts'
import type { Country, Question } from '../types.ts'
import { fame } from '../value.ts'
import { inText } from '../words.ts'
import { ask } from './linguist.ts'

const ASKED = COUNTRIES.filter((country) => official(country))
/** Languages that one meets on every continent; others tempt nobody far from home. */
const WORLDWIDE = new Set(['English', 'French', 'Spanish', 'Portuguese', 'Arabic', 'German'])
const WITHOUT = ['native', 'language', 'tld']

/** Linguist: the official language of a country, where it is official, and where it is not. */
export function languages(): Question[] {
  return ASKED.flatMap((country) => [
    ...languageOf(country),
    ...countryWith(country),
    ...countryWithout(country),
  ])
}

function languageOf(country: Country): Question[] {
  const language = official(country)!
  const key = `language:${country.iso2}`
  const near = nearest(country, ASKED).map((c) => official(c)!)
  const known = (language: string) =>
    WORLDWIDE.has(language) || ASKED.some((c) => c.region === country.region && official(c) === language)
  const foreign = [...new Set(near)].filter((other) => known(other) && isForeign(other, country))
  const wrong = choose(3, shuffled(key, foreign.slice(0, 4), String), (other, chosen) =>
    chosen.every((o) => !akin(o, other)),
  )
  if (sounds(language, country)) return []
  return ask({
    ...frame(key, country),
    text: `What is the official language of ${inText(country)}?`,
    alternatives: [language, ...wrong],
    value: fame(country) === 1 ? 1 : 2,
    unsaid: [language],
  })
}

function countryWith(country: Country): Question[] {
  const language = official(country)!
  const key = `country-with-language:${country.iso2}`
  const near = nearest(country, ASKED).filter((c) => isForeign(language, c))
  const wrong = apart(key, near.slice(0, 12), [country], 3)
  if (sounds(language, country)) return []
  return ask({
    ...frame(key, country),
    text: `In which of these countries is ${language} the official language?`,
    alternatives: [country, ...wrong].map((c) => c.name),
    value: Math.max(2, fame(country)),
    unsaid: [language],
  })
}

/** Three countries that share a language, and this one among them that does not. */
function countryWithout(country: Country): Question[] {
  const key = `country-without-language:${country.iso2}`
  const near = nearest(country, ASKED).filter((c) => c !== country && isForeign(official(c)!, country))
  const shared = [...new Set(near.slice(0, 25).map((c) => official(c)!))].find(
    (language) => near.filter((c) => official(c) === language).length >= 3,
  )
  if (!shared) return []
  const users = near.filter((c) => official(c) === shared && !sounds(shared, c))
  const wrong = apart(key, users.slice(0, 8), [country], 3)
  return ask({
    ...frame(key, country),
    text: `In which of these countries is ${shared} not an official language?`,
    alternatives: [country, ...wrong].map((c) => c.name),
    value: Math.max(2, fame(country)),
    unsaid: [shared],
  })
}

function frame(key: string, country: Country) {
  return { key, country, without: WITHOUT, source: LANGUAGE_SOURCE }
}

function apart(key: string, from: Country[], taken: Country[], count: number): Country[] {
  const fits = (c: Country, chosen: Country[]) =>
    [...taken, ...chosen].every((o) => o !== c && together(o.iso2, c.iso2))
  return choose(
    count,
    shuffled(key, from, (c) => c.iso2),
    fits,
  )
}

/** Hungarian in Hungary: the question would hold its own answer. */
function sounds(language: string, country: Country): boolean {
  return fold(language).slice(0, 3) === fold(country.name).slice(0, 3)
}
