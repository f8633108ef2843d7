import { type FileHandle, open } from 'node:fs/promises'

/**
 * Has the disk keep what is in the write-ahead log of the database at `path`. `sync` resolves when all that was committed
 * before it was called is kept, and throws when the disk fails. A thread waits for that, without the write lock and
 * beside the event loop; those who come while it waits share its next turn.
 */
export function syncWal(path: string) {
  let file: FileHandle | undefined
  let going = Promise.resolve()
  let next: Promise<void> | undefined
  async function turn() {
    going = next!
    next = undefined
    file ??= await open(`${path}-wal`, 'r+')
    await file.datasync()
  }
  const sync = (): Promise<void> => {
    next ??= going.then(turn, turn)
    return next
  }
  async function close() {
    await (next ?? going).catch(() => {})
    await file?.close()
  }
  return { sync, close }
}
