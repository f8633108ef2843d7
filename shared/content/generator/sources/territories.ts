import { load } from '../load.ts'
import type { Country } from '../types.ts'
import type { Raw } from './countries.ts'

export type Territory = Pick<
  Country,
  'iso2' | 'name' | 'article' | 'region' | 'subregion' | 'lat' | 'lng' | 'neighbours' | 'area'
>

/** They have a city one flies to and a name of its own on tickets, but are never asked about as countries. */
const CODES = ['GL', 'HK', 'NC', 'PF', 'TW']

export const TERRITORIES: Territory[] = load<Raw[]>('world-countries/countries.json')
  .filter((raw) => CODES.includes(raw.cca2))
  .map(({ cca2, name, region, subregion, latlng: [lat, lng], area }) => ({
    iso2: cca2,
    name: name.common,
    article: false,
    region,
    subregion,
    lat,
    lng,
    neighbours: [],
    area,
  }))
  .toSorted((a, b) => (a.iso2 < b.iso2 ? -1 : 1))
