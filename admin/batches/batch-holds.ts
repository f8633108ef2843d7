import type { Tx, Write } from '../../shared/db/connection.ts'

/**
 * How long the write lock is held before others have it. A player's answer waits for what is left of that, and whoever is
 * out of the processor when its share is used up holds the lock meanwhile: 3 ms are less than one share.
 */
const HOLD_MS = 3

/** Writes until `isOver` says so, by the clock on the wall. */
export function writeShortly<T>(
  write: Write,
  work: (tx: Tx, isOver: () => boolean) => Promise<T>,
): Promise<T> {
  return write((tx) => {
    const begun = performance.now()
    return work(tx, () => performance.now() > begun + HOLD_MS)
  })
}
