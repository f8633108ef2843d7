import * as flights from '../shared/db/flights.ts'
import { namesOf } from '../shared/payments.ts'
import { countedMiles } from '../shared/rules/fares.ts'
import type { Context } from '../shared/web/context.ts'
import { beforeOf, type Routes } from '../shared/web/routes.ts'
import { drawLine } from './charts.ts'

export const routes: Routes = [['GET', '/miles', show]]

const PAGE = 50
const CHARTED = 100

async function show(ctx: Context) {
  const before = beforeOf(ctx)
  const first = before === Number.MAX_SAFE_INTEGER
  const rows = await flights.page(ctx.db, ctx.player.id, before, first ? CHARTED : PAGE + 1)
  const { cityById } = await namesOf(ctx.db)
  ctx.render('app/miles/show', {
    flights: rows.slice(0, PAGE).map((flight) => ({
      ...flight,
      counted: countedMiles(flight.miles),
      from: cityById.get(flight.from_city_id),
      to: cityById.get(flight.to_city_id),
    })),
    older: rows.length > PAGE ? rows[PAGE - 1]!.number : undefined,
    first,
    taken: first ? (rows[0]?.number ?? 0) : undefined,
    chart: first && rows.length > 1 ? drawMiles(rows, ctx.player) : undefined,
  })
}

interface Flown {
  miles: number
  departed_at: number
}

/** The miles after each of these flights (newest first), along the days on which they were flown; a start at 0 when none is missing. */
function drawMiles(rows: Flown[], player: { miles: number; joined_at: number }) {
  let miles = player.miles
  const points = []
  for (const row of rows) {
    points.unshift({ x: row.departed_at, y: miles })
    miles -= countedMiles(row.miles)
  }
  if (miles === 0) points.unshift({ x: Math.min(player.joined_at, points[0]!.x), y: 0 })
  return {
    ...drawLine(points),
    since: points[0]!.x,
    farthest: Math.max(...rows.map((row) => countedMiles(row.miles))),
    flown: rows.length,
  }
}
