import { choose, distanceKm, fold, shuffled } from '../pick.ts'
import { SPOTS, type Spot } from '../sources/spots.ts'
import type { Question } from '../types.ts'
import { navigate } from './navigator-question.ts'

/** The first lies at least so many degrees beyond the others, and no two lie on one latitude. */
const GAP = 2.5
const APART = 0.5
/** The others lie so near in latitude that one has to think. */
const REACH = 14

/** Which of four cities lies farthest north, or south: cities of other continents, where maps in the head go wrong. */
export function latitudes(): Question[] {
  return SPOTS.filter((city) => city.fame < 3).flatMap(farthest)
}

function farthest(city: Spot, i: number): Question[] {
  const key = `latitude:${city.slug}`
  const sign = i % 2 ? -1 : 1
  const others = shuffled(key, SPOTS, (spot) => spot.slug)
    .filter((spot) => spot.fame < 3 && Math.abs(spot.lat - city.lat) < REACH && distanceKm(spot, city) > 1500)
    .toSorted((a, b) => a.fame - b.fame)
  const chosen = choose(3, others, (spot, before) =>
    [city, ...before].every(
      (o) => Math.abs(o.lat - spot.lat) > APART && distanceKm(o, spot) > 1000 && o.iso2 !== spot.iso2,
    ),
  )
  const [first, second, ...rest] = [city, ...chosen].toSorted((a, b) => sign * (b.lat - a.lat))
  if (rest.length < 2 || sign * (first!.lat - second!.lat) < GAP) return []
  const side = sign > 0 ? 'north' : 'south'
  return navigate({
    key,
    city,
    text: `Which of these cities lies farthest ${side}?`,
    alternatives: [first!, second!, ...rest].map((spot) => spot.name),
    value: 3,
    without: ['twin', 'mirror'],
  }).filter((q) => new Set(q.alternatives.map(fold)).size === 4)
}
