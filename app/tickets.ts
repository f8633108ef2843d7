import * as cities from '../shared/db/cities.ts'
import type { Reader, Tx } from '../shared/db/connection.ts'
import { held } from '../shared/db/content.ts'
import * as counters from '../shared/db/counters.ts'
import * as flights from '../shared/db/flights.ts'
import * as jobs from '../shared/db/jobs.ts'
import * as visits from '../shared/db/visits.ts'
import { NotFound } from '../shared/errors.ts'
import { drawFlight } from '../shared/flight-map.ts'
import { FIRST_CITIES, firstFare, tempting, trip } from '../shared/rules/fares.ts'
import type { Context } from '../shared/web/context.ts'
import type { Routes } from '../shared/web/routes.ts'
import { drawWorld } from '../shared/world-map.ts'
import { arrange, readFilter } from './departures.ts'
import { latestNews } from './news.ts'

export const routes: Routes = [
  ['GET', '/airport', showAirport],
  ['GET', '/tickets/:slug', showTicket],
]

export interface Ticket {
  city: cities.City
  miles: number
  /** Whole coins, economy. */
  fare: number
  /** Whole coins; undefined where there is no first class. */
  firstClass?: number
  /** Opens when the player signs up. */
  locked: boolean
  /** The player has been there. */
  seen: boolean
  affordable: boolean
  href: string
}

interface Traveller {
  coins: number
  email: string | null
}

interface Way {
  city: cities.City
  href: string
  miles: number
  fare: number
  firstClass?: number
}

/** Where flights lead from the city, cheapest first, and out of Nomansland to five cities: reckoned once. */
const waysFrom = held(async (db, from: number): Promise<Way[]> => {
  const all = await cities.all(db)
  const here = all.find((city) => city.id === from)!
  const first = here.slug === cities.NOMANSLAND
  const leads = ({ slug }: cities.MapCity) =>
    first ? FIRST_CITIES.includes(slug) : slug !== cities.NOMANSLAND
  const ways = all
    .filter((city) => city !== here && leads(city))
    .map((city) => ({ city, href: `/tickets/${city.slug}`, ...trip(here, city) }))
  return first ? ways : ways.sort((a, b) => a.fare - b.fare)
})

/** A city one flies from. */
interface Here {
  id: number
  slug: string
}

/** Where one can fly from `here`, cheapest first, having been somewhere so many `times`. Out of Nomansland there are five cities and one fare. */
export async function ticketsFrom(
  db: Reader | Tx,
  here: Here,
  { coins, email }: Traveller,
  times: ReadonlyMap<number, number> = new Map(),
): Promise<Ticket[]> {
  const first = here.slug === cities.NOMANSLAND
  return (await waysFrom(db, here.id)).map((way) => {
    const { city, miles, href } = way
    const fare = first ? firstFare(coins) : way.fare
    const firstClass = first ? undefined : way.firstClass
    const locked = city.locked === 1 && !email
    const affordable = !locked && fare <= coins
    return { city, miles, fare, firstClass, locked, seen: times.has(city.id), affordable, href }
  })
}

/** Every ticket for the player who asks; none before the tutorial was done once. */
export async function allTickets({ db, player }: Context): Promise<Ticket[]> {
  const here = { id: player.city_id, slug: player.city_slug }
  if (here.slug === cities.NOMANSLAND && !(await jobs.hasFinishedTutorial(db, player.id))) return []
  return await ticketsFrom(db, here, player, await visits.times(db, player.id))
}

/** The tickets that make the player go on. */
export async function nextTickets(ctx: Context, most: number): Promise<Ticket[]> {
  return tempting(await allTickets(ctx), most)
}

async function showAirport(ctx: Context) {
  const all = await cities.all(ctx.db, ctx.player.id)
  const tickets = await allTickets(ctx)
  const filter = readFilter(ctx.query)
  ctx.render('app/tickets/airport', {
    here: all.find((city) => city.id === ctx.player.city_id),
    any: tickets.length > 0,
    many: tickets.length > FIRST_CITIES.length,
    ...arrange(tickets, filter),
    filter,
    news: await latestNews(ctx),
    ...drawWorld(all, ctx.player.city_id, await flights.recent(ctx.db, ctx.player.id), tickets),
  })
}

/** Whoever comes back to the ticket of the city they have reached is there already. */
async function showTicket(ctx: Context) {
  if (ctx.params.slug === ctx.player.city_slug) return ctx.redirect(`/cities/${ctx.player.city_slug}`)
  const ticket = (await allTickets(ctx)).find((one) => one.city.slug === ctx.params.slug)
  if (!ticket) throw new NotFound('There is no flight to that city from here.')
  const here = (await cities.all(ctx.db)).find((city) => city.id === ctx.player.city_id)!
  const before = await flights.last(ctx.db, ctx.player.id)
  const flown = await flights.hasFlown(ctx.db, ctx.player.id, here.id, ticket.city.id)
  ctx.render('app/tickets/ticket', {
    ticket,
    here,
    number: (before?.number ?? 0) + 1,
    others: (await counters.read(ctx.db, counters.route(here.id, ticket.city.id))) - (flown ? 1 : 0),
    flown,
    drawn: drawFlight(here, ticket.city),
    open: await jobs.open(ctx.db, ctx.player.id),
  })
}
