import { distanceKm, shuffled } from '../pick.ts'
import { SPOTS, type Spot } from '../sources/spots.ts'
import { course, rhumb } from '../sphere.ts'
import type { Question } from '../types.ts'
import { navigate } from './navigator-question.ts'

const SIDES = ['North', 'East', 'South', 'West']
/** So many degrees off a point of the compass the course may be, both where it begins and as a line on a chart. */
const OFF = 18
const [SHORTEST_KM, LONGEST_KM] = [700, 9000]

/** In which direction one sets off. */
export function courses(): Question[] {
  return SPOTS.flatMap(from)
}

function from(city: Spot): Question[] {
  const key = `course:${city.slug}`
  const [to] = shuffled(key, SPOTS, (spot) => spot.slug).filter(
    (spot) => spot.fame === 1 && spot.iso2 !== city.iso2 && isPlain(city, spot),
  )
  if (!to) return []
  const side = sideOf(course(city, to))
  return navigate({
    key,
    city,
    text: `In which direction do you leave ${city.name} on the shortest way to ${to.name}?`,
    alternatives: [SIDES[side]!, ...SIDES.filter((_, i) => i !== side)],
    value: city.fame === 3 ? 3 : 2,
    without: ['due', 'arc', 'twin', 'mirror'],
  })
}

function isPlain(from: Spot, to: Spot): boolean {
  const km = distanceKm(from, to)
  const bearings = [course(from, to), rhumb(from, to)]
  const near = bearings.every((b) => Math.abs(b - Math.round(b / 90) * 90) < OFF)
  return km > SHORTEST_KM && km < LONGEST_KM && near && sideOf(bearings[0]!) === sideOf(bearings[1]!)
}

function sideOf(bearing: number): number {
  return Math.round(bearing / 90) % 4
}
