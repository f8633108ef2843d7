import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { allVitals } from '../shared/web/vitals.ts'

const LOOK_MS = 500
/** Of one processor. */
const BUSY = 0.02
const QUIET_MS = 10_000

const all = processors()

/** Keeps all threads of this process off the first processor, or lets them on it again. Only Linux can; elsewhere and with one processor nothing happens. */
export function leaveRoom(leaves: boolean): void {
  if (all.length < 2) return
  const some = leaves ? all.slice(1) : all
  execFile('taskset', ['--all-tasks', '--cpu-list', '--pid', some.join(), String(process.pid)], () => {})
}

/**
 * Leaves the first processor to others as long as players are served, and for ten seconds more. Whoever wakes up finds one
 * without work of ours then: Linux would let a thread of ours go on for up to 10 ms. While nobody plays all are used.
 */
export function leaveRoomWhenBusy(): void {
  let leaves = true
  let busyAt = Date.now()
  let before = { at: Date.now(), worked: Number.POSITIVE_INFINITY }
  setInterval(async () => {
    const now = { at: Date.now(), worked: await publicWork() }
    if (now.worked - before.worked > BUSY * (now.at - before.at)) busyAt = now.at
    before = now
    const wanted = now.at - busyAt < QUIET_MS
    if (wanted !== leaves) leaveRoom(wanted)
    leaves = wanted
  }, LOOK_MS).unref()
}

/** How long (ms) the event loops of the public group have been on a processor since they began; those of before a reload do not count. */
async function publicWork(): Promise<number> {
  const app = (await allVitals()).filter(({ group }) => group === 'app')
  const times = app.map(({ pid }) => readFile(`/proc/${pid}/schedstat`, 'utf8').catch(() => '0'))
  return (await Promise.all(times)).reduce((sum, text) => sum + Number.parseInt(text, 10) / 1e6, 0)
}

/** The numbers of those this process may use; none where that cannot be told. */
function processors(): number[] {
  const status = readStatus()
  const list = /^Cpus_allowed_list:\s*(\S+)/m.exec(status)?.[1]?.split(',') ?? []
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
