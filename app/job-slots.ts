import type { Reader, Tx } from '../shared/db/connection.ts'
import * as jobQuestions from '../shared/db/job-questions.ts'
import * as jobs from '../shared/db/jobs.ts'
import { Conflict, Invalid, NotFound } from '../shared/errors.ts'
import type { Context } from '../shared/web/context.ts'
import { idParam } from '../shared/web/routes.ts'

/** The job in the path with its questions, when it is the player's own; to all others it is not there. */
export async function findJob(ctx: Context, on: Reader | Tx) {
  const id = idParam(ctx)
  const job = await jobs.byId(on, ctx.player.id, id)
  if (!job) throw new NotFound('There is no such job.')
  return { job, slots: await jobQuestions.slots(on, ctx.player.id, id) }
}

/** The question a form speaks of. Invalid when the job has none of that number. */
export function slotOf(slots: jobQuestions.Slot[], number: unknown): jobQuestions.Slot {
  const slot = slots.find((one) => String(one.slot) === number)
  if (!slot) throw new Invalid('Which question was it? Reload the page and press again.')
  return slot
}

/** The same, once it is answered: before, nothing can be said about it. */
export function answered(slots: jobQuestions.Slot[], number: unknown): jobQuestions.Slot {
  const slot = slotOf(slots, number)
  if (slot.answered_at === null) throw new Conflict('This question has not been answered yet.')
  return slot
}

/** Back to the page of the job; in its summary to the question that was spoken of. */
export function backToJob(ctx: Context, job: jobs.Job, slot: number): void {
  ctx.status = 303
  ctx.redirect(`/jobs/${job.id}${job.state === 'finished' ? `#answer-${slot}` : ''}`)
}
