import { BORDER_SOURCE } from '../material/sources.ts'
import { choose, nearest, shuffled } from '../pick.ts'
import { NO_AREA, together } from '../rules.ts'
import { atlasArea } from '../sources/atlas.ts'
import { COUNTRIES } from '../sources/countries.ts'
import type { Country, Question } from '../types.ts'
import { capitalised, figure, inText } from '../words.ts'

const GAP = 1.15
/** Below this many square kilometres a country is never tempting in such a question. */
const SMALL = 600

/** Both the listed area and the one measured on the map, or nothing where they differ by more than a tenth. */
function areas(country: Country): number[] | null {
  const drawn = atlasArea(country.iso2)
  if (!drawn || NO_AREA.has(country.iso2)) return null
  return Math.max(drawn / country.area, country.area / drawn) < 1.1 ? [country.area, drawn] : null
}

const MEASURED = COUNTRIES.filter((c) => areas(c) !== null)

/** Cartographer, for countries without neighbours: which of four is the largest. */
export function largest(): Question[] {
  return MEASURED.filter((c) => c.neighbours.length === 0 && c.area > SMALL).flatMap(largestAround)
}

function largestAround(country: Country): Question[] {
  const key = `largest:${country.iso2}`
  const around = nearest(country, MEASURED).slice(1, 12)
  const mixed = shuffled(key, around, (c) => c.iso2)
  const others = choose(3, mixed, (c, chosen) => [country, ...chosen].every((other) => fits(other, c)))
  if (others.length < 3) return []
  const [right, ...wrong] = [country, ...others].toSorted((a, b) => b.area - a.area)
  return [
    {
      key,
      category: 'cartographer',
      subject: { country: country.iso2 },
      text: 'Which of these countries covers the largest area?',
      alternatives: [right!, ...wrong].map((c) => c.name),
      answer: 0,
      sorted: false,
      value: 3,
      seconds: 10,
      didYouKnow: compared([right!, ...wrong]),
      ...BORDER_SOURCE,
    },
  ]
}

function fits(a: Country, b: Country): boolean {
  const ratios = areas(a)!.map((area, i) => area / areas(b)![i]!)
  return ratios.every((ratio) => Math.max(ratio, 1 / ratio) > GAP) && together(a.iso2, b.iso2)
}

/** "Italy covers about 301,000 km², Tunisia 164,000 and Malta 316." */
function compared([first, ...others]: Country[]): string {
  const rest = others.map((c) => `${inText(c)} ${figure(c.area)}`)
  const last = rest.pop()
  return `${capitalised(inText(first!))} covers about ${figure(first!.area)} km², ${rest.join(', ')} and ${last}.`
}
