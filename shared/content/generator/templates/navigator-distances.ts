import { choose, distanceKm, fold, shuffled } from '../pick.ts'
import { SPOTS, type Spot } from '../sources/spots.ts'
import type { Question } from '../types.ts'
import { distance } from '../words-of-places.ts'
import { navigate } from './navigator-question.ts'

/** The second nearest is at least so much farther. */
const GAP = 1.25
const STEPS = [0.3, 0.45, 0.65, 1.5, 2.2, 3.2]
const LONGEST_KM = 16000

/** Which of four cities is nearest, and how far it is to one. */
export function distances(): Question[] {
  return SPOTS.flatMap((city) => [...nearestTo(city), ...howFar(city)])
}

function nearestTo(city: Spot): Question[] {
  const key = `nearest:${city.slug}`
  const near = around(city)
  const km = (spot: Spot) => distanceKm(spot, city)
  const [right] = shuffled(key, near.slice(0, 3), (spot) => spot.slug)
  const farther = near.filter((spot) => km(spot) > km(right!) * GAP && km(spot) < km(right!) * 6)
  const wrong = shuffled(key, farther.slice(0, 7), (spot) => spot.slug).slice(0, 3)
  return navigate({
    key,
    city,
    text: `Which of these cities is nearest to ${city.name}?`,
    alternatives: [right!, ...wrong].map((spot) => spot.name),
    value: city.fame === 1 ? 2 : 3,
    without: ['due'],
  })
}

/** Other cities, the nearest first; not those whose names hold each other. */
function around(city: Spot): Spot[] {
  const others = SPOTS.filter((spot) => spot !== city && !fold(spot.name).includes(fold(city.name)))
  return others.toSorted((a, b) => distanceKm(a, city) - distanceKm(b, city)).slice(0, 20)
}

function howFar(city: Spot): Question[] {
  const key = `distance:${city.slug}`
  const [other] = shuffled(key, SPOTS, (spot) => spot.slug).filter((spot) => {
    const km = distanceKm(spot, city)
    return spot.fame === 1 && spot.iso2 !== city.iso2 && km > 800 && km < 9000
  })
  if (!other || city.fame === 3) return []
  const km = distanceKm(other, city)
  const wrong = choose(
    3,
    shuffled(key, STEPS, String),
    (step) => step * km < LONGEST_KM && step * km > 250,
  ).map((step) => distance(step * km))
  return navigate({
    key,
    city,
    text: `About how far is it from ${city.name} to ${other.name} as the crow flies?`,
    alternatives: [distance(km), ...wrong],
    value: 3,
  })
}
