import { nextFact } from '../facts.ts'
import { CITY_SOURCE } from '../material/sources.ts'
import { choose, fold, nearest, shuffled } from '../pick.ts'
import { NO_CAPITAL, together } from '../rules.ts'
import { byCode, COUNTRIES } from '../sources/countries.ts'
import { TOWNS, type Town } from '../sources/places.ts'
import type { Country, Question } from '../types.ts'
import { fame } from '../value.ts'
import { inText } from '../words.ts'

/** So many questions of a kind about one country: the famous have more cities that people know. */
const MOST = 3
/** Seats of a parliament or a government: as wrong answers they would be half right. */
const SEATS = new Set([
  'Kutaisi',
  'Bonn',
  'Putrajaya',
  'Valparaíso',
  'Quezon City',
  'Sejong',
  'Almaty',
  'Yangon',
])

/** Everybody has seen them in films and on T-shirts. */
const WORLD_CITIES = new Set(
  'Los Angeles,Chicago,Miami,Sydney,Melbourne,Rio de Janeiro,Dubai,Shanghai,Osaka,Kyoto,Munich,Hamburg,Milan,Istanbul,Mumbai,Liverpool,Marseille,Toronto,Casablanca,Saint Petersburg'.split(
    ',',
  ),
)

/** Professor of Geography: cities that are not capitals, and the countries they are in. */
export function towns(): Question[] {
  return COUNTRIES.flatMap((country) => {
    const own = TOWNS.filter((town) => town.country === country.iso2 && !givenAway(town))
    return [
      ...own.slice(0, MOST).flatMap(countryOf),
      ...own.slice(0, fame(country) > 2 ? 1 : 2).flatMap((town) => townIn(country, town)),
      ...townNotIn(country, own),
      ...capitalAtHome(country, own),
    ]
  })
}

function countryOf(town: Town): Question[] {
  const key = `country-of-city:${town.country}-${fold(town.name)}`
  const country = byCode(town.country)
  const near = nearest(
    { ...country, ...town },
    COUNTRIES.filter((c) => c !== country && !town.namesakes.has(c.iso2)),
  )
  const wrong = apart(key, near.slice(0, 9), country)
  const names = [country, ...wrong].map((c) => c.name)
  return question(key, country, `In which country is ${town.name}?`, names, hard(town), town.name)
}

function townIn(country: Country, town: Town): Question[] {
  const key = `city-in:${town.country}-${fold(town.name)}`
  const near = nearest(country, COUNTRIES).filter((c) => c !== country && together(c.iso2, country.iso2))
  const foreign = near
    .slice(0, 12)
    .flatMap((c) => TOWNS.filter((other) => other.country === c.iso2).slice(0, 2))
    .filter((other) => !other.namesakes.has(country.iso2))
  const wrong = choose(3, mixed(key, foreign), (other, chosen) =>
    chosen.every((o) => o.country !== other.country),
  )
  const names = [town, ...wrong].map((t) => t.name)
  return question(key, country, `Which of these cities is in ${inText(country)}?`, names, hard(town))
}

function townNotIn(country: Country, own: Town[]): Question[] {
  const key = `city-not-in:${country.iso2}`
  const near = nearest(country, COUNTRIES).filter((c) => c !== country && together(c.iso2, country.iso2))
  const foreign = near
    .slice(0, 4)
    .flatMap((c) => TOWNS.filter((t) => t.country === c.iso2).slice(0, 2))
    .filter((other) => !other.namesakes.has(country.iso2) && !givenAway(other))
  const right = mixed(key, foreign)[0]
  if (!right || own.length < 3) return []
  const wrong = mixed(key, own.slice(0, 5)).slice(0, 3)
  const names = [right, ...wrong].map((t) => t.name)
  const text = `Which of these cities is not in ${inText(country)}?`
  return question(key, country, text, names, Math.min(4, fame(country) + 1))
}

/** The capital among other cities of the same country. */
function capitalAtHome(country: Country, own: Town[]): Question[] {
  const key = `capital-at-home:${country.iso2}`
  const others = own.filter((town) => !SEATS.has(town.name) && fold(town.name) !== fold(country.capital))
  if (NO_CAPITAL.has(country.iso2) || others.length < 3 || holds(country.capital, country)) return []
  const names = [
    country.capital,
    ...mixed(key, others.slice(0, 4))
      .slice(0, 3)
      .map((t) => t.name),
  ]
  const text = `Which of these cities is the capital of ${inText(country)}?`
  return question(key, country, text, names, Math.max(1, fame(country) - 1))
}

function apart(key: string, from: Country[], right: Country): Country[] {
  const fits = (c: Country, chosen: Country[]) => [right, ...chosen].every((o) => together(o.iso2, c.iso2))
  return choose(
    3,
    shuffled(key, from, (c) => c.iso2),
    fits,
  )
}

function mixed(key: string, towns: Town[]): Town[] {
  return shuffled(key, towns, (town) => town.name)
}

/** By the fame of the country, and how many of its cities one hears of first. */
function hard(town: Town): number {
  if (WORLD_CITIES.has(town.name)) return 1
  return Math.min(5, Math.max(2, fame(byCode(town.country))) + (town.rank > 1 ? 1 : 0))
}

/** Ho Chi Minh City is fine, but a name that holds that of its country is no question. */
function givenAway(town: Town): boolean {
  return holds(town.name, byCode(town.country))
}

function holds(name: string, country: Country): boolean {
  const [a, b] = [fold(name), fold(country.name)]
  return a.includes(b) || b.includes(a) || a.slice(0, 4) === b.slice(0, 4)
}

function question(
  key: string,
  country: Country,
  text: string,
  alternatives: string[],
  value: number,
  asked = '',
): Question[] {
  if (alternatives.length < 4 || new Set(alternatives.map(fold)).size < 4) return []
  const unsaid = [...alternatives, asked].filter((name) => name && name !== country.name)
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
      didYouKnow: nextFact(country, ['capitals'], unsaid),
      ...CITY_SOURCE,
    },
  ]
}
