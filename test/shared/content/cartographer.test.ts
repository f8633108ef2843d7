import assert from 'node:assert/strict'
import { test } from 'node:test'
import { all, byCode, codes, countries, inText, pair, questions, template } from './load.ts'

const UNSETTLED =
  'IN-LK BR-FR FR-SR FR-NL ES-MA ES-GB CA-DK DZ-MA MA-MR AL-RS EG-IL IL-JO IL-SY BW-ZM AF-IN CN-PK IN-PK BH-SA MY-SG CU-US'.split(
    ' ',
  )
const borders = (a: string, b: string) => byCode.get(a)!.neighbours.includes(b)
const settled = (a: string, b: string) => !UNSETTLED.includes(pair(a, b))

test('2: land borders go both ways, and unsettled ones are in no list', () => {
  for (const country of countries) {
    for (const other of country.neighbours) {
      assert.ok(borders(other, country.iso2), `${country.iso2}-${other}`)
      assert.ok(settled(country.iso2, other), `${country.iso2}-${other}`)
    }
  }
})

test('2: of four countries exactly one borders the one in question', () => {
  all(template('border'), (q) => codes(q).every((c, i) => borders(q.subject.country!, c) === (i === 0)))
  all(template('border', 'no-border'), (q) => codes(q).every((c) => c !== q.subject.country))
})

test('2: of four countries exactly one does not border the one in question', () => {
  all(template('no-border'), (q) => codes(q).every((c, i) => borders(q.subject.country!, c) === (i !== 0)))
})

test('2: of four countries exactly one borders both', () => {
  all(template('between'), (q) => {
    const near = countries
      .filter((c) => new RegExp(`(both|and) ${inText(c)}(\\?| and)`).test(q.text))
      .map((c) => c.iso2)
    assert.equal(near.length, 2, `${q.text} ${near}`)
    const both = (c: string) => near.every((n) => borders(n, c))
    return codes(q).every((c, i) => both(c) === (i === 0) && near.every((n) => settled(n, c) && n !== c))
  })
})

test('2: nothing is said about unsettled borders, and nobody is asked to count neighbours', () => {
  all(template('border', 'no-border'), (q) => codes(q).every((c) => settled(q.subject.country!, c)))
  all(questions, (q) => !/how many/i.test(q.text))
  all(
    questions,
    (q) =>
      !/Palestine|Kosovo|Western Sahara|Ceuta|Melilla|Gibraltar|Hans Island/.test(q.text + q.alternatives),
  )
})

test('7: areas are 15 % apart, as the figures told afterwards show', () => {
  all(template('largest'), (q) => {
    const figures = [...q.didYouKnow.matchAll(/ ([\d,.]+)(?= km²|,| and|\.$)/g)].map((m) =>
      Number(m[1]!.replaceAll(',', '')),
    )
    return figures.length === 4 && figures.every((n, i) => i === 0 || figures[i - 1]! > n * 1.14)
  })
  all(questions, (q) => !/most populous|more people/i.test(q.text))
})
