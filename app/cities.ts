import * as awards from '../shared/db/awards.ts'
import * as cities from '../shared/db/cities.ts'
import * as documents from '../shared/db/documents.ts'
import * as friendships from '../shared/db/friendships.ts'
import * as jobs from '../shared/db/jobs.ts'
import * as messages from '../shared/db/messages.ts'
import * as staff from '../shared/db/staff.ts'
import * as visits from '../shared/db/visits.ts'
import { NotFound } from '../shared/errors.ts'
import type { FieldErrors } from '../shared/forms.ts'
import { awardOf } from '../shared/rules/awards.ts'
import { spoken } from '../shared/rules/cities.ts'
import { MOON } from '../shared/rules/fares.ts'
import { JOB_HOURS } from '../shared/rules/jobs.ts'
import { drawPoster, drawScene, type Scene } from '../shared/rules/posters.ts'
import type { Context } from '../shared/web/context.ts'
import type { Routes } from '../shared/web/routes.ts'
import { jobOffers } from './job-offers.ts'
import { allTickets, nextTickets } from './tickets.ts'

export const routes: Routes = [['GET', '/cities/:slug', show]]

const ON_THE_WALL = 8

type City = Awaited<ReturnType<typeof findCity>>

async function show(ctx: Context) {
  await showCity(ctx, await findCity(ctx))
}

/** The city in the path. */
export async function findCity(ctx: Context) {
  const city = await cities.bySlug(ctx.db, ctx.params.slug ?? '')
  if (!city) throw new NotFound('There is no such city on our map.')
  return city
}

interface Refused {
  form?: Context['form']
  errors?: FieldErrors
}

const kindOf = (city: City) => (city.country ? 'city' : city.slug === MOON ? 'moon' : 'nomansland')

/** Drawn once for each city as it is now, by slug. */
const scenes = new Map<string, { version: number; scene: Scene }>()

function sceneOf(city: City): Scene {
  const { slug, version } = city
  const known = scenes.get(slug)
  if (known?.version === version) return known.scene
  const scene = drawScene(city)
  scenes.set(slug, { version, scene })
  return scene
}

/** The page of a city; with what was written on its wall when that was refused. */
export async function showCity(ctx: Context, city: City, refused: Refused = {}): Promise<void> {
  const here = city.id === ctx.player.city_id
  const wall = await messages.page(ctx.db, city.id, Number.MAX_SAFE_INTEGER, ON_THE_WALL + 1)
  const shared = {
    city,
    here,
    kind: kindOf(city),
    spoken: spoken(city.name),
    poster: drawPoster(city, ctx.now, sceneOf(city)),
    photos: await cities.photos(ctx.db, city.id),
    texts: await documents.ofCity(ctx.db, city),
    ambassadors: city.country ? await staff.ambassadors(ctx.db, city.country) : [],
    friends: await friendships.inCity(ctx.db, ctx.player.id, city.id),
    wall: wall.slice(0, ON_THE_WALL),
    older: wall[ON_THE_WALL] && wall[ON_THE_WALL - 1]!.id,
    ...refused,
  }
  if (here) ctx.render('app/cities/show', { ...shared, ...(await workIn(ctx, city)) })
  else ctx.render('app/cities/preview', { ...shared, ...(await wayTo(ctx, city)) })
}

/** What the city one is in has for one: jobs, and tickets to go on. */
async function workIn(ctx: Context, city: City) {
  const { done, offers, best } = await jobOffers(ctx, city.id)
  const open = await jobs.open(ctx.db, ctx.player.id)
  return {
    offers: best ? [best, ...offers.filter((offer) => offer !== best)] : [],
    best: best?.slug,
    open: open && ctx.now - open.started_at < JOB_HOURS * 3_600_000 ? open : undefined,
    day: 1 + (await jobs.thisStay(ctx.db, ctx.player.id, city.id)),
    earned: done.reduce((sum, one) => sum + one.coins, 0),
    tickets: await nextTickets(ctx, city.slug === cities.NOMANSLAND ? 5 : 3),
    ...(await signedUp(ctx)),
  }
}

/** What has come of signing up, for who has just done it: the award, and how many cities have opened. */
async function signedUp(ctx: Context) {
  if (ctx.query['signed-up'] !== '1') return { awards: [], opened: 0 }
  const given = await awards.byRefs(ctx.db, ctx.player.id, ['signed-up'], [''])
  return {
    awards: given.map((award) => ({ ...award, ...awardOf('signed-up') })),
    opened: given.length > 0 ? (await cities.all(ctx.db)).filter((city) => city.locked).length : 0,
  }
}

/** How one gets to a city, and what one has from the last time. */
async function wayTo(ctx: Context, city: City) {
  const tickets = await allTickets(ctx)
  return {
    ticket: tickets.find((ticket) => ticket.city.id === city.id),
    visit: await visits.one(ctx.db, ctx.player.id, city.id),
  }
}
