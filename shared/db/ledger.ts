import type { Reader, Tx } from './connection.ts'
import * as earnings from './earnings.ts'
import { prepare } from './prepare.ts'
import type { Flag } from './tables.ts'

interface Entry {
  /** Whole coins, negative when paid by the player. */
  coins: number
  reason: 'tutorial' | 'job' | 'flight' | 'award' | 'author'
  /** What it was for; with player and reason it names the payment, which is made once. */
  ref: string
  at: number
  /** 1 when it was earned without the clock; otherwise what the player has chosen now. Such coins are ranked apart. */
  untimed?: Flag
}

/** The only way coins move: one ledger row, one balance, and what was earned goes to the leaderboards. Throws when the balance would fall below 0 or the payment was made before. */
export async function moveCoins(tx: Tx, playerId: number, { untimed, ...entry }: Entry): Promise<void> {
  await tx
    .insertInto('ledger')
    .values({ player_id: playerId, ...entry })
    .execute()
  await tx
    .updateTable('balances')
    .set((eb) => ({ coins: eb('coins', '+', entry.coins) }))
    .where('player_id', '=', playerId)
    .execute()
  if (entry.coins > 0) await earnings.add(tx, playerId, { ...entry, untimed })
}

const balanceQuery = prepare((db, p: { player: number }) =>
  db.selectFrom('balances').select('coins').where('player_id', '=', p.player),
)

/** Whole coins. */
export async function balance(db: Reader | Tx, playerId: number): Promise<number> {
  return (await balanceQuery(db, { player: playerId }))[0]?.coins ?? 0
}

const pageQuery = prepare((db, p: { player: number; before: number; limit: number }) =>
  db
    .selectFrom('ledger')
    .selectAll()
    .where('player_id', '=', p.player)
    .where('id', '<', p.before)
    .orderBy('id', 'desc')
    .limit(p.limit),
)

/** The player's payments, newest first, those older than the row `before`. */
export async function page(db: Reader, playerId: number, before: number, limit: number) {
  return await pageQuery(db, { player: playerId, before, limit })
}
