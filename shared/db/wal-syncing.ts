import { closeSync, fdatasync, openSync } from 'node:fs'
import { emptyWal } from './wal.ts'

/**
 * Has the disk keep what is in the write-ahead log of the database at `path`, which is there. `sync` resolves when all that
 * was committed before it was called is kept, and throws when the disk fails. A thread waits for that, without the
 * write lock and beside the event loop; those who come while it waits share its next turn.
 */
export function syncWal(path: string) {
  let file: number | undefined = openSync(`${path}-wal`, 'r+')
  let going = Promise.resolve()
  let next: Promise<void> | undefined
  let isBroken = false
  async function turn() {
    going = next!
    next = undefined
    // What the disk refused once the system never tries again, and nothing behind it in the log could be read.
    if (isBroken) emptyWal(path)
    isBroken = true
    await new Promise<void>((kept, failed) => {
      fdatasync(file!, (error) => (error ? failed(error) : kept()))
    })
    isBroken = false
  }
  const sync = (): Promise<void> => {
    next ??= going.then(turn, turn)
    return next
  }
  function close() {
    if (file !== undefined) closeSync(file)
    file = undefined
  }
  return { sync, close }
}
