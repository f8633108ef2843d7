import * as earnings from '../shared/db/earnings.ts'
import { NotFound } from '../shared/errors.ts'
import { weekOf } from '../shared/rules/weeks.ts'
import type { Context } from '../shared/web/context.ts'
import type { Routes } from '../shared/web/routes.ts'

export const routes: Routes = [
  ['GET', '/leaderboards', (ctx) => show(ctx, 'week')],
  ['GET', '/leaderboards/:name', (ctx) => show(ctx, ctx.params.name ?? '')],
]

const TOP = 50
const NEIGHBOURS = 2

const PERIODS: Record<string, (now: number) => string> = {
  week: weekOf,
  ever: () => earnings.EVER,
  friends: () => earnings.EVER,
}

/** One board; with `?clock=off` that of those who play without the clock. */
async function show(ctx: Context, name: string) {
  const period = Object.hasOwn(PERIODS, name) && PERIODS[name]
  if (!period) throw new NotFound('There is no such leaderboard.')
  const board = { period: period(ctx.now), untimed: ctx.query.clock === 'off' ? 1 : 0 } as const
  const ranked = name === 'friends' ? await amongFriends(ctx, board) : await amongAll(ctx, board)
  ctx.render('app/leaderboards/show', { name, board, ...ranked })
}

async function amongFriends(ctx: Context, board: earnings.Board) {
  const { id, name, miles } = ctx.player
  const friends = await earnings.ofFriends(ctx.db, id, board)
  const me = { id, name, miles, coins: await mine(ctx, board) }
  const rows = [...friends, me].toSorted((a, b) => b.coins - a.coins || a.id - b.id)
  return { rows: placed(rows), alone: friends.length === 0 }
}

async function amongAll(ctx: Context, board: earnings.Board) {
  const rows = await earnings.top(ctx.db, board, TOP)
  const coins = await mine(ctx, board)
  const near = coins > 0 && !rows.some((row) => row.id === ctx.player.id)
  return { rows: placed(rows), ...(near && (await around(ctx, board, coins))), coins }
}

/** The player's own row between the nearest ones, with their places as far as those are counted. */
async function around(ctx: Context, board: earnings.Board, coins: number) {
  const { id: player, name, miles } = ctx.player
  const above = await earnings.near(ctx.db, board, { side: 'above', player, coins }, NEIGHBOURS)
  const below = await earnings.near(ctx.db, board, { side: 'below', player, coins }, NEIGHBOURS)
  const rows = [...above.toReversed(), { id: player, name, miles, coins }, ...below]
  const places = new Map<number, number | undefined>()
  for (const { coins } of rows) {
    if (!places.has(coins)) places.set(coins, await earnings.place(ctx.db, board, coins))
    // Behind somebody whose place is not counted nobody's is, and not counting is the longest count.
    if (places.get(coins) === undefined) break
  }
  return { neighbours: rows.map((row) => ({ ...row, place: places.get(row.coins) })) }
}

async function mine(ctx: Context, board: earnings.Board): Promise<number> {
  const sums = await earnings.sums(ctx.db, ctx.player.id, board.period)
  return sums.find((sum) => sum.untimed === board.untimed)?.coins ?? 0
}

/** Places from the first on; equal sums share one. */
function placed(rows: earnings.Ranked[]) {
  return rows.map((row) => ({
    ...row,
    place: 1 + rows.findIndex((other) => other.coins === row.coins),
  }))
}
