import { setImmediate } from 'node:timers/promises'
import type { Tx, Write } from '../../shared/db/connection.ts'
import { writeShortly } from '../batches/batch-holds.ts'

/** How many are removed, and how many are read, at once. */
const AT_ONCE = 50
const PAGE = 100

/** Removes some of what is old, so many of each kind at most; gives back how many. */
type RemoveSome = (tx: Tx, limit: number) => Promise<number>

/** Removes all of it, in short writes; gives back how much it was. */
export async function removeAll(write: Write, removeSome: RemoveSome): Promise<number> {
  let removed = 0
  for (let some = 1; some > 0; removed += some) {
    some = await writeShortly(write, (tx) => removeSome(tx, AT_ONCE))
  }
  return removed
}

/** Does `act` for each of these, in short writes, and gives back for how many it did something. */
export async function forEach<Id>(
  write: Write,
  ids: Id[],
  act: (tx: Tx, id: Id) => Promise<boolean>,
): Promise<number> {
  let done = 0
  for (const id of ids) if (await writeShortly(write, (tx) => act(tx, id))) done++
  return done
}

/** Page after page, each read when it is wanted; others have their turn in between. */
export async function* pages<Place, Row extends Place>(
  read: (place: Place, limit: number) => Promise<Row[]>,
  start: Place,
): AsyncGenerator<Row[]> {
  for (let place = start; ; await setImmediate()) {
    const found = await read(place, PAGE)
    yield found
    if (found.length < PAGE) return
    place = found.at(-1)!
  }
}
