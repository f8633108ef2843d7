import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { drawBars } from '../../admin/reports/charts.ts'
import { bucketsOf, SPANS, type Span, startOf, step } from '../../shared/rules/buckets.ts'

const NOW = Date.parse('2026-11-23T10:00Z')
const last = (by: Span, n: number) => bucketsOf(by, step(by, NOW, 1 - n), NOW)
const one = (by: Span, values: number[]) => drawBars(by, last(by, values.length), [{ name: 'Jobs', values }])

describe('A chart', () => {
  test('has bars as tall as their numbers, all on one line', () => {
    const { bars, base } = one('day', [10, 5, 0, 20])
    assert.equal(bars.length, 3)
    const [ten, five, twenty] = bars.map((bar) => bar.height)
    assert.ok(Math.abs(ten! - 2 * five!) < 0.2 && Math.abs(twenty! - 4 * five!) < 0.3)
    for (const bar of bars) assert.ok(Math.abs(bar.y + bar.height - base) < 0.2)
  })

  test('shows one beside a million', () => {
    assert.ok(one('day', [1_000_000, 1]).bars.every((bar) => bar.height >= 1))
  })

  test('stacks what is of one month, without a gap or a lap', () => {
    const series = [
      { name: 'published', values: [30, 4] },
      { name: 'draft', values: [10, 0] },
      { name: 'retired', values: [20, 6] },
    ]
    const { bars } = drawBars('month', last('month', 2), series)
    const first = bars.filter((bar) => bar.x === bars[0]!.x)
    assert.deepEqual(
      first.map((bar) => [bar.tone, bar.title]),
      [
        [0, 'October 2026, published: 30'],
        [1, 'October 2026, draft: 10'],
        [2, 'October 2026, retired: 20'],
      ],
    )
    for (const [i, bar] of first.entries())
      if (i > 0) assert.ok(Math.abs(bar.y + bar.height - first[i - 1]!.y) < 0.2)
  })

  test('has labels that never meet, and nothing beyond its edges, however many bars', () => {
    const numbers = fc.integer({ min: 0, max: 1e9 })
    fc.assert(
      fc.property(
        fc.constantFrom(...SPANS),
        fc.integer({ min: 1, max: 400 }).chain((n) => fc.array(numbers, { minLength: n, maxLength: n })),
        (by, values) => {
          const { bars, labels, ticks, width, left, right, base, height } = one(by, values)
          for (const bar of bars) {
            assert.ok(bar.x >= left && bar.x + bar.width <= right + 0.1 && bar.width > 0)
            assert.ok(bar.y >= 0 && bar.y + bar.height <= base + 0.1)
          }
          for (const [i, label] of labels.entries()) {
            const next = labels[i + 1]
            // Seven letters of 14 are 50 wide at most.
            if (next) assert.ok(next.x - label.x >= 56)
            assert.ok(label.x > 25 && label.x < width - 15 && label.text.length <= 7)
          }
          assert.ok(labels.length > 0 && labels[0]!.year)
          for (const [i, tick] of ticks.entries())
            if (i > 0) assert.ok(ticks[i - 1]!.y - tick.y >= 14 && tick.text.length <= 6)
          assert.ok(base + 36 <= height)
        },
      ),
    )
  })

  test('of many days has its labels at the firsts of months', () => {
    const texts = (days: number) => one('day', Array(days).fill(1)).labels.map(({ text }) => text)
    assert.deepEqual(texts(200).slice(0, 3), ['1 Jun', '1 Jul', '1 Aug'])
    assert.deepEqual(texts(400), ['1 Nov', '1 Jan', '1 Mar', '1 May', '1 Jul', '1 Sept', '1 Nov'])
  })

  test('says a year where it is new and not again', () => {
    const { labels } = one('month', Array(24).fill(1))
    assert.deepEqual(
      labels.filter((label) => label.year).map((label) => [label.text, label.year]),
      [
        ['Dec', '2024'],
        ['Mar', '2025'],
        ['Mar', '2026'],
      ],
    )
  })

  test('is said in words: how much in all, and when most', () => {
    const { says } = one('week', [1, 7, 2])
    const week = startOf('week', step('week', NOW, -1))
    assert.equal(new Date(week).getUTCDate(), 16)
    assert.equal(says, '3 weeks, 10 in all; most: 7, 2026-W47, from 16 Nov.')
    assert.equal(one('day', [0, 0]).says, 'Nothing at all.')
  })

  test('has whole numbers on its axis', () => {
    assert.deepEqual(
      one('day', [1]).ticks.map((tick) => tick.text),
      ['0', '1'],
    )
  })
})
