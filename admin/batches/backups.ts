import { execFile } from 'node:child_process'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { config } from '../../shared/config.ts'
import { log } from '../../shared/log.ts'

const run = promisify(execFile)

const MOST_WITHOUT = 1000

/** Whether a backup is made before so many records are changed. */
export const isBackedUpFirst = (changes: number) => changes > MOST_WITHOUT

/** Makes a backup, in a process of its own; gives back its name, or a sentence on why there is none. */
export async function backUp(): Promise<
  { name: string; problem?: undefined } | { problem: string; name?: undefined }
> {
  try {
    const { stdout } = await run(process.execPath, [join(config.root, 'deploy', 'backup.ts')])
    return { name: basename(stdout.trim()) }
  } catch (error) {
    const said = (error as { stderr?: string }).stderr?.trim().split('\n').at(-1)
    log.error({ err: error }, 'a backup was not made')
    return { problem: said || 'It broke on our side, which has been written down.' }
  }
}
