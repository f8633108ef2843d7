import { AIRPORT_LORE } from '../material/airport-lore.ts'
import { AIRPORT_SOURCE } from '../material/place-sources.ts'
import { distanceKm, fold, shuffled } from '../pick.ts'
import { type Spot, STOPS } from '../sources/spots.ts'
import type { Question } from '../types.ts'
import { navigate } from './navigator-question.ts'

type Stop = (typeof STOPS)[number]

/** Too new to be known by heart (Luanda, Phnom Penh), or without regular flights (Khartoum). */
const NOT_ASKED = new Set(['luanda', 'phnom-penh', 'khartoum'])
const ASKED = STOPS.filter((city) => !NOT_ASKED.has(city.slug))

/** The codes on luggage tags: which city a code stands for, and where it is no child's play, the code of a city. */
export function airports(): Question[] {
  return ASKED.filter((city) => !isBeginning(city)).flatMap((city) => [...cityOf(city), ...codeOf(city)])
}

function cityOf(city: Stop): Question[] {
  const key = `airport-city:${city.slug}`
  const alike = others(city, key).toSorted((a, b) => likeness(b, city) - likeness(a, city))
  return navigate({
    key,
    city,
    text: `A suitcase is tagged ${city.iata}. To which city is it going?`,
    alternatives: [city, ...alike.slice(0, 3)].map((stop) => stop.name),
    value: isPlain(city) ? 2 : city.fame === 1 ? 2 : 3,
    didYouKnow: isPlain(city) ? AIRPORT_LORE[city.slug] : undefined,
    source: AIRPORT_SOURCE,
  })
}

function codeOf(city: Stop): Question[] {
  const key = `airport-code:${city.slug}`
  if (isPlain(city) || fold(city.name).includes(city.iata.toLowerCase())) return []
  const initial = (stop: Stop) => Number(stop.iata[0] === city.iata[0] || stop.iata[0] === initialOf(city))
  const alike = others(city, key)
    .filter((stop) => !isPlain(stop))
    .toSorted((a, b) => initial(b) - initial(a))
  return navigate({
    key,
    city,
    text: `Which of these codes is on the luggage tag of someone flying to ${city.name}?`,
    alternatives: [city, ...alike.slice(0, 3)].map((stop) => stop.iata),
    value: city.fame === 1 ? 2 : 3,
    didYouKnow: AIRPORT_LORE[city.slug],
    source: AIRPORT_SOURCE,
  })
}

function others(city: Stop, key: string): Stop[] {
  return shuffled(key, ASKED, (stop) => stop.slug).filter((stop) => stop !== city)
}

/** Letters of the code that the name of another city holds in order, and a point for lying near. */
function likeness(other: Spot, city: Stop): number {
  const name = fold(other.name)
  const letters = [...city.iata.toLowerCase()]
  const held = letters.filter((letter) => name.includes(letter)).length
  return (name[0] === letters[0] ? 2 : 0) + held + (distanceKm(other, city) < 3000 ? 0.5 : 0)
}

/** MAD for Madrid: nobody needs to know that. */
function isBeginning(city: Stop): boolean {
  return fold(city.name).startsWith(city.iata.toLowerCase())
}

/** One can guess the code from the name. */
function isPlain(city: Stop): boolean {
  const [name, code] = [fold(city.name), city.iata.toLowerCase()]
  return name.startsWith(code.slice(0, 2)) || new RegExp(`^${[...code].join('.*')}`).test(name)
}

function initialOf(city: Stop): string {
  return city.name[0]!.toUpperCase()
}
