import { load } from '../load.ts'
import { NEW_CURRENCY, NO_CURRENCY } from '../rules.ts'
import type { Raw } from './countries.ts'

type Use = { _from?: string; _to?: string; _tender?: string }
type Currencies = { supplemental: { currencyData: { region: Record<string, Record<string, Use>[]> } } }
export type Period = { code: string; from: string; to: string | undefined }

const REGIONS = load<Currencies>('cldr-core/supplemental/currencyData.json').supplemental.currencyData.region

/** The currencies a country has had, newest first, as CLDR dates them; without units of account. */
export function history(iso2: string): Period[] {
  const uses = (REGIONS[iso2] ?? []).flatMap((entry) => Object.entries(entry))
  const money = uses.filter(([, use]) => use._from && use._tender !== 'false')
  return money.map(([code, use]) => ({ code, from: use._from!, to: use._to }))
}

/** The one currency on which all three sources agree, or null: then nothing is asked about it. */
export function currentCurrency(raw: Raw, listed: string[]): string | null {
  if (NO_CURRENCY.has(raw.cca2)) return null
  const now = history(raw.cca2).filter((period) => !period.to)
  if (now.length !== 1) return null
  const code = now[0]!.code
  if (NEW_CURRENCY[raw.cca2]) return agreed(raw.cca2, code)
  const same = [listed, Object.keys(raw.currencies)].every((codes) => codes.length === 1 && codes[0] === code)
  return same ? code : null
}

function agreed(iso2: string, code: string): string {
  if (NEW_CURRENCY[iso2] !== code) throw new Error(`CLDR has the currency ${code} for ${iso2}.`)
  return code
}
