import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { config } from '../shared/config.ts'
import { connect, type Tx } from '../shared/db/connection.ts'
import * as documents from '../shared/db/documents.ts'
import * as photos from '../shared/db/photos.ts'
import * as questions from '../shared/db/questions.ts'
import * as world from '../shared/db/seed.ts'
import type { New } from '../shared/db/tables.ts'
import { keep } from '../shared/media/keep.ts'
import { type Photo, readPhoto, UNTOUCHED } from '../shared/media/pipeline.ts'

interface StarterQuestion {
  key: string
  category: string
  subject: { country?: string; city?: string; landmark?: boolean }
  text: string
  alternatives: string[]
  answer: number
  sorted: boolean
  value: number
  seconds: number
  didYouKnow: string
  source: string
  sourceDate: string
  verifyBy: string
  photos?: string[]
}

interface StarterCity extends Omit<New<'cities'>, 'capital' | 'locked'> {
  capital: boolean
  locked?: boolean
  intro: string
}

interface StarterPhoto extends Omit<photos.PhotoWords, 'place_id'> {
  file: string
  /** Name of the place it was taken at. */
  place?: string
}

const CONTENT = join(config.root, 'shared', 'content')
const contentOf = (name: string) => readFile(join(CONTENT, name), 'utf8')
const json = async <T>(name: string) => JSON.parse(await contentOf(name)) as T

/** Fills an empty database with the starter content, all of it or nothing; one that has cities stays as it is. `say` hears how many cities come, before the work. */
export async function seed(say: (cities: number) => void = () => {}): Promise<void> {
  const { write, close } = connect(config.database, { timeout: 5000 })
  try {
    if (await write(world.isFilled)) return
    const categories = await json<Omit<New<'categories'>, 'position'>[]>('categories.json')
    const countries = await json<(world.StarterCountry & { article: boolean })[]>('countries.json')
    const cities = await json<StarterCity[]>('cities.json')
    say(cities.filter((city) => city.country).length)
    const lines = (await contentOf('questions.jsonl')).trim().split('\n')
    const places = await json<New<'places'>[]>('places.json')
    const read = await readPhotos()
    const now = Date.now()
    await write(async (tx) => {
      if (await world.isFilled(tx)) return
      await world.insertCategories(
        tx,
        categories.map((category, position) => ({ ...category, position })),
      )
      await world.insertWorld(tx, countries.map(toCountry), cities.map(toCity))
      const ids = {
        categories: await world.idsBySlug(tx, 'categories'),
        cities: await world.idsBySlug(tx, 'cities'),
        photos: await insertPhotos(tx, read, await world.insertPlaces(tx, places), now),
      }
      for (const { slug: ref, intro: body } of cities)
        await documents.save(tx, { kind: 'city', ref, version: 0, body }, { editor: null, now })
      for (const line of lines) {
        const starter = JSON.parse(line) as StarterQuestion
        await questions.insertStarter(tx, toQuestion(starter, ids), now)
      }
    })
  } finally {
    await close()
  }
}

const AT_ONCE = 4

/** Reads and derives the photos, some at a time, as most of the first start is spent here. */
async function readPhotos(): Promise<{ starter: StarterPhoto; photo: Photo }[]> {
  const read: { starter: StarterPhoto; photo: Photo }[] = []
  const waiting = (await json<StarterPhoto[]>('photos.json')).entries()
  const work = async () => {
    for (const [i, starter] of waiting) {
      const path = join(CONTENT, starter.file)
      const photo = await readPhoto(path, { ...UNTOUCHED, ...starter })
      await keep(photo, path)
      read[i] = { starter, photo }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return read
}

/** Adds the photos; gives back their ids by file. */
async function insertPhotos(
  tx: Tx,
  read: Awaited<ReturnType<typeof readPhotos>>,
  placeIds: Map<string, number>,
  now: number,
) {
  const ids = new Map<string, number>()
  for (const { starter, photo } of read) {
    const { file, place, ...words } = starter
    const { derivatives: _, ...about } = photo
    const pixels = { ...about, widths: JSON.stringify(photo.widths) }
    const place_id = place ? known(placeIds, place) : null
    ids.set(
      file,
      (await photos.insert(tx, { ...pixels, ...words, place_id, created_by: null, created_at: now })).id,
    )
  }
  return ids
}

const toCountry = ({
  iso2,
  name,
  article,
  region,
  subregion,
  lat,
  lng,
  neighbours,
}: world.StarterCountry) => ({
  iso2,
  name,
  article: article ? (1 as const) : (0 as const),
  region,
  subregion,
  lat,
  lng,
  neighbours,
})

const toCity = (city: StarterCity): New<'cities'> => {
  const { slug, name, country, iata, airport, lat, lng, timezone, population } = city
  return {
    slug,
    name,
    country,
    iata,
    airport,
    lat,
    lng,
    timezone,
    population,
    capital: city.capital ? 1 : 0,
    locked: city.locked ? 1 : 0,
  }
}

function toQuestion(
  q: StarterQuestion,
  ids: Record<'categories' | 'cities' | 'photos', Map<string, number>>,
) {
  return {
    key: q.key,
    category_id: known(ids.categories, q.category),
    city_id: q.subject.city ? known(ids.cities, q.subject.city) : null,
    country: q.subject.country ?? null,
    everywhere: q.subject.landmark ? 1 : 0,
    text: q.text,
    alternatives: q.alternatives,
    answer: q.answer,
    sorted: q.sorted ? 1 : 0,
    value: q.value,
    seconds: q.seconds,
    did_you_know: q.didYouKnow,
    source: q.source,
    source_date: q.sourceDate,
    verify_by: q.verifyBy,
    notes: '',
    photos: (q.photos ?? []).map((file) => known(ids.photos, file)),
  } satisfies questions.StarterQuestion
}

function known(ids: Map<string, number>, name: string): number {
  const id = ids.get(name)
  if (!id) throw new Error(`The starter content speaks of “${name}”, which is not there.`)
  return id
}

if (import.meta.main) await seed()
