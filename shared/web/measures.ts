import { log } from '../log.ts'

/** Upper bounds, in ms, of what is counted together. */
export const BOUNDS = [0.1, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 1000, 5000]
const LONG_WRITE_MS = 25

export type Labels = Record<string, string>

/** How often something took how long (ms). prom-client's own histogram looks its labels up for each value: 450 ns instead of 120, ten times a page. */
export class Timings {
  readonly labels: Labels
  /** One more than there are bounds. */
  readonly counts = BOUNDS.map(() => 0).concat(0)
  n = 0
  sum = 0
  constructor(labels: Labels) {
    this.labels = labels
  }

  add(ms: number): void {
    let i = 0
    while (i < BOUNDS.length && ms > BOUNDS[i]!) i++
    this.counts[i]!++
    this.n++
    this.sum += ms
  }
}

/** The time (ms) that `share` of them took at most; between two bounds they are taken to lie evenly. */
export function quantile({ n, counts }: Pick<Timings, 'n' | 'counts'>, share: number): number {
  let left = n * share
  let low = 0
  for (const [i, bound] of BOUNDS.entries()) {
    const here = counts[i] ?? 0
    if (here > 0 && left <= here) return low + ((bound - low) * left) / here
    left -= here
    low = bound
  }
  return low
}

/** All that this process measures, from its start. Names are those of /metrics. */
const requests = new Map<string, Timings>()
const reads = new Timings({ kind: 'read' })
const changes = new Timings({ kind: 'write' })
const writes = new Timings({})
const photos = new Timings({ outcome: 'made' })
const failures = new Timings({ outcome: 'failed' })
let retries = 0
let errors = 0
let longestWrite = 0

/** `route` is a pattern, never an address: each pattern, method and status is kept for ever. */
export function noteRequest(method: string, route: string, status: number, ms: number): void {
  const key = `${method} ${route} ${status}`
  let found = requests.get(key)
  if (!found) {
    found = new Timings({ method, route, status: String(status) })
    requests.set(key, found)
  }
  found.add(ms)
  if (status >= 500 && route !== '/healthz') errors++
}

/** For `connect`: what its connection tells of. */
export const watching = {
  onStatement: (ms: number, isChange: boolean) => (isChange ? changes : reads).add(ms),
  onRetry: () => void retries++,
  onWrite(ms: number): void {
    writes.add(ms)
    longestWrite = Math.max(longestWrite, ms)
    if (ms > LONG_WRITE_MS) log.warn({ ms }, 'a write transaction held the lock for too long')
  },
}

/** Does `work`, which makes the sizes of one photo, and notes how long it took. */
export async function photoWork<T>(work: () => Promise<T>): Promise<T> {
  const begun = performance.now()
  let outcome = failures
  try {
    const made = await work()
    outcome = photos
    return made
  } finally {
    outcome.add(performance.now() - begun)
  }
}

/** The counts up to now, and the longest write since this was last asked. */
export function takeCounts() {
  const longest = longestWrite
  longestWrite = 0
  let n = 0
  for (const one of requests.values()) n += one.n
  return { requests: n, errors, retries, writes: writes.n, longestWrite: longest }
}

/** How often each thing took how long, by its name in /metrics. */
export const allTimings = () => ({
  requests: [...requests.values()],
  statements: [reads, changes],
  writes: [writes],
  photos: [photos, failures],
})
