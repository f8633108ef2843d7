import { z } from 'zod'
import * as ratings from '../shared/db/ratings.ts'
import { Conflict, Invalid } from '../shared/errors.ts'
import { check, whole } from '../shared/forms.ts'
import type { Context } from '../shared/web/context.ts'
import type { Routes } from '../shared/web/routes.ts'
import { answered, backToJob, findJob } from './job-slots.ts'

export const routes: Routes = [['POST', '/jobs/:id/ratings', rate]]

const Rating = z.object({ stars: whole(1, 5) })

/** Takes one to five stars for a question that was answered; the first ones count. */
async function rate(ctx: Context) {
  const at = await ctx.write(async (tx) => {
    const { job, slots } = await findJob(ctx, tx)
    if (job.kind === 'tutorial') throw new Conflict('The tutorial is not rated.')
    const { slot, question_id, version } = answered(slots, ctx.form.slot)
    const { values } = check(Rating, ctx.form)
    if (!values) throw new Invalid('Choose one to five stars.')
    const answer = { job_id: job.id, slot, player_id: ctx.player.id, question_id, version }
    await ratings.insert(tx, { ...answer, stars: values.stars, at: ctx.now })
    return { job, slot }
  })
  backToJob(ctx, at.job, at.slot)
}
