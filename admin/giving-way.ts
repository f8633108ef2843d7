import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { getPriority, setPriority } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'

/** What the dashboard asks for, and what works for it without holding a lock. */
export const LITTLE = { nice: 10, sessionNice: 5 }
export const LEAST = { nice: 19, sessionNice: 19 }

/**
 * Has a process, this one or one that was just started, leave more of the processor to others. Linux (sched_autogroup) shares
 * the processor between sessions first, and only within one by nice: a process with a session of its own would get as
 * much as the whole public group. Where sessions do not count, as in a container, nice does.
 */
export async function giveWay({ nice, sessionNice }: typeof LITTLE, pid = process.pid): Promise<void> {
  for (const thread of threadsOf(pid)) lower(thread, nice)
  if (leadsSession(pid)) await setSession(`/proc/${pid}/autogroup`, sessionNice)
}

/** On Linux each thread has a nice of its own, which those it makes inherit. */
function threadsOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).map(Number)
  } catch {
    return [pid]
  }
}

/** Whoever began us may have asked for still less. */
function lower(thread: number, nice: number): void {
  try {
    if (getPriority(thread) < nice) setPriority(thread, nice)
  } catch {
    // It has ended meanwhile.
  }
}

/** Only root may write more often than ten times a second, and another process may just have written. */
async function setSession(autogroup: string, nice: number): Promise<void> {
  for (let tries = 0; existsSync(autogroup) && tries < 20; tries++) {
    try {
      return writeFileSync(autogroup, String(nice))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return
      await sleep(60, undefined, { ref: false })
    }
  }
}

/** Of a session that somebody else has begun, such as a terminal's, not all is ours. */
function leadsSession(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // Behind the name, which may hold spaces: state, parent, process group, session.
    const [, , , session] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return Number(session) === pid
  } catch {
    return false
  }
}
