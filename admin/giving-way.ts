import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { setPriority } from 'node:os'

const NICE = 10

/**
 * Leaves more of the processor to others. Done as soon as a process runs: threads keep the priority it had when they were
 * made. Linux (sched_autogroup) shares the processor between sessions first, and only within one by nice: a process with
 * a session of its own would get as much as the whole public group. `sessionNice` is from 0 to 19.
 */
export function giveWay(sessionNice: number, pid = process.pid): void {
  setPriority(pid, NICE)
  const autogroup = `/proc/${pid}/autogroup`
  if (existsSync(autogroup) && leadsSession(pid)) setSession(autogroup, sessionNice)
}

/** Only root may write more often than ten times a second, and another process may just have written. */
function setSession(autogroup: string, nice: number, tries = 20): void {
  try {
    writeFileSync(autogroup, String(nice))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN' || tries === 0) return
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60)
    setSession(autogroup, nice, tries - 1)
  }
}

/** Of a session that somebody else has begun, such as a terminal's, not all is ours. */
function leadsSession(pid: number): boolean {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // Behind the name, which may hold spaces: state, parent, process group, session.
  const [, , , session] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return Number(session) === pid
}
