import * as cities from '../../shared/db/cities.ts'
import * as traffic from '../../shared/db/traffic.ts'
import { rowsOf } from '../../shared/db/trends.ts'
import { way } from '../../shared/flight-map.ts'
import { DAY_MS } from '../../shared/rules/weeks.ts'
import type { Context } from '../../shared/web/context.ts'
import type { Routes } from '../../shared/web/routes.ts'
import { drawCities } from '../../shared/world-map.ts'
import { listQuery, oneOf } from '../lists/lists.ts'
import { asksFirst, download, linkTo } from './reports.ts'

export const routes: Routes = [['GET', '/admin/reports/map', show]]

const PATH = '/admin/reports/map'
const MOST_LANES = 200
const MOST_LABELS = 15
const MOST_ROWS = 25
const DAYS = ['7', '30', '365'] as const

/** Where players are now, and where they flew. */
async function show(ctx: Context) {
  const { query } = listQuery(ctx, ['days', 'format', 'run'])
  const days = oneOf(DAYS, query.days) ?? ''
  const rows = await rowsOf(ctx.db, ['players', 'flights'])
  const link = (format: string) => linkTo(PATH, { days, run: query.run, format })
  const page = {
    days,
    rows,
    run: query.run,
    asks: asksFirst(query.run, rows),
    places: link('cities'),
    ways: link('routes'),
  }
  if (page.asks) return ctx.render('admin/reports/map', page)
  const all = await cities.all(ctx.db)
  const crowds = await crowdsOf(ctx, all)
  const flown = await routesOf(ctx, all, days ? ctx.now - Number(days) * DAY_MS : 0)
  if (query.format === 'cities')
    return download(ctx, 'players-by-city', [
      ['city', 'country', 'players'],
      ...crowds.map(({ city, players }) => [city.name, city.country_name ?? '', players]),
    ])
  if (query.format === 'routes')
    return download(ctx, days ? `flights-of-${days}-days` : 'flights', [
      ['between', 'and', 'flights'],
      ...flown.map(({ from, to, flights }) => [from.name, to.name, flights]),
    ])
  ctx.render('admin/reports/map', {
    ...page,
    drawn: true,
    players: sum(crowds.map((one) => one.players)),
    flights: sum(flown.map((one) => one.flights)),
    cities: crowds.length,
    pairs: flown.length,
    crowds: crowds.slice(0, MOST_ROWS),
    flown: flown.slice(0, MOST_ROWS),
    dots: dotsOf(all, crowds),
    lanes: lanesOf(flown),
  })
}

type City = cities.MapCity

async function crowdsOf(ctx: Context, all: City[]) {
  const byId = new Map(all.map((city) => [city.id, city]))
  return (await traffic.crowds(ctx.db)).map(({ city_id, players }) => ({ city: byId.get(city_id)!, players }))
}

async function routesOf(ctx: Context, all: City[], since: number) {
  const byId = new Map(all.map((city) => [city.id, city]))
  const routes = await traffic.routes(ctx.db, since)
  return routes.map(({ a, b, flights }) => ({ from: byId.get(a)!, to: byId.get(b)!, flights }))
}

type Crowds = Awaited<ReturnType<typeof crowdsOf>>
type Flown = Awaited<ReturnType<typeof routesOf>>

/** The largest circle lies below all others, so that none hides a smaller one; only the fullest cities have a label. */
function dotsOf(all: City[], crowds: Crowds) {
  const dots = drawCities(all, { crowds: new Map(crowds.map(({ city, players }) => [city.id, players])) })
  const order = dots.toSorted((a, b) => (b.people ?? 0) - (a.people ?? 0))
  const marked = order.map((dot, i) => (i < MOST_LABELS ? dot : { ...dot, label: undefined }))
  return [...marked.filter((dot) => !dot.people), ...marked.filter((dot) => dot.people)]
}

/** The most flown, as wide as they are flown often, the widest on top. */
function lanesOf(flown: Flown) {
  const most = flown[0]?.flights ?? 0
  const lanes = flown.slice(0, MOST_LANES).map(({ from, to, flights }) => ({
    path: way(from, to),
    width: Math.max(0.5, Math.round((40 * flights) / most) / 10),
    title: `${from.name} and ${to.name}: ${flights}`,
  }))
  return lanes.reverse()
}

const sum = (numbers: number[]) => numbers.reduce((all, n) => all + n, 0)
