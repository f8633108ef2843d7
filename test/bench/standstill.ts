import { appendFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

// Loaded into processes that are being measured: it imports nothing else of ours.

/** A process, or all of the machine, stood still from one moment to another (ms since 1970). */
export interface Stop {
  from: number
  to: number
}

const EVERY_MS = 5
/** Less than that no bench can tell from a busy machine. */
const SHORTEST_MS = 5

export const lengthOf = ({ from, to }: Stop) => to - from

/** What lies in a stop of one list and in one of the other. */
export function both(some: Stop[], others: Stop[]): Stop[] {
  return some.flatMap((one) =>
    others
      .map((other) => ({ from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) }))
      .filter((stop) => lengthOf(stop) > 0),
  )
}

/** The longest of `stops` (ms), each without what of it lies in one of `others`, of which no two lie in the same moment. */
export const longestBeside = (stops: Stop[], others: Stop[]): number =>
  Math.max(
    0,
    ...stops.map((stop) =>
      both([stop], others).reduce((left, shared) => left - lengthOf(shared), lengthOf(stop)),
    ),
  )

/** Looks at the clock every 5 ms from now on, and tells `hear` how long it could not. */
export async function watchClock(hear: (stop: Stop) => void): Promise<never> {
  const now = () => performance.timeOrigin + performance.now()
  for (let before = now(); ; before = now()) {
    await sleep(EVERY_MS)
    const stop: Stop = { from: before + EVERY_MS, to: now() }
    if (lengthOf(stop) > SHORTEST_MS) hear(stop)
  }
}

/** The same, written down line by line in the file at `path`, which begins with a stop of no length. */
export function keepStops(path: string): void {
  const write = (stop: Stop) => appendFileSync(path, `${JSON.stringify(stop)}\n`)
  const now = performance.timeOrigin + performance.now()
  write({ from: now, to: now })
  void watchClock(write)
}
