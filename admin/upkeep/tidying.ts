import { setTimeout as sleep } from 'node:timers/promises'
import type { Tx, Write } from '../../shared/db/connection.ts'
import { writeShortly } from '../batches/batch-holds.ts'

/** How long the write lock is left to others in between. */
const PAUSE_MS = 12
const AT_ONCE = 50

/** Removes some of what is old, at most so many; gives back how many. */
type RemoveSome = (tx: Tx, limit: number) => Promise<number>

/** Removes all of it, in short writes; gives back how much it was. */
export async function removeAll(write: Write, removeSome: RemoveSome): Promise<number> {
  let removed = 0
  for (let some = 1; some > 0; removed += some) {
    some = await writeShortly(write, async (tx, isOver) => {
      let n = 0
      for (let last = 1; last > 0 && !isOver(); n += last) last = await removeSome(tx, AT_ONCE)
      return n
    })
    if (some > 0) await sleep(PAUSE_MS)
  }
  return removed
}

/** Does `act` for each of these, in short writes, and gives back for how many it did something. */
export async function forEach(
  write: Write,
  ids: number[],
  act: (tx: Tx, id: number) => Promise<boolean>,
): Promise<number> {
  let done = 0
  for (let at = 0; at < ids.length; ) {
    const acted = await writeShortly(write, async (tx, isOver) => {
      const some: boolean[] = []
      do some.push(await act(tx, ids[at + some.length]!))
      while (at + some.length < ids.length && !isOver())
      return some
    })
    at += acted.length
    done += acted.filter(Boolean).length
    await sleep(PAUSE_MS)
  }
  return done
}
