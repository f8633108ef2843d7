import assert from 'node:assert/strict'
import { test } from 'node:test'
import { peopleOfCity, peopleOfCountry, ranks } from './figures.ts'
import { all, byCode, codes, type Question, questions, template } from './load.ts'

type Two = [number, number]

const people = (code: string) => peopleOfCountry.get(code) ?? assert.fail(`${code} is not counted`)
const area = (code: string) => byCode.get(code)!.area
/** By both sources, so many times more than each of the others has the first. */
const leads = ([first, ...others]: Two[], times: number) =>
  others.every((other) => first!.every((n, i) => n >= other[i]! * times))

test('Statistician has questions of every kind, neither all easy nor all hard', () => {
  const asked = questions.filter((q) => q.category === 'statistician')
  assert.ok(asked.length >= 770, String(asked.length))
  const mean = asked.reduce((sum, q) => sum + q.value, 0) / asked.length
  assert.ok(mean > 2 && mean < 3.2, String(mean))
  assert.equal(new Set(asked.map((q) => `${q.text} ${q.alternatives.toSorted()}`)).size, asked.length)
})

test('7: population questions say the year and never ask for the most populous country', () => {
  const asked = questions.filter((q) => q.category === 'statistician')
  all(asked, (q) => /\b(2023|2025)\b/.test(q.text) && !/most populous/i.test(q.text + q.didYouKnow))
})

test('7: where the most, or the fewest, people live is clear by 1.4 times in both sources', () => {
  all(template('most-people'), (q) => leads(codes(q).map(people), 1.4))
  all(template('fewest-people'), (q) =>
    leads(
      codes(q).map((c) => people(c).map((n) => 1 / n) as Two),
      1.4,
    ),
  )
})

test('7: the most crowded country is so by both figures of its people', () => {
  const density = (code: string) => people(code).map((n) => n / area(code)) as Two
  all(template('densest'), (q) => leads(codes(q).map(density), 1.4 * 1.15))
})

test('7: a population is right to a tenth, and the wrong ones are 1.4 times off and more in both sources', () => {
  all(template('population'), (q) => {
    const [now, then] = people(q.subject.country!)
    const [told, ...wrong] = q.alternatives.map(figure)
    const off = (n: number) => Math.max(n / now, now / n)
    return (
      off(told!) < 1.1 &&
      wrong.every((n) => off(n) > 1.4 && Math.max(n / then, then / n) > 1.4) &&
      q.text.includes(byCode.get(q.subject.country!)!.name)
    )
  })
})

function figure(text: string): number {
  const [, digits, unit] = /^([\d,.]+)(?: (million|billion))?$/.exec(text) ?? assert.fail(text)
  return Number(digits!.replaceAll(',', '')) * (unit === 'billion' ? 1e9 : unit === 'million' ? 1e6 : 1)
}

/** All cities of a name, with their people. */
const cityNamed = (name: string): Two[] =>
  [...peopleOfCity].filter(([key]) => key.split('|')[1] === name).map(([, two]) => two)
const ofCountry = (q: Question) =>
  q.alternatives.map(
    (name) => peopleOfCity.get(`${q.subject.country}|${name}`) ?? assert.fail(`${q.key} ${name}`),
  )

test('7: the city with the most people has twice as many as the others, in both sources', () => {
  all(template('city-people'), (q) => {
    const [first, ...others] = q.alternatives.map(cityNamed)
    return first!.every((one) => others.every((namesakes) => leads([one, ...namesakes], 2)))
  })
  all(template('town-people'), (q) => leads(ofCountry(q), 2))
})

test('the first and the second city of a country are the same in both sources, by a clear margin', () => {
  const isAt = (q: Question, rank: number) => {
    const lists = ranks.get(q.subject.country!)!
    const [right] = ofCountry(q)
    return lists.every((list, i) => list[rank] === right![i] && list[rank]! > list[rank + 1]! * 1.2)
  }
  all(template('largest-city'), (q) => isAt(q, 0))
  all(template('second-city'), (q) => isAt(q, 0 + 1) && / after .+\?$/.test(q.text))
  all(template('largest-city', 'second-city'), (q) => leads(ofCountry(q), 1.2))
})

test('nobody is counted where war has driven people about', () => {
  const never = new Set(['IL', 'LB', 'SD', 'SO', 'SS', 'SY', 'UA', 'YE'])
  all(
    template('town-people', 'largest-city', 'second-city', 'city-people'),
    (q) => !never.has(q.subject.country!),
  )
  assert.ok([...peopleOfCountry.values()].every(([now, then]) => now / then > 0.9 && now / then < 1.3))
})
