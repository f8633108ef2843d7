import { density } from '../people-facts.ts'
import { choose, nearest, shuffled } from '../pick.ts'
import { NO_AREA, together } from '../rules.ts'
import { atlasArea } from '../sources/atlas.ts'
import { COUNTED, peopleOf } from '../sources/people.ts'
import type { Country, Question } from '../types.ts'
import { fame } from '../value.ts'
import { inText, people } from '../words.ts'
import { count, told } from './statistician-question.ts'

/** So many times more people, by both sources, has the right answer than any other. */
const GAP = 1.5
const DENSER = 1.7
const FACTORS = [0.12, 0.25, 0.45, 2.2, 4, 8]

/** Countries whose area is beyond doubt too. */
const MEASURED = COUNTED.filter((country) => {
  const drawn = atlasArea(country.iso2)
  return drawn && !NO_AREA.has(country.iso2) && Math.max(drawn / country.area, country.area / drawn) < 1.1
})

export function countriesCounted(): Question[] {
  return COUNTED.flatMap((country, i) => [
    ...(i % 2 ? extreme(country, 'most', 1) : extreme(country, 'fewest', -1)),
    ...roughly(country),
    ...densest(country),
  ])
}

function extreme(country: Country, word: string, sign: number): Question[] {
  const key = `${word}-people:${country.iso2}`
  const sized = (c: Country) => c.population ** sign
  const four = withRivals(key, country, COUNTED, sized, (a, b) =>
    peopleOf(a)!.every((n, i) => (n / peopleOf(b)![i]!) ** sign > GAP),
  )
  if (!four) return []
  return count({
    key,
    country: country.iso2,
    text: `Which of these countries had the ${word} people in 2025?`,
    alternatives: four.map((c) => c.name),
    value: Math.max(2, fame(country)),
    didYouKnow: told(four[0]!, ['times', 'together']),
  })
}

function densest(country: Country): Question[] {
  const key = `densest:${country.iso2}`
  if (!MEASURED.includes(country)) return []
  const four = withRivals(key, country, MEASURED, density, (a, b) =>
    peopleOf(a)!.every((n, i) => n / a.area / (peopleOf(b)![i]! / b.area) > DENSER),
  )
  if (!four) return []
  return count({
    key,
    country: country.iso2,
    text: 'Which of these countries had the most people per square kilometre in 2025?',
    alternatives: four.map((c) => c.name),
    value: 3,
    didYouKnow: told(four[0]!, ['thicker', 'square']),
  })
}

/** The country and three around it, the first of which leads the others clearly; null where there are none. */
function withRivals(
  key: string,
  country: Country,
  from: Country[],
  size: (country: Country) => number,
  leads: (a: Country, b: Country) => boolean,
): Country[] | null {
  const around = nearest(country, from)
    .filter((c) => c !== country && together(c.iso2, country.iso2))
    .slice(0, 11)
  const mixed = shuffled(key, around, (c) => c.iso2)
  for (const first of [country, ...mixed]) {
    const rest = first === country ? mixed : [country, ...mixed.filter((c) => c !== first)]
    const three = choose(
      3,
      rest,
      (c, before) => leads(first, c) && [first, ...before].every((o) => together(o.iso2, c.iso2)),
    )
    const four = [first, ...three.toSorted((a, b) => size(b) - size(a))]
    if (three.length === 3 && four.includes(country)) return four
  }
  return null
}

function roughly(country: Country): Question[] {
  const key = `population:${country.iso2}`
  const [now, then] = peopleOf(country)!
  if (Math.abs(now / then - 1) > 0.25) return []
  const wrong = shuffled(key, FACTORS, String)
    .filter((factor) => now * factor < 1.6e9 && now * factor > 400)
    .slice(0, 3)
  return count({
    key,
    country: country.iso2,
    text: `Roughly how large was the population of ${inText(country)} in 2025?`,
    alternatives: [now, ...wrong.map((factor) => now * factor)].map(round),
    value: Math.max(2, fame(country)) === 4 ? 3 : Math.max(2, fame(country)),
    didYouKnow: told(country, ['square', 'share', 'twin']),
  })
}

/** As one would say it: two significant digits. */
function round(n: number): string {
  return n > 999e6 ? `${(n / 1e9).toPrecision(2)} billion` : people(Number(n.toPrecision(2)))
}
