import { setTimeout as sleep } from 'node:timers/promises'
import { type Connection, looked, type Reader, type Tx, type Write } from '../../shared/db/connection.ts'

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
  return inTurn(() => writeTimed(write, work))
}

/** Like writeShortly, with what `look` has read before the lock was taken; under it that is read again if anybody wrote since. */
export function writeLooked<L, T>(
  { db, write }: Pick<Connection, 'db' | 'write'>,
  look: (on: Reader | Tx) => Promise<L>,
  work: (tx: Tx, seen: L) => Promise<T>,
): Promise<T> {
  return inTurn(async () => {
    const seen = await looked(db, look)
    await sleep(1)
    return await writeTimed(write, async (tx) => work(tx, await seen(tx)))
  })
}

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const turn = last.then(async () => {
    await sleep(Math.max(1, restsUntil - performance.now()))
    return await work()
  })
  last = turn.catch(() => {})
  return turn
}

async function writeTimed<T>(write: Write, work: (tx: Tx) => Promise<T>): Promise<T> {
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
