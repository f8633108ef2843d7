import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { config } from '../shared/config.ts'
import { connect, type Tx } from '../shared/db/connection.ts'
import * as photos from '../shared/db/photos.ts'
import * as questions from '../shared/db/questions.ts'
import * as world from '../shared/db/seed.ts'
import type { New } from '../shared/db/tables.ts'
import { type Photo, RECIPE, readPhoto } from '../shared/media/pipeline.ts'
import { keep } from '../shared/media/store.ts'

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
  photo?: string
}

interface Landmark {
  file: string
  title: string
  alt: string
  description: string
  author: string
  licence: string
  source: string
}

const CONTENT = join(config.root, 'shared', 'content')
const read = (name: string) => readFile(join(CONTENT, name), 'utf8')
const json = async <T>(name: string) => JSON.parse(await read(name)) as T

/** Fills an empty database with the starter content, all of it or nothing; one that has cities stays as it is. */
export async function seed(): Promise<void> {
  const { write, close } = connect(config.database, { timeout: 5000 })
  try {
    if (await write(world.isFilled)) return
    const categories = await json<Omit<New<'categories'>, 'position'>[]>('categories.json')
    const countries = await json<(world.StarterCountry & { article: boolean })[]>('countries.json')
    const cities = await json<(New<'cities'> & { capital: boolean })[]>('cities.json')
    const lines = (await read('questions.jsonl')).trim().split('\n')
    const landmarks = await readLandmarks()
    const now = Date.now()
    await write(async (tx) => {
      if (await world.isFilled(tx)) return
      await world.insertCategories(
        tx,
        categories.map((category, position) => ({ ...category, position })),
      )
      await world.insertWorld(tx, countries.map(toCountry), cities.map(toCity))
      const photoIds = await insertLandmarks(tx, landmarks, now)
      const ids = {
        categories: await world.idsBySlug(tx, 'categories'),
        cities: await world.idsBySlug(tx, 'cities'),
      }
      for (const line of lines) {
        const starter = JSON.parse(line) as StarterQuestion
        const id = await questions.insertStarter(tx, toQuestion(starter, ids), now)
        if (id && starter.photo) await questions.setPhoto(tx, id, 0, photoIds.get(starter.photo) ?? null)
      }
    })
  } finally {
    await close()
  }
}

async function readLandmarks(): Promise<{ landmark: Landmark; photo: Photo }[]> {
  const read = []
  for (const landmark of await json<Landmark[]>('landmarks.json')) {
    const path = join(CONTENT, 'landmarks', landmark.file)
    const photo = await readPhoto(path)
    await keep(photo, path)
    read.push({ landmark, photo })
  }
  return read
}

async function insertLandmarks(tx: Tx, landmarks: { landmark: Landmark; photo: Photo }[], now: number) {
  const ids = new Map<string, number>()
  for (const { landmark, photo } of landmarks) {
    const { title, alt, description, author, licence, source } = landmark
    const { sha256, format, width, height } = photo
    const pixels = { sha256, recipe: RECIPE, format, width, height, widths: JSON.stringify(photo.widths) }
    const words = { title, alt, description, author, licence, source, created_by: null, created_at: now }
    ids.set(landmark.file, (await photos.insert(tx, { ...pixels, ...words })).id)
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

const toCity = (city: New<'cities'>) => {
  const { slug, name, country, iata, airport, lat, lng, timezone, population, intro } = city
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
    intro,
  } as const
}

function toQuestion(
  q: StarterQuestion,
  ids: { categories: Map<string, number>; cities: Map<string, number> },
) {
  const category_id = ids.categories.get(q.category)
  if (!category_id) throw new Error(`questions.jsonl: ${q.key} is in no known category`)
  return {
    key: q.key,
    category_id,
    city_id: (q.subject.city && ids.cities.get(q.subject.city)) || null,
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
  } satisfies questions.StarterQuestion
}

if (import.meta.main) await seed()
