export type Outcome = 'right' | 'wrong' | 'late'

/** What the network may take before the clock counts, in ms. */
const GRACE_MS = 750

export interface Answer {
  right: boolean
  /** 1–5. */
  value: number
  /** What the clock gives. */
  seconds: number
  /** From delivery to arrival at the server, in ms; null when the player has switched the clock off. */
  elapsedMs: number | null
  /** Whether this player never had it right before. */
  firstTime: boolean
}

export interface Score {
  outcome: Outcome
  /** In tenths: 96 is 9.6 points. */
  points: number
  /** The time factor in tenths, 10 to 20. */
  speed: number
  doubled: boolean
}

/** Points for one answer: value × (1 + time left ÷ seconds, rounded to 0.1), × 2 the first time; 0 when wrong or late. */
export function score({ right, value, seconds, elapsedMs, firstTime }: Answer): Score {
  // Whole ms, as seconds with decimals would round 0.05 now up, now down.
  const allMs = seconds * 1000
  const usedMs = elapsedMs === null ? allMs : Math.max(0, elapsedMs - GRACE_MS)
  if (usedMs > allMs) return { outcome: 'late', points: 0, speed: 10, doubled: false }
  const speed = 10 + Math.round((10 * (allMs - usedMs)) / allMs)
  if (!right) return { outcome: 'wrong', points: 0, speed, doubled: false }
  return { outcome: 'right', points: value * speed * (firstTime ? 2 : 1), speed, doubled: firstTime }
}

/** Coins for a job: floor(100 × points ÷ (questions × 5)), with `points` in tenths. */
export function pay(points: number, questions: number): number {
  return Math.floor((2 * points) / questions)
}

/** Coins for who wrote a published question, for each other player's first answer to it. */
export const AUTHOR_PAY = 1

/** Coins for casual work: as `pay`, but no more than the player is `missing` for the next ticket. It helps out; nobody gets rich by it. */
export function casualPay(points: number, questions: number, missing: number): number {
  return Math.min(pay(points, questions), missing)
}
