import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { Outcome } from '../../../shared/rules/points.ts'
import { likingOf, noRatings } from '../../../shared/rules/ratings.ts'

const about = (found: number | undefined, expected: number) =>
  assert.ok(Math.abs(found! - expected) < 1e-9, `${found}, not ${expected}`)

function rated(given: Partial<Record<Outcome, number[]>>) {
  const ratings = noRatings()
  for (const [outcome, stars] of Object.entries(given))
    for (const one of stars) ratings[outcome as Outcome][one - 1]!++
  return ratings
}

const RIGHT = [5, 4, 4, 3, 5, 2, 4, 5, 3, 4, 5, 1, 4, 4]
const WRONG = [2, 3, 1, 4, 2, 2, 3, 1, 5, 2, 3]
const LATE = [3, 3, 1, 5, 4, 2, 2]

describe('Ratings of a question', () => {
  test('reckoned by another program: 32 ratings, 14 of them by who was right and 11 by who was wrong', () => {
    const found = likingOf(rated({ right: RIGHT, wrong: WRONG, late: LATE }))
    assert.equal(found.n, 32)
    assert.deepEqual(found.stars, [4, 7, 7, 8, 6])
    about(found.mean, 3.15625)
    about(found.interval!.low, 2.698037419562451)
    about(found.interval!.high, 3.614462580437549)
    assert.deepEqual([found.bias!.right, found.bias!.wrong], [14, 11])
    about(found.bias!.difference, 1.2402597402597402)
    about(found.bias!.interval.low, 0.2906420734388727)
    about(found.bias!.interval.high, 2.1898774070806075)
  })

  test('nothing is said under thirty, nor of a bias under ten of either side', () => {
    assert.deepEqual(likingOf(rated({ right: Array(15).fill(5), wrong: Array(14).fill(1) })), { n: 29 })
    const few = likingOf(rated({ right: Array(30).fill(5), wrong: Array(9).fill(1) }))
    assert.equal(few.n, 39)
    assert.equal(few.bias, undefined)
    assert.equal(likingOf(rated({ right: Array(9).fill(5), wrong: Array(30).fill(1) })).bias, undefined)
    assert.equal(likingOf(rated({ right: Array(20).fill(5), wrong: Array(10).fill(1) })).bias?.difference, 4)
  })

  test('a mean lies in its interval, and both between one and five stars', () => {
    const counts = fc.array(fc.nat(40), { minLength: 5, maxLength: 5 })
    fc.assert(
      fc.property(counts, counts, counts, (right, wrong, late) => {
        const { mean, interval, n, bias } = likingOf({ right, wrong, late })
        if (mean === undefined) return assert.ok(n < 30)
        assert.ok(interval!.low >= 1 && interval!.low <= mean)
        assert.ok(interval!.high <= 5 && interval!.high >= mean)
        if (bias) assert.ok(Math.abs(bias.difference) <= 4)
        const turned = likingOf({ right: wrong, wrong: right, late }).bias
        about((turned?.difference ?? 0) + (bias?.difference ?? 0), 0)
      }),
    )
  })
})
