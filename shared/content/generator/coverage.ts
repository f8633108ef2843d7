import { CATEGORIES } from './material/categories.ts'
import { nearest } from './pick.ts'
import { COUNTRIES } from './sources/countries.ts'
import { TERRITORIES } from './sources/territories.ts'
import type { City, Question } from './types.ts'

const OFFERED_COUNTRIES = 15
const LEAST = 10
const PLACES = [...COUNTRIES, ...TERRITORIES]

/** The categories of which a city has questions enough for a job. */
export function openCategories(city: City, questions: Question[]): string[] {
  const codes = offered(city)
  const asked = questions.filter((question) => isOffered(question, city, codes))
  return CATEGORIES.map((category) => category.slug).filter(
    (slug) => asked.filter((question) => question.category === slug).length >= LEAST,
  )
}

/** A city asks about itself, its country, the land neighbours, then the nearest countries: 15 in all. */
function isOffered({ subject }: Question, city: City, codes: Set<string>): boolean {
  if ('landmark' in subject) return true
  return 'city' in subject ? subject.city === city.slug : codes.has(subject.country)
}

function offered(city: City): Set<string> {
  const own = PLACES.find((place) => place.iso2 === city.country)!
  const near = nearest(city, PLACES).map((place) => place.iso2)
  return new Set([...new Set([own.iso2, ...own.neighbours, ...near])].slice(0, OFFERED_COUNTRIES))
}
