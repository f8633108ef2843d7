import { sql } from 'kysely'
import { type AwardKind, awardOf } from '../rules/awards.ts'
import type { Reader, Tx } from './connection.ts'
import * as counters from './counters.ts'
import { amongJson } from './dialect.ts'
import { moveCoins } from './ledger.ts'
import { prepare } from './prepare.ts'
import type { Flag } from './tables.ts'

/** Gives an award and its coins, once for each `ref`; false when the player has it already. `untimed` as in `moveCoins`. */
export async function give(
  tx: Tx,
  playerId: number,
  kind: AwardKind,
  ref: string,
  now: number,
  untimed?: Flag,
): Promise<boolean> {
  const { coins } = awardOf(kind)
  const given = await tx
    .insertInto('awards')
    .values({ player_id: playerId, kind, ref, coins, at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (!given.numInsertedOrUpdatedRows) return false
  if (await isFirst(tx, playerId, kind)) await counters.countOne(tx, `award:${kind}`)
  if (coins > 0)
    await moveCoins(tx, playerId, {
      coins,
      reason: 'award',
      ref: ref ? `${kind}:${ref}` : kind,
      at: now,
      untimed,
    })
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
  return await atQuery(db, { player: playerId, at })
}

const kindsQuery = prepare((db, p: { player: number }) =>
  db
    .selectFrom('awards')
    .select((eb) => [
      'kind',
      eb.fn.min('id').as('id'),
      eb.fn.max('id').as('newest'),
      eb.fn.max('at').as('at'),
      eb.fn.countAll<number>().as('times'),
      eb.fn.sum<number>('coins').as('coins'),
      sql<number>`sum(seen_at is null)`.as('unseen'),
    ])
    .where('player_id', '=', p.player)
    .groupBy('kind'),
)

/** The kinds of awards the player has, each with its first and its newest one (`id`, `newest`) and what all of it paid. */
export async function kindsOf(db: Reader, playerId: number) {
  return await kindsQuery(db, { player: playerId })
}

const pageQuery = prepare((db, p: { player: number; kind: string; before: number; limit: number }) =>
  db
    .selectFrom('awards')
    .selectAll()
    .where('player_id', '=', p.player)
    .where('kind', '=', p.kind)
    .where('id', '<', p.before)
    .orderBy('id', 'desc')
    .limit(p.limit),
)

/** The player's awards of one kind, newest first, those older than the award `before`. */
export async function page(db: Reader, playerId: number, kind: AwardKind, before: number, limit: number) {
  return await pageQuery(db, { player: playerId, kind, before, limit })
}

const byRefsQuery = prepare((db, p: { player: number; kinds: string; refs: string }) =>
  db
    .selectFrom('awards')
    .select(['id', 'kind', 'ref'])
    .where('player_id', '=', p.player)
    .where('kind', 'in', amongJson<string>(p.kinds))
    .where('ref', 'in', amongJson<string>(p.refs)),
)

/** The player's awards of any of these kinds with any of these refs. */
export async function byRefs(db: Reader, playerId: number, kinds: string[], refs: string[]) {
  const lists = { kinds: JSON.stringify(kinds), refs: JSON.stringify(refs) }
  return await byRefsQuery(db, { player: playerId, ...lists })
}

/** The player has looked at all awards up to the one with the id `upTo`. */
export async function see(tx: Tx, playerId: number, upTo: number, now: number): Promise<void> {
  await tx
    .updateTable('awards')
    .set({ seen_at: now })
    .where('player_id', '=', playerId)
    .where('seen_at', 'is', null)
    .where('id', '<=', upTo)
    .execute()
}

const latestQuery = prepare((db, p: { player: number; limit: number }) =>
  db
    .selectFrom('awards')
    .select(['id', 'kind', 'ref', 'at'])
    .where('player_id', '=', p.player)
    .orderBy('at', 'desc')
    .limit(p.limit),
)

/** The player's latest awards, newest first. */
export async function latest(db: Reader, playerId: number, limit: number) {
  return await latestQuery(db, { player: playerId, limit })
}

const diplomaQuery = prepare((db, p: { id: number }) =>
  db
    .selectFrom('awards')
    .innerJoin('players', 'players.id', 'awards.player_id')
    .select(['awards.id', 'kind', 'ref', 'at', 'player_id', 'players.name'])
    .where('awards.id', '=', p.id),
)

/** What stands on a diploma, which everybody may see. */
export async function diploma(db: Reader, id: number) {
  return (await diplomaQuery(db, { id }))[0]
}
