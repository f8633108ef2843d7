import { z } from 'zod'
import * as feedback from '../shared/db/feedback.ts'
import { check, ownPath, text } from '../shared/forms.ts'
import { dayOf } from '../shared/rules/weeks.ts'
import type { Context } from '../shared/web/context.ts'
import type { Routes } from '../shared/web/routes.ts'

export const routes: Routes = [
  ['GET', '/feedback', show],
  ['POST', '/feedback', send],
]

const LONGEST = 2000
const A_DAY = 10
const DAY_MS = 86_400_000

const Feedback = z.object({
  text: text(LONGEST).pipe(z.string().min(1, 'Write something first.')),
  page: z.unknown().transform((page) => ownPath(page, '/').slice(0, 200)),
})

function show(ctx: Context) {
  const form = { page: ownPath(ctx.query.page, '/').slice(0, 200) }
  ctx.render('app/feedback/show', { form, sent: ctx.query.sent === '1' })
}

/** Keeps what the player says about the site; the same words once. */
async function send(ctx: Context) {
  const { values, errors } = check(Feedback, ctx.form)
  if (!values) return refuse(ctx, errors)
  const tooMuch = await ctx.write(async (tx) => {
    const today = await feedback.since(tx, ctx.player.id, dayOf(ctx.now) * DAY_MS)
    if (today.length >= A_DAY && !today.includes(values.text)) return true
    await feedback.insert(tx, { player_id: ctx.player.id, ...values, at: ctx.now })
    return false
  })
  if (tooMuch)
    return refuse(ctx, {
      text: `That is the ${A_DAY + 1}th today. Write again tomorrow, we would like to hear it.`,
    })
  ctx.status = 303
  ctx.redirect(`/feedback?sent=1&page=${encodeURIComponent(values.page)}`)
}

function refuse(ctx: Context, errors: Record<string, string>) {
  ctx.status = 422
  const page = ownPath(ctx.form.page, '/').slice(0, 200)
  ctx.render('app/feedback/show', { form: { text: ctx.form.text, page }, errors })
}
