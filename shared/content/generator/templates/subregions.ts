import { nextFact } from '../facts.ts'
import { load } from '../load.ts'
import { PART_SOURCE } from '../material/sources.ts'
import { ALSO, M49, PARTS, UNASKED_PARTS } from '../material/subregions.ts'
import { choose, nearest, shuffled } from '../pick.ts'
import { STRADDLERS, together } from '../rules.ts'
import { COUNTRIES } from '../sources/countries.ts'
import type { Country, Question } from '../types.ts'
import { fame } from '../value.ts'
import { inText } from '../words.ts'

type Containment = { supplemental: { territoryContainment: Record<string, { _contains: string[] }> } }

const UN = load<Containment>('cldr-core/supplemental/territoryContainment.json').supplemental
  .territoryContainment
const ASKED = COUNTRIES.filter((c) => agreed(c) && !STRADDLERS.has(c.iso2) && !UNASKED_PARTS.has(c.iso2))

/** Professor of Geography: in which part of the world a country lies, and which of four lies in such a part. */
export function subregions(): Question[] {
  return ASKED.flatMap((country) => [...partOf(country), ...countryIn(country)])
}

function partOf(country: Country): Question[] {
  const key = `part-of-world:${country.iso2}`
  const wrong = tempting(country).map((part) => PARTS[part]!)
  const text = `In which part of the world would you find ${inText(country)}?`
  const value = Math.max(1, fame(country) - 1)
  return question(key, country, text, [PARTS[country.subregion]!, ...wrong], value, [])
}

function countryIn(country: Country): Question[] {
  const key = `country-in-part:${country.iso2}`
  const elsewhere = ASKED.filter((c) => c.subregion !== country.subregion && !isAlso(c, country.subregion))
  const near = nearest(country, elsewhere).filter((c) => together(c.iso2, country.iso2))
  const wrong = choose(
    3,
    shuffled(key, near.slice(0, 14), (c) => c.iso2),
    (c, chosen) => chosen.every((o) => together(o.iso2, c.iso2)),
  )
  const part = PARTS[country.subregion]!.replace('The ', 'the ')
  const text = `Which of these countries lies in ${part}?`
  const names = [country, ...wrong].map((c) => c.name)
  return question(key, country, text, names, fame(country), names.slice(1))
}

/** Parts of the nearest countries, so that none is far-fetched, without those that some would call right too. */
function tempting(country: Country): string[] {
  const near = nearest(country, ASKED).map((c) => c.subregion)
  const parts = [...new Set(near)].filter((part) => part !== country.subregion && !isAlso(country, part))
  return shuffled(`part|${country.iso2}`, parts.slice(0, 4), String).slice(0, 3)
}

function isAlso(country: Country, part: string): boolean {
  return ALSO[part]!.split(' ').includes(country.iso2)
}

/** Both lists put it in the same part, and it is one that is a question. */
function agreed(country: Country): boolean {
  const code = M49[country.subregion]
  return code !== undefined && UN[code]!._contains.includes(country.iso2)
}

function question(
  key: string,
  country: Country,
  text: string,
  alternatives: string[],
  value: number,
  unsaid: string[],
): Question[] {
  if (alternatives.length < 4) return []
  return [
    {
      key,
      category: 'professor-of-geography',
      subject: { country: country.iso2 },
      text,
      alternatives,
      answer: 0,
      sorted: false,
      value,
      seconds: 10,
      didYouKnow: nextFact(country, [], unsaid),
      ...PART_SOURCE,
    },
  ]
}
