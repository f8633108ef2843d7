import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { config } from '../config.ts'
import { log } from '../log.ts'
import { allTimings, type Timings, takeCounts } from './measures.ts'

const INTERVAL_MS = 10_000
/** Ten minutes: long enough for somebody who looks now and then, or asks every minute, to see what happened. */
const REMEMBERED = 60

export type Group = 'app' | 'admin'

/** What happened in some time: how often, and the longest write transaction and event-loop delay (ms). */
export interface Lately {
  ms: number
  requests: number
  /** Answers of 500 and above. */
  errors: number
  writes: number
  /** How often a write found the lock taken. */
  retries: number
  longestWrite: number
  gap: number
}

/** How a process is, as it says itself every ten seconds. Times in ms since 1970, delays of the last interval in ms. */
export interface Vitals {
  group: Group
  instance: number
  pid: number
  started: number
  /** When the last processes of this number were started because the one before had died without leaving, at most ten. */
  falls: number[]
  at: number
  delay: { p50: number; p99: number; max: number }
  rss: number
  /** Processor time since the start, in ms. */
  cpu: number
  /** The longest time a write transaction held the lock in the last interval, in ms; 0 when there was none. */
  longestWrite: number
  /** The last ten minutes. */
  lately: Lately
  /** Since the start. */
  retries: number
  timings: Record<keyof ReturnType<typeof allTimings>, Pick<Timings, 'labels' | 'n' | 'sum' | 'counts'>[]>
}

const pathOf = ({ group, instance }: Pick<Vitals, 'group' | 'instance'>) =>
  join(config.run, `${group}-${instance}.json`)

/** The last word of the process; undefined when there is none that can be read. */
async function read(path: string): Promise<Vitals | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch {
    return undefined
  }
}

/** Three times its word failed to come. */
const SILENT_MS = 3 * INTERVAL_MS

/** Whether the process that said this is likely to live at `now`. */
export const isAlive = ({ at }: Vitals, now: number) => Math.abs(now - at) < SILENT_MS

/** What every process said last. */
export async function allVitals(): Promise<Vitals[]> {
  const names = await readdir(config.run).catch(() => [])
  const found = names
    .filter((name) => /^(?:app|admin)-\d+\.json$/.test(name))
    .map((name) => read(join(config.run, name)))
  return (await Promise.all(found)).filter((one) => one !== undefined)
}

/**
 * Says from now on every ten seconds how this process is, in a file of its own. Gives back what ends it and takes the
 * file away: to be called when the process leaves. A disk that cannot be written to is logged once and hurts nobody.
 */
export function sayVitals(group: Group): () => Promise<void> {
  const own = { group, instance: config.instance, pid: process.pid, started: Date.now() }
  const path = pathOf(own)
  const measure = begin(own.started)
  const falls = fallsUntil(path, own.started)
  let logged = false
  let last = Promise.resolve()
  const say = () => {
    last = last
      .then(async () => write(path, { ...own, falls: await falls, ...measure.now() }))
      .catch((error) => {
        if (!logged) log.warn({ err: error }, 'vitals not written')
        logged = true
      })
  }
  say()
  const timer = setInterval(say, INTERVAL_MS).unref()
  return async () => {
    clearInterval(timer)
    measure.end()
    await last
    if ((await read(path))?.pid === process.pid) await rm(path, { force: true }).catch(() => {})
  }
}

const REMEMBERED_FALLS = 10

/** One that leaves takes its word away, and in a reload the one before still lives: any other has died. */
async function fallsUntil(path: string, started: number): Promise<number[]> {
  const before = await read(path)
  if (!before) return []
  // One of the release before, in a reload, may say less.
  const falls = before.falls ?? []
  return lives(before.pid) ? falls : [...falls, started].slice(-REMEMBERED_FALLS)
}

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** Begins to measure; each `now` ends an interval and begins another. */
function begin(started: number) {
  const loop = monitorEventLoopDelay({ resolution: 10 })
  loop.enable()
  const intervals: Lately[] = []
  let before = { at: started, requests: 0, errors: 0, writes: 0, retries: 0 }
  return {
    end: () => loop.disable(),
    now() {
      const at = Date.now()
      const delay = delayOf(loop)
      const { longestWrite, ...counts } = takeCounts()
      intervals.push({ ...since(before, { at, ...counts }), longestWrite, gap: delay.max })
      if (intervals.length > REMEMBERED) intervals.shift()
      before = { at, ...counts }
      const lately = intervals.reduce(together)
      const own = { rss: process.memoryUsage.rss(), cpu: cpuTime(), retries: counts.retries }
      return { at, delay, ...own, longestWrite, lately, timings: allTimings() }
    },
  }
}

type Counts = Record<'at' | 'requests' | 'errors' | 'writes' | 'retries', number>

const since = (before: Counts, now: Counts) => ({
  ms: Math.max(0, now.at - before.at),
  requests: now.requests - before.requests,
  errors: now.errors - before.errors,
  writes: now.writes - before.writes,
  retries: now.retries - before.retries,
})

/** What happened in both. */
export const together = (a: Lately, b: Lately): Lately => ({
  ms: a.ms + b.ms,
  requests: a.requests + b.requests,
  errors: a.errors + b.errors,
  writes: a.writes + b.writes,
  retries: a.retries + b.retries,
  longestWrite: Math.max(a.longestWrite, b.longestWrite),
  gap: Math.max(a.gap, b.gap),
})

function cpuTime(): number {
  const { user, system } = process.cpuUsage()
  return Math.round((user + system) / 1000)
}

/** The histogram holds how long timers of 10 ms took: what is over is delay. */
function delayOf(loop: ReturnType<typeof monitorEventLoopDelay>): Vitals['delay'] {
  const ms = (ns: number) =>
    ns > 0 && Number.isFinite(ns) ? Math.round(Math.max(0, ns / 1e6 - 10) * 10) / 10 : 0
  const delay = { p50: ms(loop.percentile(50)), p99: ms(loop.percentile(99)), max: ms(loop.max) }
  loop.reset()
  return delay
}

/** In a reload the process that leaves and the one that came have the same number: the younger one speaks. */
async function write(path: string, vitals: Vitals): Promise<void> {
  const last = await read(path)
  // What was said at a time that is still to come was said before the clock was set back.
  const isNow = last && last.at <= vitals.at + INTERVAL_MS
  if (isNow && last.started > vitals.started) return
  const partial = `${path}.${process.pid}.part`
  await mkdir(config.run, { recursive: true, mode: 0o700 })
  try {
    await writeFile(partial, JSON.stringify(vitals), { mode: 0o600 })
    await rename(partial, path)
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  }
}
