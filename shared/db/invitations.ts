import type { Reader, Tx } from './connection.ts'
import { prepare } from './prepare.ts'

const ofPlayerQuery = prepare((db, p: { player: number }) =>
  db.selectFrom('invitations').select('code').where('player_id', '=', p.player),
)

/** The code of the player's invitation; undefined before they made one. */
export async function ofPlayer(db: Reader | Tx, playerId: number): Promise<string | undefined> {
  return (await ofPlayerQuery(db, { player: playerId }))[0]?.code
}

const hostQuery = prepare((db, p: { code: string }) =>
  db
    .selectFrom('invitations')
    .innerJoin('players', 'players.id', 'invitations.player_id')
    .innerJoin('cities', 'cities.id', 'players.city_id')
    .select(['players.id', 'players.name', 'players.miles'])
    .select(['cities.name as city_name', 'cities.slug as city_slug'])
    .where('code', '=', p.code)
    .where('closed_at', 'is', null),
)

/** Who invites with this code, and where they are. */
export async function host(db: Reader | Tx, code: string) {
  return (await hostQuery(db, { code }))[0]
}

/** A player has one code; a second one is not taken. */
export async function insert(tx: Tx, playerId: number, code: string, now: number): Promise<void> {
  await tx
    .insertInto('invitations')
    .values({ code, player_id: playerId, at: now })
    .onConflict((conflict) => conflict.column('player_id').doNothing())
    .execute()
}

/** Gives the player's invitation another code: the old one leads nowhere from then on. Who has none gets none. */
export async function renew(tx: Tx, playerId: number, code: string, now: number): Promise<void> {
  await tx.updateTable('invitations').set({ code, at: now }).where('player_id', '=', playerId).execute()
}
