import { chance } from '../../shared/chance.ts'
import type { By } from '../../shared/db/audit.ts'
import type { Tx } from '../../shared/db/connection.ts'
import * as players from '../../shared/db/players.ts'
import { nameKey } from '../../shared/rules/names.ts'

/** Gives the player a friendly name instead of `name`; whoever is called otherwise by now keeps that. */
export async function resetName(tx: Tx, playerId: number, name: string, by: By): Promise<void> {
  const player = await players.byId(tx, playerId)
  if (player && nameKey(player.name) === nameKey(name))
    await players.rename(tx, playerId, await players.freeName(tx, chance), by)
}
