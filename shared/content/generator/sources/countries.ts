import { load } from '../load.ts'
import { fold } from '../pick.ts'
import { pair, UNSETTLED_BORDERS } from '../rules.ts'
import type { Country } from '../types.ts'
import { atlasBorders } from './atlas.ts'
import { currentCurrency } from './currencies.ts'

export type Raw = {
  cca2: string
  cca3: string
  ccn3: string
  name: { common: string; native: Record<string, { common: string }> }
  independent: boolean
  currencies: Record<string, { name: string; symbol: string }>
  capital: string[]
  region: string
  subregion: string
  languages: Record<string, string>
  latlng: [number, number]
  landlocked: boolean
  borders: string[]
  area: number
  tld: string[]
  idd: { root: string; suffixes: string[] }
  demonyms: Record<string, { m: string } | undefined>
}

type Listed = Record<
  string,
  { name: string; capital: string; currency: string[]; languages: string[]; phone: number[] }
>
type Territories = { supplemental: { territoryInfo: Record<string, { _population: string }> } }

const NAMES: Record<string, string> = {
  CD: 'Democratic Republic of the Congo',
  CG: 'Republic of the Congo',
}

const ARTICLES = new Set('AE BS CF CD CG DO GB GM KM MH MV NL PH SB SC US'.split(' '))

/** One English form for each capital, where the sources write an older or shorter one. */
const CAPITALS: Record<string, string> = {
  AG: 'St. John’s',
  GD: 'St. George’s',
  MN: 'Ulaanbaatar',
  SM: 'San Marino',
  US: 'Washington, D.C.',
  MD: 'Chișinău',
  IS: 'Reykjavík',
}

export const RAW = load<Raw[]>('world-countries/countries.json').filter((raw) => raw.independent)
export const LISTED = load<Listed>('countries-list/countries.min.json')
const PEOPLE = load<Territories>('cldr-core/supplemental/territoryInfo.json').supplemental.territoryInfo

export const COUNTRIES: Country[] = RAW.map(country).toSorted((a, b) => (a.iso2 < b.iso2 ? -1 : 1))
const BY_CODE = new Map(COUNTRIES.map((c) => [c.iso2, c]))

export function byCode(iso2: string): Country {
  const found = BY_CODE.get(iso2)
  if (!found) throw new Error(`There is no country ${iso2}.`)
  return found
}

function country(raw: Raw): Country {
  const iso2 = raw.cca2
  return {
    iso2,
    name: NAMES[iso2] ?? raw.name.common,
    article: ARTICLES.has(iso2),
    region: raw.region,
    subregion: raw.subregion,
    lat: raw.latlng[0],
    lng: raw.latlng[1],
    neighbours: neighbours(raw),
    capital: capital(raw),
    area: raw.area,
    population: Number(PEOPLE[iso2]?._population ?? 0),
    landlocked: raw.landlocked,
    currency: currentCurrency(raw, LISTED[iso2]?.currency ?? []),
    language: onlyLanguage(raw),
    nativeName: nativeName(raw),
    tld: raw.tld[0] ?? '',
  }
}

function capital(raw: Raw): string {
  const [first = ''] = raw.capital
  const second = LISTED[raw.cca2]?.capital ?? ''
  if (fold(first) !== fold(second)) throw new Error(`Two capitals for ${raw.cca2}: ${first}, ${second}.`)
  return CAPITALS[raw.cca2] ?? first.replace("'", '’')
}

/** Land neighbours of which nobody doubts; throws when the base map and the list disagree about any other. */
function neighbours(raw: Raw): string[] {
  const listed = RAW.filter((other) => raw.borders.includes(other.cca3)).map((other) => other.cca2)
  const drawn = atlasBorders(raw.ccn3)
  const settled = (code: string) => code !== raw.cca2 && !UNSETTLED_BORDERS.has(pair(raw.cca2, code))
  for (const code of RAW.map((other) => other.cca2).filter(settled)) {
    if (drawn && drawn.has(code) !== listed.includes(code)) {
      throw new Error(`The sources disagree about the border ${raw.cca2}-${code}.`)
    }
  }
  return listed.filter(settled).toSorted()
}

function onlyLanguage(raw: Raw): string | null {
  const names = Object.values(raw.languages)
  const agreed = LISTED[raw.cca2]?.languages.length === 1
  return names.length === 1 && agreed ? names[0]!.replace('Austro-Bavarian ', '') : null
}

function nativeName(raw: Raw): string | null {
  const [code] = Object.keys(raw.languages)
  return onlyLanguage(raw) && code ? (raw.name.native[code]?.common.replaceAll("'", '’') ?? null) : null
}
