import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'

/** The machine itself stood still for `ms`, until `at` (ms since 1970). */
export interface Stop {
  at: number
  ms: number
}

const EVERY_MS = 5
/** Less than that no bench can tell from a busy machine. */
const SHORTEST_MS = 5

/**
 * Hears from now on when no process at all could run, as when the host gives a virtual machine no time: one that comes before
 * all others looks at the clock every 5 ms. Only root may start such a one; without it no stop is known.
 */
export function watchMachine() {
  const stops: Stop[] = []
  const child = spawn('chrt', ['--fifo', '50', process.execPath, import.meta.filename], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  child.on('error', () => {})
  child.on('message', (stop: Stop) => stops.push(stop))
  child.unref()
  child.channel?.unref()
  const kill = () => child.kill()
  process.once('exit', kill)
  function end(): Stop[] {
    process.off('exit', kill)
    kill()
    return stops
  }
  return { end }
}

async function watch(): Promise<never> {
  for (let before = performance.now(); ; ) {
    await sleep(EVERY_MS)
    const now = performance.now()
    const ms = Math.round((now - before - EVERY_MS) * 10) / 10
    if (ms > SHORTEST_MS) process.send!({ at: Date.now(), ms } satisfies Stop)
    before = now
  }
}

if (process.argv[1] === import.meta.filename) {
  process.once('disconnect', () => process.exit())
  await watch()
}
