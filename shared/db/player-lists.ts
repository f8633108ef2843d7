import { sql } from 'kysely'
import type { Role } from '../rules/roles.ts'
import type { Reader } from './connection.ts'
import { type Cursor, contains, page } from './pages.ts'

/** Players as staff look for them. What changes them stands in players.ts. */

export const PLAYER_SORTS = ['id', 'name', 'miles', 'coins'] as const
export interface PlayerSort {
  by: (typeof PLAYER_SORTS)[number]
  descending: boolean
}

export interface PlayerFilter {
  /** A part of the name or of the e-mail address. */
  words?: string
  role?: Role
  /** Those whose account is closed, or open. */
  closed?: boolean
  /** Those who have an account to sign in to, or none. */
  account?: boolean
}

/** One page of the players, in the order of when they came, or of name, miles or coins. */
export async function list(db: Reader, filter: PlayerFilter, sort: PlayerSort, cursor?: Cursor) {
  let query = db
    .selectFrom('players')
    .innerJoin('balances', 'balances.player_id', 'players.id')
    .innerJoin('cities', 'cities.id', 'players.city_id')
    .select(['players.name', 'email', 'role', 'players.country', 'miles', 'players.created_at', 'closed_at'])
    .select(['coins', 'cities.name as city'])
  if (filter.role) query = query.where('role', '=', filter.role)
  if (filter.closed !== undefined) query = query.where('closed_at', filter.closed ? 'is not' : 'is', null)
  if (filter.account !== undefined) query = query.where('email', filter.account ? 'is not' : 'is', null)
  if (filter.words) {
    const pattern = contains(filter.words)
    query = query.where(
      sql<boolean>`(players.name like ${pattern} escape '\\' or email like ${pattern} escape '\\')`,
    )
  }
  const column = sort.by === 'coins' ? 'balances.coins' : `players.${sort.by}`
  return await page(query, 'players', { column, descending: sort.descending }, cursor)
}

/** One player as the dashboard shows them; the password stays where it is. */
export async function profile(db: Reader, id: number) {
  const count = (table: 'jobs' | 'flights') =>
    sql<number>`(select count(*) from ${sql.table(table)} where player_id = ${id})`
  return await db
    .selectFrom('players')
    .innerJoin('balances', 'balances.player_id', 'players.id')
    .innerJoin('cities', 'cities.id', 'players.city_id')
    .select(['players.id', 'players.name', 'email', 'role', 'players.country', 'miles', 'players.created_at'])
    .select('closed_at')
    .select(['coins', 'cities.name as city', count('jobs').as('jobs'), count('flights').as('flights')])
    .select(
      sql<number>`(select count(*) from job_questions where player_id = ${id} and outcome is not null)`.as(
        'answers',
      ),
    )
    .where('players.id', '=', id)
    .executeTakeFirst()
}
