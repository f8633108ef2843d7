import { weekOf } from '../rules/weeks.ts'
import { prepare, type Reader, type Tx } from './connection.ts'
import type { Flag } from './tables.ts'

/** The period in which everything counts. */
export const EVER = 'ever'

interface Earned {
  /** More than 0. */
  coins: number
  at: number
  /** Undefined: as the player has chosen now. */
  untimed: Flag | undefined
}

const clockQuery = prepare((db, p: { player: number }) =>
  db.selectFrom('players').select('clock').where('id', '=', p.player),
)

/** Adds to what the player has ever earned and to this week's; only moveCoins calls it. */
export async function add(tx: Tx, playerId: number, { coins, at, untimed }: Earned): Promise<void> {
  const [player] = untimed === undefined ? await clockQuery(tx, { player: playerId }) : []
  const apart = untimed ?? (player?.clock === 0 ? 1 : 0)
  const rows = [EVER, weekOf(at)].map((period) => ({ player_id: playerId, period, untimed: apart, coins }))
  await tx
    .insertInto('earnings')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['player_id', 'period', 'untimed'])
        .doUpdateSet((eb) => ({ coins: eb('earnings.coins', '+', coins) })),
    )
    .execute()
}

const ofPlayerQuery = prepare((db, p: { player: number; period: string }) =>
  db.selectFrom('earnings').select('coins').where('player_id', '=', p.player).where('period', '=', p.period),
)

/** What the player earned in the period, with and without the clock. */
export async function ofPlayer(db: Reader, playerId: number, period = EVER): Promise<number> {
  const rows = await ofPlayerQuery(db, { player: playerId, period })
  return rows.reduce((sum, { coins }) => sum + coins, 0)
}
