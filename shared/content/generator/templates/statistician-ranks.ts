import { nextCityFact } from '../city-facts.ts'
import { TOWN_SOURCE } from '../material/place-sources.ts'
import { fold, shuffled } from '../pick.ts'
import { COUNTRIES } from '../sources/countries.ts'
import { isTown, rankings, type Town, townsOf } from '../sources/towns.ts'
import type { Country, Question } from '../types.ts'
import { inText } from '../words.ts'
import { UNCOUNTED } from './statistician-cities.ts'
import { count } from './statistician-question.ts'

/** In both lists one city must lead the next by so much. */
const GAP = 1.25
/** Which city is first depends on where one draws its limits: Rome or Milan, Quito or Guayaquil. */
const UNCLEAR = new Set(['EC', 'IT', 'KP', ...UNCOUNTED])

/** The first and the second city of a country. */
export function ranks(): Question[] {
  return COUNTRIES.filter((country) => !UNCLEAR.has(country.iso2)).flatMap((country) => {
    const towns = townsOf(country.iso2)
    const first = ranked(country, towns, 0)
    const second = first && ranked(country, towns, 1)
    return [
      ...(first ? largest(country, first, towns) : []),
      ...(second ? next(country, first, second, towns) : []),
    ]
  })
}

/** The city that is at this rank in both lists, by a clear margin. */
function ranked(country: Country, towns: Town[], rank: number): Town | undefined {
  const lists = rankings(country.iso2)
  if (!lists.every((list) => list.length > rank + 1 && list[rank]!.people > list[rank + 1]!.people * GAP))
    return undefined
  return towns.find((town) => lists.every((list) => isTown(list[rank]!, town)))
}

function largest(country: Country, first: Town, towns: Town[]): Question[] {
  const key = `largest-city:${country.iso2}`
  const others = shuffled(key, towns.filter((town) => town !== first).slice(0, 6), (town) => town.name)
  const isCapital = fold(first.name) === fold(country.capital)
  const text = `As of 2023, which city in ${inText(country)} has the most people?`
  return ask(key, country, text, [first, ...others.slice(0, 3)], isCapital ? 1 : 3)
}

function next(country: Country, first: Town, second: Town, towns: Town[]): Question[] {
  const key = `second-city:${country.iso2}`
  const others = towns.filter((town) => town !== first && town !== second).slice(0, 6)
  const four = [second, ...shuffled(key, others, (town) => town.name).slice(0, 3)]
  const text = `As of 2023, which city in ${inText(country)} has the most people after ${first.name}?`
  return ask(key, country, text, four, 3)
}

function ask(key: string, country: Country, text: string, four: Town[], value: number): Question[] {
  if (fold(text).includes(fold(four[0]!.name))) return []
  const alternatives = four.map((town) => town.name)
  const didYouKnow = nextCityFact(four[0]!)
  return count({ key, country: country.iso2, text, alternatives, value, didYouKnow, source: TOWN_SOURCE })
}
