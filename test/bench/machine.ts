import { spawn } from 'node:child_process'
import { processors } from '../../admin/processors.ts'
import { both, type Stop, watchClock } from './standstill.ts'

/**
 * Hears from now on when no process at all could run, as when the host gives a virtual machine no time: on each processor
 * one that comes before all others looks at the clock every 5 ms. Only root may start those. `end` gives when all of
 * them stood still at once; undefined when they could not be started.
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
  function end(): Stop[] | undefined {
    for (const { kill } of watches) {
      process.off('exit', kill)
      kill()
    }
    if (watches.length === 0 || watches.some(({ heard }) => !heard.isThere)) return
    const [first = [], ...others] = watches.map(({ heard }) => heard.stops)
    return others.reduce(both, first)
  }
  return { end }
}

if (process.argv[1] === import.meta.filename) {
  process.once('disconnect', () => process.exit())
  process.send!('here')
  await watchClock((stop) => process.send!(stop))
}
