import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { processors } from '../../admin/processors.ts'

/** The machine itself stood still, from one moment to another (ms since 1970). */
interface Stop {
  from: number
  to: number
}

const EVERY_MS = 5
/** Less than that no bench can tell from a busy machine. */
const SHORTEST_MS = 5

/**
 * Hears from now on when no process at all could run, as when the host gives a virtual machine no time: on each processor
 * one that comes before all others looks at the clock every 5 ms. Only root may start those. `end` gives the longest time (ms)
 * that all of them stood still at once; undefined when they could not be started.
 */
export function watchMachine() {
  const watches = processors.map((processor) => {
    const args = ['--cpu-list', String(processor), 'chrt', '--fifo', '50', process.execPath]
    const child = spawn('taskset', [...args, import.meta.filename], {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    const heard: { isThere: boolean; stops: Stop[] } = { isThere: false, stops: [] }
    child.on('error', () => {})
    child.on('message', (said: Stop | 'here') => {
      if (said === 'here') heard.isThere = true
      else heard.stops.push(said)
    })
    child.unref()
    child.channel?.unref()
    const kill = () => child.kill()
    process.once('exit', kill)
    return { heard, kill }
  })
  function end(): number | undefined {
    for (const { kill } of watches) {
      process.off('exit', kill)
      kill()
    }
    if (watches.length === 0 || watches.some(({ heard }) => !heard.isThere)) return
    const [first = [], ...others] = watches.map(({ heard }) => heard.stops)
    return Math.max(0, ...others.reduce(both, first).map(({ from, to }) => to - from))
  }
  return { end }
}

/** What lies in a stop of one list and in one of the other. */
function both(some: Stop[], others: Stop[]): Stop[] {
  return some.flatMap((one) =>
    others
      .map((other) => ({ from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) }))
      .filter(({ from, to }) => to > from),
  )
}

async function watch(): Promise<never> {
  process.send!('here')
  const now = () => performance.timeOrigin + performance.now()
  for (let before = now(); ; before = now()) {
    await sleep(EVERY_MS)
    const stop: Stop = { from: before + EVERY_MS, to: now() }
    if (stop.to - stop.from > SHORTEST_MS) process.send!(stop)
  }
}

if (process.argv[1] === import.meta.filename) {
  process.once('disconnect', () => process.exit())
  await watch()
}
