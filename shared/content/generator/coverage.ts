import { nearest } from './pick.ts'
import { byCode, COUNTRIES } from './sources/countries.ts'
import type { City, Question } from './types.ts'

const OFFERED_COUNTRIES = 15
export const GENERATED = ['professor-of-geography', 'cartographer', 'currency-trader']

/** How many questions of a category a city offers: of its country, its neighbours, then the nearest, 15 in all. */
export function coverage(city: City, category: string, questions: Question[]): number {
  const codes = offered(city)
  return questions.filter(
    (q) => q.category === category && 'country' in q.subject && codes.has(q.subject.country),
  ).length
}

function offered(city: City): Set<string> {
  const own = byCode(city.country!)
  const near = nearest(city, COUNTRIES).map((c) => c.iso2)
  return new Set([...new Set([own.iso2, ...own.neighbours, ...near])].slice(0, OFFERED_COUNTRIES))
}
