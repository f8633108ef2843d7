import { DAY_MS, dayOf, weekOf } from './weeks.ts'

/** How many days, weeks and months with a backup keep their last one. */
const KEPT: [number, (at: number) => string | number][] = [
  [7, dayOf],
  [4, weekOf],
  [12, (at) => new Date(at).toISOString().slice(0, 7)],
]

/** When the backup in the folder of this name was begun (ms); undefined when it is no whole backup. */
export function backupTime(folder: string): number | undefined {
  const [, day, h, m, s, ms] = /^(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z$/.exec(folder) ?? []
  return day ? Date.parse(`${day}T${h}:${m}:${s}.${ms}Z`) : undefined
}

/** The name of the folder of a backup begun at `at` (ms). */
export const backupName = (at: number) => new Date(at).toISOString().replace(/[:.]/g, '-')

/** Whether a backup is due at `now`, given when there were some. One from the future, as before a clock was set back, counts as none. */
export const isBackupDue = (times: number[], now: number) =>
  !times.some((at) => at <= now && now - at < DAY_MS)

/**
 * Which of these backups are kept: the last of each of the last 7 days, 4 weeks and 12 months that have any, and all of
 * the 24 hours before `now`, as one made before an import must outlive the next. Who made them makes no difference. Those
 * from the future, as before a clock was set back, are kept too, and take nobody's place.
 */
export function keptBackups(times: number[], now: number): number[] {
  const newestFirst = times.toSorted((a, b) => b - a)
  const kept = new Set(newestFirst.filter((at) => now - at < DAY_MS))
  for (const [most, period] of KEPT) {
    const lastOf = new Map<string | number, number>()
    for (const at of newestFirst) if (at <= now && !lastOf.has(period(at))) lastOf.set(period(at), at)
    for (const at of [...lastOf.values()].slice(0, most)) kept.add(at)
  }
  return newestFirst.filter((at) => kept.has(at))
}
