import { execFile } from 'node:child_process'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { config } from '../../shared/config.ts'
import { log } from '../../shared/log.ts'

const run = promisify(execFile)

const MOST_WITHOUT = 1000
/** What takes longer hangs, and the jobs of the upkeep wait for it. */
const LONGEST_MS = 3_600_000

/** Whether a backup is made before so many records are changed. */
export const isBackedUpFirst = (changes: number) => changes > MOST_WITHOUT

/** Makes a backup, in a process of its own; gives back its name, or a sentence on why there is none. */
export async function backUp(): Promise<
  { name: string; problem?: undefined } | { problem: string; name?: undefined }
> {
  const made = run(process.execPath, [join(config.root, 'deploy', 'backup.ts')])
  const timer = setTimeout(() => made.child.kill('SIGKILL'), LONGEST_MS)
  try {
    const { stdout } = await made
    return { name: basename(stdout.trim()) }
  } catch (error) {
    log.error({ err: error }, 'a backup was not made')
    if (made.child.killed) return { problem: 'It took more than an hour and was ended.' }
    const said = (error as { stderr?: string }).stderr?.trim().split('\n').at(-1)
    return { problem: said || 'It broke on our side, which has been written down.' }
  } finally {
    clearTimeout(timer)
  }
}
