import * as awards from '../shared/db/awards.ts'
import * as cities from '../shared/db/cities.ts'
import type { Tx } from '../shared/db/connection.ts'
import * as flights from '../shared/db/flights.ts'
import * as jobs from '../shared/db/jobs.ts'
import { balance, moveCoins } from '../shared/db/ledger.ts'
import * as players from '../shared/db/players.ts'
import * as visits from '../shared/db/visits.ts'
import { Conflict, Invalid, NotFound } from '../shared/errors.ts'
import { mileAwards } from '../shared/rules/awards.ts'
import type { Context } from '../shared/web/context.ts'
import { idParam, type Routes } from '../shared/web/routes.ts'
import { drawFlight } from '../shared/world-map.ts'
import { closeJob } from './job-closings.ts'
import { ticketsFrom } from './tickets.ts'

export const routes: Routes = [
  ['POST', '/flights', fly],
  ['GET', '/flights/:number', show],
]

/** Flies, pays and gives what the flight earns, all or nothing. The flight's number makes a form sent twice one flight. */
async function fly(ctx: Context) {
  const number = Number(ctx.form.number)
  if (!Number.isSafeInteger(number) || number < 1)
    throw new Invalid('Which flight? Open the airport and choose again.')
  const all = await cities.all(ctx.db)
  await ctx.write(async (tx) => {
    const last = await flights.last(tx, ctx.player.id)
    if (last && number <= last.number) return
    if (number !== (last?.number ?? 0) + 1)
      throw new Conflict('You have flown since. Open the airport and choose again.')
    await depart(tx, ctx, all, number)
  })
  ctx.status = 303
  ctx.redirect(`/flights/${number}`)
}

async function depart(tx: Tx, ctx: Context, all: cities.MapCity[], number: number) {
  const { id } = ctx.player
  const player = (await players.byId(tx, id))!
  const here = all.find((city) => city.id === player.city_id)!
  const first = here.slug === cities.NOMANSLAND
  // Asked before the open job is closed: a tutorial that is left is not one that was finished.
  if (first && !(await jobs.hasFinishedTutorial(tx, id)))
    throw new NotFound('Earn your first ticket in Nomansland first.')
  const open = await jobs.open(tx, id)
  if (open) await closeJob(tx, id, open.id, ctx.now)
  const ticket = ticketsFrom(here, all, await balance(tx, id)).find((one) => one.city.slug === ctx.form.to)
  if (!ticket) throw new NotFound('There is no flight to that city from here.')
  if (!ticket.affordable)
    throw new Invalid(`That ticket costs ${ticket.fare} coins, which is more than you have. A job will help.`)
  const { miles, fare, city } = ticket
  await flights.insert(tx, {
    player_id: id,
    number,
    from_city_id: here.id,
    to_city_id: city.id,
    miles,
    fare,
    departed_at: ctx.now,
  })
  if (fare > 0) await moveCoins(tx, id, { coins: -fare, reason: 'flight', ref: String(number), at: ctx.now })
  await players.move(tx, id, city.id, miles)
  await visits.arrive(tx, id, city.id, ctx.now)
  if (first) await awards.give(tx, id, 'left-nomansland', '', ctx.now)
  for (const kind of mileAwards(player.miles, player.miles + miles))
    await awards.give(tx, id, kind, '', ctx.now)
}

async function show(ctx: Context) {
  const flight = await flights.byNumber(ctx.db, ctx.player.id, idParam(ctx, 'number'))
  if (!flight) throw new NotFound('You have not taken that flight.')
  const all = await cities.all(ctx.db)
  const from = all.find((city) => city.id === flight.from_city_id)!
  const to = all.find((city) => city.id === flight.to_city_id)!
  ctx.render('app/flights/show', {
    flight,
    from,
    to,
    drawn: drawFlight(from, to),
    awards: await awards.givenAt(ctx.db, ctx.player.id, flight.departed_at),
  })
}
