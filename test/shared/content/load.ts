import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'

export type Question = {
  key: string
  category: string
  subject: { country?: string; city?: string; landmark?: true }
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
export type Country = {
  iso2: string
  name: string
  article: boolean
  region: string
  subregion: string
  lat: number
  lng: number
  neighbours: string[]
  /** Square kilometres. */
  area: number
}
export type City = {
  slug: string
  name: string
  country: string | null
  iata: string
  airport: string
  lat: number
  lng: number
  timezone: string
  population: number | null
  capital: boolean
  locked: boolean
  intro: string
}
export type Category = { slug: string; name: string; description: string }
export type Site = { name: string; country: string; lat: number; lng: number }
export type Photo = {
  file: string
  title: string
  alt: string
  description: string
  place: string | null
  author: string
  licence: string
  source: string
}

export const folder = new URL('../../../shared/content/', import.meta.url)
export const read = (file: string) => readFileSync(new URL(file, folder), 'utf8')
export const json = <T>(file: string): T => JSON.parse(read(file)) as T

export const questions = read('questions.jsonl')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Question)
export const countries = json<Country[]>('countries.json')
export const cities = json<City[]>('cities.json')
export const categories = json<Category[]>('categories.json')
export const photos = json<Photo[]>('photos.json')
export const places = json<Site[]>('places.json')
export const landmarks = photos.filter((photo) => photo.place)

export const byName = new Map(countries.map((c) => [c.name, c]))
export const byCode = new Map(countries.map((c) => [c.iso2, c]))
export const code = (name: string) => byName.get(name)?.iso2 ?? assert.fail(`${name} is no country`)
export const codes = (q: Question) => q.alternatives.map(code)
export const pair = (a: string, b: string) => [a, b].toSorted().join('-')
export const inText = (c: Country) => (c.article ? `the ${c.name}` : c.name)
export const fold = (text: string) =>
  text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')

/** The questions made by one of these templates: the first part of their key. */
export const template = (...names: string[]) => questions.filter((q) => names.includes(q.key.split(':')[0]!))

/** Fails with every question that breaks a rule, not only with the first. */
export function all(list: Question[], rule: (q: Question) => boolean) {
  assert.ok(list.length > 0, 'there is nothing to check')
  assert.deepEqual(
    list.filter((q) => !rule(q)).map((q) => `${q.key} ${q.text} ${q.alternatives.join(' / ')}`),
    [],
  )
}

type Place = { lat: number; lng: number }

/** Great-circle distance; times 6371.0088 it is kilometres. */
export function radians(a: Place, b: Place): number {
  const [p, q, d] = [a.lat, b.lat, b.lng - a.lng].map((degrees) => (degrees * Math.PI) / 180) as [
    number,
    number,
    number,
  ]
  return Math.acos(Math.min(1, Math.sin(p) * Math.sin(q) + Math.cos(p) * Math.cos(q) * Math.cos(d)))
}
