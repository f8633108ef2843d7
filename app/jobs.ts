import { randomInt } from 'node:crypto'
import * as awards from '../shared/db/awards.ts'
import * as categories from '../shared/db/categories.ts'
import type { Reader, Tx } from '../shared/db/connection.ts'
import * as jobs from '../shared/db/jobs.ts'
import { moveCoins } from '../shared/db/ledger.ts'
import * as questionCities from '../shared/db/question-cities.ts'
import { Conflict, Invalid, NotFound } from '../shared/errors.ts'
import {
  JOB_HOURS,
  JOB_SIZE,
  pickQuestions,
  shuffleAlternatives,
  TUTORIAL_SIZE,
} from '../shared/rules/jobs.ts'
import { pay, score } from '../shared/rules/points.ts'
import { seeded } from '../shared/rules/random.ts'
import type { Context } from '../shared/web/context.ts'
import { idParam, type Routes } from '../shared/web/routes.ts'
import { showJob } from './job-pages.ts'

export const routes: Routes = [
  ['POST', '/jobs', start],
  ['GET', '/jobs/:id', show],
  ['POST', '/jobs/:id/deliveries', deliver],
  ['POST', '/jobs/:id/answers', answer],
]

interface Worker {
  id: number
  city_id: number
  clock: 0 | 1
}

/** Starts a job in the city the player is in, its first question delivered; the one that was open is closed and paid. */
async function start(ctx: Context) {
  const category = await categories.bySlug(ctx.db, String(ctx.form.category))
  if (!category) throw new NotFound('There is no such job.')
  const id = await ctx.write(async (tx) => {
    const open = await jobs.open(tx, ctx.player.id)
    const same = open?.city_id === ctx.player.city_id && open.category_id === category.id
    if (open && same && !isOver(open, ctx.now)) return open.id
    if (open) await closeJob(tx, ctx.player.id, open.id, ctx.now)
    return category.slug === 'tutorial'
      ? await openCasualWork(tx, ctx.player, ctx.now)
      : await openJob(tx, ctx.player, category.id, { kind: 'job', size: JOB_SIZE }, ctx.now)
  })
  seeOther(ctx, id)
}

async function show(ctx: Context) {
  const { job, slots } = await find(ctx, ctx.db)
  await showJob(ctx, job, slots)
}

/** Asks the next question: its clock starts now. Sent twice, or too early, it changes nothing. */
async function deliver(ctx: Context) {
  const id = await ctx.write(async (tx) => {
    const { job, slots } = await find(ctx, tx)
    if (job.state === 'finished') return job.id
    if (isOver(job, ctx.now)) await closeJob(tx, ctx.player.id, job.id, ctx.now)
    else {
      const next = slots.find((slot) => slot.answered_at === null)
      if (next && String(next.slot) === ctx.form.slot) await jobs.deliver(tx, job.id, next.slot, ctx.now)
    }
    return job.id
  })
  seeOther(ctx, id)
}

/** Takes an answer once. Its time is the request's arrival; whoever sends it again sees the same result. */
async function answer(ctx: Context) {
  const id = await ctx.write(async (tx) => {
    const { job, slots } = await find(ctx, tx)
    const slot = slots.find((one) => String(one.slot) === ctx.form.slot)
    if (!slot) throw new Invalid('Which question was answered? Reload the page and press again.')
    if (slot.answered_at !== null || job.state === 'finished') return job.id
    if (isOver(job, ctx.now)) {
      await closeJob(tx, ctx.player.id, job.id, ctx.now)
      return job.id
    }
    await take(tx, ctx, job, slot)
    if (slots.every((one) => one === slot || one.answered_at !== null))
      await closeJob(tx, ctx.player.id, job.id, ctx.now)
    return job.id
  })
  seeOther(ctx, id)
}

async function take(tx: Tx, ctx: Context, job: jobs.Job, slot: jobs.Slot) {
  if (slot.delivered_at === null) throw new Conflict('This question has not been asked yet.')
  const shuffle = JSON.parse(slot.shuffle) as number[]
  const elapsedMs = job.timed ? Math.max(0, ctx.now - slot.delivered_at) : null
  const choice =
    ctx.form.option === undefined || ctx.form.option === '' ? null : shuffle[Number(ctx.form.option)]
  const timeIsUp = elapsedMs !== null && elapsedMs >= slot.seconds * 1000
  if (choice === undefined || (choice === null && !timeIsUp)) throw new Invalid('Choose one of the answers.')
  const firstTime = !(await jobs.hadRight(tx, ctx.player.id, slot.question_id))
  const right = choice === slot.answer
  const { outcome, points, doubled } = score({
    right,
    value: slot.value,
    seconds: slot.seconds,
    elapsedMs,
    firstTime,
  })
  await jobs.answer(
    tx,
    job.id,
    slot.slot,
    { choice, outcome: choice === null ? 'late' : outcome, points, first_time: doubled ? 1 : 0 },
    ctx.now,
  )
}

const isOver = (job: { started_at: number }, now: number) => now - job.started_at > JOB_HOURS * 3_600_000

async function find(ctx: Context, on: Reader | Tx) {
  const id = idParam(ctx)
  const job = await jobs.byId(on, ctx.player.id, id)
  if (!job) throw new NotFound('There is no such job.')
  return { job, slots: await jobs.slots(on, ctx.player.id, id) }
}

/** The tutorial is what every city can offer: in Nomansland, and as casual work where no category has ten questions. */
export async function openTutorial(tx: Tx, player: Worker, now: number): Promise<number> {
  return await openJob(tx, player, undefined, { kind: 'tutorial', size: TUTORIAL_SIZE }, now)
}

/** Where there are real jobs nobody lives on the tutorial. */
async function openCasualWork(tx: Tx, player: Worker, now: number): Promise<number> {
  const offers = await questionCities.offers(tx, player.city_id, JOB_SIZE)
  if (offers.some((offer) => offer.slug !== 'tutorial'))
    throw new NotFound('The tutorial is not offered here: there are real jobs.')
  return await openTutorial(tx, player, now)
}

async function openJob(
  tx: Tx,
  player: Worker,
  categoryId: number | undefined,
  { kind, size }: { kind: 'tutorial' | 'job'; size: number },
  now: number,
): Promise<number> {
  const seed = randomInt(2 ** 31)
  const random = seeded(seed)
  const pool = categoryId
    ? { categoryId, candidates: await questionCities.candidates(tx, player.city_id, categoryId) }
    : await questionCities.tutorialCandidates(tx)
  if (pool.candidates.length < size) throw new NotFound('This job is not offered here any more.')
  const seen = await jobs.lastSeen(
    tx,
    player.id,
    pool.candidates.map((q) => q.id),
  )
  const picked = pickQuestions(
    pool.candidates.map((q) => ({ ...q, seenAt: seen.get(q.id) ?? null })),
    size,
    random,
  )
  const slots = picked.map((q, i) => ({
    slot: i + 1,
    question_id: q.id,
    version: q.version,
    shuffle: JSON.stringify(
      shuffleAlternatives((JSON.parse(q.alternatives) as string[]).length, q.sorted === 1, random),
    ),
    value: q.value,
    seconds: q.seconds,
    delivered_at: i === 0 ? now : null,
  }))
  const row = {
    player_id: player.id,
    kind,
    city_id: player.city_id,
    category_id: pool.categoryId,
    seed,
    size,
    timed: player.clock,
    started_at: now,
  }
  return await jobs.insert(tx, row, slots)
}

/** Closes a job and pays it as it stands: what was not answered counts as wrong. */
export async function closeJob(tx: Tx, playerId: number, jobId: number, now: number): Promise<void> {
  const job = (await jobs.byId(tx, playerId, jobId))!
  const slots = await jobs.slots(tx, playerId, jobId)
  const points = slots.reduce((sum, slot) => sum + slot.points, 0)
  const coins = pay(points, job.size)
  await jobs.finish(tx, jobId, { points, coins }, now)
  if (coins > 0) await moveCoins(tx, playerId, { coins, reason: job.kind, ref: String(jobId), at: now })
  if (job.kind === 'tutorial' || !slots.every((slot) => slot.outcome === 'right')) return
  const everywhere = job.category_slug === 'tour-guide'
  await awards.give(
    tx,
    playerId,
    'perfect-job',
    everywhere ? job.category_slug : `${job.city_slug}/${job.category_slug}`,
    now,
  )
}

function seeOther(ctx: Context, jobId: number): void {
  ctx.status = 303
  ctx.redirect(`/jobs/${jobId}`)
}
