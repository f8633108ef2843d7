import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { discrimination } from '../../../shared/rules/discrimination.ts'
import { type FirstAnswer, Sample } from '../../../shared/rules/samples.ts'
import { expected, median, playsLike, summarise, verdict, wilson } from '../../../shared/rules/statistics.ts'

const about = (found: number | undefined, expected: number, within = 1e-9) =>
  assert.ok(Math.abs(found! - expected) < within, `${found}, not ${expected}`)

/** So many answers of one kind: alternative 0 is the right one. */
const given = (n: number, choice: number, ms = 5000, mean = Number.NaN): FirstAnswer[] =>
  Array.from({ length: n }, () => ({ choice, ms, mean }))

function sampleOf(answers: FirstAnswer[], late = 0): Sample {
  const sample = new Sample()
  for (const one of answers) sample.add(one)
  sample.late = late
  return sample
}

const item = (value: number, alternatives = 4) => ({ value, answer: 0, alternatives })

/** Whether each of 36 players was right, and how many of so many other questions they knew. */
const PLAYERS = [
  [1, 9, 10],
  [1, 8, 10],
  [0, 7, 9],
  [1, 5, 5],
  [0, 1, 4],
  [1, 3, 8],
  [0, 2, 7],
  [0, 0, 3],
  [1, 6, 8],
  [1, 10, 12],
  [0, 4, 8],
  [1, 7, 7],
  [0, 3, 9],
  [1, 2, 4],
  [0, 5, 10],
  [1, 11, 12],
  [1, 4, 6],
  [0, 1, 6],
  [0, 6, 12],
  [1, 8, 9],
  [1, 3, 4],
  [0, 2, 5],
  [1, 5, 8],
  [0, 4, 10],
  [1, 1, 2],
  [0, 1, 3],
  [1, 9, 12],
  [0, 0, 1],
  [1, 6, 7],
  [0, 3, 5],
  [1, 7, 10],
  [0, 2, 8],
  [1, 4, 5],
  [1, 10, 11],
  [0, 5, 6],
  [1, 2, 3],
] as const

describe('Statistics of a question', () => {
  test('the interval is the one of Wilson: 81 of 263 (Newcombe 1998), none of 20, all of 20, half of 100', () => {
    for (const [hits, n, low, high] of [
      [81, 263, 0.2553, 0.3662],
      [0, 20, 0, 0.1611],
      [20, 20, 0.8389, 1],
      [50, 100, 0.4038, 0.5962],
      [15, 148, 0.0624, 0.1605],
    ] as const) {
      about(wilson(hits, n).low, low, 5e-4)
      about(wilson(hits, n).high, high, 5e-4)
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

  test('a facility plays like the value whose expectation is nearest', () => {
    for (const value of [1, 2, 3, 4, 5]) assert.equal(playsLike(expected(value)), value)
    assert.deepEqual([1, 0, 0.76, 0.74].map(playsLike), [1, 5, 1, 2])
    assert.equal(playsLike(0.75), 1, 'halfway the lower')
  })

  test('counted by hand: 40 in time at value 3, 26 right, 8 drawn by B and 6 by C, 10 late', () => {
    const answers = [...given(26, 0, 4000), ...given(8, 1, 7000), ...given(6, 2, 9000)]
    const found = summarise(item(3), sampleOf(answers, 10))
    assert.equal(found.answers, 40)
    assert.equal(found.right, 26)
    assert.equal(found.late, 10)
    assert.equal(found.facility, 0.65)
    assert.equal(found.difference, 15, '65 % where 50 % are expected')
    assert.equal(found.verdict, 'a little easy')
    assert.equal(found.playsLike, 2, '67 % are expected of a 2')
    assert.equal(found.lateShare, 0.2)
    assert.equal(found.medianRight, 4)
    assert.equal(found.medianWrong, 7)
    assert.deepEqual(
      found.drawn.map(({ n, share }) => [n, share]),
      [
        [26, 0.65],
        [8, 0.2],
        [6, 0.15],
        [0, 0],
      ],
    )
    assert.deepEqual(found.discrimination, { n: 0, silent: 'too few' }, 'nobody answered anything else')
  })

  test('under thirty answers in time nothing is said but how many were late, of thirty in all', () => {
    const found = summarise(item(1), sampleOf(given(29, 0), 100))
    assert.deepEqual(found, { answers: 29, right: 29, late: 100, lateShare: 100 / 129, drawn: [] })
    assert.equal(summarise(item(1), sampleOf(given(20, 0), 9)).lateShare, undefined)
  })

  test('players without a clock count, their time does not', () => {
    const found = summarise(item(1), sampleOf([...given(9, 0, 3000), ...given(29, 0, -1)]))
    assert.equal(found.answers, 38)
    assert.equal(found.medianRight, 3)
    assert.equal(found.medianWrong, undefined)
  })

  test('a choice there is no alternative for is wrong and nobody’s', () => {
    const found = summarise(item(3), sampleOf([...given(30, 0), ...given(10, 255)]))
    assert.equal(found.facility, 0.75)
    assert.deepEqual(
      found.drawn.map(({ n }) => n),
      [30, 0, 0, 0],
    )
  })
})

describe('Discrimination', () => {
  test('reckoned by hand: 2, 3, 5 and 6 right of eight players each, who know 20, 40, 60 and 80 % elsewhere', () => {
    const groups = [
      [2, 0.2],
      [3, 0.4],
      [5, 0.6],
      [6, 0.8],
    ] as const
    const marks = groups.flatMap(([right]) => Array.from({ length: 8 }, (_, i) => (i < right ? 1 : 0)))
    const means = groups.flatMap(([, mean]) => Array<number>(8).fill(mean))
    const found = discrimination(marks, means)
    // C = 9.4/32 − 0.5², V(x) = 0.25, V(X) = 0.05; sorted alike the sixteen best are right: 11.2/32 − 0.5².
    about(found.index, (100 * 0.04375) / Math.sqrt(0.25 * 0.05))
    about(found.efficiency, 43.75)
    assert.equal(found.n, 32)
  })

  test('reckoned by another program, of 36 players who met different questions', () => {
    const means = PLAYERS.map(([, right, of]) => right / of)
    const found = discrimination(
      PLAYERS.map(([mark]) => mark),
      means,
    )
    about(found.index, 69.11067989121959)
    about(found.efficiency, 80.00161066258633)
    const answers = PLAYERS.map(([mark], i) => ({ choice: mark ? 0 : 1, mean: means[i]!, ms: -1 }))
    assert.deepEqual(summarise(item(3), sampleOf(answers)).discrimination, found)
  })

  test('players who answered nothing else are left out, and it says of how many it speaks', () => {
    const answers = PLAYERS.map(([mark, right, of]) => ({ choice: mark ? 0 : 1, mean: right / of, ms: -1 }))
    const found = summarise(item(3), sampleOf([...answers, ...given(50, 1)])).discrimination!
    assert.equal(found.n, 36)
    about(found.index, 69.11067989121959)
  })

  test('says why when it says nothing', () => {
    const means = Array.from({ length: 40 }, (_, i) => i / 40)
    const marks = (n: number) => means.map((_, i) => (i < n ? 1 : 0))
    assert.deepEqual(discrimination(marks(20).slice(11), means.slice(11)), { n: 29, silent: 'too few' })
    assert.equal(discrimination(marks(40), means).silent, 'all were right')
    assert.equal(discrimination(marks(0), means).silent, 'all were wrong')
    const equal = means.map((_, i) => (i % 2 ? 1 / 3 : 2 / 6))
    assert.equal(discrimination(marks(20), equal).silent, 'all are equally good')
  })

  const pairs = fc.array(
    fc.record({ mark: fc.constantFrom(0, 1), mean: fc.integer({ min: 0, max: 12 }).map((n) => n / 12) }),
    { minLength: 30, maxLength: 60 },
  )
  const of = (list: { mark: number; mean: number }[]) =>
    discrimination(
      list.map(({ mark }) => mark),
      list.map(({ mean }) => mean),
    )

  test('index and efficiency lie between −100 and 100 and have one sign; the index is never the stronger', () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const { index, efficiency, silent } = of(list)
        if (silent) return assert.equal(index, undefined)
        assert.ok(index! >= -100 && index! <= 100)
        // Below 0 the efficiency may pass −100: the greatest covariance is not always the least one turned round.
        assert.ok(efficiency! <= 100)
        assert.ok(Math.abs(index!) <= Math.abs(efficiency!) + 1e-6)
        if (Math.abs(index!) > 1e-6) assert.equal(Math.sign(index!), Math.sign(efficiency!))
      }),
    )
  })

  test('does not know the order of the players; turned round it turns its sign; sorted alike it is as efficient as can be', () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const found = of(list)
        if (found.silent) return
        about(of(list.toReversed()).index, found.index!, 1e-6)
        about(of(list.toSorted((a, b) => a.mean - b.mean)).efficiency, found.efficiency!, 1e-6)
        about(of(list.map(({ mark, mean }) => ({ mark: 1 - mark, mean }))).index, -found.index!, 1e-6)
        const marks = list.map(({ mark }) => mark).sort()
        const means = list.map(({ mean }) => mean).sort((a, b) => a - b)
        about(discrimination(marks, means).efficiency, 100, 1e-6)
      }),
    )
  })
})

describe('Alternatives', () => {
  const players = (n: number, choice: number, mean: number) => given(n, choice, -1, mean)

  test('one that draws more of the best players than the right one misleads', () => {
    // The best 27 % of 40 are 11: all twelve who know 90 % elsewhere, as equal ones stay together.
    const found = summarise(
      item(3),
      sampleOf([...players(3, 0, 0.9), ...players(9, 1, 0.9), ...players(20, 0, 0.3), ...players(8, 2, 0.1)]),
    ).drawn
    assert.deepEqual(
      found.map(({ best }) => best),
      [3 / 12, 9 / 12, 0, 0],
    )
    assert.deepEqual(
      found.map(({ misleads }) => misleads),
      [false, true, false, false],
    )
    about(found[0]!.mean, (3 * 0.9 + 20 * 0.3) / 23)
    about(found[1]!.mean, 0.9)
    assert.equal(found[3]!.mean, undefined, 'nobody chose it')
  })

  test('as much is not more, and of players who are all alike none is the best', () => {
    const even = sampleOf([...players(6, 0, 0.9), ...players(6, 1, 0.9), ...players(28, 0, 0.1)])
    assert.ok(summarise(item(3), even).drawn.every((one) => !one.misleads))
    const alike = summarise(item(3), sampleOf([...players(10, 0, 0.5), ...players(30, 1, 0.5)])).drawn
    assert.deepEqual(
      alike.map(({ best, misleads }) => [best, misleads]),
      alike.map(() => [undefined, false]),
    )
  })

  test('shares add up to all answers in time, whatever was chosen, and the order of the players changes nothing', () => {
    const some = fc.array(
      fc.record<FirstAnswer>({
        choice: fc.nat(3),
        mean: fc.oneof(
          fc.constant(Number.NaN),
          fc.nat(10).map((n) => n / 10),
        ),
        ms: fc.integer({ min: -1, max: 20_000 }),
      }),
      { minLength: 30, maxLength: 200 },
    )
    fc.assert(
      fc.property(some, (answers) => {
        const found = summarise(item(3), sampleOf(answers))
        about(
          found.drawn.reduce((sum, { share }) => sum + share, 0),
          1,
        )
        const turned = summarise(item(3), sampleOf(answers.toReversed()))
        const plain = ({ drawn, discrimination: _, ...rest }: typeof found) => ({
          ...rest,
          drawn: drawn.map(({ mean: _, ...one }) => one),
        })
        assert.deepEqual(plain(turned), plain(found))
      }),
    )
  })
})
