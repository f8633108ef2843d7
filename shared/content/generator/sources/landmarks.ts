import { loadCsv } from '../load.ts'
import { EGYPT } from '../material/landmarks/egypt.ts'
import { EUROPE } from '../material/landmarks/europe.ts'
import { FRANCE_NORTH } from '../material/landmarks/france-north.ts'
import { FRANCE_SOUTH } from '../material/landmarks/france-south.ts'
import { GERMANY } from '../material/landmarks/germany.ts'
import { INDIA_NORTH } from '../material/landmarks/india-north.ts'
import { INDIA_SOUTH } from '../material/landmarks/india-south.ts'
import { USA_EAST } from '../material/landmarks/usa-east.ts'
import { USA_WEST } from '../material/landmarks/usa-west.ts'
import type { Words } from '../material/landmarks/words.ts'
import { WORLD } from '../material/landmarks/world.ts'
import type { Place } from '../types.ts'

/** A photograph with what was written about it. `name` is that of the site, of which there may be two photographs. */
export type Landmark = Place &
  Words & { name: string; country: string; author: string; licence: string; source: string }
export type Site = Place & { name: string; country: string }

const WORDS = [
  FRANCE_NORTH,
  FRANCE_SOUTH,
  GERMANY,
  EUROPE,
  INDIA_NORTH,
  INDIA_SOUTH,
  EGYPT,
  USA_EAST,
  USA_WEST,
  WORLD,
].flat()
const ROWS = loadCsv(new URL('../material/landmarks/photographs.csv', import.meta.url))

export const LANDMARKS: Landmark[] = WORDS.map((words) => {
  const row = ROWS.find((candidate) => candidate.file === words.file)
  if (!row) throw new Error(`There is no photograph ${words.file}.`)
  const { name, country, lat, lng, author, licence, source } = row as Record<string, string>
  return {
    ...words,
    name: name!,
    country: country!,
    lat: Number(lat),
    lng: Number(lng),
    author: author!,
    licence: licence!,
    source: source!,
  }
})

/** Every place of which there is a photograph, once. */
export const SITES: Site[] = [
  ...new Map(LANDMARKS.map(({ name, country, lat, lng }) => [name, { name, country, lat, lng }])).values(),
]
