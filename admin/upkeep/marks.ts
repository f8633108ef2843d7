import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { config } from '../../shared/config.ts'

/** What a job of the upkeep did last. Times in ms since 1970. */
export interface Mark {
  /** When it began. */
  at: number
  ok: boolean
  /** Why it failed, in a sentence. */
  error?: string
  /** When it last began and succeeded; absent as long as it never did. */
  succeeded?: number
}

const path = join(config.run, 'upkeep.json')

/** The marks by the names of the jobs; one that never ran has none. What cannot be read was never written. */
export async function readMarks(): Promise<Record<string, Mark>> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch {
    return {}
  }
}

/** Only one process writes: the one that does the jobs. */
export async function writeMarks(marks: Record<string, Mark>): Promise<void> {
  await mkdir(config.run, { recursive: true, mode: 0o700 })
  await writeFile(`${path}.part`, JSON.stringify(marks), { mode: 0o600 })
  await rename(`${path}.part`, path)
}
