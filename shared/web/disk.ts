import { statfs } from 'node:fs/promises'
import { config } from '../config.ts'
import { isFull } from '../db/connection.ts'
import { Invalid } from '../errors.ts'

/** Under this much free disk nothing is taken to disk any more. */
const LEAST_FREE_BYTES = 500_000_000

const full = () =>
  new Invalid('The disk of the server is nearly full: nothing can be taken now. Please tell an admin.', 507)

/** Throws Invalid when there is no room for a form of so many bytes: as it comes, and once more for what is kept of it. */
export async function checkDisk(bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(config.dataDir)
  if (bavail * bsize - 2 * bytes < LEAST_FREE_BYTES) throw full()
}

/** What the person is told when writing a file failed; undefined when it was not for want of room. */
export function noRoom(error: unknown): Invalid | undefined {
  const { code } = error as { code?: string }
  return code === 'ENOSPC' || code === 'EDQUOT' || isFull(error) ? full() : undefined
}
