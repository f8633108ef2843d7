import { sql } from 'kysely'
import { holds, LIMITS } from '../rules/sessions.ts'
import type { Reader, Tx } from './connection.ts'
import { prepare } from './prepare.ts'
import type { New } from './tables.ts'

const byToken = prepare((db, p: { token: string }) =>
  db
    .selectFrom('sessions')
    .innerJoin('players', 'players.id', 'sessions.player_id')
    .innerJoin('balances', 'balances.player_id', 'players.id')
    .innerJoin('cities', 'cities.id', 'players.city_id')
    .select([
      'players.id',
      'players.name',
      'players.email',
      'players.role',
      'players.country',
      'players.units',
      'players.clock',
      'players.miles',
      'players.city_id',
      'players.must_change_password',
      'players.created_at as joined_at',
      'balances.coins',
      'cities.slug as city_slug',
      'cities.name as city_name',
      'sessions.created_at',
      'sessions.seen_at',
    ])
    .select((eb) =>
      eb
        .selectFrom('awards')
        .select((count) => count.fn.countAll<number>().as('n'))
        .whereRef('awards.player_id', '=', 'players.id')
        .where('awards.seen_at', 'is', null)
        .as('unseen_awards'),
    )
    .where('sessions.token_hash', '=', p.token)
    .where('players.closed_at', 'is', null),
)

export type SignedIn = NonNullable<Awaited<ReturnType<typeof find>>>

/** Who holds the session, with balance and city, in one query; undefined when it is unknown, over at `now`, or of a closed account. */
export async function find(db: Reader, tokenHash: string, now: number) {
  const [found] = await byToken(db, { token: tokenHash })
  return found && holds(found, now) ? found : undefined
}

export async function insert(tx: Tx, row: New<'sessions'>): Promise<void> {
  await tx.insertInto('sessions').values(row).execute()
}

export async function touch(tx: Tx, tokenHash: string, now: number): Promise<void> {
  await tx.updateTable('sessions').set({ seen_at: now }).where('token_hash', '=', tokenHash).execute()
}

export async function remove(tx: Tx, tokenHash: string): Promise<void> {
  await tx.deleteFrom('sessions').where('token_hash', '=', tokenHash).execute()
}

/** Ends every session of the player, in both groups. */
export async function removeAll(tx: Tx, playerId: number): Promise<void> {
  await tx.deleteFrom('sessions').where('player_id', '=', playerId).execute()
}

/** Where a page of sessions ended, to go on behind it. */
export interface Place {
  created_at: number
  token_hash: string
}

/** Sessions that began after `place` and until `to` (ms) in the order of that, with whether they are of an account. */
export async function begun(db: Reader, place: Place, to: number, limit: number) {
  return await db
    .selectFrom('sessions')
    .leftJoin('players', 'players.id', 'sessions.player_id')
    .select(['sessions.created_at', 'token_hash', 'email'])
    .where((eb) =>
      eb(eb.refTuple('sessions.created_at', 'token_hash'), '>', eb.tuple(place.created_at, place.token_hash)),
    )
    .where('sessions.created_at', '<=', to)
    .orderBy('sessions.created_at')
    .orderBy('token_hash')
    .limit(limit)
    .execute()
}

/** Removes the session if it is over at `now`, by the same rule as `find`; gives back whether it was. */
export async function removeOver(tx: Tx, tokenHash: string, now: number): Promise<boolean> {
  const found = await tx
    .selectFrom('sessions')
    .innerJoin('players', 'players.id', 'sessions.player_id')
    .select(['role', 'email', 'sessions.created_at', 'seen_at'])
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst()
  if (!found || holds(found, now)) return false
  await remove(tx, tokenHash)
  return true
}

/**
 * Removes some of the sessions that are over at `now`, by the same rule as `find`; gives back how many. Those of accounts that
 * are in use and too old are left: they lie among anonymous players' that hold, too many to read under the lock (`begun`).
 */
export async function removeSomeOver(tx: Tx, now: number, limit: number): Promise<number> {
  const { anonymous, staff } = LIMITS
  const idle = tx
    .selectFrom('sessions')
    .select('token_hash')
    .where('seen_at', '<=', now - anonymous.idleMs)
  const ofStaff = tx
    .selectFrom('players')
    // In this order: there are few on the staff, and the planner would rather read every session.
    .crossJoin('sessions')
    .select('token_hash')
    .where(sql<boolean>`role <> 'player'`)
    .whereRef('sessions.player_id', '=', 'players.id')
    .where((eb) =>
      eb.or([
        eb('seen_at', '<=', now - staff.idleMs),
        eb('sessions.created_at', '<=', now - staff.absoluteMs),
      ]),
    )
  let removed = 0n
  for (const over of [idle, ofStaff]) {
    const some = tx.deleteFrom('sessions').where('token_hash', 'in', over.limit(limit))
    removed += (await some.executeTakeFirst()).numDeletedRows
  }
  return Number(removed)
}
