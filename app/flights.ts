import * as awards from '../shared/db/awards.ts'
import * as cities from '../shared/db/cities.ts'
import type { Tx } from '../shared/db/connection.ts'
import * as counters from '../shared/db/counters.ts'
import * as flights from '../shared/db/flights.ts'
import * as jobs from '../shared/db/jobs.ts'
import { balance, moveCoins } from '../shared/db/ledger.ts'
import * as players from '../shared/db/players.ts'
import * as visits from '../shared/db/visits.ts'
import { Conflict, Forbidden, Invalid, NotFound } from '../shared/errors.ts'
import { drawFlight } from '../shared/flight-map.ts'
import { mileAwards, titled } from '../shared/rules/awards.ts'
import { countedMiles, type FlightClass, MOON } from '../shared/rules/fares.ts'
import type { Context } from '../shared/web/context.ts'
import { idParam, type Routes } from '../shared/web/routes.ts'
import { closeJob } from './job-closings.ts'
import { type Ticket, ticketsFrom } from './tickets.ts'

export const routes: Routes = [
  ['POST', '/flights', fly],
  ['GET', '/flights/:number', show],
]

const AIRPORT = { href: '/airport', label: 'To the airport' }
const SIGN_UP = { href: '/sign-up', label: 'Sign up' }

/** Flies, pays and gives what the flight earns, all or nothing. The flight's number makes a form sent twice one flight. */
async function fly(ctx: Context) {
  const number = Number(ctx.form.number)
  if (!Number.isSafeInteger(number) || number < 1)
    throw new Invalid('Which flight? Open the airport and choose again.', 422, AIRPORT)
  const all = await cities.all(ctx.db)
  await ctx.write(async (tx) => {
    const last = await flights.last(tx, ctx.player.id)
    if (await wasFlown(tx, ctx, all, number)) return
    if (number !== (last?.number ?? 0) + 1)
      throw new Conflict('You have flown since. Open the airport and choose again.', AIRPORT)
    await depart(tx, ctx, all, number)
  })
  ctx.status = 303
  ctx.redirect(`/flights/${number}`)
}

/** Whether the form is that of the flight with this number, sent again: to the same city, in the same class. */
async function wasFlown(tx: Tx, { player, form }: Context, all: cities.MapCity[], number: number) {
  const flight = await flights.byNumber(tx, player.id, number)
  const to = all.find((city) => city.id === flight?.to_city_id)
  return !!to && to.slug === form.to && flight!.class === (form.class ?? 'economy')
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
  const purse = { coins: await balance(tx, id), email: player.email }
  const ticket = (await ticketsFrom(tx, here, purse)).find((one) => one.city.slug === ctx.form.to)
  if (!ticket) throw new NotFound('There is no flight to that city from here.', AIRPORT)
  const { city, miles } = ticket
  const seat = seatOf(ticket, ctx.form.class, purse.coins)
  if (!(await flights.hasFlown(tx, id, here.id, city.id)))
    await counters.countOne(tx, counters.route(here.id, city.id))
  const route = { from_city_id: here.id, to_city_id: city.id, miles }
  await flights.insert(tx, { player_id: id, number, ...route, ...seat, departed_at: ctx.now })
  if (seat.fare > 0)
    await moveCoins(tx, id, { coins: -seat.fare, reason: 'flight', ref: String(number), at: ctx.now })
  await players.move(tx, id, city.id, countedMiles(miles))
  await visits.arrive(tx, id, city.id, ctx.now)
  if (first) await awards.give(tx, id, 'left-nomansland', '', ctx.now)
  if (seat.class === 'first') await awards.give(tx, id, 'first-class', '', ctx.now)
  if (city.slug === MOON) await awards.give(tx, id, 'moon', '', ctx.now)
  for (const kind of mileAwards(player.miles, player.miles + countedMiles(miles)))
    await awards.give(tx, id, kind, '', ctx.now)
}

/** The class that was asked for (economy when none was) and its fare, when the city is open and the purse holds it. */
function seatOf({ city, locked, fare, firstClass }: Ticket, wanted: unknown, coins: number) {
  if (locked) throw new Forbidden(`${city.name} opens when you sign up. It takes a minute.`, SIGN_UP)
  const seat: FlightClass = wanted === 'first' ? 'first' : 'economy'
  if (wanted !== undefined && wanted !== seat) throw new Invalid('Choose economy or first class.')
  const price = seat === 'first' ? firstClass : fare
  if (price === undefined) throw new NotFound('There is no first class on this flight.')
  if (price > coins)
    throw new Invalid(`That ticket costs ${price} coins, which is more than you have. A job will help.`)
  return { class: seat, fare: price }
}

/** An arrival is shown as one for as long as it is news; later the page is a keepsake. */
const NEWS_MS = 60_000

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
    flying: ctx.now - flight.departed_at < NEWS_MS,
    others: (await counters.read(ctx.db, counters.route(from.id, to.id))) - 1,
    drawn: drawFlight(from, to),
    awards: titled(await awards.givenAt(ctx.db, ctx.player.id, flight.departed_at)),
  })
}
