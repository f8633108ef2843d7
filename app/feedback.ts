import { z } from 'zod'
import * as feedback from '../shared/db/feedback.ts'
import { check, ownPath, text } from '../shared/forms.ts'
import { FEEDBACK_A_DAY, LONGEST_FEEDBACK } from '../shared/rules/feedback.ts'
import { DAY_MS, dayOf } from '../shared/rules/weeks.ts'
import type { Context } from '../shared/web/context.ts'
import type { Routes } from '../shared/web/routes.ts'

export const routes: Routes = [
  ['GET', '/feedback', show],
  ['POST', '/feedback', send],
]

/** The path a form says it was opened on. */
const pageFrom = (page: unknown) => ownPath(page, '/').slice(0, 200)

const Feedback = z.object({
  text: text(LONGEST_FEEDBACK).pipe(z.string().min(1, 'Write something first.')),
  page: z.unknown().optional().transform(pageFrom),
})

function show(ctx: Context) {
  const form = { page: pageFrom(ctx.query.page) }
  ctx.render('app/feedback/show', { form, sent: ctx.query.sent === '1' })
}

/** Keeps what the player says about the site; the same words once. */
async function send(ctx: Context) {
  const { values, errors } = check(Feedback, ctx.form)
  if (!values) return refuse(ctx, errors)
  const tooMuch = await ctx.write(async (tx) => {
    const today = await feedback.since(tx, ctx.player.id, dayOf(ctx.now) * DAY_MS)
    if (today.length >= FEEDBACK_A_DAY && !today.includes(values.text)) return true
    await feedback.insert(tx, { player_id: ctx.player.id, ...values, at: ctx.now })
    return false
  })
  if (tooMuch)
    return refuse(ctx, {
      text: `That is the ${FEEDBACK_A_DAY + 1}th today. Write again tomorrow, we would like to hear it.`,
    })
  ctx.status = 303
  ctx.redirect(`/feedback?sent=1&page=${encodeURIComponent(values.page)}`)
}

function refuse(ctx: Context, errors: Record<string, string>) {
  ctx.status = 422
  const page = pageFrom(ctx.form.page)
  ctx.render('app/feedback/show', { form: { text: ctx.form.text, page }, errors })
}
