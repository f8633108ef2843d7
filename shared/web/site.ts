import { readdir, stat } from 'node:fs/promises'
import { config } from '../config.ts'
import { free } from '../media/store.ts'
import { backupTime } from '../rules/backups.ts'

/** What can be seen of the site on its disk, in bytes; when the database file was made and the last whole backup before `now` begun (ms). */
export async function siteOnDisk(now: number) {
  const [{ size: database, birthtimeMs: born }, wal, left, backup] = await Promise.all([
    stat(config.database),
    size(`${config.database}-wal`),
    free(),
    lastBackup(now),
  ])
  return { database, born, wal, free: left, backup }
}

/** 0 for a file that is not there, as the WAL may be. */
const size = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  )

/** Undefined when there is none. One from the future, as before a clock was set back, is none. */
async function lastBackup(now: number): Promise<number | undefined> {
  const names = await readdir(config.backups).catch(() => [])
  const times = names.flatMap((name) => backupTime(name) ?? []).filter((at) => at <= now)
  return times.length > 0 ? Math.max(...times) : undefined
}
