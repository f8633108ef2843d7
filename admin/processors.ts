import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { allVitals } from '../shared/web/vitals.ts'

const LOOK_MS = 500
/** Of one processor. */
const BUSY = 0.02
const QUIET_MS = 10_000

/** The numbers of those this process had when it began; none where that cannot be told, as outside Linux. */
export const processors = readProcessors()

/**
 * Has all threads of this process leave the first of its processors to players: whoever of them wakes up finds one without
 * work of ours. Where there is only one, or no `taskset`, all is as before.
 */
export const leaveFirst = () => keepOn(processors.slice(1))

/** False also when a thread has ended meanwhile: those behind it still run where they did. */
const keepOn = (some: number[]) =>
  some.length > 0 &&
  spawnSync('taskset', ['--all-tasks', '--cpu-list', '--pid', some.join(), String(process.pid)]).status === 0

/** Takes all of `list` while nobody plays, and leaves the first again as soon as somebody does, until ten seconds after. */
export function takeAllWhenQuiet(list: number[]): void {
  let leaves = false
  let busyAt = Date.now()
  let before = { at: Date.now(), worked: Number.POSITIVE_INFINITY }
  setInterval(async () => {
    const now = { at: Date.now(), worked: await publicWork() }
    if (now.worked - before.worked > BUSY * (now.at - before.at)) busyAt = now.at
    before = now
    const wanted = now.at - busyAt < QUIET_MS
    if (wanted !== leaves && keepOn(wanted ? list.slice(1) : list)) leaves = wanted
  }, LOOK_MS).unref()
}

/** How long (ms) the event loops of the public group have been on a processor since they began; those of before a reload do not count. */
async function publicWork(): Promise<number> {
  const app = (await allVitals()).filter(({ group }) => group === 'app')
  const times = app.map(({ pid }) => readFile(`/proc/${pid}/schedstat`, 'utf8').catch(() => '0'))
  return (await Promise.all(times)).reduce((sum, text) => sum + Number.parseInt(text, 10) / 1e6, 0)
}

function readProcessors(): number[] {
  const list = /^Cpus_allowed_list:\s*(\S+)/m.exec(readStatus())?.[1]?.split(',') ?? []
  return list.flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map(Number)
    return Array.from({ length: last - first + 1 }, (_, i) => first + i)
  })
}

function readStatus(): string {
  try {
    return readFileSync('/proc/self/status', 'utf8')
  } catch {
    return ''
  }
}
