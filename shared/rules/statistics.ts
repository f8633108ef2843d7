import { type Discrimination, discrimination, mean } from './discrimination.ts'
import { LEAST_ANSWERS, type Sample } from './samples.ts'

/**
 * The formulas of Moodle's "Quiz statistics calculations" (https://docs.moodle.org/dev/Quiz_statistics_calculations),
 * which takes first attempts alone, as these do: who meets a question again has been told the answer. There everybody
 * answers the same quiz, here hardly two players do; so what a player knows apart from a question (there the marks on
 * the rest of the quiz) is the mean of that player's other first answers.
 */

/** 95 % of a normal distribution lie within so many standard deviations of its mean. */
export const Z_95 = 1.959964
/** The best 27 % of the players, where the difference shows most (Kelley 1939). */
const BEST = 0.27
const SLIGHT = 10
const STRONG = 20

export interface Interval {
  low: number
  high: number
}

export type Verdict = 'too easy' | 'a little easy' | 'fits' | 'a little hard' | 'too hard'
export const VERDICTS: readonly Verdict[] = ['too easy', 'a little easy', 'fits', 'a little hard', 'too hard']

/** What a version of a question is, as far as its statistics go. `answer` is the index of the right alternative. */
export interface Item {
  value: number
  answer: number
  /** How many there are. */
  alternatives: number
}

export interface Statistics {
  /** First answers that came in time, and how many of them were right. */
  answers: number
  right: number
  /** First answers that came too late, or never. */
  late: number
  /** Of all first answers; undefined under 30 of them. */
  lateShare?: number
  /** All below is undefined, and `drawn` empty, under 30 answers in time. */
  facility?: number
  interval?: Interval
  /** Facility less what is expected of the value, in points of a hundred. */
  difference?: number
  verdict?: Verdict
  /** The value whose expectation is nearest. */
  playsLike?: number
  discrimination?: Discrimination
  /** Seconds. */
  medianRight?: number
  medianWrong?: number
  /** One for each alternative, in the order of the editor. */
  drawn: Drawn[]
}

/** What one alternative drew. */
export interface Drawn {
  n: number
  /** Of the answers in time. */
  share: number
  /** Of the answers of the best players; undefined where it cannot be said who they are. */
  best?: number
  /** How good those who chose it are: the mean of their means on other questions; undefined when none has any. */
  mean?: number
  /** It is wrong, and draws more of the best players than the right one. */
  misleads: boolean
}

/** The share of right answers one expects at value 1 to 5: 1 − v ÷ 6. */
export const expected = (value: number) => 1 - value / 6

/** The value, 1 to 5, whose expectation is nearest to this share; of two equally near ones the lower. */
export function playsLike(facility: number): number {
  const off = (value: number) => Math.abs(facility - expected(value))
  return [1, 2, 3, 4, 5].reduce((best, value) => (off(value) < off(best) - 1e-9 ? value : best))
}

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
export function median(values: ArrayLike<number>): number | undefined {
  if (values.length === 0) return
  const sorted = Float64Array.from(values).sort()
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

/** What the first answers to a version say. Late ones are counted apart: they say nothing of the fact. */
export function summarise({ value, answer, alternatives }: Item, sample: Sample): Statistics {
  const { answers, late } = sample
  const right = sample.choices.reduce((sum, choice) => sum + (choice === answer ? 1 : 0), 0)
  const met = answers + late
  const lateShare = met < LEAST_ANSWERS ? undefined : late / met
  if (answers < LEAST_ANSWERS) return { answers, right, late, lateShare, drawn: [] }
  const facility = right / answers
  const difference = Math.round(1000 * (facility - expected(value))) / 10
  const { marks, means } = compared(sample, answer)
  return {
    answers,
    right,
    late,
    lateShare,
    facility,
    interval: wilson(right, answers),
    difference,
    verdict: verdict(difference),
    playsLike: playsLike(facility),
    discrimination: discrimination(marks, means),
    medianRight: medianSeconds(sample, (choice) => choice === answer),
    medianWrong: medianSeconds(sample, (choice) => choice !== answer),
    drawn: draw(sample, answer, alternatives),
  }
}

/** The marks and means of those who answered something else too. */
function compared({ choices, means }: Sample, answer: number) {
  const known = means.map((value) => (Number.isNaN(value) ? 0 : 1))
  return {
    marks: choices.filter((_, i) => known[i]).map((choice) => (choice === answer ? 1 : 0)),
    means: means.filter((_, i) => known[i]),
  }
}

function medianSeconds({ choices, ms }: Sample, chosen: (choice: number) => boolean): number | undefined {
  const found = median(ms.filter((time, i) => time >= 0 && chosen(choices[i]!)))
  return found === undefined ? undefined : found / 1000
}

function draw({ choices, means, answers }: Sample, answer: number, alternatives: number): Drawn[] {
  const least = leastOfBest(means)
  const isBest = means.map((value) => (value >= least ? 1 : 0))
  const best = isBest.reduce((sum, one) => sum + one, 0)
  const drawn = Array.from({ length: alternatives }, (_, alternative) => {
    const n = choices.reduce((sum, choice) => sum + (choice === alternative ? 1 : 0), 0)
    const ofBest = choices.reduce((sum, choice, i) => sum + (choice === alternative ? isBest[i]! : 0), 0)
    const known = means.filter((value, i) => choices[i] === alternative && !Number.isNaN(value))
    return {
      n,
      share: n / answers,
      best: best ? ofBest / best : undefined,
      mean: known.length ? mean(known) : undefined,
    }
  })
  const right = drawn[answer]?.best ?? 0
  return drawn.map((one) => ({ ...one, misleads: (one.best ?? 0) > right }))
}

/** The mean from which on a player is one of the best 27 %, equal ones included; NaN where too few can be compared, or all are equal. */
function leastOfBest(means: Float64Array): number {
  const sorted = means.filter((value) => !Number.isNaN(value)).sort()
  if (sorted.length < LEAST_ANSWERS || sorted[0] === sorted.at(-1)) return Number.NaN
  return sorted[sorted.length - Math.ceil(BEST * sorted.length)]!
}
