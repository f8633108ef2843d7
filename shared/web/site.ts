import { readdir, stat } from 'node:fs/promises'
import { config } from '../config.ts'
import { free } from '../media/store.ts'

/** What can be seen of the site on its disk, in bytes; when the database file was made and the last whole backup begun (ms). */
export async function siteOnDisk() {
  const [{ size: database, birthtimeMs: born }, wal, left, backup] = await Promise.all([
    stat(config.database),
    size(`${config.database}-wal`),
    free(),
    lastBackup(),
  ])
  return { database, born, wal, free: left, backup }
}

/** 0 for a file that is not there, as the WAL may be. */
const size = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  )

/** Its folder is named by when it was begun. Undefined when there is none. */
async function lastBackup(): Promise<number | undefined> {
  const names = await readdir(config.backups).catch(() => [])
  const times = names.flatMap((name) => {
    const [, day, h, m, s, ms] = /^(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z$/.exec(name) ?? []
    return day ? [Date.parse(`${day}T${h}:${m}:${s}.${ms}Z`)] : []
  })
  return times.length > 0 ? Math.max(...times) : undefined
}
