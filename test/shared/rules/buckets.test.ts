import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  bucketsOf,
  dateFrom,
  dateOf,
  MOST_BUCKETS,
  rangeOf,
  SPANS,
  startOf,
  step,
  USUAL,
} from '../../../shared/rules/buckets.ts'

const at = (text: string) => Date.parse(text)
const names = (by: (typeof SPANS)[number], from: string, to: string) =>
  bucketsOf(by, at(from), at(to)).map(({ name }) => name)

describe('Time in pieces', () => {
  test('a day begins at midnight UTC and ends before the next', () => {
    assert.deepEqual(names('day', '2026-11-02T23:59:59.999Z', '2026-11-04T00:00:00.000Z'), [
      '2026-11-02',
      '2026-11-03',
      '2026-11-04',
    ])
    assert.deepEqual(names('day', '2026-11-03T00:00:00.000Z', '2026-11-03T23:59:59.999Z'), ['2026-11-03'])
  })

  test('a week begins on Monday, and is called as ISO 8601 says also where the year ends', () => {
    assert.deepEqual(names('week', '2026-11-01T23:59:59.999Z', '2026-11-02T00:00:00Z'), [
      '2026-W44',
      '2026-W45',
    ])
    assert.deepEqual(names('week', '2020-12-27T12:00Z', '2021-01-04T12:00Z'), [
      '2020-W52',
      '2020-W53',
      '2021-W01',
    ])
    assert.equal(dateOf(startOf('week', at('2021-01-03T12:00Z'))), '2020-12-28')
  })

  test('a month ends with its last day, a leap day too', () => {
    assert.deepEqual(names('month', '2028-01-31T23:59:59.999Z', '2028-03-01T00:00Z'), [
      '2028-01',
      '2028-02',
      '2028-03',
    ])
    const [february] = bucketsOf('month', at('2028-02-29T23:59:59.999Z'), at('2028-02-29T23:59:59.999Z'))
    assert.equal(february!.end - february!.start, 29 * 86_400_000)
    assert.equal(dateOf(step('month', at('2026-03-31T10:00Z'), -1)), '2026-02-01')
  })

  test('whatever the ends, the pieces follow each other without a gap and hold both', () => {
    const moment = fc.integer({ min: at('1970-01-01'), max: at('2100-01-01') })
    fc.assert(
      fc.property(fc.constantFrom(...SPANS), moment, fc.integer({ min: 0, max: 5e10 }), (by, from, more) => {
        const buckets = bucketsOf(by, from, from + more)
        assert.ok(buckets[0]!.start <= from && from < buckets[0]!.end)
        assert.ok(buckets.at(-1)!.start <= from + more && from + more < buckets.at(-1)!.end)
        for (const [i, { start, end }] of buckets.entries()) {
          assert.equal(end, buckets[i + 1]?.start ?? end)
          assert.equal(startOf(by, start), start)
          assert.equal(startOf(by, end - 1), start)
          assert.equal(step(by, end - 1, 1), end)
          assert.equal(step(by, end, -1), start)
          if (by === 'week') assert.equal(new Date(start).getUTCDay(), 1)
          if (by === 'month') assert.equal(new Date(start).getUTCDate(), 1)
        }
        assert.equal(new Set(buckets.map(({ name }) => name)).size, buckets.length)
      }),
    )
  })

  test('a date is one that the calendar has', () => {
    assert.equal(dateFrom('2028-02-29'), at('2028-02-29'))
    for (const none of [
      '2026-02-29',
      '2026-13-01',
      '2026-00-10',
      '26-1-1',
      'today',
      '2026-11-03T10:00',
      '1969-12-31',
      '',
    ])
      assert.equal(dateFrom(none), undefined, none)
  })
})

describe('A range', () => {
  const now = at('2026-11-23T10:00Z')

  test('without ends leads up to now', () => {
    for (const by of SPANS) {
      const { buckets } = rangeOf(by, '', '', now)
      assert.equal(buckets.length, USUAL[by])
      assert.ok(buckets.at(-1)!.start <= now && now < buckets.at(-1)!.end)
    }
  })

  test('never goes beyond today, and today is a whole day', () => {
    assert.deepEqual(
      rangeOf('day', '2026-11-22', '2031-01-01', now).buckets.map(({ name }) => name),
      ['2026-11-22', '2026-11-23'],
    )
    assert.equal(rangeOf('day', '2026-11-23', '2026-11-23', now).buckets.length, 1)
  })

  test('that cannot be says so at its field', () => {
    const refused = (from: string, to: string, by: (typeof SPANS)[number] = 'day') => {
      const { buckets, errors } = rangeOf(by, from, to, now)
      assert.deepEqual(buckets, [])
      return errors
    }
    assert.match(refused('yesterday', '').from!, /no date/)
    assert.match(refused('', '2026-02-30').to!, /no date/)
    assert.deepEqual(Object.keys(refused('x', 'y')), ['from', 'to'])
    assert.match(refused('2026-11-20', '2026-11-10').from!, /after the last/)
    assert.match(refused('2026-11-24', '').from!, /still to come/)
    assert.match(refused('2024-01-01', '').from!, /more than 400 days/)
  })

  test('that is too long says what would fit, and that does', () => {
    const said = (by: (typeof SPANS)[number], from: string) => rangeOf(by, from, '', now).errors.from!
    assert.equal(
      said('month', '1970-01-01'),
      'That is more than 400 months. Begin on 1993-08-01 or later.',
      'nothing is longer than a month',
    )
    assert.match(said('day', '2024-01-01'), /, or count by week\.$/)
    assert.match(said('day', '2018-01-01'), /, or count by month\.$/, 'there are more than 400 weeks too')
    assert.match(said('day', '1970-01-01'), /or later\.$/, 'nothing else fits either')
    const days = fc.integer({ min: 0, max: Math.floor(now / 86_400_000) })
    fc.assert(
      fc.property(fc.constantFrom(...SPANS), days, (by, day) => {
        const from = dateOf(day * 86_400_000)
        const { errors, buckets } = rangeOf(by, from, '', now)
        if (!errors.from) return assert.ok(buckets.length > 0)
        const [, begin, other] = /Begin on (\S+) or later(?:, or count by (\w+))?\.$/.exec(errors.from)!
        assert.equal(rangeOf(by, begin!, '', now).buckets.length, MOST_BUCKETS)
        if (other) assert.ok(rangeOf(other as typeof by, from, '', now).buckets.length > 0)
      }),
    )
  })

  test(`may have ${MOST_BUCKETS} points and no more`, () => {
    const first = dateOf(step('day', now, 1 - MOST_BUCKETS))
    assert.equal(rangeOf('day', first, '', now).buckets.length, MOST_BUCKETS)
    const before = dateOf(step('day', now, -MOST_BUCKETS))
    assert.match(rangeOf('day', before, '', now).errors.from!, /more than 400/)
  })
})
