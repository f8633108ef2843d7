import { load } from '../load.ts'
import { NO_LANGUAGE } from '../rules.ts'
import type { Country } from '../types.ts'
import { LISTED, RAW } from './countries.ts'

type Spoken = { _populationPercent: string; _officialStatus?: string }
type Territories = {
  supplemental: { territoryInfo: Record<string, { languagePopulation?: Record<string, Spoken> }> }
}
type Names = Record<string, string>

const PEOPLE = load<Territories>('cldr-core/supplemental/territoryInfo.json').supplemental.territoryInfo
const CODES = load<Names>('countries-list/minimal/languages.en.min.json')

/** One English form for languages that the lists call differently. */
const FORMS: Names = {
  'Austro-Bavarian German': 'German',
  'Persian (Farsi)': 'Persian',
  Maldivian: 'Dhivehi',
  Divehi: 'Dhivehi',
  Slovenian: 'Slovene',
  Cambodian: 'Khmer',
  Laotian: 'Lao',
}
/** Languages so close that one is hardly wrong where the other is right; never together. */
const KIN = [
  ['Croatian', 'Serbian', 'Bosnian', 'Montenegrin'],
  ['Indonesian', 'Malay'],
  ['Bulgarian', 'Macedonian'],
  ['Lao', 'Thai'],
  ['Romanian', 'Moldovan'],
  ['Bengali', 'Nepali'],
]
/** Official in a part of the country, or so much used that it is no plainly wrong answer. */
const REGIONAL: Record<string, string> = {
  AM: 'Russian',
  AT: 'Slovene Hungarian Croatian',
  BD: 'English',
  BN: 'English',
  CO: 'English',
  CR: 'English',
  DK: 'German Faroese',
  EE: 'Russian',
  EG: 'English French',
  GE: 'Russian',
  HN: 'English',
  HR: 'Italian Serbian Hungarian',
  IT: 'German French Slovene Catalan Albanian Greek Croatian',
  LV: 'Russian',
  MR: 'French',
  NI: 'English',
  PA: 'English',
  PL: 'German Lithuanian',
  RO: 'Hungarian German',
  RS: 'Hungarian Slovak Romanian Albanian',
  SE: 'Finnish',
  SI: 'Italian Hungarian',
  SK: 'Hungarian',
  TN: 'French',
  UA: 'Russian Hungarian Romanian',
}
/** Spoken by this part of the people or more, a language would be no plainly wrong answer. */
const HEARD = 8

/** The one language that all three lists call official, or null: then nothing is asked about it. */
export function official(country: Country): string | null {
  if (NO_LANGUAGE.has(country.iso2)) return null
  const names = Object.values(RAW.find((raw) => raw.cca2 === country.iso2)!.languages).map(form)
  const codes = LISTED[country.iso2]?.languages ?? []
  const [code] = codes
  if (names.length !== 1 || codes.length !== 1 || !code || form(CODES[code]!) !== names[0]) return null
  const status = spokenIn(country, code)?._officialStatus
  return status === 'official' || status === 'de_facto_official' ? names[0]! : null
}

/** True when the language is plainly not one of the country: in no list, and hardly heard there. */
export function isForeign(language: string, country: Country): boolean {
  const own = official(country)
  if (!own || akin(own, language) || REGIONAL[country.iso2]?.split(' ').includes(language)) return false
  const code = Object.keys(CODES).find((key) => form(CODES[key]!) === language)
  const spoken = code ? spokenIn(country, code) : undefined
  return !spoken?._officialStatus && Number(spoken?._populationPercent ?? 0) < HEARD
}

/** True when two languages must not stand among the answers to one question. */
export function akin(a: string, b: string): boolean {
  return a === b || KIN.some((names) => names.includes(a) && names.includes(b))
}

function spokenIn(country: Country, code: string): Spoken | undefined {
  return PEOPLE[country.iso2]?.languagePopulation?.[code]
}

function form(name: string): string {
  return FORMS[name] ?? name
}
