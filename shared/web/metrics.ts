import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Counter, Gauge, type Metric, Registry } from 'prom-client'
import { config } from '../config.ts'
import * as batches from '../db/batches.ts'
import type { Reader } from '../db/connection.ts'
import type { Context, Middleware } from './context.ts'
import { BOUNDS, type Labels } from './measures.ts'
import { siteOnDisk } from './site.ts'
import { allVitals, isAlive, type Vitals } from './vitals.ts'

const HERE = new Set(['127.0.0.1', '::1'])

/**
 * The figures of every process and of the site, for Prometheus on this machine; to all others there is nothing here.
 * Whichever process is asked gives what each wrote down last, its own too: were its own fresher, a count would fall
 * when the next question reaches another process.
 */
export const metrics: Middleware = (ctx, next) => {
  if (ctx.path !== '/metrics' || (ctx.method !== 'GET' && ctx.method !== 'HEAD')) return next()
  return tell(ctx)
}

async function tell(ctx: Context): Promise<void> {
  if (!HERE.has(ctx.ip)) return
  const registry = await gather(ctx)
  ctx.body = await registry.metrics()
  ctx.type = registry.contentType
}

async function gather({ db, clock }: Context): Promise<Registry> {
  const registry = new Registry()
  const all = await allVitals()
  const own = labelled(registry, ['group', 'instance'])
  const heard = own(Gauge, 'process_heartbeat_timestamp_seconds', 'When the process last said how it is.')
  for (const one of all) heard.set(nameOf(one), one.at / 1000)
  // A process of the release before, in a reload, may say less.
  const alive = all.filter((one) => isAlive(one, clock()) && one.timings)
  ofProcesses(registry, alive)
  for (const [key, [name, help]] of Object.entries(HISTOGRAMS))
    registry.registerMetric(histogram(name, help, alive, key as keyof typeof HISTOGRAMS))
  await ofSite(registry, db, clock())
  await ofAlarms(registry, clock())
  return registry
}

const nameOf = ({ group, instance }: Vitals) => ({ group, instance: String(instance) })

type Kind<T> = new (settings: {
  name: string
  help: string
  labelNames: string[]
  registers: Registry[]
}) => T

const labelled =
  (registry: Registry, labelNames: string[] = []) =>
  <T>(kind: Kind<T>, name: string, help: string) =>
    new kind({ name, help, labelNames, registers: [registry] })

/** By the names that Prometheus' other exporters of processes have, so that what is made for them works here. */
function ofProcesses(registry: Registry, all: Vitals[]): void {
  const own = labelled(registry, ['group', 'instance'])
  const started = own(Gauge, 'process_start_time_seconds', 'When the process began.')
  const rss = own(Gauge, 'process_resident_memory_bytes', 'Memory that the process holds.')
  const cpu = own(Counter, 'process_cpu_seconds_total', 'Processor time.')
  const lock = own(Counter, 'db_lock_retries_total', 'How often a write found the lock taken.')
  const longest = own(Gauge, 'db_longest_write_seconds', 'Longest hold of the lock in the last ten seconds.')
  const delay = labelled(registry, ['group', 'instance', 'quantile'])(
    Gauge,
    'nodejs_eventloop_delay_seconds',
    'How late the event loop was in the last ten seconds.',
  )
  for (const one of all) {
    const name = nameOf(one)
    started.set(name, one.started / 1000)
    rss.set(name, one.rss)
    cpu.inc(name, one.cpu / 1000)
    lock.inc(name, one.retries)
    longest.set(name, one.longestWrite / 1000)
    for (const [quantile, ms] of [
      ['0.5', one.delay.p50],
      ['0.99', one.delay.p99],
      ['1', one.delay.max],
    ] as const)
      delay.set({ ...name, quantile }, ms / 1000)
  }
}

const HISTOGRAMS: Record<keyof Vitals['timings'], [string, string]> = {
  requests: ['http_request_duration_seconds', 'From the arrival of a request to its answer.'],
  statements: [
    'db_statement_duration_seconds',
    'How long a statement ran; what reports read row by row is not counted.',
  ],
  writes: ['db_write_duration_seconds', 'How long a transaction held the write lock.'],
  photos: ['photo_duration_seconds', 'How long the sizes of one photo took to be made.'],
}

/** As prom-client has them inside; its own could not be given counts. */
function histogram(name: string, help: string, all: Vitals[], key: keyof Vitals['timings']): Metric {
  const series = all.flatMap((one) =>
    one.timings[key].map(({ labels, ...counted }) => ({ labels: { ...nameOf(one), ...labels }, ...counted })),
  )
  const values = series.flatMap(({ labels, counts, n, sum }) => [
    ...buckets(counts).map(([le, value]) => sample('bucket', { ...labels, le }, value)),
    sample('sum', labels, sum / 1000),
    sample('count', labels, n),
  ])
  function sample(part: string, labels: Labels, value: number) {
    return { metricName: `${name}_${part}`, labels, value }
  }
  return { name, help, get: async () => ({ name, help, type: 'histogram', values }) } as unknown as Metric
}

function buckets(counts: number[]): [string, number][] {
  let sum = 0
  return counts.map((n, i) => {
    sum += n
    const bound = BOUNDS[i]
    return [bound === undefined ? '+Inf' : String(bound / 1000), sum]
  })
}

async function ofSite(registry: Registry, db: Reader, now: number): Promise<void> {
  const { database, wal, free, backup } = await siteOnDisk(now)
  const set = (name: string, help: string, value: number) =>
    labelled(registry)(Gauge, `aroundtheworld_${name}`, help).set(value)
  set('database_bytes', 'Size of the database without its WAL.', database)
  set('wal_bytes', 'Size of the WAL.', wal)
  set('disk_free_bytes', 'What is free on the disk of the data folder.', free)
  set('batches_running', 'Batches that are being looked at or done.', await batches.countActive(db))
  if (backup) set('backup_age_seconds', 'Time since the last whole backup was begun.', (now - backup) / 1000)
}

const alarmsPath = join(config.run, 'alarms.json')
const OLD_ALARMS_MS = 180_000

/** For the dashboard, which knows the alarms: which there are and whether each rings, as /metrics gives it for three minutes. */
export async function sayAlarms(at: number, ringing: Record<string, boolean>): Promise<void> {
  const partial = `${alarmsPath}.${process.pid}.part`
  await writeFile(partial, JSON.stringify({ at, ringing }), { mode: 0o600 })
  await rename(partial, alarmsPath)
}

/** Undefined when there is none that can be read, as after a power cut. */
async function readAlarms(): Promise<{ at: number; ringing: Record<string, boolean> } | undefined> {
  try {
    return JSON.parse(await readFile(alarmsPath, 'utf8'))
  } catch {
    return undefined
  }
}

async function ofAlarms(registry: Registry, now: number): Promise<void> {
  const said = await readAlarms()
  if (!said || Math.abs(now - said.at) > OLD_ALARMS_MS) return
  const alarm = labelled(registry, ['name'])(Gauge, 'aroundtheworld_alarm', '1 while the alarm rings.')
  for (const [name, rings] of Object.entries(said.ringing)) alarm.set({ name }, rings ? 1 : 0)
}
