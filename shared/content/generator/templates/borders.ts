import { nextFact } from '../facts.ts'
import { BORDER_SOURCE } from '../material/sources.ts'
import { choose, nearest, shuffled } from '../pick.ts'
import { pair, together, UNSETTLED_BORDERS } from '../rules.ts'
import { byCode, COUNTRIES } from '../sources/countries.ts'
import type { Country, Question } from '../types.ts'
import { fame } from '../value.ts'
import { inText } from '../words.ts'

/** How often a country is asked for in each way, every time with another answer or another pair. */
const TIMES = 2

/** Cartographer: who borders whom. */
export function borders(): Question[] {
  return COUNTRIES.flatMap((country) => [
    ...bordersOf(country),
    ...noBordersOf(country),
    ...betweens(country),
  ])
}

function bordersOf(country: Country): Question[] {
  const rights = shuffled(`border:${country.iso2}`, neighbours(country), (c) => c.iso2)
  return rights.slice(0, TIMES).flatMap((right, i) => {
    const key = numbered(`border:${country.iso2}`, i)
    const wrong = three(key, strangers(country).slice(0, 9), right)
    const text = `Which of these countries borders ${inText(country)}?`
    return question(key, country, text, right, wrong, Math.max(2, fame(country)))
  })
}

function noBordersOf(country: Country): Question[] {
  const near = neighbours(country)
  const rights = shuffled(`no-border:${country.iso2}`, strangers(country).slice(0, 4), (c) => c.iso2)
  const times = near.length < 3 ? 0 : near.length < 5 ? 1 : TIMES
  return rights.slice(0, times).flatMap((right, i) => {
    const key = numbered(`no-border:${country.iso2}`, i)
    const text = `Which of these countries does not border ${inText(country)}?`
    return question(key, country, text, right, three(key, near, right), Math.max(2, fame(country)))
  })
}

/** Pairs of which it was asked who lies between them: the same question is not asked with another answer. */
const asked = new Set<string>()

function betweens(country: Country): Question[] {
  const near = shuffled(`between:${country.iso2}`, neighbours(country), (c) => c.iso2)
  const pairs = near.flatMap((a, i) => near.slice(i + 1).map((b): [Country, Country] => [a, b]))
  const fitting = pairs.filter(
    ([a, b]) => apart(a, b) && together(a.iso2, b.iso2) && !asked.has(pair(a.iso2, b.iso2)),
  )
  return fitting.slice(0, TIMES).flatMap(([a, b], i) => between(country, a, b, i))
}

/** "Which of these countries borders both A and B?", where A and B have no border of their own. */
function between(country: Country, a: Country, b: Country, i: number): Question[] {
  const key = numbered(`between:${country.iso2}`, i)
  asked.add(pair(a.iso2, b.iso2))
  const wrong = nearest(country, COUNTRIES).filter(
    (c) => ![country, a, b].includes(c) && c.neighbours.length > 0 && bordersNotBoth(c, a, b),
  )
  const text = `Which of these countries borders both ${inText(a)} and ${inText(b)}?`
  return question(
    key,
    country,
    text,
    country,
    three(key, wrong.slice(0, 8), country),
    Math.max(2, fame(country)),
  )
}

/** "border:FR", then "border:FR:2". */
function numbered(key: string, i: number): string {
  return i === 0 ? key : `${key}:${i + 1}`
}

function neighbours(country: Country): Country[] {
  return country.neighbours.map(byCode).filter((c) => together(c.iso2, country.iso2))
}

/** Countries that surely do not border this one, the nearest first; islands are no temptation. */
function strangers(country: Country): Country[] {
  const others = COUNTRIES.filter(
    (c) => c !== country && apart(c, country) && c.neighbours.length > 0 && c.region === country.region,
  )
  return nearest(country, others).filter((c) => together(c.iso2, country.iso2))
}

function bordersNotBoth(c: Country, a: Country, b: Country): boolean {
  const settled = [a, b].every((near) => !UNSETTLED_BORDERS.has(pair(c.iso2, near.iso2)))
  return settled && (apart(c, a) || apart(c, b))
}

function apart(a: Country, b: Country): boolean {
  return !a.neighbours.includes(b.iso2) && !UNSETTLED_BORDERS.has(pair(a.iso2, b.iso2))
}

function three(key: string, from: Country[], right: Country): Country[] {
  const mixed = shuffled(`${key}|wrong`, from, (c) => c.iso2)
  const fits = (c: Country, chosen: Country[]) =>
    [right, ...chosen].every((o) => c !== o && together(o.iso2, c.iso2))
  return choose(3, mixed, fits)
}

function question(
  key: string,
  country: Country,
  text: string,
  right: Country,
  wrong: Country[],
  value: number,
): Question[] {
  if (wrong.length < 3) return []
  return [
    {
      key,
      category: 'cartographer',
      subject: { country: country.iso2 },
      text,
      alternatives: [right, ...wrong].map((c) => c.name),
      answer: 0,
      sorted: false,
      value,
      seconds: 10,
      didYouKnow: nextFact(key.endsWith(':2') ? right : country, ['neighbours', 'alone']),
      ...BORDER_SOURCE,
    },
  ]
}
