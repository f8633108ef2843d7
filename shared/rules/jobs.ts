import { type Random, shuffled } from './random.ts'

export const JOB_SIZE = 10
export const TUTORIAL_SIZE = 4
/** How long an open job can be resumed. */
export const JOB_HOURS = 24

interface Candidate {
  id: number
  /** When the player last answered it, in ms; null when never. */
  seenAt: number | null
  /** Whether it comes before others the player never had either: landmarks of the own region do. */
  near: boolean
  /** Ids of what it shows. */
  photos: readonly number[]
}

/** `size` of the candidates, none twice: ones the player never had first, the near before the far, each in random order; then the longest unseen. None shows a photo of one before it, unless there are too few others. */
export function pickQuestions<T extends Candidate>(
  candidates: readonly T[],
  size: number,
  random: Random,
): T[] {
  const order = shuffled(candidates, random).sort(byTurn)
  const picked = photosApart(order)
  if (picked.others.length >= size) return picked.others.slice(0, size)
  // Those with fewer photos are in the way of fewer others.
  const { others, again } = photosApart(
    order.sort((a, b) => byTurn(a, b) || a.photos.length - b.photos.length),
  )
  return [...others, ...again].slice(0, size)
}

const byTurn = (a: Candidate, b: Candidate) =>
  (a.seenAt ?? 0) - (b.seenAt ?? 0) || Number(b.near) - Number(a.near)

/** Of `questions` in their order those that show no photo again (`others`), and those that do. */
function photosApart<T extends Candidate>(questions: readonly T[]) {
  const shown = new Set<number>()
  const [others, again]: [T[], T[]] = [[], []]
  for (const one of questions) {
    if (one.photos.some((photo) => shown.has(photo))) again.push(one)
    else {
      others.push(one)
      for (const photo of one.photos) shown.add(photo)
    }
  }
  return { others, again }
}

/** Position on the page to index of the alternative; in the editor's order when that order means something. */
export function shuffleAlternatives(count: number, sorted: boolean, random: Random): number[] {
  const order = Array.from({ length: count }, (_, i) => i)
  return sorted ? order : shuffled(order, random)
}

/** What a player who is right in 70 of 100 after 40 % of the time earns with ten questions of value `v`, first time: floor(100 × 10 × 0.7 × v × 1.6 × 2 ÷ 50). Without the clock there is no 1.6. */
export function expectedPay(averageValue: number, timed = true): number {
  const speed = timed ? 1.6 : 1
  return Math.round((100 * JOB_SIZE * 0.7 * averageValue * speed * 2) / (JOB_SIZE * 5) / 5) * 5
}

/** Seconds a player looks at each result before going on. */
const LOOK_SECONDS = 8

/** Whole minutes such a player takes for `size` questions of `averageSeconds` each. */
export function expectedMinutes(averageSeconds: number, size = JOB_SIZE): number {
  return Math.max(1, Math.round((size * (0.4 * averageSeconds + LOOK_SECONDS)) / 60))
}

/** The job to take next: the best paid of those done least often here. Undefined when there is none. */
export function bestNext<T extends { times: number; expected: number }>(offers: readonly T[]): T | undefined {
  return offers.toSorted((a, b) => a.times - b.times || b.expected - a.expected)[0]
}
