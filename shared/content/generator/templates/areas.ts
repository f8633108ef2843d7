import { BORDER_SOURCE } from '../material/sources.ts'
import { choose, nearest, shuffled } from '../pick.ts'
import { NO_AREA, together } from '../rules.ts'
import { atlasArea } from '../sources/atlas.ts'
import { COUNTRIES } from '../sources/countries.ts'
import type { Country, Question } from '../types.ts'
import { fame } from '../value.ts'
import { capitalised, figure, inText, inWords } from '../words.ts'

const GAP = 1.15
/** Below this many square kilometres a country is never tempting in such a question. */
const SMALL = 600
/** Nobody thinks twice about a country that is more times as large as another. */
const TEMPTING = 6

/** Both the listed area and the one measured on the map, or nothing where they differ by more than a tenth. */
function measures(country: Country): number[] | null {
  const drawn = atlasArea(country.iso2)
  if (!drawn || NO_AREA.has(country.iso2)) return null
  return Math.max(drawn / country.area, country.area / drawn) < 1.1 ? [country.area, drawn] : null
}

const MEASURED = COUNTRIES.filter((c) => measures(c) !== null)

/** Cartographer: who is larger or smaller than another; for countries without neighbours also the largest of four. */
export function areas(): Question[] {
  const asked = MEASURED.filter((c) => c.area > SMALL)
  return [
    ...asked.filter((c) => c.neighbours.length === 0).flatMap(largestAround),
    ...asked.flatMap((c) => [...than(c, 'larger'), ...than(c, 'smaller')]),
  ]
}

/** "Which of these countries is larger than Chad?": one is, three are smaller, all of them near. */
function than(country: Country, word: 'larger' | 'smaller'): Question[] {
  const key = `${word}:${country.iso2}`
  const around = nearest(country, MEASURED).filter((c) => isTempting(c, country) && fits(c, country))
  const mixed = shuffled(key, around.slice(0, 16), (c) => c.iso2)
  const sign = word === 'larger' ? 1 : -1
  const right = mixed.find((c) => sign * (c.area - country.area) > 0)
  if (!right) return []
  const others = mixed.filter((c) => sign * (c.area - country.area) < 0)
  const wrong = choose(3, others, (c, chosen) => [right, ...chosen].every((o) => together(o.iso2, c.iso2)))
  if (wrong.length < 3) return []
  return [
    {
      ...frame(key, country, [right, ...wrong]),
      text: `Which of these countries is ${word} than ${inText(country)}?`,
      value: Math.max(2, fame(country)),
      didYouKnow: times(right, country),
    },
  ]
}

function isTempting(a: Country, b: Country): boolean {
  return Math.max(a.area / b.area, b.area / a.area) < TEMPTING
}

/** "Chad covers about 1,280,000 km², 38 per cent more than Nigeria." */
function times(right: Country, country: Country): string {
  const [large, small] = [right, country].toSorted((a, b) => b.area - a.area) as [Country, Country]
  const ratio = large.area / small.area
  const more =
    ratio < 1.9 ? `${Math.round((ratio - 1) * 100)} per cent more than` : `about ${often(ratio)} as much as`
  return `${capitalised(inText(large))} covers about ${figure(large.area)} km², ${more} ${inText(small)}.`
}

function often(ratio: number): string {
  const times = figure(ratio)
  return times === '2' ? 'twice' : `${/\./.test(times) ? times : inWords(Number(times))} times`
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
      ...frame(key, country, [right!, ...wrong]),
      text: 'Which of these countries covers the largest area?',
      value: 3,
      didYouKnow: compared([right!, ...wrong]),
    },
  ]
}

function frame(key: string, country: Country, four: Country[]) {
  return {
    key,
    category: 'cartographer',
    subject: { country: country.iso2 },
    alternatives: four.map((c) => c.name),
    answer: 0 as const,
    sorted: false as const,
    seconds: 10,
    ...BORDER_SOURCE,
  }
}

function fits(a: Country, b: Country): boolean {
  const ratios = measures(a)!.map((area, i) => area / measures(b)![i]!)
  return ratios.every((ratio) => Math.max(ratio, 1 / ratio) > GAP) && together(a.iso2, b.iso2)
}

/** "Italy covers about 301,000 km², Tunisia 164,000 and Malta 316." */
function compared([first, ...others]: Country[]): string {
  const rest = others.map((c) => `${inText(c)} ${figure(c.area)}`)
  const last = rest.pop()
  return `${capitalised(inText(first!))} covers about ${figure(first!.area)} km², ${rest.join(', ')} and ${last}.`
}
