import type { Outcome } from './points.ts'
import { LEAST_ANSWERS } from './samples.ts'
import { type Interval, Z_95 } from './statistics.ts'

/** Under so many ratings of either side nothing is said of a bias. */
export const LEAST_OF_A_SIDE = 10
const STARS = [1, 2, 3, 4, 5] as const

/** How many gave one, two, three, four and five stars, by what their answer was. */
export type Ratings = Record<Outcome, number[]>

export const noRatings = (): Ratings => ({
  right: [0, 0, 0, 0, 0],
  wrong: [0, 0, 0, 0, 0],
  late: [0, 0, 0, 0, 0],
})

export interface Liking {
  n: number
  /** All below is undefined under 30 ratings. How many gave one to five stars. */
  stars?: number[]
  mean?: number
  interval?: Interval
  /** Undefined under ten of either side. */
  bias?: Bias
}

/** How much better those who were right like a question than those who were wrong, in stars. */
export interface Bias {
  right: number
  wrong: number
  difference: number
  interval: Interval
}

/**
 * What the ratings of a question say. 95 % intervals are mean ± z·s ÷ √n, and of a difference of two means
 * ± z·√(s₁²/n₁ + s₂²/n₂) (Welch 1938), where s² is the sample's variance, divided by n − 1; a mean's interval ends
 * where the stars end.
 */
export function likingOf(ratings: Ratings): Liking {
  const stars = STARS.map((_, i) => ratings.right[i]! + ratings.wrong[i]! + ratings.late[i]!)
  const all = momentsOf(stars)
  if (all.n < LEAST_ANSWERS) return { n: all.n }
  const half = Z_95 * Math.sqrt(all.variance / all.n)
  const interval = { low: Math.max(1, all.mean - half), high: Math.min(5, all.mean + half) }
  return { n: all.n, stars, mean: all.mean, interval, bias: biasOf(ratings) }
}

function biasOf(ratings: Ratings): Bias | undefined {
  const [right, wrong] = [momentsOf(ratings.right), momentsOf(ratings.wrong)]
  if (right.n < LEAST_OF_A_SIDE || wrong.n < LEAST_OF_A_SIDE) return
  const difference = right.mean - wrong.mean
  const half = Z_95 * Math.sqrt(right.variance / right.n + wrong.variance / wrong.n)
  const interval = { low: difference - half, high: difference + half }
  return { right: right.n, wrong: wrong.n, difference, interval }
}

function momentsOf(stars: readonly number[]) {
  const n = stars.reduce((sum, count) => sum + count, 0)
  const mean = stars.reduce((sum, count, i) => sum + count * STARS[i]!, 0) / n
  const squares = stars.reduce((sum, count, i) => sum + count * (STARS[i]! - mean) ** 2, 0)
  return { n, mean, variance: squares / (n - 1) }
}

/** Both together. */
export const added = (a: Ratings, b: Ratings): Ratings => ({
  right: a.right.map((n, i) => n + b.right[i]!),
  wrong: a.wrong.map((n, i) => n + b.wrong[i]!),
  late: a.late.map((n, i) => n + b.late[i]!),
})
