import { nextFact } from '../facts.ts'
import { BORDER_SOURCE } from '../material/sources.ts'
import { choose, nearest, shuffled } from '../pick.ts'
import { NO_COAST, together } from '../rules.ts'
import { hasCoast } from '../sources/atlas.ts'
import { COUNTRIES } from '../sources/countries.ts'
import type { Country, Question } from '../types.ts'
import { fame } from '../value.ts'

/** Where the list and the map agree whether there is a coast, and nobody asks what a sea is. */
const SURE = COUNTRIES.filter(
  (c) => c.area > 1000 && !NO_COAST.has(c.iso2) && hasCoast(c.iso2) !== c.landlocked,
)
const INLAND = SURE.filter((c) => c.landlocked)
const COASTAL = SURE.filter((c) => !c.landlocked && c.neighbours.length > 0)

/** Cartographer: who has a coast and who has none. */
export function coasts(): Question[] {
  return [
    ...INLAND.flatMap((c) => ask('inland', c, 'Which of these countries has no coast on the sea?', COASTAL)),
    ...COASTAL.filter((c) => c.neighbours.some(isInland)).flatMap((c) =>
      ask('coast', c, 'Which of these countries has a coast on the sea?', INLAND),
    ),
  ]
}

function isInland(iso2: string): boolean {
  return INLAND.some((c) => c.iso2 === iso2)
}

function ask(template: string, country: Country, text: string, from: Country[]): Question[] {
  const key = `${template}:${country.iso2}`
  const near = nearest(country, from).filter((c) => c.region === country.region)
  const wrong = choose(
    3,
    shuffled(key, near.slice(0, 7), (c) => c.iso2),
    (c, chosen) => [country, ...chosen].every((other) => together(other.iso2, c.iso2)),
  )
  if (wrong.length < 3) return []
  return [
    {
      key,
      category: 'cartographer',
      subject: { country: country.iso2 },
      text,
      alternatives: [country, ...wrong].map((c) => c.name),
      answer: 0,
      sorted: false,
      value: Math.max(2, fame(country)),
      seconds: 10,
      didYouKnow: nextFact(country, ['landlocked', 'alone']),
      ...BORDER_SOURCE,
    },
  ]
}
