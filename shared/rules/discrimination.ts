import { LEAST_ANSWERS } from './samples.ts'

export interface Discrimination {
  /** Players with another first answer in time: the only ones it can be told of. */
  n: number
  /** −100 to 100; undefined where `silent` says why. */
  index?: number
  /** The index in per cent of the greatest that is possible when so many are right. */
  efficiency?: number
  silent?: 'too few' | 'all were right' | 'all were wrong' | 'all are equally good'
}

/**
 * How well a question tells good players from others, by pairs of `marks` (1 right, 0 wrong) and `means` of the same
 * players. Moodle's discrimination index 100·C(x,X) ÷ √(V(x)·V(X)), and its discriminative efficiency
 * 100·C(x,X) ÷ Cmax, where Cmax is the covariance of both sorted alike.
 */
export function discrimination(marks: ArrayLike<number>, means: ArrayLike<number>): Discrimination {
  const n = marks.length
  if (n < LEAST_ANSWERS) return { n, silent: 'too few' }
  const [x, others] = [Float64Array.from(marks), Float64Array.from(means)]
  const [sortedX, sortedOthers] = [x.slice().sort(), others.slice().sort()]
  // By the ends of what is sorted, as the variance of equal fractions need not come out as 0.
  if (sortedX[0] === sortedX[n - 1]) return { n, silent: x[0] === 1 ? 'all were right' : 'all were wrong' }
  if (sortedOthers[0] === sortedOthers[n - 1]) return { n, silent: 'all are equally good' }
  const together = covariance(x, others)
  const index = (100 * together) / Math.sqrt(covariance(x, x) * covariance(others, others))
  const efficiency = (100 * together) / covariance(sortedX, sortedOthers)
  return { n, index: within(index, 100), efficiency: Math.min(100, efficiency) }
}

/** Rounding alone may lead a hair beyond. */
const within = (value: number, limit: number) => Math.max(-limit, Math.min(limit, value))

/** C(a,b) of pairs, divided by n: every formula above divides one by another. */
function covariance(a: Float64Array, b: Float64Array): number {
  const [meanA, meanB] = [mean(a), mean(b)]
  return a.reduce((sum, value, i) => sum + (value - meanA) * (b[i]! - meanB), 0) / a.length
}

/** The arithmetic mean of at least one value. */
export const mean = (values: Float64Array): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length
