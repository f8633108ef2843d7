import { weekOf } from '../rules/weeks.ts'
import { prepare, type Tx } from './connection.ts'
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
