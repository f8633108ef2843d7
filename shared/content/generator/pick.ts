import { createHash } from 'node:crypto'
import type { Place } from './types.ts'

const RADIUS_KM = 6371.0088

/** The same list in an order that depends on the key only: chance that is the same on every run. */
export function shuffled<T>(key: string, list: readonly T[], name: (item: T) => string): T[] {
  const rank = new Map(list.map((item) => [item, hash(`${key}|${name(item)}`)]))
  return list.toSorted((a, b) => compare(rank.get(a)!, rank.get(b)!))
}

/** The first items that fit with those chosen before them, `count` at most. */
export function choose<T>(count: number, from: readonly T[], fits: (item: T, chosen: T[]) => boolean): T[] {
  const chosen: T[] = []
  for (const item of from) {
    if (chosen.length < count && fits(item, chosen)) chosen.push(item)
  }
  return chosen
}

/** Items in the order of their distance from a place; ties by name, so that the order is always the same. */
export function nearest<T extends Place & { iso2: string }>(from: Place, list: readonly T[]): T[] {
  const far = new Map(list.map((item) => [item, distanceKm(from, item)]))
  return list.toSorted((a, b) => far.get(a)! - far.get(b)! || compare(a.iso2, b.iso2))
}

/** Great-circle distance in kilometres. */
export function distanceKm(a: Place, b: Place): number {
  const rad = Math.PI / 180
  const h =
    Math.sin(((b.lat - a.lat) * rad) / 2) ** 2 +
    Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin(((b.lng - a.lng) * rad) / 2) ** 2
  return 2 * RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** Lower case, without accents and punctuation: two texts that fold to the same are the same to a player. */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
