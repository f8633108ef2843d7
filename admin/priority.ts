import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { setPriority } from 'node:os'

const NICE = 10
/**
 * The least there is: what this group leaves of the processor is all a player's. Alone it has all of it. A write that is out
 * of the processor keeps others from writing, so writes are short (batches/batch-holds.ts); ARCHITECTURE.md has the figures.
 */
const SESSION_NICE = 19
const AUTOGROUP = '/proc/self/autogroup'

/** Imported before all else: threads keep the priority their process had when they were made, sharp's among them. */
setPriority(NICE)
if (existsSync(AUTOGROUP) && leadsSession()) giveWay()

/**
 * Linux (sched_autogroup) shares the processor between sessions first, and only within one by nice. PM2 gives each process
 * of the dashboard a session of its own, which would get as much as the whole public group. Only root may write
 * more often than ten times a second, and the other process may just have written.
 */
function giveWay(tries = 20): void {
  try {
    writeFileSync(AUTOGROUP, String(SESSION_NICE))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN' || tries === 0) return
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60)
    giveWay(tries - 1)
  }
}

/** Of a session that somebody else has begun, such as a terminal's, not all is ours. */
function leadsSession(): boolean {
  const stat = readFileSync('/proc/self/stat', 'utf8')
  // Behind the name, which may hold spaces: state, parent, process group, session.
  const [, , , session] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return Number(session) === process.pid
}
