import { sql } from 'kysely'
import { holds, LIMITS } from '../rules/sessions.ts'
import { prepare, type Reader, type Tx } from './connection.ts'
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

/** Removes some of the sessions that are over at `now`, by the same rule as `find`; gives back how many. */
export async function removeSomeOver(tx: Tx, now: number, limit: number): Promise<number> {
  const { anonymous, player, staff } = LIMITS
  const idle = tx
    .selectFrom('sessions')
    .select('token_hash')
    .where('seen_at', '<=', now - anonymous.idleMs)
  const old = tx
    .selectFrom('sessions')
    .innerJoin('players', 'players.id', 'sessions.player_id')
    .select('token_hash')
    .where('sessions.created_at', '<=', now - player.absoluteMs)
    .where('email', 'is not', null)
  const ofStaff = tx
    .selectFrom('players')
    .innerJoin('sessions', 'sessions.player_id', 'players.id')
    .select('token_hash')
    .where(sql<boolean>`role <> 'player'`)
    .where((eb) =>
      eb.or([
        eb('seen_at', '<=', now - staff.idleMs),
        eb('sessions.created_at', '<=', now - staff.absoluteMs),
      ]),
    )
  let removed = 0n
  for (const over of [idle, old, ofStaff]) {
    const some = tx.deleteFrom('sessions').where('token_hash', 'in', over.limit(limit))
    removed += (await some.executeTakeFirst()).numDeletedRows
  }
  return Number(removed)
}
