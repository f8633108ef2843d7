import { closeSync, fdatasyncSync, fsyncSync, openSync } from 'node:fs'
import { isMainThread, Worker, workerData } from 'node:worker_threads'

const PAUSE_MS = 5

/**
 * Does `work`, which writes the file `path` without a pause, while another thread has what it wrote put on the disk bit by
 * bit: a backup of 600 MB that put all of it there at its end kept other writers waiting for 75 to 226 ms; so, for 7.
 * Makes the file, which must not be there; throws when something of it did not reach the disk.
 */
export function flushing<T>(path: string, work: () => T): T {
  // Opened before the first byte is written: the system tells each open file of what went wrong since, and only once.
  const file = openSync(path, 'wx', 0o600)
  const thread = new Worker(import.meta.filename, { workerData: path })
  // Without it the disk is only written later, and all at once.
  thread.on('error', () => {})
  try {
    const result = work()
    fsyncSync(file)
    return result
  } finally {
    void thread.terminate()
    closeSync(file)
  }
}

if (!isMainThread) {
  const pause = new Int32Array(new SharedArrayBuffer(4))
  const file = openSync(workerData, 'r')
  for (;;) {
    fdatasyncSync(file)
    Atomics.wait(pause, 0, 0, PAUSE_MS)
  }
}
