import * as authors from '../shared/db/authors.ts'
import * as categories from '../shared/db/categories.ts'
import type { Tx } from '../shared/db/connection.ts'
import * as jobQuestions from '../shared/db/job-questions.ts'
import * as jobs from '../shared/db/jobs.ts'
import { moveCoins } from '../shared/db/ledger.ts'
import * as players from '../shared/db/players.ts'
import { Conflict, Invalid, NotFound } from '../shared/errors.ts'
import { JOB_HOURS } from '../shared/rules/jobs.ts'
import { AUTHOR_PAY, score } from '../shared/rules/points.ts'
import type { Context } from '../shared/web/context.ts'
import type { Routes } from '../shared/web/routes.ts'
import { arrivalOf, noteArrival } from './job-arrivals.ts'
import { closeJob } from './job-closings.ts'
import { openCasualWork, openJob } from './job-openings.ts'
import { showJob } from './job-pages.ts'
import { findJob, slotOf } from './job-slots.ts'

export const routes: Routes = [
  ['POST', '/jobs', start],
  ['GET', '/jobs/:id', show],
  ['POST', '/jobs/:id/deliveries', deliver],
  ['POST', '/jobs/:id/answers', answer],
]

/** Starts a job in the city the player is in, its first question delivered; the one that was open is closed and paid. */
async function start(ctx: Context) {
  const category = await categories.bySlug(ctx.db, String(ctx.form.category))
  if (!category) throw new NotFound('There is no such job.')
  const id = await ctx.write(async (tx) => {
    // Read again under the lock: the player may have flown in another tab.
    const player = (await players.byId(tx, ctx.player.id))!
    const open = await jobs.open(tx, player.id)
    const same = open?.city_id === player.city_id && open.category_id === category.id
    if (open && same && !isOver(open, ctx.now)) return open.id
    if (open) await closeJob(tx, player.id, open.id, ctx.now)
    return category.slug === 'tutorial'
      ? await openCasualWork(tx, player, ctx.clock())
      : await openJob(tx, player, category.id, ctx.clock())
  })
  seeOther(ctx, id)
}

async function show(ctx: Context) {
  const { job, slots } = await findJob(ctx, ctx.db)
  await showJob(ctx, job, slots)
}

/** Asks the next question. Its clock starts when the lock is there, not before. Sent twice, or too early, it changes nothing. */
async function deliver(ctx: Context) {
  const id = await ctx.write(async (tx) => {
    const { job, slots } = await findJob(ctx, tx)
    if (job.state === 'finished') return job.id
    if (isOver(job, ctx.now)) await closeJob(tx, ctx.player.id, job.id, ctx.now)
    else {
      const next = slots.find((slot) => slot.answered_at === null)
      if (next && String(next.slot) === ctx.form.slot)
        await jobQuestions.deliver(tx, job.id, next.slot, ctx.clock())
    }
    return job.id
  })
  seeOther(ctx, id)
}

/** Takes an answer once. Its time is its arrival, even if it could not be taken then; whoever sends it again sees the same result. */
async function answer(ctx: Context) {
  const arrival = await arrivalOf(ctx)
  const answering = ctx.write(async (tx) => {
    const { job, slots } = await findJob(ctx, tx)
    const slot = slotOf(slots, ctx.form.slot)
    if (slot.answered_at !== null || job.state === 'finished') return job.id
    // What came before the question was asked is no answer to it: its clock has run all the time since.
    const at = arrival < (slot.delivered_at ?? 0) ? ctx.now : arrival
    if (isOver(job, at)) {
      await closeJob(tx, ctx.player.id, job.id, at)
      return job.id
    }
    await take(tx, ctx, job, slot, at)
    if (slots.every((one) => one === slot || one.answered_at !== null))
      await closeJob(tx, ctx.player.id, job.id, at)
    return job.id
  })
  const id = await answering.catch(async (error) => {
    await noteArrival(ctx, arrival)
    throw error
  })
  seeOther(ctx, id)
}

async function take(tx: Tx, ctx: Context, job: jobs.Job, slot: jobQuestions.Slot, at: number) {
  if (slot.delivered_at === null) throw new Conflict('This question has not been asked yet.')
  const shuffle = JSON.parse(slot.shuffle) as number[]
  const elapsedMs = job.timed ? Math.max(0, at - slot.delivered_at) : null
  const { option = '' } = ctx.form
  const choice = option === '' ? null : /^[0-3]$/.test(String(option)) ? shuffle[Number(option)] : undefined
  const timeIsUp = elapsedMs !== null && elapsedMs >= slot.seconds * 1000
  if (choice === undefined || (choice === null && !timeIsUp)) throw new Invalid('Choose one of the answers.')
  const firstTime = !(await jobQuestions.hadRight(tx, ctx.player.id, slot.question_id))
  const right = choice === slot.answer
  const { outcome, points, doubled } = score({
    right,
    value: slot.value,
    seconds: slot.seconds,
    elapsedMs,
    firstTime,
  })
  if (job.kind === 'job') await payAuthor(tx, ctx, slot.question_id)
  await jobQuestions.answer(
    tx,
    job.id,
    slot.slot,
    { choice, outcome: choice === null ? 'late' : outcome, points, first_time: doubled ? 1 : 0 },
    // The clock of the server may have been set back meanwhile.
    Math.max(at, slot.delivered_at),
  )
}

/**
 * Pays who wrote the question for another player's first answer to it: right, wrong or late, as all three are answers.
 * A question that was left without one pays nothing, and as it has been seen then, it never will.
 */
async function payAuthor(tx: Tx, { player, now }: Context, question: number) {
  const author = await authors.paid(tx, question)
  if (author === undefined || author === player.id) return
  if (await jobQuestions.hadAnswered(tx, player.id, question)) return
  const ref = `${question}/${player.id}`
  await moveCoins(tx, author, { coins: AUTHOR_PAY, reason: 'author', ref, at: now })
}

const isOver = (job: { started_at: number }, now: number) => now - job.started_at > JOB_HOURS * 3_600_000

function seeOther(ctx: Context, jobId: number): void {
  ctx.status = 303
  ctx.redirect(`/jobs/${jobId}`)
}
