import * as questionCities from '../shared/db/question-cities.ts'
import * as works from '../shared/db/works.ts'
import { bestNext, expectedMinutes, expectedPay, JOB_SIZE, TUTORIAL_SIZE } from '../shared/rules/jobs.ts'
import type { Context } from '../shared/web/context.ts'

/** The jobs of the city the player is in (`offers`, with what may come of each), the one to take next, and what was `done` there. */
export async function jobOffers(ctx: Context, cityId: number) {
  const { id, clock } = ctx.player
  const done = await works.inCity(ctx.db, id, cityId)
  const offers = (await questionCities.offers(ctx.db, cityId, JOB_SIZE)).map((offer) => ({
    ...offer,
    expected: expectedPay(offer.value, clock === 1),
    minutes: expectedMinutes(offer.seconds, offer.slug === 'tutorial' ? TUTORIAL_SIZE : JOB_SIZE),
    times: 0,
    ...done.find((one) => one.slug === offer.slug),
  }))
  return { done, offers, best: bestNext(offers) }
}
