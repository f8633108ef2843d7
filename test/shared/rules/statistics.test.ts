import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Given, median, summarise, verdict, wilson } from '../../../shared/rules/statistics.ts'

const about = (found: number, expected: number) =>
  assert.ok(Math.abs(found - expected) < 5e-4, `${found}, not ${expected}`)
const given = (
  n: number,
  outcome: Given['outcome'],
  chosen: string | null = null,
  ms: number | null = 5000,
): Given[] => Array.from({ length: n }, () => ({ outcome, chosen, ms }))

describe('Statistics of a question', () => {
  test('the interval is the one of Wilson: 81 of 263 (Newcombe 1998), none of 20, all of 20, half of 100', () => {
    for (const [hits, n, low, high] of [
      [81, 263, 0.2553, 0.3662],
      [0, 20, 0, 0.1611],
      [20, 20, 0.8389, 1],
      [50, 100, 0.4038, 0.5962],
      [15, 148, 0.0624, 0.1605],
    ] as const) {
      about(wilson(hits, n).low, low)
      about(wilson(hits, n).high, high)
    }
  })

  test('the median is the one in the middle, or halfway between two', () => {
    assert.equal(median([]), undefined)
    assert.equal(median([7]), 7)
    assert.equal(median([9, 1, 5]), 5)
    assert.equal(median([10, 1, 2, 100]), 6)
  })

  test('a value promises how many know it: 10 points off is a warning, 20 weigh', () => {
    const names = [20.1, 20, 10.1, 10, 0, -10, -10.1, -20, -20.1].map(verdict)
    assert.deepEqual(names, [
      'too easy',
      'a little easy',
      'a little easy',
      'fits',
      'fits',
      'fits',
      'a little hard',
      'a little hard',
      'too hard',
    ])
  })

  test('counted by hand: 40 in time at value 3, 26 right, 8 drawn by B and 6 by C, 10 late', () => {
    const found = summarise(3, [
      ...given(26, 'right', 'A', 4000),
      ...given(8, 'wrong', 'B', 7000),
      ...given(6, 'wrong', 'C', 9000),
      ...given(10, 'late', null, 12_000),
    ])
    assert.equal(found.answers, 40)
    assert.equal(found.late, 10)
    assert.equal(found.facility, 0.65)
    assert.equal(found.difference, 15, '65 % where 50 % are expected')
    assert.equal(found.verdict, 'a little easy')
    assert.equal(found.lateShare, 0.2)
    assert.equal(found.medianRight, 4)
    assert.equal(found.medianWrong, 7)
    assert.deepEqual(found.drew, [
      { text: 'B', share: 0.2 },
      { text: 'C', share: 0.15 },
    ])
  })

  test('under thirty answers in time nothing is said, however many were late', () => {
    const found = summarise(1, [...given(29, 'right', 'A'), ...given(100, 'late')])
    assert.deepEqual(found, { answers: 29, late: 100, drew: [] })
  })

  test('players without a clock count, their time does not', () => {
    const found = summarise(1, [...given(29, 'right', 'A', 3000), ...given(9, 'right', 'A', null)])
    assert.equal(found.answers, 38)
    assert.equal(found.medianRight, 3)
    assert.equal(found.medianWrong, undefined)
  })
})
