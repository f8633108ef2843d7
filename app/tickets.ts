import * as cities from '../shared/db/cities.ts'
import * as flights from '../shared/db/flights.ts'
import * as jobs from '../shared/db/jobs.ts'
import { NotFound } from '../shared/errors.ts'
import { milesBetween } from '../shared/rules/distance.ts'
import { FIRST_CITIES, fare, firstFare } from '../shared/rules/fares.ts'
import type { Context } from '../shared/web/context.ts'
import type { Routes } from '../shared/web/routes.ts'
import { drawFlight, drawWorld } from '../shared/world-map.ts'

export const routes: Routes = [
  ['GET', '/airport', showAirport],
  ['GET', '/tickets/:slug', showTicket],
]

export interface Ticket {
  city: cities.MapCity
  miles: number
  /** Whole coins. */
  fare: number
  affordable: boolean
  href: string
}

/** Where one can fly from here, cheapest first. Out of Nomansland there are five cities and one fare. */
export function ticketsFrom(here: cities.MapCity, all: cities.MapCity[], coins: number): Ticket[] {
  const first = here.slug === cities.NOMANSLAND
  return all
    .filter((city) => city.id !== here.id && (first ? FIRST_CITIES.includes(city.slug) : city.country))
    .map((city) => {
      const miles = milesBetween(here, city)
      const coinsAsked = first ? firstFare(coins) : fare(miles)
      return { city, miles, fare: coinsAsked, affordable: coinsAsked <= coins, href: `/tickets/${city.slug}` }
    })
    .sort((a, b) => a.fare - b.fare || a.city.name.localeCompare(b.city.name))
}

/** Tickets for the player who asks; none before the tutorial was done once. */
export async function nextTickets(ctx: Context, all: cities.MapCity[]): Promise<Ticket[]> {
  const here = all.find((city) => city.id === ctx.player.city_id)!
  if (here.slug === cities.NOMANSLAND && !(await jobs.hasFinishedTutorial(ctx.db, ctx.player.id))) return []
  return ticketsFrom(here, all, ctx.player.coins)
}

async function showAirport(ctx: Context) {
  const all = await cities.all(ctx.db)
  const tickets = await nextTickets(ctx, all)
  const journey = await flights.ofPlayer(ctx.db, ctx.player.id)
  const affordable = tickets.filter((ticket) => ticket.affordable)
  const { visited, ...drawn } = drawWorld(all, ctx.player.city_id, journey, affordable)
  ctx.render('app/tickets/airport', {
    here: all.find((city) => city.id === ctx.player.city_id),
    tickets,
    visited: Object.fromEntries([...visited].map((id) => [id, true])),
    ...drawn,
  })
}

async function showTicket(ctx: Context) {
  const all = await cities.all(ctx.db)
  const ticket = (await nextTickets(ctx, all)).find((one) => one.city.slug === ctx.params.slug)
  if (!ticket) throw new NotFound('There is no flight to that city from here.')
  const here = all.find((city) => city.id === ctx.player.city_id)!
  const before = await flights.last(ctx.db, ctx.player.id)
  ctx.render('app/tickets/ticket', {
    ticket,
    here,
    number: (before?.number ?? 0) + 1,
    flight: drawFlight(here, ticket.city),
    open: await jobs.open(ctx.db, ctx.player.id),
  })
}
