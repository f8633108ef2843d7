import { nextCityFact } from '../city-facts.ts'
import { TOWN_SOURCE } from '../material/place-sources.ts'
import { choose, distanceKm, fold, shuffled } from '../pick.ts'
import { COUNTRIES } from '../sources/countries.ts'
import { SPOTS, type Spot } from '../sources/spots.ts'
import { type Town, townsOf } from '../sources/towns.ts'
import type { Country, Question } from '../types.ts'
import { inText } from '../words.ts'
import { count } from './statistician-question.ts'

/** So many times more people, by both sources, has the right answer than any other. */
const GAP = 2
/** War has emptied and filled cities there since they were counted. */
export const UNCOUNTED = new Set('IL LB SD SO SS SY UA YE'.split(' '))

const KNOWN = SPOTS.flatMap((spot) => {
  const town = townsOf(spot.iso2).find((t) => fold(t.name) === fold(spot.name))
  return town && !UNCOUNTED.has(spot.iso2) ? [{ spot, town }] : []
})

/** Which of four cities has the most people: capitals and other well-known ones, then those of one country. */
export function citiesCounted(): Question[] {
  return [...KNOWN.flatMap(({ spot, town }) => around(spot, town)), ...COUNTRIES.flatMap(within)]
}

function around(spot: Spot, town: Town): Question[] {
  const key = `city-people:${spot.slug}`
  const near = KNOWN.filter((other) => other.town !== town)
    .toSorted((a, b) => distanceKm(a.spot, spot) - distanceKm(b.spot, spot))
    .slice(0, 14)
    .map((other) => other.town)
  const mixed = shuffled(key, near, (t) => t.name)
  const four = rivals(town, mixed)
  return ask(
    key,
    spot.iso2,
    'As of 2023, which of these cities has the most people?',
    four,
    spot.fame === 3 ? 3 : 2,
  )
}

/** Among the cities of a country that are not the largest, so that the answer is not always the capital. */
function within(country: Country): Question[] {
  if (UNCOUNTED.has(country.iso2)) return []
  const towns = townsOf(country.iso2).slice(1)
  return [0, 1, 2].flatMap((turn) => {
    const key = `town-people:${country.iso2}-${turn}`
    const town = towns[turn]
    if (!town) return []
    const text = `As of 2023, which of these cities in ${inText(country)} has the most people?`
    return ask(
      key,
      country.iso2,
      text,
      rivals(
        town,
        shuffled(key, towns, (t) => t.name),
        true,
      ),
      3,
    )
  })
}

/** The town with three others so that the first leads them all; `first` when it must be the town itself. */
function rivals(town: Town, others: Town[], first = false): Town[] {
  for (const lead of first ? [town] : [town, ...others]) {
    const rest = lead === town ? others : [town, ...others.filter((o) => o !== lead)]
    const three = choose(
      3,
      rest,
      (o, before) => o !== lead && leads(lead, o) && before.every((b) => fold(b.name) !== fold(o.name)),
    )
    if (three.length === 3 && [lead, ...three].includes(town)) return [lead, ...three]
  }
  return []
}

function leads(a: Town, b: Town): boolean {
  return a.people.every((n, i) => n >= b.people[i]! * GAP)
}

function ask(key: string, country: string, text: string, four: Town[], value: number): Question[] {
  const [right] = four
  if (!right || fold(text).includes(fold(right.name))) return []
  const didYouKnow = nextCityFact(right)
  return count({
    key,
    country,
    text,
    alternatives: four.map((t) => t.name),
    value,
    didYouKnow,
    source: TOWN_SOURCE,
  })
}
