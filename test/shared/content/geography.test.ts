import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  all,
  byCode,
  cities,
  code,
  codes,
  countries,
  fold,
  type Question,
  questions,
  radians,
  template,
} from './load.ts'

const NO_CAPITAL = new Set('BI BJ BO CH CI IL LK MY NL NR PS SZ TZ ZA'.split(' '))
/** Seats beside the capital, or that were it: as wrong answers they would be half right. */
const RIVALS = new Set(
  [
    ['Cotonou', 'La Paz', 'The Hague', 'Abidjan', 'Dar es Salaam', 'Jerusalem', 'Tel Aviv', 'Sucre', 'Bern'],
    ['Gitega', 'Bujumbura', 'Cape Town', 'Bloemfontein', 'Putrajaya', 'Lobamba', 'Valparaíso', 'Kutaisi'],
  ].flat(),
)

test('1: no capital that is disputed, doubled or without law is asked or offered', () => {
  const asked = template('capital', 'country-of-capital', 'capital-at-home')
  all(asked, (q) => !NO_CAPITAL.has(q.subject.country!))
  all(template('country-of-capital'), (q) => codes(q).every((c) => !NO_CAPITAL.has(c)))
  all(asked, (q) => q.alternatives.every((a) => !RIVALS.has(a)))
})

test('1: the capitals of the game are the capitals of the questions', () => {
  const right = new Map(cities.filter((c) => c.capital).map((c) => [c.country, c.name]))
  assert.ok(right.size > 95, String(right.size))
  all(template('capital', 'capital-at-home'), (q) => {
    const own = right.get(q.subject.country!)
    return own === undefined || own === q.alternatives[0]
  })
})

test('1: a rival seat is no answer of any question about cities', () => {
  all(template('country-of-city', 'city-in', 'city-not-in'), (q) =>
    [...RIVALS].every((name) => !q.text.includes(name) && !q.alternatives.includes(name)),
  )
})

test('1: a capital has one English name, and one country', () => {
  const capital = new Map(template('capital').map((q) => [q.subject.country, q.alternatives[0]]))
  assert.equal(capital.get('MN'), 'Ulaanbaatar')
  assert.equal(capital.get('US'), 'Washington, D.C.')
  assert.equal(capital.get('GD'), 'St. George’s')
  all(template('capital'), (q) => q.alternatives.every((a) => [...capital.values()].includes(a)))
  all(template('country-of-capital'), (q) => {
    const name = q.text.replace(' is the capital of which country?', '')
    return codes(q).every((c, i) => (capital.get(c) === name) === (i === 0))
  })
  all(template('capital-at-home'), (q) => {
    const own = capital.get(q.subject.country)
    return own === undefined || own === q.alternatives[0]
  })
})

/** The country of every city that is named, as the questions themselves say it. */
const homes = new Map<string, string>()
for (const q of template('country-of-city')) homes.set(city(q), q.subject.country!)
for (const q of template('city-in')) homes.set(q.alternatives[0]!, q.subject.country!)

function city(q: Question): string {
  return q.text.match(/^In which country is (.+)\?$/)![1]!
}

test('a city is in one country, whichever question asks, and no name belongs to two', () => {
  all(template('country-of-city'), (q) => code(q.alternatives[0]!) === homes.get(city(q)))
  all(template('city-in'), (q) =>
    q.alternatives.every((name, i) => (homes.get(name) ?? `${i}`) !== q.subject.country || i === 0),
  )
  const right = template('city-in').map((q) => `${q.alternatives[0]} ${q.subject.country}`)
  assert.equal(new Set(right.map((name) => fold(name.slice(0, -3)))).size, new Set(right).size)
})

test('one of four cities is abroad, and the others are at home', () => {
  all(template('city-not-in'), (q) =>
    q.alternatives.every((name, i) => {
      const home = homes.get(name)
      return home === undefined || (home === q.subject.country) === i > 0
    }),
  )
})

test('no city is asked that holds the name of its country', () => {
  all(template('country-of-city'), (q) => !fold(city(q)).includes(fold(q.alternatives[0]!)))
  all(template('city-in'), (q) => !q.alternatives.some((name) => fold(q.text).endsWith(fold(name))))
})

test('wrong countries are near enough to tempt', () => {
  all(template('country-of-city'), (q) => {
    const own = byCode.get(q.subject.country!)!
    return codes(q).some((c, i) => i > 0 && radians(own, byCode.get(c)!) < 0.8)
  })
})

/** By the United Nations; only the countries that every list puts in one part. */
const PARTS: Record<string, string> = {
  'North Africa': 'DZ LY MA SD TN',
  'West Africa': 'BF BJ CI CV GH GM GN GW LR ML MR NE NG SL SN TG',
  'Central Africa': 'CD CG CM GA GQ ST TD',
  'East Africa': 'BI DJ ER ET KE KM MG MU RW SC SO TZ UG',
  'Southern Africa': 'BW LS NA SZ',
  'Western Asia': 'AE BH IL IQ JO KW LB OM QA SA SY YE',
  'Central Asia': 'KG TJ TM UZ',
  'South Asia': 'AF BD BT IN LK MV NP PK',
  'East Asia': 'CN JP KP KR MN',
  'Southeast Asia': 'BN KH LA MM MY PH SG TH TL VN',
  'Northern Europe': 'DK EE FI GB IE IS LT LV NO SE',
  'Western Europe': 'BE DE FR LI LU MC NL CH',
  'Eastern Europe': 'BY MD UA',
  'Southern Europe': 'AD ES GR IT MT PT SM VA',
  'Central America': 'BZ CR GT HN NI PA SV',
  'The Caribbean': 'AG BB BS CU DM DO GD HT JM KN LC TT VC',
  'South America': 'AR BO BR CL CO EC GY PE PY SR UY VE',
  Melanesia: 'FJ PG SB VU',
  Micronesia: 'KI MH NR PW',
  Polynesia: 'TO TV WS',
}
const part = (iso2: string) => Object.keys(PARTS).find((name) => PARTS[name]!.split(' ').includes(iso2))

test('10: a country that lies on two continents is in no question about parts of the world', () => {
  const straddlers = 'TR RU KZ EG AZ GE AM CY ID'.split(' ')
  const asked = template('part-of-world', 'country-in-part')
  all(asked, (q) => !straddlers.includes(q.subject.country!))
  all(template('country-in-part'), (q) => codes(q).every((c) => !straddlers.includes(c)))
})

test('10: each country is in the part of the world that all lists agree on, and one of four is in it', () => {
  all(template('part-of-world'), (q) => part(q.subject.country!) === q.alternatives[0])
  all(template('part-of-world'), (q) => q.alternatives.every((name) => PARTS[name]))
  all(template('country-in-part'), (q) => {
    const asked = q.text.match(/lies in (.+)\?$/)![1]!.replace('the ', 'The ')
    return codes(q).every((c, i) => (part(c) === asked) === (i === 0))
  })
})

test('10: a part that many would also call right is never a wrong answer', () => {
  const both: [string, string][] = [
    ['IE', 'Western Europe'],
    ['AF', 'Central Asia'],
    ['MG', 'Southern Africa'],
    ['EE', 'Eastern Europe'],
    ['GY', 'The Caribbean'],
    ['SD', 'East Africa'],
  ]
  for (const [iso2, name] of both) {
    for (const q of template('part-of-world').filter((q) => q.subject.country === iso2))
      assert.ok(!q.alternatives.includes(name), q.key)
    for (const q of template('country-in-part').filter((q) => q.text.includes(name)))
      assert.ok(!codes(q).includes(iso2), q.key)
  }
})

test('names that are easily mistaken for each other are never offered together', () => {
  const twins = ['CD CG', 'KP KR', 'NE NG', 'SD SS', 'DM DO'].map((names) => names.split(' '))
  all(template('country-of-city', 'country-in-part'), (q) =>
    twins.every((names) => !names.every((c) => codes(q).includes(c))),
  )
})

test('every country has ten different things to learn about it as far as it has questions, and none is told often', () => {
  const facts = Map.groupBy(questions, (q) => q.subject.country!)
  const poor = countries.filter((c) => {
    const own = facts.get(c.iso2) ?? []
    return own.length > 9 && new Set(own.map((q) => q.didYouKnow)).size < Math.min(own.length - 1, 10)
  })
  assert.deepEqual(
    poor.map((c) => c.name),
    [],
  )
  const told = questions.filter((q) => /^(professor|linguist|currency)/.test(q.category))
  const times = [...Map.groupBy(told, (q) => q.didYouKnow).values()].map((list) => list.length)
  assert.ok(Math.max(...times) <= 6, String(Math.max(...times)))
})
