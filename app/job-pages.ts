import * as authors from '../shared/db/authors.ts'
import * as awards from '../shared/db/awards.ts'
import * as complaints from '../shared/db/complaints.ts'
import type * as jobQuestions from '../shared/db/job-questions.ts'
import * as jobs from '../shared/db/jobs.ts'
import * as photos from '../shared/db/photos.ts'
import * as ratings from '../shared/db/ratings.ts'
import type { FieldErrors } from '../shared/forms.ts'
import { drawPlace } from '../shared/map.ts'
import { titled } from '../shared/rules/awards.ts'
import { QUESTION_REASONS } from '../shared/rules/complaints.ts'
import { creditsOf, photosAfter, photosBefore } from '../shared/rules/photos.ts'
import { pay, score } from '../shared/rules/points.ts'
import type { Context } from '../shared/web/context.ts'
import { jobOffers } from './job-offers.ts'
import { nextTickets } from './tickets.ts'

/** How many friends the summary tells of. */
const FRIENDS = 3

type Job = jobs.Job
type Slot = jobQuestions.Slot
type Photo = Awaited<ReturnType<typeof photos.inOrder>>[number]

/** A complaint that was sent and is not right yet. */
interface Refused {
  slot: number
  form: Context['form']
  errors: FieldErrors
}

/** The one page of a job: the question that runs, the result of the last answer, or the summary. */
export async function showJob(ctx: Context, job: Job, slots: Slot[], refused?: Refused): Promise<void> {
  if (job.state === 'finished') return await showSummary(ctx, job, slots, refused)
  const running = runningOf(slots)
  if (running) return await showQuestion(ctx, job, running)
  const last = lastOf(slots)
  if (last) return await showResult(ctx, job, last, refused)
}

/** Whether that page shows the result of this slot. */
export const shows = (job: Job, slots: Slot[], slot: number): boolean =>
  job.state === 'finished' || (!runningOf(slots) && lastOf(slots)?.slot === slot)

const runningOf = (slots: Slot[]) =>
  slots.find((slot) => slot.delivered_at !== null && slot.answered_at === null)
const lastOf = (slots: Slot[]) => slots.findLast((slot) => slot.answered_at !== null)

async function showQuestion(ctx: Context, job: Job, slot: Slot) {
  const { alternatives, shuffle } = listsOf(slot)
  const all = await photos.inOrder(ctx.db, slot.photos)
  const { shown, pictures, credits } = photosBefore(all, alternatives, shuffle)
  const usedMs = Math.max(0, ctx.now - slot.delivered_at!)
  ctx.render('app/jobs/question', {
    job,
    slot,
    photo: shown,
    options: shuffle.map((index, place) => ({ text: alternatives[index], photo: pictures[place] })),
    credits,
    leftMs: job.timed ? Math.max(0, slot.seconds * 1000 - usedMs) : null,
  })
}

async function showResult(ctx: Context, job: Job, slot: Slot, refused?: Refused) {
  const all = await photos.inOrder(ctx.db, slot.photos)
  const { shown, pictures, later } = photosAfter(all, listsOf(slot).alternatives)
  const said = await whatWasSaid(ctx, job, refused)
  const place = [pictures[slot.answer] ?? shown, ...later].find((photo) => photo?.place)
  ctx.render('app/jobs/result', {
    job,
    result: { ...resultOf(job, slot, pictures), ...said(slot) },
    writer: await authors.writer(ctx.db, slot.question_id),
    reasons: QUESTION_REASONS,
    photo: shown,
    later,
    photos: all,
    credits: creditsOf(pictures),
    place: place && { ...place, drawn: drawPlace({ lat: place.lat!, lng: place.lng! }) },
  })
}

async function showSummary(ctx: Context, job: Job, slots: Slot[], refused?: Refused) {
  // Only what was asked: the others will be asked another day.
  const asked = slots.filter((slot) => slot.answered_at !== null)
  const said = await whatWasSaid(ctx, job, refused)
  const photoOf = await onlyPhotos(ctx, asked)
  const results = asked.map((slot) => ({ ...resultOf(job, slot), ...said(slot), photo: photoOf(slot) }))
  ctx.render('app/jobs/summary', {
    job,
    results,
    reasons: QUESTION_REASONS,
    full: pay(job.points, job.size),
    right: results.filter((result) => result.slot.outcome === 'right').length,
    awards: titled(await awards.givenAt(ctx.db, ctx.player.id, job.finished_at!)),
    friends: await jobs.firstTries(ctx.db, ctx.player.id, job, FRIENDS),
    next: await whatIsNext(ctx, job),
    tickets: await nextTickets(ctx, 5),
  })
}

/** The photo of each question that has one and no more, all of them in one query. */
async function onlyPhotos(ctx: Context, slots: Slot[]) {
  const idOf = (slot: Slot) => {
    const ids = JSON.parse(slot.photos) as number[]
    return ids.length === 1 ? ids[0] : undefined
  }
  const ids = slots.map(idOf).filter((id) => id !== undefined)
  const all = new Map((await photos.inOrder(ctx.db, JSON.stringify(ids))).map((photo) => [photo.id, photo]))
  return (slot: Slot) => all.get(idOf(slot) ?? 0)
}

/** The job that waits to be finished, or the best one to take now; the tutorial leads to the airport. */
async function whatIsNext(ctx: Context, job: Job) {
  if (job.kind === 'tutorial') return {}
  const open = await jobs.open(ctx.db, ctx.player.id)
  return open ? { open } : { offer: (await jobOffers(ctx, ctx.player.city_id)).best }
}

/** What the player has said of each question of the job: stars, a complaint, or one that was refused. */
async function whatWasSaid(ctx: Context, job: Job, refused?: Refused) {
  const stars = await ratings.ofJob(ctx.db, ctx.player.id, job.id)
  const reported = await complaints.ofJob(ctx.db, ctx.player.id, job.id)
  return ({ slot }: Slot) => ({
    stars: stars.get(slot),
    reported: reported.has(slot),
    refused: refused?.slot === slot ? refused : undefined,
  })
}

/** What a player may see once the answer is in: texts, marks and the arithmetic of the points. */
function resultOf(job: Job, slot: Slot, pictures: readonly Photo[] = []) {
  const { alternatives, shuffle } = listsOf(slot)
  const elapsedMs = job.timed && slot.answered_at ? Math.max(0, slot.answered_at - slot.delivered_at!) : null
  const { speed } = score({
    right: true,
    value: slot.value,
    seconds: slot.seconds,
    elapsedMs,
    firstTime: false,
  })
  return {
    slot,
    options: shuffle.map((index) => ({
      text: alternatives[index],
      photo: pictures[index],
      right: index === slot.answer,
      chosen: index === slot.choice,
    })),
    answer: alternatives[slot.answer],
    chosen: slot.choice === null ? undefined : alternatives[slot.choice],
    speed,
  }
}

const listsOf = (slot: Slot) => ({
  alternatives: JSON.parse(slot.alternatives) as string[],
  shuffle: JSON.parse(slot.shuffle) as number[],
})
