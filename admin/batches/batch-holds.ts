import { setTimeout as sleep } from 'node:timers/promises'
import type { Tx, Write } from '../../shared/db/connection.ts'

/** For so many times as long as it was held the lock is then left to others. */
const TIMES_LEFT = 3
/** A hold that took so long was kept from the processor in the middle, by players as a rule: they come first. */
const STARVED_MS = 10
const TIMES_LEFT_STARVED = 20
const LONGEST_REST_MS = 500

let last: Promise<unknown> = Promise.resolve()
let restsUntil = 0

/**
 * Writes a little, one item or some rows, when others have had their turn; one after another in a process. A player's answer
 * waits for what is left of it, so it is the less the better: whoever is out of the processor when its share is used up holds
 * the lock meanwhile, and whoever begins as soon as it wakes up has all of its share before it.
 */
export function writeShortly<T>(write: Write, work: (tx: Tx) => Promise<T>): Promise<T> {
  const turn = last.then(() => writeRested(write, work))
  last = turn.catch(() => {})
  return turn
}

async function writeRested<T>(write: Write, work: (tx: Tx) => Promise<T>): Promise<T> {
  await sleep(Math.max(1, restsUntil - performance.now()))
  return await write(async (tx) => {
    const begun = performance.now()
    try {
      return await work(tx)
    } finally {
      const now = performance.now()
      restsUntil = now + restAfter(now - begun)
    }
  })
}

/** How long (ms) the lock is left to others after it was held for `ms`. */
export const restAfter = (ms: number) =>
  Math.min(LONGEST_REST_MS, (ms > STARVED_MS ? TIMES_LEFT_STARVED : TIMES_LEFT) * ms)
