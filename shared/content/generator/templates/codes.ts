import { nextFact } from '../facts.ts'
import { CURRENCY_SOURCE } from '../material/sources.ts'
import { choose, fold, nearest, shuffled } from '../pick.ts'
import { together } from '../rules.ts'
import { isOwnMoney, madeUp } from '../sources/codes.ts'
import { COUNTRIES } from '../sources/countries.ts'
import { akin, fullName, shortName } from '../sources/money.ts'
import type { Country, Question } from '../types.ts'
import { fame } from '../value.ts'

const ASKED = COUNTRIES.filter(isOwnMoney)

/** Currency trader: the three letters by which banks know a currency, both ways. */
export function codes(): Question[] {
  return ASKED.flatMap((country) => [...codeOf(country), ...countryOf(country)])
}

function codeOf(country: Country): Question[] {
  const key = `currency-code:${country.iso2}`
  const code = country.currency!
  const wrong = shuffled(key, madeUp(country).slice(0, 4), String).slice(0, 3)
  const text = `Which three letters do banks write for the ${fullName(code)}?`
  return fame(country) > 3 ? [] : question(key, country, text, [code, ...wrong], 2, [])
}

/** Only where the letters do not simply open the name; the others begin with the same letter. */
function countryOf(country: Country): Question[] {
  const key = `country-of-code:${country.iso2}`
  const code = country.currency!
  const near = nearest(country, ASKED).filter((c) => c !== country && c.iso2[0] === country.iso2[0])
  const fits = (c: Country, chosen: Country[]) =>
    [country, ...chosen].every((o) => together(o.iso2, c.iso2) && !akin(money(o), money(c)))
  const wrong = choose(
    3,
    shuffled(key, near.slice(0, 8), (c) => c.iso2),
    fits,
  )
  const opens = fold(country.name).startsWith(country.iso2.toLowerCase())
  const names = [country, ...wrong].map((c) => c.name)
  return opens
    ? []
    : question(key, country, `Which country has the currency code ${code}?`, names, 3, names.slice(1))
}

function money(country: Country): string {
  return shortName(country.currency!)
}

function question(
  key: string,
  country: Country,
  text: string,
  alternatives: string[],
  value: number,
  unsaid: string[],
): Question[] {
  if (alternatives.length < 4 || fold(text).includes(fold(alternatives[0]!))) return []
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
      didYouKnow: nextFact(country, ['money'], unsaid),
      ...CURRENCY_SOURCE,
    },
  ]
}
