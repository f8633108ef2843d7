import { readdir, stat } from 'node:fs/promises'
import { config } from '../../shared/config.ts'
import { free } from '../../shared/media/store.ts'
import { DAY_MS } from '../../shared/rules/weeks.ts'
import type { Context } from '../../shared/web/context.ts'
import { allVitals, type Group, type Vitals } from '../../shared/web/vitals.ts'

/** Each process says every ten seconds that it lives. */
const SILENT_MS = 30_000
const LOW_DISK_BYTES = 2_000_000_000
const OLD_BACKUP_MS = 2 * DAY_MS
const ADMIN_INSTANCES = 2

/** How the site does, as this process can see it on the disk. */
export async function health({ now }: Context) {
  const bytes = await free()
  const backup = await lastBackup()
  const all = await processes(now)
  return {
    processes: all,
    ill: all.some(({ alive }) => !alive),
    database: { bytes: await size(config.database), wal: await size(`${config.database}-wal`) },
    disk: { free: bytes, low: bytes < LOW_DISK_BYTES },
    backup: { at: backup, old: !backup || now - backup > OLD_BACKUP_MS },
  }
}

/** All that should run, and what runs besides. */
async function processes(now: number) {
  const found = await allVitals()
  const wanted = [...expected('app', config.appInstances), ...expected('admin', ADMIN_INSTANCES)]
  const more = found.filter((one) => isAlive(one, now) && !wanted.some((other) => isSame(one, other)))
  return [...wanted, ...more].map(({ group, instance }) => {
    const vitals = found.find((one) => isSame(one, { group, instance }))
    return { group, number: instance + 1, vitals, alive: !!vitals && isAlive(vitals, now) }
  })
}

const expected = (group: Group, n: number) =>
  Array.from({ length: n }, (_, instance) => ({ group, instance }))

type Named = Pick<Vitals, 'group' | 'instance'>

const isSame = (a: Named, b: Named) => a.group === b.group && a.instance === b.instance

const isAlive = ({ at }: Vitals, now: number) => now - at < SILENT_MS

/** 0 for a file that is not there, as the WAL may be. */
const size = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  )

/** When the last whole backup was begun (ms): its folder is named by it. Undefined when there is none. */
async function lastBackup(): Promise<number | undefined> {
  const names = await readdir(config.backups).catch(() => [])
  const times = names.flatMap((name) => {
    const [, day, h, m, s, ms] = /^(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z$/.exec(name) ?? []
    return day ? [Date.parse(`${day}T${h}:${m}:${s}.${ms}Z`)] : []
  })
  return times.length > 0 ? Math.max(...times) : undefined
}
