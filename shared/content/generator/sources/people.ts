import { load } from '../load.ts'
import type { Country } from '../types.ts'
import { COUNTRIES } from './countries.ts'

type Named<T> = ({ country: string } & T)[]

/** War, or no census for a generation: nobody knows well enough. */
const UNKNOWN = new Set(['AF', 'ER', 'SD', 'SS', 'YE'])
/** Their own last count, or the United Nations, differs from both lists by a twelfth and more. */
const RECOUNTED = new Set(
  'AE AL BA BT CA CU CV CY DM EE GN IQ KG KI KN LT MK ML MM MR MT NA PW PY QA SB SC SV TL TM VA VE'.split(
    ' ',
  ),
)
/** Between the older figures of the World Bank and those of CLDR there may be growth, not contradiction. */
const LEAST_GROWTH = 0.9
const MOST_GROWTH = 1.3

/** Codes the list spells in its own way. */
const CODES: Record<string, string> = { TP: 'TL', UK: 'GB', ZR: 'CD' }

const CODE_OF = new Map(
  load<Named<{ abbreviation: string | null }>>('country-json/src/country-by-abbreviation.json').map((row) => [
    row.country,
    CODES[row.abbreviation ?? ''] ?? row.abbreviation,
  ]),
)
const OLDER = new Map(
  load<Named<{ population: number | null }>>('country-json/src/country-by-population.json').map((row) => [
    CODE_OF.get(row.country),
    row.population ?? 0,
  ]),
)

/** How many people live in a country by each source, CLDR first; undefined where they contradict each other. */
export function peopleOf(country: Country): [number, number] | undefined {
  const older = OLDER.get(country.iso2) ?? 0
  const growth = country.population / older
  if (UNKNOWN.has(country.iso2) || RECOUNTED.has(country.iso2)) return undefined
  return older > 0 && growth > LEAST_GROWTH && growth < MOST_GROWTH ? [country.population, older] : undefined
}

/** Countries on whose number of people the sources agree. */
export const COUNTED = COUNTRIES.filter((country) => peopleOf(country))
