import * as awards from '../shared/db/awards.ts'
import type { Tx } from '../shared/db/connection.ts'
import * as jobQuestions from '../shared/db/job-questions.ts'
import * as jobs from '../shared/db/jobs.ts'
import { balance, moveCoins } from '../shared/db/ledger.ts'
import * as visits from '../shared/db/visits.ts'
import * as works from '../shared/db/works.ts'
import { casualPay, pay } from '../shared/rules/points.ts'
import { ticketsFrom } from './tickets.ts'

/** Closes a job and pays it as it stands: a question that was asked and not answered counts as late, the others as never asked. */
export async function closeJob(tx: Tx, playerId: number, jobId: number, now: number): Promise<void> {
  await jobQuestions.expire(tx, jobId, now)
  const job = (await jobs.byId(tx, playerId, jobId))!
  // The clock of the server may have been set back since the job began.
  const at = Math.max(now, job.started_at)
  const slots = await jobQuestions.slots(tx, playerId, jobId)
  const points = slots.reduce((sum, slot) => sum + slot.points, 0)
  const coins =
    job.kind === 'job' ? pay(points, job.size) : casualPay(points, job.size, await missing(tx, playerId, job))
  await jobs.finish(tx, jobId, { points, coins }, at)
  await works.add(tx, { ...job, coins })
  if (coins > 0) await visits.earn(tx, playerId, job.city_id, coins)
  const untimed = job.timed ? 0 : 1
  if (coins > 0) await moveCoins(tx, playerId, { coins, reason: job.kind, ref: String(jobId), at, untimed })
  if (job.kind === 'job' && slots.every((slot) => slot.outcome === 'right')) {
    const everywhere = job.category_slug === 'tour-guide'
    const ref = everywhere ? job.category_slug : `${job.city_slug}/${job.category_slug}`
    await awards.give(tx, playerId, 'perfect-job', ref, at, untimed)
  }
}

/** Coins the player lacks for the cheapest ticket out of the job's city; without end the first time. */
async function missing(tx: Tx, playerId: number, job: jobs.Job): Promise<number> {
  if (!(await jobs.hasFinishedTutorial(tx, playerId))) return Number.POSITIVE_INFINITY
  const here = { id: job.city_id, slug: job.city_slug }
  const rich = { coins: Number.POSITIVE_INFINITY, email: null }
  const cheapest = (await ticketsFrom(tx, here, rich)).find((ticket) => ticket.affordable)
  return Math.max(0, (cheapest?.fare ?? 0) - (await balance(tx, playerId)))
}
