import { AWARDS, type AwardKind } from '../rules/awards.ts'
import { prepare, type Reader, type Tx } from './connection.ts'
import * as counters from './counters.ts'
import { moveCoins } from './ledger.ts'

/** Gives an award and its coins, once for each `ref`; false when the player has it already. */
export async function give(
  tx: Tx,
  playerId: number,
  kind: AwardKind,
  ref: string,
  now: number,
): Promise<boolean> {
  const { coins } = AWARDS[kind]
  const given = await tx
    .insertInto('awards')
    .values({ player_id: playerId, kind, ref, coins, at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (!given.numInsertedOrUpdatedRows) return false
  if (await isFirst(tx, playerId, kind)) await counters.countOne(tx, `award:${kind}`)
  if (coins > 0)
    await moveCoins(tx, playerId, { coins, reason: 'award', ref: ref ? `${kind}:${ref}` : kind, at: now })
  return true
}

const ofKindQuery = prepare((db, p: { player: number; kind: string }) =>
  db.selectFrom('awards').select('id').where('player_id', '=', p.player).where('kind', '=', p.kind).limit(2),
)

const isFirst = async (tx: Tx, playerId: number, kind: string) =>
  (await ofKindQuery(tx, { player: playerId, kind })).length === 1

const atQuery = prepare((db, p: { player: number; at: number }) =>
  db.selectFrom('awards').selectAll().where('player_id', '=', p.player).where('at', '=', p.at),
)

/** The awards the player was given at the moment `at` (ms): those of one flight or one job. */
export async function givenAt(db: Reader, playerId: number, at: number) {
  const rows = await atQuery(db, { player: playerId, at })
  return rows.map((row) => ({ ...row, title: AWARDS[row.kind as AwardKind].title }))
}
