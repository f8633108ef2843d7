import { fold, shuffled } from '../pick.ts'
import { COUNTRIES, LISTED, RAW } from '../sources/countries.ts'
import { foreignNames } from '../sources/foreign-names.ts'
import { official } from '../sources/languages.ts'
import { fullName } from '../sources/money.ts'
import type { Country } from '../types.ts'
import { inText, list, verb } from '../words.ts'

/** Countries whose people are not simply called after them. */
const OWN_WORD = new Set(['AE', 'BW', 'LS', 'MG', 'PH', 'SV'])
const LATIN = /^[\p{Script=Latin}\s’'-]+$/u

export function native(country: Country): string | null {
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

export function demonym(country: Country): string | null {
  const word = rawOf(country).demonyms.eng?.m
  if (!word || !OWN_WORD.has(country.iso2)) return null
  return `The word for someone from ${inText(country)} is **${word}**.`
}

/** Only where the letters come from the country's own name: .de for Deutschland. */
export function tld(country: Country): string | null {
  const letters = country.tld.slice(1)
  const spelt = (name: string) => new RegExp(`^${[...letters].join('.*')}`).test(fold(name))
  if (letters.length !== 2 || !country.nativeName || spelt(country.name) || !spelt(country.nativeName))
    return null
  return `Web addresses in ${inText(country)} end in **${country.tld}**: the letters stand for *${country.nativeName}*.`
}

export function language(country: Country): string | null {
  const tongue = official(country)
  if (!tongue) return null
  const far = COUNTRIES.filter((c) => official(c) === tongue && c.region !== country.region).toSorted(
    (a, b) => b.population - a.population,
  )
  const others = shuffled(`language|${country.iso2}`, far.slice(0, 4), (c) => c.iso2).slice(0, 2)
  if (others.length === 0) return null
  return `${tongue} is the official language of ${inText(country)}, and also of ${list(others.map(inText))}.`
}

/** Two names that other languages have for it, the nth pair of those that differ from the English one. */
export function abroad(n: number): (country: Country) => string | null {
  return (country) => {
    const names = shuffled(`abroad|${country.iso2}`, foreignNames(country), (name) => name.language)
    const [first, second] = names.slice(2 * n, 2 * n + 2)
    if (!first || !second || fold(first.form) === fold(second.form)) return null
    return `In ${first.language}, ${inText(country)} ${verb(country, 'is', 'are')} called **${first.form}**, and in ${second.language} **${second.form}**.`
  }
}

export function money(country: Country): string | null {
  if (!country.currency) return null
  return `The currency of ${inText(country)} is the **${fullName(country.currency)}**.`
}

export function calling(country: Country): string | null {
  const { root, suffixes } = rawOf(country).idd
  const code = `${root}${suffixes[0] ?? ''}`
  const listed = LISTED[country.iso2]?.phone.map((number) => `+${number}`) ?? []
  if (suffixes.length !== 1 || listed.length !== 1 || listed[0] !== code) return null
  return `To call someone in ${inText(country)} from abroad, dial **${code}** first.`
}

/** The ending of its web addresses, where it does not simply open the name and no other fact explains it. */
export function web(country: Country): string | null {
  const letters = country.tld.slice(1)
  if (tld(country) || letters.length !== 2 || fold(country.name).startsWith(letters)) return null
  return `Web addresses in ${inText(country)} end in **${country.tld}**.`
}

function rawOf(country: Country) {
  return RAW.find((raw) => raw.cca2 === country.iso2)!
}
