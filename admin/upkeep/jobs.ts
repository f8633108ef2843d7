import { readdir } from 'node:fs/promises'
import { WINDOW_MS } from '../../shared/auth.ts'
import { config } from '../../shared/config.ts'
import * as attempts from '../../shared/db/attempts.ts'
import * as sessions from '../../shared/db/sessions.ts'
import * as signInTokens from '../../shared/db/sign-in-tokens.ts'
import { shortenWal, walSize } from '../../shared/db/wal.ts'
import { backupTime, isBackupDue } from '../../shared/rules/backups.ts'
import { DAY_MS } from '../../shared/rules/weeks.ts'
import type { Services } from '../../shared/web/context.ts'
import { backUp } from '../batches/backups.ts'
import { forgetIdle } from '../batches/batching.ts'
import { clean, purge } from '../photos/photo-cleaning.ts'
import { putAwayUnused, removeUnanswered } from './abandoned-players.ts'
import { removeLitter } from './litter.ts'
import { endOldSessions } from './old-sessions.ts'
import { removeAll } from './tidying.ts'

/** When a job runs, and when it last began and succeeded (0 for never), in ms. */
export interface Turn {
  now: number
  since: number
}

/** What is done again and again. It says in a few words what it did, nothing when there was nothing to do, and throws when it failed. */
export interface Job {
  name: string
  everyMs: number
  run: (world: Services, turn: Turn) => Promise<string | undefined>
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** Above this the write-ahead log is shortened. */
export const LONG_WAL_BYTES = 20_000_000

/** All there are, in the order in which they are done when several are due. */
export const jobs: Job[] = [
  { name: 'write-ahead log', everyMs: MINUTE_MS, run: shortenLog },
  { name: 'backup', everyMs: HOUR_MS, run: backUpDaily },
  { name: 'photos', everyMs: 10 * MINUTE_MS, run: cleanPhotos },
  { name: 'batches', everyMs: 10 * MINUTE_MS, run: forgetBatches },
  { name: 'sessions', everyMs: HOUR_MS, run: endSessions },
  { name: 'players', everyMs: DAY_MS, run: putPlayersAway },
  { name: 'litter', everyMs: DAY_MS, run: clearUp },
]

/** Somebody who reads for long keeps the log long: that is no failure, the next minute tries again. */
async function shortenLog() {
  const before = walSize(config.database)
  if (before <= LONG_WAL_BYTES) return
  const short = await shortenWal(config.database)
  return `${before} bytes became ${walSize(config.database)}${short ? '' : ', as somebody reads or writes'}`
}

/** A machine that was asleep at night makes it after waking; one made by hand or before an import counts as well. */
async function backUpDaily(_: Services, { now }: Turn) {
  const names = await readdir(config.backups).catch(() => [])
  const times = names.flatMap((name) => backupTime(name) ?? [])
  if (!isBackupDue(times, now)) return
  const { name, problem } = await backUp()
  if (problem !== undefined) throw new Error(problem)
  return `made ${name}`
}

async function cleanPhotos({ db, write }: Services, { now }: Turn) {
  await purge({ db, write, now })
  const { removed, stuck } = await clean({ write, now }, 'old')
  if (stuck.size > 0) throw new Error(`${stuck.size} leftover files could not be removed`)
  return removed > 0 ? `${removed} leftover files removed` : undefined
}

async function forgetBatches(world: Services, { now }: Turn) {
  await forgetIdle(world, now)
  return undefined
}

async function endSessions({ db, write }: Services, { now, since }: Turn) {
  const old = await endOldSessions({ db, write }, now, since)
  const idle = await removeAll(write, (tx, limit) => sessions.removeSomeOver(tx, now, limit))
  const links = await removeAll(write, (tx, limit) => signInTokens.removeSomeOver(tx, now, limit))
  const tries = await removeAll(write, (tx, limit) => attempts.forgetSome(tx, now - WINDOW_MS, limit))
  const ended = old + idle
  return ended + links + tries > 0 ? `${ended} sessions, ${links} links, ${tries} tries removed` : undefined
}

async function putPlayersAway(world: Services, { now, since }: Turn) {
  const removed = await removeUnanswered(world, now, since)
  const unused = await putAwayUnused(world, now)
  return removed + unused > 0 ? `${removed} who never answered removed, ${unused} unused put away` : undefined
}

async function clearUp(_: Services, { now }: Turn) {
  const removed = await removeLitter(now)
  return removed > 0 ? `${removed} files of killed processes removed` : undefined
}
