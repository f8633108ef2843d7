import { nextFact } from '../facts.ts'
import { CAPITAL_SOURCE } from '../material/sources.ts'
import { choose, fold, nearest, shuffled } from '../pick.ts'
import { NO_CAPITAL, together } from '../rules.ts'
import { COUNTRIES } from '../sources/countries.ts'
import type { Country, Question } from '../types.ts'
import { fame, fameOfCapital } from '../value.ts'
import { inText } from '../words.ts'

const ASKED = COUNTRIES.filter((c) => !NO_CAPITAL.has(c.iso2) && !givenAway(c))

/** Professor of Geography: the capital of a country, and the country of a capital where that is not child's play. */
export function capitals(): Question[] {
  return ASKED.flatMap((country) => [capitalOf(country), ...(fame(country) > 1 ? [countryOf(country)] : [])])
}

function capitalOf(country: Country): Question {
  const key = `capital:${country.iso2}`
  const alternatives = [country.capital, ...others(key, country).map((c) => c.capital)]
  return {
    ...frame(key, country, fameOfCapital(country)),
    text: `What is the capital of ${inText(country)}?`,
    alternatives,
    didYouKnow: nextFact(country, ['neighbours'], alternatives),
  }
}

function countryOf(country: Country): Question {
  const key = `country-of-capital:${country.iso2}`
  const wrong = others(key, country).map((c) => c.name)
  return {
    ...frame(key, country, Math.max(2, fame(country) - 1)),
    text: `${country.capital} is the capital of which country?`,
    alternatives: [country.name, ...wrong],
    didYouKnow: nextFact(country, ['neighbours'], wrong),
  }
}

/** Three of the ten nearest countries of the region: far-off names would be no temptation. */
function others(key: string, country: Country): Country[] {
  const region = ASKED.filter((c) => c !== country && c.region === country.region)
  const near = nearest(country, region).filter((c) => together(c.iso2, country.iso2))
  const mixed = shuffled(key, near.slice(0, 10), (c) => c.iso2)
  return choose(3, mixed, (c, chosen) => chosen.every((o) => together(o.iso2, c.iso2)))
}

/** Kuwait City, Algiers, San Salvador: the question would hold its own answer. */
function givenAway(country: Country): boolean {
  const [name, capital] = [fold(country.name), fold(country.capital)]
  return name.slice(0, 4) === capital.slice(0, 4) || capital.includes(name) || name.includes(capital)
}

function frame(key: string, country: Country, value: number) {
  return {
    key,
    category: 'professor-of-geography',
    subject: { country: country.iso2 },
    answer: 0 as const,
    sorted: false as const,
    value,
    seconds: 10,
    ...CAPITAL_SOURCE,
  }
}
