import { nextFact } from '../facts.ts'
import { EURO_FACTS, EURO_RATES, EURO_SOURCE, MANY } from '../material/euro.ts'
import { NAME_ORIGINS } from '../material/money-names.ts'
import { CURRENCY_SOURCE } from '../material/sources.ts'
import { choose, fold, nearest, shuffled } from '../pick.ts'
import { together } from '../rules.ts'
import { COUNTRIES } from '../sources/countries.ts'
import { akin, former, formerName, fullName, isOnlyUser, shortName, since } from '../sources/money.ts'
import type { Country, Question } from '../types.ts'
import { fame } from '../value.ts'
import { atStart, capitalised, inText, list } from '../words.ts'

type Told = { fact: string; source: string }

const ASKED = COUNTRIES.filter((c) => c.currency !== null)

/** Countries whose former money is another word and not the same one with fewer zeros. */
const TOLD_FORMER = new Set('AM AR BB BD BW DO EC ER GN GW IQ KR MA MG PE PG SB SD SR TJ'.split(' '))
/** Shops take US dollars there, whatever the law says. */
const DOLLARISED = new Set(['VE', 'LB'])
/** Where more countries share a name, what it means would be told over and over. */
const MOST_TOLD = 2

/** Currency trader: what one pays with in a country, where a currency is used, and what the euro replaced. */
export function currencies(): Question[] {
  return ASKED.flatMap((country) => [...currencyOf(country), ...userOf(country), ...beforeEuro(country)])
}

function currencyOf(country: Country): Question[] {
  const name = shortName(country.currency!)
  if (country.iso2 === 'US' || sounds(name, country)) return []
  const key = `currency:${country.iso2}`
  const wrong = distinct(key, nearest(country, ASKED).slice(1, 30), [name])
  const names = [name, ...wrong.map((c) => shortName(c.currency!))].map(capitalised)
  const text = `What is the currency of ${inText(country)} called?`
  return question(key, country, text, names, fame(country), company(country))
}

function userOf(country: Country): Question[] {
  const name = shortName(country.currency!)
  const users = ASKED.filter((c) => akin(shortName(c.currency!), name))
  if (country.iso2 === 'US' || sounds(name, country)) return []
  const key = `currency-user:${country.iso2}`
  const near = nearest(country, ASKED)
    .slice(1, 14)
    .filter((c) => name !== 'dollar' || !DOLLARISED.has(c.iso2))
  const wrong = distinct(
    key,
    near.filter((c) => together(c.iso2, country.iso2)),
    [name],
  )
  const text = `Which of these countries uses the ${name}?`
  const names = [country, ...wrong].map((c) => c.name)
  const known = users.length <= MOST_TOLD && NAME_ORIGINS[name]
  const fact = known ? origin(country) : told(nextFact(country, ['money'], names.slice(1)))
  return question(key, country, text, names, Math.max(2, fame(country)), fact)
}

function beforeEuro(country: Country): Question[] {
  const rate = EURO_RATES[country.iso2]
  const before = former(country)
  if (!rate || !before) return []
  const key = `before-euro:${country.iso2}`
  const name = lastWord(formerName(before.code))
  if (sounds(name, country)) return []
  const others = COUNTRIES.filter((c) => c !== country && EURO_RATES[c.iso2])
  const chosen = [name]
  for (const other of shuffled(key, others, (c) => c.iso2)) {
    const old = lastWord(formerName(former(other)!.code))
    if (chosen.length < 4 && !chosen.some((n) => akin(n, old))) chosen.push(old)
  }
  const text = `Which currency did the euro replace in ${inText(country)}?`
  const year = since(country)!
  const cash = year < 2002 ? ', and notes and coins came in 2002' : ''
  const fact = `${atStart(country)} has had the euro since ${year}${cash}. The rate was fixed for good: **1 euro = ${rate} ${MANY[name] ?? name}**.`
  return question(key, country, text, chosen.map(capitalised), fame(country) + 1, {
    fact,
    source: EURO_SOURCE,
  })
}

/** Three countries whose money differs in name and code from the taken ones and from each other's. */
function distinct(key: string, from: Country[], taken: string[]): Country[] {
  const mixed = shuffled(key, from, (c) => c.iso2)
  return choose(3, mixed, (c, chosen) => {
    const names = [...taken, ...chosen.map((o) => shortName(o.currency!))]
    const fresh = !names.some((name) => akin(name, shortName(c.currency!)))
    return fresh && chosen.every((o) => together(o.iso2, c.iso2))
  })
}

/** "Afghani" in a list of currencies would give Afghanistan away, and "leone" Sierra Leone. */
function sounds(name: string, country: Country): boolean {
  return fold(country.name).includes(fold(lastWord(name)).slice(0, 5))
}

/** Who else has the same money, or money of the same name. */
function company(country: Country): Told {
  const code = country.currency!
  if (code === 'EUR') return onEuro(country)
  const same = ASKED.filter((c) => c !== country && c.currency === code)
  const alike = ASKED.filter((c) => c.currency !== code && shortName(c.currency!) === shortName(code))
  if (same.length === 1 && same[0]!.population > country.population)
    return told(`${atStart(country)} has no money of its own: people use the ${fullName(code)}.`)
  if (same.length > 0)
    return told(`The same money, the ${fullName(code)}, is used in ${some(country, same)}.`)
  if (alike.length > 0 && (!NAME_ORIGINS[shortName(code)] || turn(country, 2) === 0)) {
    const verb = alike.length > 1 ? 'have' : 'has'
    const others = capitalised(some(country, alike))
    return told(
      `Banks write the ${fullName(code)} as **${code}**. ${others} ${verb} money of the same name but of another value.`,
    )
  }
  return shortHistory(country) ?? onlyOne(country) ?? origin(country)
}

function onEuro(country: Country): Told {
  const users = ASKED.filter((c) => c.currency === 'EUR')
  return { fact: EURO_FACTS[users.indexOf(country) % EURO_FACTS.length]!, source: EURO_SOURCE }
}

/** A number below `n` that differs among the countries with money of one name, in turn. */
function turn(country: Country, n: number): number {
  const name = shortName(country.currency!)
  return ASKED.filter((c) => shortName(c.currency!) === name).indexOf(country) % n
}

function shortHistory(country: Country): Told | null {
  const before = former(country)
  if (!before || !TOLD_FORMER.has(country.iso2)) return null
  const now = fullName(country.currency!)
  return told(
    `${atStart(country)} has used the ${now} since ${since(country)}; before it came the ${formerName(before.code)}.`,
  )
}

function onlyOne(country: Country): Told | null {
  const code = country.currency!
  if (!isOnlyUser(code)) return null
  return told(`Banks write it as **${code}**; no other country calls its money the ${shortName(code)}.`)
}

/** What the name of the money means, where we know. */
function origin(country: Country): Told {
  const name = shortName(country.currency!)
  const fact = NAME_ORIGINS[name]
  const page = `https://en.wiktionary.org/wiki/${encodeURIComponent(name)}`
  if (fact) return { fact, source: `; on the name: Wiktionary, ${page}` }
  return (
    shortHistory(country) ??
    onlyOne(country) ??
    told(`Banks write the ${fullName(country.currency!)} as **${country.currency}**.`)
  )
}

function some(country: Country, others: Country[]): string {
  const names = shuffled(
    `company|${country.iso2}`,
    others.toSorted((a, b) => b.population - a.population).slice(0, 8),
    (c) => c.iso2,
  ).map(inText)
  return names.length > 4 ? `${names.slice(0, 3).join(', ')} and several others` : list(names)
}

function told(fact: string): Told {
  return { fact, source: '' }
}

function lastWord(name: string): string {
  return name.split(' ').at(-1)!
}

function question(
  key: string,
  country: Country,
  text: string,
  alternatives: string[],
  value: number,
  { fact, source }: Told,
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
      didYouKnow: fact,
      ...CURRENCY_SOURCE,
      source: CURRENCY_SOURCE.source + source,
    },
  ]
}
