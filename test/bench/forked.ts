import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'

/** The next message of a forked process; undefined when it ends without one. */
export async function heard(child: ChildProcess): Promise<unknown> {
  const over = new AbortController()
  const message = once(child, 'message', over).then(([said]) => said)
  const end = once(child, 'exit', over).then(() => undefined)
  return await Promise.race([message, end]).finally(() => over.abort())
}
