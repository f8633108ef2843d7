import { Invalid } from '../shared/errors.ts'
import { check, type FieldErrors } from '../shared/forms.ts'
import { QUESTION_REASONS } from '../shared/rules/complaints.ts'
import type { Context } from '../shared/web/context.ts'
import type { Routes } from '../shared/web/routes.ts'
import { showJob, shows } from './job-pages.ts'
import { answered, backToJob, findJob } from './job-slots.ts'
import { reasonFrom, takeComplaint } from './reasons.ts'

export const routes: Routes = [['POST', '/jobs/:id/complaints', complain]]

const Complaint = reasonFrom(QUESTION_REASONS)

/** Reports a question in the words in which it was answered; once for each answer. */
async function complain(ctx: Context) {
  const { values, errors } = check(Complaint, ctx.form)
  if (!values) return await refuse(ctx, errors)
  const at = await ctx.write(async (tx) => {
    const { job, slots } = await findJob(ctx, tx)
    const { slot, question_id, text: said } = answered(slots, ctx.form.slot)
    const about = { kind: 'question', job_id: job.id, slot, question_id, said } as const
    await takeComplaint(tx, { ...about, ...values, player_id: ctx.player.id, at: ctx.now })
    return { job, slot }
  })
  backToJob(ctx, at.job, at.slot)
}

/** The page again, with what is wrong and all that was typed; where the game has gone on meanwhile, only what is wrong. */
async function refuse(ctx: Context, errors: FieldErrors) {
  const { job, slots } = await findJob(ctx, ctx.db)
  const { slot } = answered(slots, ctx.form.slot)
  if (!shows(job, slots, slot)) throw new Invalid(Object.values(errors).join(' '))
  ctx.status = 422
  await showJob(ctx, job, slots, { slot, form: ctx.form, errors })
}
