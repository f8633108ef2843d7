import { CURRENCY_SOURCE } from '../data/sources.ts'
import { nearest, shuffled } from '../pick.ts'
import { together } from '../rules.ts'
import { COUNTRIES } from '../sources/countries.ts'
import { akin, former, formerName, fullName, shortName, since } from '../sources/money.ts'
import type { Country, Question } from '../types.ts'
import { fame } from '../value.ts'
import { atStart, capitalised, inText, list } from '../words.ts'

const ASKED = COUNTRIES.filter((c) => c.currency !== null)

/** Currency trader: what one pays with in a country, and where a currency is used. */
export function currencies(): Question[] {
  return ASKED.flatMap((country) => [...currencyOf(country), ...userOf(country), ...beforeEuro(country)])
}

function currencyOf(country: Country): Question[] {
  const name = shortName(country.currency!)
  if (country.iso2 === 'US' || sounds(name, country)) return []
  const key = `currency:${country.iso2}`
  const wrong = distinct(key, nearest(country, ASKED).slice(1, 30), [name]).map((c) => shortName(c.currency!))
  const text = `What is the currency of ${inText(country)} called?`
  return question(key, country, text, [name, ...wrong].map(capitalised), fame(country), sayMoney(country))
}

/** Not for the euro and the dollar: so many countries use them that the question would always be the same. */
function userOf(country: Country): Question[] {
  const name = shortName(country.currency!)
  if (['euro', 'dollar'].includes(name) || sounds(name, country)) return []
  const key = `currency-user:${country.iso2}`
  const near = nearest(country, ASKED)
    .slice(1, 14)
    .filter((c) => together(c.iso2, country.iso2))
  const wrong = distinct(key, near, [name])
  const text = `Which of these countries uses the ${name}?`
  const names = [country, ...wrong].map((c) => c.name)
  return question(key, country, text, names, Math.min(4, fame(country) + 1), sayHistory(country))
}

function beforeEuro(country: Country): Question[] {
  const before = former(country)
  if (country.currency !== 'EUR' || !before || before.until < 1999 || before.from > '1998') return []
  const key = `before-euro:${country.iso2}`
  const name = formerName(before.code).split(' ').at(-1)!
  const others = ASKED.filter((c) => c !== country && c.currency === 'EUR' && former(c))
  const names = shuffled(key, others, (c) => c.iso2).map(
    (c) => formerName(former(c)!.code).split(' ').at(-1)!,
  )
  const wrong = names.reduce<string[]>(
    (chosen, n) =>
      chosen.length < 3 && ![name, ...chosen].some((o) => akin(o, n)) ? [...chosen, n] : chosen,
    [],
  )
  const text = `Which currency did the euro replace in ${inText(country)}?`
  const fact = `${atStart(country)} joined the euro in ${since(country)}; the ${formerName(before.code)} ceased to be legal tender in ${before.until}.`
  return question(key, country, text, [name, ...wrong].map(capitalised), fame(country) + 1, fact)
}

/** Three countries whose money differs in name and code from the taken ones and from each other's. */
function distinct(key: string, from: Country[], taken: string[]): Country[] {
  const chosen: Country[] = []
  for (const c of shuffled(key, from, (c) => c.iso2)) {
    const names = [...taken, ...chosen.map((o) => shortName(o.currency!))]
    const fresh = !names.some((name) => akin(name, shortName(c.currency!)))
    if (chosen.length < 3 && fresh && chosen.every((o) => together(o.iso2, c.iso2))) chosen.push(c)
  }
  return chosen
}

/** "Afghani" in a list of currencies would give Afghanistan away. */
function sounds(name: string, country: Country): boolean {
  return country.name.toLowerCase().startsWith(name.slice(0, 5).toLowerCase())
}

function sayMoney(country: Country): string {
  const code = country.currency!
  const others = ASKED.filter((c) => c !== country && c.currency === code)
  if (others.length > 0) {
    const some = shuffled(`same|${country.iso2}`, others, (c) => c.iso2)
      .slice(0, 3)
      .map(inText)
    return `The same currency, the ${fullName(code)} (**${code}**), is used in ${list(some)}${others.length > 3 ? ', among others' : ''}.`
  }
  const alike = ASKED.filter((c) => c.currency !== code && shortName(c.currency!) === shortName(code))
  if (alike.length > 0) {
    const some = shuffled(`alike|${country.iso2}`, alike, (c) => c.iso2)
      .slice(0, 3)
      .map(inText)
    return `On exchange boards the ${fullName(code)} is written **${code}**. ${capitalised(list(some))} ${some.length > 1 ? 'have' : 'has'} money of the same name, but of another value.`
  }
  return `On exchange boards it is written **${code}**; no other country calls its money the ${shortName(code)}.`
}

function sayHistory(country: Country): string {
  const [before, year] = [former(country), since(country)]
  if (before && year && year > 1900) {
    return `${atStart(country)} has used the ${fullName(country.currency!)} since ${year}; before it came the ${formerName(before.code)}.`
  }
  return sayMoney(country)
}

function question(
  key: string,
  country: Country,
  text: string,
  alternatives: string[],
  value: number,
  didYouKnow: string,
): Question[] {
  if (alternatives.length < 4) return []
  return [
    {
      key,
      category: 'currency-trader',
      subject: { country: country.iso2 },
      text,
      alternatives,
      answer: 0,
      sorted: false,
      value,
      seconds: 10,
      didYouKnow,
      ...CURRENCY_SOURCE,
    },
  ]
}
