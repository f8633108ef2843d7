import type { Country } from './types.ts'

/** Countries everybody meets at school or in the news; what is asked about them is easy. */
const FAMOUS = new Set('AU BR CA CN DE EG ES FR GB GR IN IT JP MX RU US AR IE SE TR PT'.split(' '))

/** Their capital is not the city everybody thinks of first. */
const TRAPS = new Set('AU BR CA TR NZ NG KZ PK'.split(' '))

/** Small countries that are better known than their size would tell. */
const KNOWN = new Set('AT BE CH CU DK FI IL IS JM MC NO NZ SG VA'.split(' '))

/** How hard a plain question about a country is, 1 to 4: by its fame, then by its population. */
export function fame(country: Country): number {
  if (FAMOUS.has(country.iso2)) return 1
  if (KNOWN.has(country.iso2) || country.population > 12e6) return 2
  return country.population > 0.5e6 ? 3 : 4
}

/** The same for its capital, which may be less famous than the country. */
export function fameOfCapital(country: Country): number {
  return TRAPS.has(country.iso2) ? 3 : fame(country)
}
