import { fold } from '../pick.ts'
import type { Country } from '../types.ts'
import { RAW } from './countries.ts'
import { history, type Period } from './currencies.ts'

/** Short names that cannot be read off the full one, or that need more than its last word. */
const SHORT: Record<string, string> = {
  USD: 'dollar',
  XCD: 'dollar',
  XOF: 'CFA franc',
  XAF: 'CFA franc',
  BAM: 'convertible mark',
  ILS: 'shekel',
  SLE: 'leone',
  VES: 'bolívar',
}

/** Names that differ only by language or spelling: never two of them among the alternatives. */
const KIN = [
  ['rial', 'riyal', 'riel'],
  ['krone', 'krona', 'króna', 'koruna', 'kroon'],
  ['dinar', 'denar'],
  ['som', 'soʻm', 'somoni'],
  ['franc', 'CFA franc'],
  ['peso', 'peseta'],
  ['leu', 'lev', 'lek'],
  ['mark', 'markka', 'convertible mark'],
  ['rupee', 'rupiah', 'rufiyaa'],
  ['kwacha', 'kwanza'],
  ['taka', 'tālā'],
  ['lari', 'lira'],
  ['pound', 'lira'],
]

const FULL = new Map(RAW.flatMap((raw) => Object.entries(raw.currencies).map(([code, c]) => [code, c.name])))
FULL.set('SLE', 'Sierra Leonean leone')
FULL.set('EUR', 'euro')
FULL.set('VES', 'Venezuelan bolívar')
FULL.set('USD', 'US dollar')
FULL.set('CNY', 'Chinese yuan')
FULL.set('GEL', 'Georgian lari')
FULL.set('GMD', 'Gambian dalasi')
FULL.set('MKD', 'Macedonian denar')
const OLD = new Intl.DisplayNames('en', { type: 'currency' })

/** "Kenyan shilling" */
export function fullName(code: string): string {
  const name = FULL.get(code)
  if (!name) throw new Error(`The currency ${code} has no name.`)
  return name
}

/** "shilling": the name without the country, which would give the answer away. */
export function shortName(code: string): string {
  return (
    SHORT[code] ??
    fullName(code)
      .split(' ')
      .at(-1)!
      .replace(/^\p{Lu}/u, (c) => c.toLowerCase())
  )
}

/** True when no other currency in the world has the same short name. */
export function isOnlyUser(code: string): boolean {
  const alike = [...FULL.keys()].filter((other) => other !== 'SLL' && shortName(other) === shortName(code))
  const users = RAW.filter((raw) => raw.currencies[code])
  return alike.length === 1 && users.length === 1
}

/** The name of a currency that is no longer in use: "German mark" without the years some carry. */
export function formerName(code: string): string {
  const words = OLD.of(code)!
    .replace(/ \(.*\)/, '')
    .split(' ')
  return [...words.slice(0, -1), words.at(-1)!.toLowerCase()].join(' ')
}

/** True when two names would be hard to tell apart or mean the same kind of money. */
export function akin(a: string, b: string): boolean {
  return fold(a) === fold(b) || KIN.some((names) => names.includes(a) && names.includes(b))
}

/** The currency a country had before the present one, when CLDR knows of one with another name. */
export function former(country: Country): (Period & { until: number }) | null {
  const before = history(country.iso2)
    .filter((period) => period.to && period.code !== country.currency)
    .toSorted((a, b) => (a.to! < b.to! ? 1 : -1))[0]
  return before ? { ...before, until: Number(before.to!.slice(0, 4)) } : null
}

/** The year since which a country has had its currency. */
export function since(country: Country): number | null {
  const now = history(country.iso2).find((period) => period.code === country.currency && !period.to)
  return now ? Number(now.from.slice(0, 4)) : null
}
