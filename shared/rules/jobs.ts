import { type Random, shuffled } from './random.ts'

export const JOB_SIZE = 10
export const TUTORIAL_SIZE = 4
/** How long an open job can be resumed. */
export const JOB_HOURS = 24

interface Candidate {
  id: number
  /** When the player last answered it, in ms; null when never. */
  seenAt: number | null
}

/** `size` of the candidates, none twice: ones the player never had first, in random order, then the longest unseen. */
export function pickQuestions<T extends Candidate>(
  candidates: readonly T[],
  size: number,
  random: Random,
): T[] {
  return shuffled(candidates, random)
    .sort((a, b) => (a.seenAt ?? 0) - (b.seenAt ?? 0))
    .slice(0, size)
}

/** Position on the page to index of the alternative; in the editor's order when that order means something. */
export function shuffleAlternatives(count: number, sorted: boolean, random: Random): number[] {
  const order = Array.from({ length: count }, (_, i) => i)
  return sorted ? order : shuffled(order, random)
}

/** What a player who is right in 70 of 100 after 40 % of the time earns with ten questions of value `v`, first time: floor(100 × 10 × 0.7 × v × 1.6 × 2 ÷ 50). */
export function expectedPay(averageValue: number): number {
  return Math.round((100 * JOB_SIZE * 0.7 * averageValue * 1.6 * 2) / (JOB_SIZE * 5) / 5) * 5
}
