import { config } from '../../shared/config.ts'
import { log } from '../../shared/log.ts'
import type { Services } from '../../shared/web/context.ts'
import { type Job, jobs } from './jobs.ts'
import { type Mark, readMarks, writeMarks } from './marks.ts'

/** A process that falls again and again, and one that just came, has other things to do. */
export const FIRST_MS = 600_000
const TURN_MS = 60_000

/**
 * Does all jobs from now on when they are due, one after another, in the one process that does them. Gives back what
 * ends it: no job begins any more, and nothing is said of the one that is cut off.
 */
export function keepUp(world: Services, list = jobs): () => void {
  let ended = config.instance !== 0
  let timer: NodeJS.Timeout
  const wait = (ms: number) => {
    if (!ended) timer = setTimeout(go, ms).unref()
  }
  const go = async () => {
    for (const job of list) if (!ended) await takeTurn(world, job, () => ended)
    wait(TURN_MS)
  }
  wait(FIRST_MS)
  return () => {
    ended = true
    clearTimeout(timer)
  }
}

/** Runs the job when it is due, and leaves its mark. Never throws: what failed is tried again at its next turn. */
export async function takeTurn(world: Services, job: Job, isEnded = () => false): Promise<void> {
  const now = world.clock()
  const before = (await readMarks())[job.name]
  if (!isDue(job, before, now)) return
  const mark = await run(world, job, before, now)
  if (isEnded()) return
  if (mark.error) log.error({ job: job.name, err: mark.error }, 'upkeep failed')
  await writeMarks({ ...(await readMarks()), [job.name]: mark }).catch((error) =>
    log.error({ err: error }, 'upkeep left no mark'),
  )
}

/** A mark from the future was left before the clock was set back. */
const isDue = ({ everyMs }: Job, before: Mark | undefined, now: number) =>
  !before || now < before.at || now - before.at >= everyMs

async function run(
  world: Services,
  { name, run }: Job,
  before: Mark | undefined,
  now: number,
): Promise<Mark> {
  try {
    const since = before?.succeeded ?? 0
    const did = await run(world, { now, since: since < now ? since : 0 })
    log[did ? 'info' : 'debug']({ job: name, did }, 'upkeep')
    return { at: now, ok: true, succeeded: now }
  } catch (error) {
    return { at: now, ok: false, error: (error as Error).message, succeeded: before?.succeeded }
  }
}
