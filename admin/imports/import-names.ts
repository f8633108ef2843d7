import * as categories from '../../shared/db/categories.ts'
import * as cities from '../../shared/db/cities.ts'
import type { Reader, Tx } from '../../shared/db/connection.ts'
import { fold } from '../../shared/rules/questions.ts'
import type { Person } from '../history/record-kind.ts'
import { type Choices, choices } from '../questions/question-form.ts'

interface Named {
  /** As it stands in a form: 3, city:7, country:FR. */
  value: string
  /** As a file calls it. */
  slug: string
  name: string
}

/** What files call by name, and what this person's forms offer of it. */
export interface Names {
  offered: Choices
  categories: Named[]
  cities: (Named & { country: string | null })[]
  countries: Named[]
}

export type Found = { value: string; problem?: undefined } | { problem: string; value?: undefined }

const kept = new WeakMap<Person, Promise<Names>>()

/** Looked up once for each `person` object: the worker takes a new one for each handful of items, so nothing old is used. */
export function namesFor(db: Reader | Tx, person: Person): Promise<Names> {
  const known = kept.get(person) ?? look(db, person)
  kept.set(person, known)
  return known
}

async function look(db: Reader | Tx, person: Person): Promise<Names> {
  const [topics, towns, lands] = [await categories.all(db), await cities.all(db), await cities.countries(db)]
  return {
    offered: await choices(db, person),
    categories: topics.map(({ id, slug, name }) => ({ value: String(id), slug, name })),
    cities: towns.map(({ id, slug, name, country }) => ({ value: `city:${id}`, slug, name, country })),
    countries: lands.map(({ iso2, name }) => ({ value: `country:${iso2}`, slug: iso2, name })),
  }
}

/** The one that is called so, by its short or its full name. */
const named = (typed: string, all: Named[]) =>
  all.find(({ slug }) => slug === typed) ??
  all.find(({ slug, name }) => [fold(slug), fold(name)].includes(fold(typed)))

export const isCalled = (typed: string, all: Named[]) => named(typed, all) !== undefined

/** What a file calls by its short or its full name; `all` are those there are, `offered` those this person may take. */
export function find(typed: string, all: Named[], offered: { value: string }[]): Found {
  const found = named(typed, all)
  const open = ({ value }: Named) => offered.some((one) => one.value === value)
  if (!found)
    return { problem: `Nothing is called “${typed.slice(0, 80)}” here.${instead(typed, all.filter(open))}` }
  if (!open(found)) return { problem: `Questions about “${found.name}” are not yours to write.` }
  return { value: found.value }
}

const FEW = 12
const list = new Intl.ListFormat('en-GB', { type: 'disjunction' })

/** The names there are, when they are few; else those that look like the one that was typed. */
export function instead(typed: string, all: Named[]): string {
  const some =
    all.length <= FEW ? all : all.filter(({ slug, name }) => isLike(typed, slug) || isLike(typed, name))
  return some.length > 0 && some.length <= FEW
    ? ` There is ${list.format(some.map(({ slug }) => slug))}.`
    : ''
}

/** Whether two words have half of their pairs of letters in common. */
function isLike(one: string, other: string): boolean {
  const [left, right] = [pairs(one), pairs(other)]
  return left.intersection(right).size * 2 >= Math.max(left.size, right.size, 1)
}

const pairs = (text: string) => {
  const letters = fold(text).slice(0, 100)
  return new Set(Array.from(letters.slice(1), (letter, i) => letters[i]! + letter))
}
