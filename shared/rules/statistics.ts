import type { Outcome } from './points.ts'

/** Under so many answers a share says nothing, and nothing is said. */
export const LEAST_ANSWERS = 30
const Z_95 = 1.959964
const SLIGHT = 10
const STRONG = 20

export interface Interval {
  low: number
  high: number
}

export interface Given {
  outcome: Outcome
  /** The words that were chosen; null when none were. */
  chosen: string | null
  /** From delivery to answer, in ms; null for a player without a clock. */
  ms: number | null
}

export type Verdict = 'too easy' | 'a little easy' | 'fits' | 'a little hard' | 'too hard'

export interface Statistics {
  /** Answers that came in time. */
  answers: number
  late: number
  /** All below is undefined, and `drew` empty, under 30 answers. */
  facility?: number
  interval?: Interval
  /** Facility less what is expected of the value, in points of a hundred. */
  difference?: number
  verdict?: Verdict
  /** Seconds. */
  medianRight?: number
  medianWrong?: number
  lateShare?: number
  /** Each wrong alternative with its share of the answers in time, the strongest first. */
  drew: { text: string; share: number }[]
}

/** The share of right answers one expects at value 1 to 5: 1 − v ÷ 6. */
export const expected = (value: number) => 1 - value / 6

/** 95 % interval of a share (Wilson 1927): (p + z²/2n ± z√(p(1−p)/n + z²/4n²)) ÷ (1 + z²/n). */
export function wilson(hits: number, n: number): Interval {
  const p = hits / n
  const z2 = Z_95 ** 2
  const middle = p + z2 / (2 * n)
  const half = Z_95 * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n))
  return {
    low: Math.max(0, (middle - half) / (1 + z2 / n)),
    high: Math.min(1, (middle + half) / (1 + z2 / n)),
  }
}

/** The middle of the sorted values, the mean of the two in the middle when their count is even; undefined of nothing. */
export function median(values: number[]): number | undefined {
  if (values.length === 0) return
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length >> 1
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1]! + sorted[half]!) / 2
}

/** How far a facility may be from what its value promises: 10 points are a warning, 20 weigh. */
export function verdict(difference: number): Verdict {
  if (difference > STRONG) return 'too easy'
  if (difference > SLIGHT) return 'a little easy'
  if (difference < -STRONG) return 'too hard'
  if (difference < -SLIGHT) return 'a little hard'
  return 'fits'
}

/** What the answers to one question of value `value` say. Late ones are counted apart: they say nothing of the fact. */
export function summarise(value: number, given: readonly Given[]): Statistics {
  const inTime = given.filter((answer) => answer.outcome !== 'late')
  const answers = inTime.length
  const late = given.length - answers
  if (answers < LEAST_ANSWERS) return { answers, late, drew: [] }
  const right = inTime.filter((answer) => answer.outcome === 'right')
  const wrong = inTime.filter((answer) => answer.outcome === 'wrong')
  const facility = right.length / answers
  const difference = Math.round(1000 * (facility - expected(value))) / 10
  return {
    answers,
    late,
    facility,
    interval: wilson(right.length, answers),
    difference,
    verdict: verdict(difference),
    medianRight: medianSeconds(right),
    medianWrong: medianSeconds(wrong),
    lateShare: late / given.length,
    drew: drew(wrong, answers),
  }
}

function medianSeconds(given: readonly Given[]): number | undefined {
  const ms = median(given.flatMap((answer) => (answer.ms === null ? [] : [answer.ms])))
  return ms === undefined ? undefined : ms / 1000
}

function drew(wrong: readonly Given[], answers: number) {
  const counts = new Map<string, number>()
  for (const { chosen } of wrong) if (chosen !== null) counts.set(chosen, (counts.get(chosen) ?? 0) + 1)
  return [...counts].map(([text, n]) => ({ text, share: n / answers })).sort((a, b) => b.share - a.share)
}
