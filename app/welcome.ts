import { chance } from '../shared/chance.ts'
import * as cities from '../shared/db/cities.ts'
import type { Tx } from '../shared/db/connection.ts'
import * as flights from '../shared/db/flights.ts'
import * as friendships from '../shared/db/friendships.ts'
import * as invitations from '../shared/db/invitations.ts'
import * as jobs from '../shared/db/jobs.ts'
import * as players from '../shared/db/players.ts'
import { drawFlight } from '../shared/flight-map.ts'
import { tempting } from '../shared/rules/fares.ts'
import type { Context } from '../shared/web/context.ts'
import type { Routes } from '../shared/web/routes.ts'
import { hashToken, startSession } from '../shared/web/sessions.ts'
import { drawCities, drawWorld } from '../shared/world-map.ts'
import { join } from './invitations.ts'
import { openTutorial } from './job-openings.ts'
import { allTickets } from './tickets.ts'

export const routes: Routes = [
  ['GET', '/', show],
  ['POST', '/players', begin],
]

/** Fares written on the map of one's world: it shows a journey first. */
const LABELS = 12

async function show(ctx: Context) {
  if (!ctx.visitor) return await showWelcome(ctx)
  const all = await cities.all(ctx.db, ctx.player.id)
  const journey = await flights.recent(ctx.db, ctx.player.id)
  const tickets = await allTickets(ctx)
  const friends = await friendships.whereabouts(ctx.db, ctx.player.id)
  const onEarth = all.filter((city) => city.country)
  ctx.render('app/welcome/world', {
    ...drawWorld(all, ctx.player.city_id, journey, tickets, LABELS),
    friends,
    friendsIn: Object.groupBy(friends, (friend) => friend.city_id),
    job: await jobs.open(ctx.db, ctx.player.id),
    here: all.find((city) => city.id === ctx.player.city_id),
    cityCount: onEarth.length,
    visitedCount: onEarth.filter((city) => city.times).length,
    tickets: tempting(tickets, 3),
  })
}

async function showWelcome(ctx: Context) {
  const all = await cities.all(ctx.db)
  const [from, to] = ['rio-de-janeiro', 'paris'].map((slug) => all.find((city) => city.slug === slug)!)
  ctx.render('app/welcome/show', {
    dots: drawCities(all, {}),
    flight: drawFlight(from!, to!),
    cityCount: all.filter((city) => city.country).length,
  })
}

/** A second click comes before the answer to the first; later the token of a browser that has a player is worth nothing. */
const DOUBLE_CLICK_MS = 60_000

/** One click makes a player with a name of its own and asks the first question at once; who came by an invitation has a friend already. */
async function begin(ctx: Context) {
  const invitation = invitedBy(ctx)
  if (ctx.visitor) return ctx.redirect(invitation ? `/invitations/${invitation}` : '/')
  const begun_by = hashToken(ctx.sessionToken)
  let path = '/'
  await startSession(ctx, async (tx) => {
    const begun = await players.begunBy(tx, begun_by, ctx.now - DOUBLE_CLICK_MS)
    const id = begun ?? (await welcome(tx, ctx, begun_by, invitation))
    const job = await jobs.open(tx, id)
    if (job) path = `/jobs/${job.id}`
    return id
  })
  ctx.status = 303
  ctx.redirect(path)
}

async function welcome(tx: Tx, ctx: Context, begun_by: string, invitation: string): Promise<number> {
  const { id: city_id } = (await cities.bySlug(tx, cities.NOMANSLAND))!
  const name = await players.freeName(tx, chance)
  const id = await players.insert(tx, { name, city_id, begun_by, created_at: ctx.now })
  await openTutorial(tx, { id, city_id, clock: 1 }, ctx.clock())
  const host = invitation && (await invitations.host(tx, invitation))
  if (host) await join(tx, id, host, ctx.now)
  return id
}

/** The code of the invitation by which somebody came; '' when it is none. */
function invitedBy({ form: { invitation } }: Context): string {
  return typeof invitation === 'string' && /^[\w-]{22}$/.test(invitation) ? invitation : ''
}
