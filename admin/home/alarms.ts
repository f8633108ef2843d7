import { config } from '../../shared/config.ts'
import { log } from '../../shared/log.ts'
import { DAY_MS } from '../../shared/rules/weeks.ts'
import type { Services } from '../../shared/web/context.ts'
import { sayAlarms } from '../../shared/web/metrics.ts'
import type { Vitals } from '../../shared/web/vitals.ts'
import { type Health, health } from './health.ts'

/** Something that somebody must see to: what it is, in a sentence, and what to do. */
export interface Alarm {
  name: string
  sentence: string
  advice: string
  link?: { href: string; label: string }
}

const MB = 1_000_000
const LOW_DISK = 2000 * MB
/** The same as in shared/web/disk.ts and deploy/checks.ts. */
const FULL_DISK = 500 * MB
/** The upkeep cuts the WAL at 20 MB, every minute: at five times that something keeps it from doing so. */
const LARGE_WAL = 100 * MB
const OLD_BACKUP_MS = 2 * DAY_MS
/** A player feels it. */
const LONG_MS = 250
const LEAST_ERRORS = 5
const LEAST_RETRIES = 100
/** Beside an import each second change asks for the lock three or four times, as it should. */
const RETRIES_A_WRITE = 5

const MANY_FALLS = 3
const FALLS_MS = 600_000

/** One of the release before, in a reload, may say less. */
const fallsLately = (vitals: Vitals | undefined, now: number) =>
  (vitals?.falls ?? []).filter((at) => at <= now && now - at < FALLS_MS).length

const inMb = (bytes: number) => `${Math.round(bytes / MB)} MB`
const inMs = (ms: number) => `${Math.round(ms)} ms`

interface Watch {
  name: string
  /** The sentence when it rings. */
  rings: (health: Health, now: number) => string | false
  advice: string
  link?: Alarm['link']
}

/** In the order of the page. deploy/README.md says the same at more length. */
const WATCHES: Watch[] = [
  {
    name: 'process',
    rings: ({ processes }) => {
      const names = processes.filter(({ alive }) => !alive).map(({ name }) => name)
      return names.length > 0 && `Not heard of for half a minute: ${names.join(', ')}.`
    },
    advice:
      'One of the dashboard may be in a long report, which a reload would end: wait for it. Else npm run pm2 -- list says why, npm run reload starts all anew.',
  },
  {
    name: 'falls',
    rings: ({ processes }, now) => {
      const names = processes.filter(({ vitals }) => fallsLately(vitals, now) >= MANY_FALLS)
      return (
        names.length > 0 &&
        `Died ${MANY_FALLS} times and more in ten minutes: ${names.map(({ name }) => name).join(', ')}.`
      )
    },
    advice:
      'They are started again each time. The log says why: look for "uncaught error" and "exited with code".',
  },
  {
    name: 'disk',
    rings: ({ disk }) => disk.free < LOW_DISK && `The disk is nearly full: ${inMb(disk.free)} are free.`,
    advice: 'Move old backups (data/backups) to another machine, and remove files without a photo:',
    link: { href: '/admin/storage', label: 'Storage' },
  },
  {
    name: 'disk-full',
    rings: ({ disk }) => disk.free < FULL_DISK && 'No photo, import or backup is taken any more.',
    advice: 'Make room at once: soon no answer of a player can be taken either.',
  },
  {
    name: 'errors',
    rings: ({ lately: { all } }) =>
      all.errors >= LEAST_ERRORS &&
      all.errors * 100 > all.requests &&
      `${all.errors} of ${all.requests} answers of the last ten minutes were errors on our side.`,
    advice: 'Each is in the log with its reason: look for "request failed".',
  },
  {
    name: 'gap',
    rings: ({ lately: { app } }) =>
      app.gap > LONG_MS && `A process of the public site stood still for ${inMs(app.gap)}.`,
    advice:
      'Is the machine overloaded, or out of memory? If not, a page does too much at once: tell the developers.',
  },
  {
    name: 'write',
    rings: ({ lately: { all } }) =>
      all.longestWrite > LONG_MS && `A change kept all others waiting for ${inMs(all.longestWrite)}.`,
    advice: 'Is the disk slow or the machine overloaded? If not, tell the developers what was being done.',
  },
  {
    name: 'lock',
    rings: ({ lately: { all } }) =>
      all.retries >= LEAST_RETRIES &&
      all.retries > RETRIES_A_WRITE * all.writes &&
      `In ten minutes ${all.writes} changes found the database taken ${all.retries} times.`,
    advice: 'Look for a program that holds the database, or for a batch that works all the while.',
  },
  {
    name: 'wal',
    rings: ({ disk }) => disk.wal > LARGE_WAL && `The WAL of the database has grown to ${inMb(disk.wal)}.`,
    advice:
      'A program reads the database without an end: a report, or somebody by hand. npm run reload ends ours.',
  },
  {
    name: 'backup',
    rings: ({ disk }, now) =>
      now - (disk.backup ?? disk.born) > OLD_BACKUP_MS &&
      (disk.backup ? 'The last backup is more than two days old.' : 'There is no backup.'),
    advice: 'npm run backup makes one now and says what stands in its way.',
  },
  {
    name: 'job',
    rings: ({ jobs }) => {
      const failed = Object.entries(jobs).filter(([, { ok }]) => !ok)
      return failed.length > 0 && failed.map(([name, { error }]) => `“${name}” failed: ${error}`).join(' ')
    },
    advice: 'It is tried again at its next turn; the log has more.',
  },
]

/** The alarms that ring for a site that does so at `now`. */
export function alarmsOf(state: Health, now: number): Alarm[] {
  return WATCHES.flatMap(({ rings, ...watch }) => {
    const sentence = rings(state, now)
    return sentence ? [{ ...watch, sentence }] : []
  })
}

const LOOK_MS = 60_000
const HOUR_MS = 3_600_000

/** Not when it is still to come: that was logged before the clock was set back. */
const isLately = (at: number | undefined, now: number) => at !== undefined && at <= now && now - at < HOUR_MS

/** Looks every minute from now on, for /metrics and the log. */
export function watchOver(world: Services): void {
  const look = watcher(world)
  const failed = (error: unknown) => log.error({ err: error }, 'the alarms were not looked at')
  setInterval(() => void look(world.clock()).catch(failed), LOOK_MS).unref()
}

/**
 * One look, to be taken every minute. What rings at two looks in a row is logged, each alarm once an hour: a process
 * that is just being reloaded is no alarm. The first process alone logs, all tell /metrics.
 */
export function watcher({ db }: Pick<Services, 'db'>): (now: number) => Promise<void> {
  let before = new Set<string>()
  const logged = new Map<string, number>()
  return async (now) => {
    const ringing = alarmsOf(await health({ db, now }), now)
    for (const { name, sentence, advice } of ringing) {
      if (config.instance > 0 || !before.has(name) || isLately(logged.get(name), now)) continue
      log.error({ alarm: name, advice }, sentence)
      logged.set(name, now)
    }
    before = new Set(ringing.map(({ name }) => name))
    await sayAlarms(now, Object.fromEntries(WATCHES.map(({ name }) => [name, before.has(name)])))
  }
}
