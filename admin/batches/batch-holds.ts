import type { Tx, Write } from '../../shared/db/connection.ts'

/** How long the write lock is held at a time at most, and at least. */
const MOST_MS = 8
const LEAST_MS = 0.5
const TOO_LONG_MS = 15

let hold = MOST_MS

/**
 * Writes until `isOver` says so. Whoever is left no processor holds the lock while others play, and that befalls short
 * writes seldom: so one that took too long by the clock on the wall is followed by one half as long, and then they grow again.
 */
export async function writeShortly<T>(
  write: Write,
  work: (tx: Tx, isOver: () => boolean) => Promise<T>,
): Promise<T> {
  let begun = 0
  const result = await write(async (tx) => {
    begun = performance.now()
    return await work(tx, () => performance.now() > begun + hold)
  })
  hold = holdAfter(hold, performance.now() - begun)
  return result
}

/** For how long to hold it after it was `held` so long. */
export const holdAfter = (before: number, held: number) =>
  held > TOO_LONG_MS ? Math.max(LEAST_MS, before / 2) : Math.min(MOST_MS, before * 1.05)
