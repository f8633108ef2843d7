import * as awards from '../shared/db/awards.ts'
import * as cities from '../shared/db/cities.ts'
import type { Reader, Tx } from '../shared/db/connection.ts'
import * as earnings from '../shared/db/earnings.ts'
import * as flights from '../shared/db/flights.ts'
import * as friendships from '../shared/db/friendships.ts'
import * as players from '../shared/db/players.ts'
import { NotFound } from '../shared/errors.ts'
import { check } from '../shared/forms.ts'
import { titled } from '../shared/rules/awards.ts'
import { NAME_REASONS } from '../shared/rules/complaints.ts'
import type { Context } from '../shared/web/context.ts'
import { idParam, type Routes } from '../shared/web/routes.ts'
import { drawWorld } from '../shared/world-map.ts'
import { reasonFrom, takeComplaint } from './reasons.ts'

export const routes: Routes = [
  ['GET', '/players/:id', show],
  ['GET', '/players/:id/complaints', showComplaint],
  ['POST', '/players/:id/complaints', complain],
]

const AWARDS_SHOWN = 12

/** What everybody may know of a player: where they are, how far they came and what they won. */
async function show(ctx: Context) {
  const player = await find(ctx, ctx.db)
  const all = await cities.all(ctx.db, player.id)
  const journey = await flights.recent(ctx.db, player.id)
  const seen = all.filter((city) => city.country && city.times)
  ctx.render('app/players/show', {
    player,
    own: player.id === ctx.player.id,
    seen: seen.length,
    cityCount: all.filter((city) => city.country).length,
    rank: await rankOf(ctx, player.id),
    awards: titled(await awards.latest(ctx.db, player.id, AWARDS_SHOWN)),
    friendSince: await friendships.since(ctx.db, ctx.player.id, player.id),
    ...drawWorld(all, player.city_id, journey, []),
  })
}

/** The place on the board the player earned most on. Undefined before the first coin. */
async function rankOf(ctx: Context, playerId: number) {
  const [sum] = await earnings.sums(ctx.db, playerId, earnings.EVER)
  if (!sum) return
  const board = { period: earnings.EVER, untimed: sum.untimed }
  const place = await earnings.place(ctx.db, board, sum.coins)
  return { ...sum, place, most: earnings.MOST_PLACES }
}

async function showComplaint(ctx: Context) {
  const player = await findOther(ctx, ctx.db)
  ctx.render('app/players/complaint', { player, reasons: NAME_REASONS, sent: ctx.query.sent === '1' })
}

async function complain(ctx: Context) {
  const { values, errors } = check(reasonFrom(NAME_REASONS), ctx.form)
  if (!values) {
    const player = await findOther(ctx, ctx.db)
    ctx.status = 422
    return ctx.render('app/players/complaint', { player, reasons: NAME_REASONS, form: ctx.form, errors })
  }
  const id = await ctx.write(async (tx) => {
    const { id, name } = await findOther(ctx, tx)
    const about = { about_id: id, said: name }
    await takeComplaint(tx, { kind: 'name', player_id: ctx.player.id, ...about, ...values, at: ctx.now })
    return id
  })
  ctx.status = 303
  ctx.redirect(`/players/${id}/complaints?sent=1`)
}

async function find(ctx: Context, on: Reader | Tx) {
  const player = await players.card(on, idParam(ctx))
  if (!player) throw new NotFound('There is no such traveller.')
  return player
}

async function findOther(ctx: Context, on: Reader | Tx) {
  const player = await find(ctx, on)
  if (player.id === ctx.player.id) throw new NotFound('This is your own name. Change it in the settings.')
  return player
}
