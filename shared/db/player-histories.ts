import { sql } from 'kysely'
import type { Reader } from './connection.ts'
import { type Cursor, page } from './pages.ts'

/** What happened to one player, as the dashboard tells it. Read row by row of that player alone, and never cut short. */

export interface Happening {
  kind: 'flight' | 'job' | 'award'
  at: number
  /** What it paid; negative when it cost. */
  coins: number
  /** A flight's ends, a job's category and city, an award's kind and what it is for. */
  first: string
  second: string
  /** A flight's miles, a job's points in tenths. */
  n: number
}

/** Keeps the three tables' ids apart, and says what comes first at one moment: a flight ends the job, and either may win an award. */
const [JOB, FLIGHT, AWARD] = [0, 1e15, 2e15]

/** One page of a player's flights, jobs and awards, newest first. A job stands where it ended, or began while it is open. */
export async function happenings(db: Reader, playerId: number, cursor?: Cursor) {
  const all = sql<Happening & { id: number }>`(
    select 'flight' as kind, flights.id + ${FLIGHT} as id, departed_at as at, -fare as coins,
      origin.name as first, goal.name as second, flights.miles as n
    from flights
    join cities origin on origin.id = from_city_id join cities goal on goal.id = to_city_id
    where player_id = ${playerId}
    union all
    select 'job', jobs.id + ${JOB}, coalesce(finished_at, started_at), coins, categories.name, cities.name, points
    from jobs join categories on categories.id = category_id join cities on cities.id = city_id
    where player_id = ${playerId}
    union all
    select 'award', id + ${AWARD}, at, coins, kind, ref, 0 from awards where player_id = ${playerId})`
  const query = db.selectFrom(all.as('happenings')).select(['kind', 'at', 'coins', 'first', 'second', 'n'])
  return await page(query, 'happenings', { column: 'happenings.at', descending: true }, cursor)
}

/** Each way the player ever flew, once. */
export async function routes(db: Reader, playerId: number) {
  return await db
    .selectFrom('flights')
    .select(['from_city_id', 'to_city_id'])
    .distinct()
    .where('player_id', '=', playerId)
    .execute()
}

/** One page of the player's payments, newest first, each with the `sum` of all up to it. */
export async function payments(db: Reader, playerId: number, cursor?: Cursor) {
  const summed = db
    .selectFrom('ledger')
    .select(['id', 'coins', 'reason', 'ref', 'at'])
    .select(sql<number>`sum(coins) over (order by id)`.as('sum'))
    .where('player_id', '=', playerId)
  const query = db.selectFrom(summed.as('payments')).select(['coins', 'reason', 'ref', 'at', 'sum'])
  return await page(query, 'payments', { column: 'payments.id', descending: true }, cursor, 50)
}

/** What all payments come to, and what the purse holds: the same, or something is wrong. */
export async function books(db: Reader, playerId: number) {
  return await db
    .selectFrom('balances')
    .select(['coins as balance'])
    .select((eb) =>
      eb
        .selectFrom('ledger')
        .select(sql<number>`coalesce(sum(coins), 0)`.as('sum'))
        .where('player_id', '=', playerId)
        .$asScalar()
        .as('sum'),
    )
    .where('player_id', '=', playerId)
    .executeTakeFirstOrThrow()
}

/** The latest messages the player wrote on walls. */
export async function messages(db: Reader, playerId: number, limit: number) {
  return await db
    .selectFrom('messages')
    .innerJoin('cities', 'cities.id', 'messages.city_id')
    .select(['messages.id', 'text', 'at', 'hidden_at', 'cities.name as city'])
    .where('player_id', '=', playerId)
    .orderBy('messages.id', 'desc')
    .limit(limit)
    .execute()
}
