import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { config } from '../../shared/config.ts'
import { DAY_MS } from '../../shared/rules/weeks.ts'

/**
 * Removes what processes that were killed left behind: whoever lives writes its files in data/run again and again, and
 * no start or restore takes a day for a file in the data folder. Gives back how many there were.
 */
export async function removeLitter(now: number): Promise<number> {
  const half = (await filesIn(config.dataDir)).filter((path) => path.endsWith('.part'))
  let removed = 0
  for (const path of [...(await filesIn(config.run)), ...half]) {
    const found = await stat(path).catch(() => undefined)
    if (!found?.isFile() || now - found.mtimeMs < DAY_MS) continue
    await rm(path, { force: true })
    removed++
  }
  return removed
}

const filesIn = async (folder: string) =>
  (await readdir(folder).catch(() => [])).map((name) => join(folder, name))
