import { load } from '../load.ts'
import { fold } from '../pick.ts'
import type { Country } from '../types.ts'
import { RAW } from './countries.ts'
import { shortName } from './money.ts'

type Currencies = { supplemental: { currencyData: { region: Record<string, Record<string, object>[]> } } }

const USES = load<Currencies>('cldr-core/supplemental/currencyData.json').supplemental.currencyData.region
/** Every code there is or was: none of them is ever made up as a wrong answer. */
const KNOWN = new Set(Object.values(USES).flatMap((uses) => uses.flatMap(Object.keys)))
/** Ends of codes: dollar, franc, peso and pound, rupee, shilling, lira and others. */
const ENDS = [...'DFPRSLKNMC']

/** True when no other country has the currency, so that its code speaks of this one. */
export function isOwnMoney(country: Country): boolean {
  const code = country.currency
  return code?.slice(0, 2) === country.iso2 && RAW.filter((raw) => raw.currencies[code]).length === 1
}

/** Codes that look right for the money of a country and are none at all, the most tempting first. */
export function madeUp(country: Country): string[] {
  const code = country.currency!
  const letters = fold(country.name).toUpperCase()
  const initial = fold(shortName(code)).charAt(0).toUpperCase()
  const { cca3 } = RAW.find((raw) => raw.cca2 === country.iso2)!
  const tempting = [letters.slice(0, 2) + initial, cca3, letters.slice(0, 3)]
  const all = [...tempting, ...ENDS.map((end) => country.iso2 + end)]
  return [...new Set(all)].filter((other) => other !== code && !KNOWN.has(other))
}
