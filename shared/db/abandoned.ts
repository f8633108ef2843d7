import { sql } from 'kysely'
import type { Reader, Tx } from './connection.ts'
import * as counters from './counters.ts'

/** Players without an e-mail address who stay away: nobody can write to them, and without their cookie they cannot come back. */

/** Where a page of them ended, to go on behind it. */
export interface Place {
  at: number
  ref: string | number
}

export interface Found extends Place {
  id: number
}

/** So many jobs without a single answer are more than can be removed at once. */
const MOST_JOBS = 20

/** Those who were last here after `place` and until `to` (ms) in the order of that; some have been here since in another browser. */
export async function lastSeen(db: Reader, place: Place, to: number, limit: number): Promise<Found[]> {
  return await db
    .selectFrom('sessions')
    .select(['player_id as id', 'seen_at as at', 'token_hash as ref'])
    .where((eb) => eb(eb.refTuple('seen_at', 'token_hash'), '>', eb.tuple(place.at, String(place.ref))))
    .where('seen_at', '<=', to)
    .orderBy('seen_at')
    .orderBy('token_hash')
    .limit(limit)
    .execute()
}

/** Those who began after `place` and until `to` (ms), in the order of that; and whether any browser still knows them (0 or 1). */
export async function begun(db: Reader, place: Place, to: number, limit: number) {
  return await db
    .selectFrom('players')
    .select(['id', 'created_at as at', 'id as ref'])
    .select(({ exists, selectFrom }) =>
      exists(selectFrom('sessions').select('player_id').whereRef('sessions.player_id', '=', 'players.id')).as(
        'known',
      ),
    )
    .where('email', 'is', null)
    .where('closed_at', 'is', null)
    .where((eb) => eb(eb.refTuple('created_at', 'id'), '>', eb.tuple(place.at, Number(place.ref))))
    .where('created_at', '<=', to)
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit)
    .execute()
}

/**
 * Whether the player has no e-mail address, was not here after `since` (ms), and has invited nobody, who may still come.
 * Whoever has no session any more, as they signed out or in as somebody else, was last seen when they began their last job.
 */
export async function isAbandoned(on: Reader | Tx, id: number, since: number): Promise<boolean> {
  const found = await on
    .selectFrom('players')
    .select('id')
    .where('id', '=', id)
    .where('email', 'is', null)
    .where('closed_at', 'is', null)
    .where('created_at', '<=', since)
    .where(
      sql<number>`coalesce(
      (select max(seen_at) from sessions where player_id = ${id}),
      (select started_at from jobs where player_id = ${id} order by id desc limit 1),
      created_at)`,
      '<=',
      since,
    )
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('invitations').select('player_id').where('player_id', '=', id))),
    )
    .executeTakeFirst()
  return !!found
}

/** Whether nothing but their own pages would miss the player: no answer, no word, no friend. */
export async function isBlank(on: Reader | Tx, id: number): Promise<boolean> {
  const trace = sql<number>`
    exists (select 1 from job_questions where player_id = ${id} and choice is not null)
    or exists (select 1 from messages where player_id = ${id})
    or exists (select 1 from complaints where player_id = ${id})
    or exists (select 1 from complaints where about_id = ${id})
    or exists (select 1 from feedback where player_id = ${id})
    or exists (select 1 from friendships where player_id = ${id})
    or (select count(*) from jobs where player_id = ${id}) > ${MOST_JOBS}`
  const { rows } = await sql<{ trace: number }>`select ${trace} as trace`.execute(on)
  return rows[0]?.trace === 0
}

const OWN = ['works', 'visits', 'earnings', 'ledger', 'flights', 'awards', 'balances', 'sessions'] as const

/** Removes a player who is blank with all that hangs on them; what was counted of them counts no more. */
export async function remove(tx: Tx, id: number): Promise<void> {
  await counters.uncount(tx, await counted(tx, id))
  const own = tx.selectFrom('jobs').select('id').where('player_id', '=', id)
  for (const table of ['ratings', 'job_questions'] as const)
    await tx.deleteFrom(table).where('job_id', 'in', own).execute()
  await tx.deleteFrom('jobs').where('player_id', '=', id).execute()
  for (const table of OWN)
    await tx
      .deleteFrom(table as 'works')
      .where('player_id', '=', id)
      .execute()
  await tx.deleteFrom('players').where('id', '=', id).execute()
}

/** The names of the counters in which the player is one. */
async function counted(tx: Tx, id: number): Promise<string[]> {
  const routes = tx.selectFrom('flights').select(['from_city_id', 'to_city_id']).distinct()
  const kinds = tx.selectFrom('awards').select('kind').distinct()
  const flown = await routes.where('player_id', '=', id).execute()
  const given = await kinds.where('player_id', '=', id).execute()
  return [
    ...flown.map(({ from_city_id, to_city_id }) => counters.route(from_city_id, to_city_id)),
    ...given.map(({ kind }) => `award:${kind}`),
  ]
}
