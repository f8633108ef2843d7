import { once } from 'node:events'
import { basename, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { config } from '../../shared/config.ts'
import { log } from '../../shared/log.ts'
import { startHelper } from '../helpers.ts'

const MOST_WITHOUT = 1000
/** What takes longer hangs, and the jobs of the upkeep wait for it. */
const LONGEST_MS = 3_600_000

/** Whether a backup is made before so many records are changed. */
export const isBackedUpFirst = (changes: number) => changes > MOST_WITHOUT

/** Makes a backup, in a process of its own that gives way to all others; gives back its name, or a sentence on why there is none. */
export async function backUp(): Promise<
  { name: string; problem?: undefined } | { problem: string; name?: undefined }
> {
  const script = join(config.root, 'deploy', 'backup.ts')
  const child = startHelper([script], { stdio: ['ignore', 'pipe', 'pipe'] })
  const timer = setTimeout(() => child.kill('SIGKILL'), LONGEST_MS)
  try {
    const [said, problem, [code]] = await Promise.all([
      text(child.stdout!),
      text(child.stderr!),
      once(child, 'close'),
    ])
    if (code === 0) return { name: basename(said.trim()) }
    log.error({ code, problem }, 'a backup was not made')
    if (child.killed) return { problem: 'It took more than an hour and was ended.' }
    return { problem: problem.trim().split('\n').at(-1) || BROKE }
  } catch (error) {
    log.error({ err: error }, 'a backup was not made')
    return { problem: BROKE }
  } finally {
    clearTimeout(timer)
  }
}

const BROKE = 'It broke on our side, which has been written down.'
