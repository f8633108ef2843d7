import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  all,
  byCode,
  codes,
  countries,
  inText,
  pair,
  photos,
  type Question,
  questions,
  template,
} from './load.ts'

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

const area = (c: string) => byCode.get(c)!.area
const LANDLOCKED = new Set(
  (
    'AD AF AM AT AZ BF BI BO BT BW BY CF CH CZ ET HU KG KZ LA LI LS LU MD MK ML MN MW NE NP PY RS RW SK SM SS SZ ' +
    'TD TJ TM UG UZ VA ZM ZW'
  ).split(' '),
)

test('7: the largest of four is larger than each by 15 %, and so are all among themselves', () => {
  all(template('largest'), (q) => {
    const sizes = codes(q).map(area)
    return sizes.every((size, i) => i === 0 || sizes[i - 1]! > size * 1.15)
  })
})

test('7: one of four is larger than the country in question, or smaller, and all by 15 %', () => {
  const ratios = (q: Question) => codes(q).map((c) => area(c) / area(q.subject.country!))
  all(template('larger'), (q) => ratios(q).every((ratio, i) => (i === 0 ? ratio > 1.15 : ratio < 1 / 1.15)))
  all(template('smaller'), (q) => ratios(q).every((ratio, i) => (i === 0 ? ratio < 1 / 1.15 : ratio > 1.15)))
})

test('7: nothing is said about areas that hang on disputed land or on overseas territories', () => {
  const never = 'FR MA RS UA RU IN PK CN CY IL SO SD SS NO DK NL US CL EC'.split(' ')
  all(template('largest', 'larger', 'smaller'), (q) =>
    [...codes(q), q.subject.country!].every((c) => !never.includes(c)),
  )
})

test('of four countries exactly one has a coast, or has none; the Caspian Sea is left out', () => {
  all(template('inland'), (q) => codes(q).every((c, i) => LANDLOCKED.has(c) === (i === 0)))
  all(template('coast'), (q) => codes(q).every((c, i) => LANDLOCKED.has(c) === (i !== 0)))
  const never = ['AZ', 'KZ', 'TM', 'UZ', 'RU', 'IR']
  all(template('inland', 'coast'), (q) => codes(q).every((c) => !never.includes(c)))
})

test('6: no outline is shown that is disputed, small, or only one island of many', () => {
  const never = 'UA RU MA IN PK CN CY IL RS SO SD SS SY ID PH NZ JP DK MY CA MT SG'.split(' ')
  const shown = photos.filter((photo) => photo.file.startsWith('outlines/')).map((photo) => iso2(photo.file))
  assert.ok(shown.length > 120, String(shown.length))
  all(template('outline', 'outline-name'), (q) => q.photos!.every((file) => !never.includes(iso2(file))))
  assert.deepEqual(
    shown.filter((c) => never.includes(c) || area(c) < 20_000),
    [],
  )
})

test('6: each outline has two questions, and the pictures stand in the order of the alternatives', () => {
  all(template('outline'), (q) => q.photos!.map(iso2).join() === codes(q).join())
  all(template('outline-name'), (q) => iso2(q.photos![0]!) === codes(q)[0] && q.photos!.length === 1)
  all(template('outline', 'outline-name'), (q) => q.subject.country === codes(q)[0])
  assert.equal(template('outline').length, template('outline-name').length)
})

test('two outlines of a question are told apart by their descriptions too', () => {
  const alt = new Map(photos.map((photo) => [photo.file, photo.alt]))
  all(template('outline'), (q) => new Set(q.photos!.map((file) => alt.get(file))).size === 4)
})

function iso2(file: string): string {
  return file.slice('outlines/'.length, -'.webp'.length).toUpperCase()
}
