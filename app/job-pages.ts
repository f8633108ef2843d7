import * as awards from '../shared/db/awards.ts'
import * as cities from '../shared/db/cities.ts'
import type { Job, Slot } from '../shared/db/jobs.ts'
import * as photos from '../shared/db/photos.ts'
import { drawPlace } from '../shared/map.ts'
import { creditsOf, photosAfter, photosBefore } from '../shared/rules/photos.ts'
import { pay, score } from '../shared/rules/points.ts'
import type { Context } from '../shared/web/context.ts'
import { nextTickets } from './tickets.ts'

type Photo = Awaited<ReturnType<typeof photos.inOrder>>[number]

/** The one page of a job: the question that runs, the result of the last answer, or the summary. */
export async function showJob(ctx: Context, job: Job, slots: Slot[]): Promise<void> {
  if (job.state === 'finished') return await showSummary(ctx, job, slots)
  const running = slots.find((slot) => slot.delivered_at !== null && slot.answered_at === null)
  const answered = slots.findLast((slot) => slot.answered_at !== null)
  if (running) return await showQuestion(ctx, job, running)
  if (answered) return await showResult(ctx, job, answered)
}

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

async function showResult(ctx: Context, job: Job, slot: Slot) {
  const all = await photos.inOrder(ctx.db, slot.photos)
  const { shown, pictures, later } = photosAfter(all, listsOf(slot).alternatives)
  const place = [pictures[slot.answer] ?? shown, ...later].find((photo) => photo?.place)
  ctx.render('app/jobs/result', {
    job,
    result: resultOf(job, slot, pictures),
    photo: shown,
    later,
    photos: all,
    credits: creditsOf(pictures),
    place: place && { ...place, drawn: drawPlace({ lat: place.lat!, lng: place.lng! }) },
  })
}

async function showSummary(ctx: Context, job: Job, slots: Slot[]) {
  // Only what was asked: the others will be asked another day.
  const results = slots.filter((slot) => slot.answered_at !== null).map((slot) => resultOf(job, slot))
  ctx.render('app/jobs/summary', {
    job,
    results,
    full: pay(job.points, job.size),
    right: results.filter((result) => result.slot.outcome === 'right').length,
    awards: await awards.givenAt(ctx.db, ctx.player.id, job.finished_at!),
    tickets: await nextTickets(ctx, await cities.all(ctx.db, ctx.player.id), 5),
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
