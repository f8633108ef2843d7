import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { config } from '../config.ts'
import { log } from '../log.ts'

const INTERVAL_MS = 10_000
const LONG_WRITE_MS = 25

export type Group = 'app' | 'admin'

/** How a process is, as it says itself every ten seconds. Times in ms since 1970, delays of the last interval in ms. */
export interface Vitals {
  group: Group
  instance: number
  pid: number
  started: number
  at: number
  delay: { p50: number; p99: number; max: number }
  rss: number
  /** The longest time a write transaction held the lock in the last interval, in ms; 0 when there was none. */
  longestWrite: number
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

/** What every process said last. */
export async function allVitals(): Promise<Vitals[]> {
  const names = await readdir(config.run).catch(() => [])
  const found = names
    .filter((name) => /^(?:app|admin)-\d+\.json$/.test(name))
    .map((name) => read(join(config.run, name)))
  return (await Promise.all(found)).filter((one) => one !== undefined)
}

let longestWrite = 0

/** To be told of each write transaction: how long (ms) it held the lock. */
export function noteWrite(ms: number): void {
  longestWrite = Math.max(longestWrite, ms)
  if (ms > LONG_WRITE_MS) log.warn({ ms }, 'a write transaction held the lock for too long')
}

/**
 * Says from now on every ten seconds how this process is, in a file of its own. Gives back what ends it and takes the
 * file away: to be called when the process leaves. A disk that cannot be written to is logged once and hurts nobody.
 */
export function sayVitals(group: Group): () => Promise<void> {
  const own = { group, instance: config.instance, pid: process.pid, started: Date.now() }
  const path = pathOf(own)
  const loop = monitorEventLoopDelay({ resolution: 10 })
  loop.enable()
  let logged = false
  let last = Promise.resolve()
  const say = () => {
    last = last
      .then(() => write(path, { ...own, ...measure(loop) }))
      .catch((error) => {
        if (!logged) log.warn({ err: error }, 'vitals not written')
        logged = true
      })
  }
  say()
  const timer = setInterval(say, INTERVAL_MS).unref()
  return async () => {
    clearInterval(timer)
    loop.disable()
    await last
    if ((await read(path))?.pid === process.pid) await rm(path, { force: true }).catch(() => {})
  }
}

type Loop = ReturnType<typeof monitorEventLoopDelay>

/** Begins a new interval. The histogram holds how long timers of 10 ms took: what is over is delay. */
function measure(loop: Loop): Pick<Vitals, 'at' | 'delay' | 'rss' | 'longestWrite'> {
  const ms = (ns: number) =>
    ns > 0 && Number.isFinite(ns) ? Math.round(Math.max(0, ns / 1e6 - 10) * 10) / 10 : 0
  const delay = { p50: ms(loop.percentile(50)), p99: ms(loop.percentile(99)), max: ms(loop.max) }
  loop.reset()
  const written = { longestWrite: Math.round(longestWrite * 10) / 10 }
  longestWrite = 0
  return { at: Date.now(), delay, rss: process.memoryUsage.rss(), ...written }
}

/** In a reload the process that leaves and the one that came have the same number: the younger one speaks. */
async function write(path: string, vitals: Vitals): Promise<void> {
  if (((await read(path))?.started ?? 0) > vitals.started) return
  const partial = `${path}.${process.pid}.part`
  await mkdir(config.run, { recursive: true, mode: 0o700 })
  await writeFile(partial, JSON.stringify(vitals), { mode: 0o600 })
  await rename(partial, path)
}
