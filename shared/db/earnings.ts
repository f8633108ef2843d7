import { sql } from 'kysely'
import { weekOf } from '../rules/weeks.ts'
import type { Reader, Tx } from './connection.ts'
import { prepare } from './prepare.ts'
import type { Flag, New } from './tables.ts'

/** The period in which everything counts. */
export const EVER = 'ever'

/** Before the periods of somebody whose account is closed: no board has such ones. */
const CLOSED = 'closed '

interface Earned {
  /** More than 0. */
  coins: number
  at: number
  /** Undefined: as the player has chosen now. */
  untimed: Flag | undefined
}

const playerQuery = prepare((db, p: { player: number }) =>
  db.selectFrom('players').select(['clock', 'closed_at']).where('id', '=', p.player),
)

/** Adds to what the player has ever earned and to this week's; only moveCoins calls it. */
export async function add(tx: Tx, playerId: number, { coins, at, untimed }: Earned): Promise<void> {
  const [player] = await playerQuery(tx, { player: playerId })
  const apart = untimed ?? (player?.clock === 0 ? 1 : 0)
  const aside = player?.closed_at ? CLOSED : ''
  const rows = [EVER, weekOf(at)].map((period) => ({
    ...{ player_id: playerId, period: aside + period },
    ...({ untimed: apart, coins } as const),
  }))
  await insert(tx, rows)
}

/** Takes the player off all boards; what was earned is kept under periods no board has. */
export async function putAside(tx: Tx, playerId: number): Promise<void> {
  await tx
    .updateTable('earnings')
    .set({ period: sql<string>`${CLOSED} || period` })
    .where('player_id', '=', playerId)
    .where('period', 'not like', `${CLOSED}%`)
    .execute()
}

/** Brings back what was put aside. */
export async function bringBack(tx: Tx, playerId: number): Promise<void> {
  const aside = await tx
    .deleteFrom('earnings')
    .where('player_id', '=', playerId)
    .where('period', 'like', `${CLOSED}%`)
    .returningAll()
    .execute()
  for (const row of aside) await insert(tx, [{ ...row, period: row.period.slice(CLOSED.length) }])
}

async function insert(tx: Tx, rows: New<'earnings'>[]): Promise<void> {
  await tx
    .insertInto('earnings')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['player_id', 'period', 'untimed'])
        .doUpdateSet((eb) => ({ coins: eb('earnings.coins', '+', eb.ref('excluded.coins')) })),
    )
    .execute()
}

/** One leaderboard: a period, with or without the clock. */
export interface Board {
  period: string
  untimed: Flag
}

/** Places are counted up to here; beyond, it is enough to know that there are more. */
export const MOST_PLACES = 1000

const topQuery = prepare((db, p: Board & { limit: number }) =>
  db
    .selectFrom('earnings')
    .innerJoin('players', 'players.id', 'earnings.player_id')
    .select(['players.id', 'players.name', 'players.miles', 'earnings.coins'])
    .where('period', '=', p.period)
    .where('untimed', '=', p.untimed)
    .orderBy('earnings.coins', 'desc')
    .orderBy('earnings.player_id')
    .limit(p.limit),
)

/** Who earned most, with equal sums the older player first. */
export async function top(db: Reader, board: Board, limit: number) {
  return await topQuery(db, { ...board, limit })
}

export type Ranked = Awaited<ReturnType<typeof top>>[number]

const sumsQuery = prepare((db, p: { player: number; period: string }) =>
  db
    .selectFrom('earnings')
    .select(['untimed', 'coins'])
    .where('player_id', '=', p.player)
    .where('period', '=', p.period)
    .orderBy('coins', 'desc'),
)

/** What the player earned in the period, with and without the clock, the larger sum first. */
export async function sums(db: Reader, playerId: number, period: string) {
  return await sumsQuery(db, { player: playerId, period })
}

const aboveQuery = prepare((db, p: Board & { coins: number; limit: number }) =>
  db
    .selectFrom((eb) =>
      eb
        .selectFrom('earnings')
        .select('coins')
        .where('period', '=', p.period)
        .where('untimed', '=', p.untimed)
        .where('coins', '>', p.coins)
        .limit(p.limit)
        .as('above'),
    )
    .select((eb) => eb.fn.countAll<number>().as('n')),
)

/** The place of somebody with `coins`, 1 for the first; those with equal sums share one. Undefined beyond 1,000. */
export async function place(db: Reader, board: Board, coins: number): Promise<number | undefined> {
  const above = (await aboveQuery(db, { ...board, coins, limit: MOST_PLACES }))[0]?.n ?? 0
  return above < MOST_PLACES ? above + 1 : undefined
}

type Side = 'above' | 'below'

/** Those with more (or less), and those with the same sum before (or after) the player: each a range of the index. */
const nearQuery = (side: Side, same: boolean) =>
  prepare((db, p: Board & { player: number; coins: number; limit: number }) => {
    const [sign, coins, id] =
      side === 'above' ? (['<', 'asc', 'desc'] as const) : (['>', 'desc', 'asc'] as const)
    const board = db
      .selectFrom('earnings')
      .innerJoin('players', 'players.id', 'earnings.player_id')
      .select(['players.id', 'players.name', 'players.miles', 'earnings.coins'])
      .where('period', '=', p.period)
      .where('untimed', '=', p.untimed)
    const some = same
      ? board.where('earnings.coins', '=', p.coins).where('earnings.player_id', sign, p.player)
      : board.where('earnings.coins', side === 'above' ? '>' : '<', p.coins)
    return some.orderBy('earnings.coins', coins).orderBy('earnings.player_id', id).limit(p.limit)
  })

const nearQueries = {
  above: [nearQuery('above', true), nearQuery('above', false)],
  below: [nearQuery('below', true), nearQuery('below', false)],
}

/** The `limit` players next to this one on the board, the nearest first. */
export async function near(
  db: Reader,
  board: Board,
  { side, ...me }: { side: Side; player: number; coins: number },
  limit: number,
): Promise<Ranked[]> {
  const found: Ranked[] = []
  for (const query of nearQueries[side])
    if (found.length < limit)
      found.push(...(await query(db, { ...board, ...me, limit: limit - found.length })))
  return found
}

// A left join keeps the friends outermost: the board itself would be read from end to end.
const friendsQuery = prepare((db, p: Board & { player: number }) =>
  db
    .selectFrom('friendships')
    .innerJoin('players', 'players.id', 'friendships.friend_id')
    .leftJoin('earnings', (join) =>
      join
        .onRef('earnings.player_id', '=', 'friendships.friend_id')
        .on('period', '=', p.period)
        .on('untimed', '=', p.untimed),
    )
    .select(['players.id', 'players.name', 'players.miles'])
    .select((eb) => eb.fn.coalesce('earnings.coins', eb.lit(0)).as('coins'))
    .where('friendships.player_id', '=', p.player)
    .where('players.closed_at', 'is', null),
)

/** All friends of the player, in no order, with what they earned on the board. */
export async function ofFriends(db: Reader, playerId: number, board: Board): Promise<Ranked[]> {
  return await friendsQuery(db, { player: playerId, ...board })
}
