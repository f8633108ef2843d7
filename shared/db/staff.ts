import { sql } from 'kysely'
import type { Role } from '../rules/roles.ts'
import type { Reader, Tx } from './connection.ts'
import { type Cursor, page } from './pages.ts'
import { prepare } from './prepare.ts'

/**
 * One page of all who have a role, by name, each with when they were last seen and how many changes they made, the
 * latest of them by its number (`last_id`), moment and the name of what was changed.
 */
export async function list(db: Reader, filter: { role?: Role; country?: string }, cursor?: Cursor) {
  const last = sql<number>`(select max(id) from audit where editor_id = players.id)`
  let query = db
    .selectFrom('players')
    .leftJoin('audit as last', (join) => join.on('last.id', '=', last))
    .leftJoin('countries', 'countries.iso2', 'players.country')
    .select(['players.name', 'email', 'role', 'countries.name as country'])
    .select(['last.id as last_id', 'last.at as last_at', 'last.name as last_name'])
    .select([
      sql<number>`(select count(*) from audit where editor_id = players.id)`.as('changes'),
      sql<number | null>`(select max(seen_at) from sessions where player_id = players.id)`.as('seen_at'),
    ])
    // The words of the index, which holds staff alone: among a million players these are few.
    .where(sql<boolean>`role <> 'player'`)
  if (filter.role) query = query.where('role', '=', filter.role)
  if (filter.country) query = query.where('players.country', '=', filter.country)
  return await page(query, 'players', { column: 'players.name', descending: false }, cursor)
}

const ambassadorsQuery = prepare((db, p: { country: string }) =>
  db
    .selectFrom('players')
    .select(['id', 'name'])
    .where('country', '=', p.country)
    .where('role', '=', 'ambassador')
    .orderBy('id')
    .limit(10),
)

/** Who looks after the country, the oldest of them first. */
export async function ambassadors(db: Reader, country: string) {
  return await ambassadorsQuery(db, { country })
}

/** An admin; undefined when there is none yet. */
export async function anyAdmin(db: Reader) {
  return await db.selectFrom('players').select(['id', 'email']).where('role', '=', 'admin').executeTakeFirst()
}

export async function countAdmins(db: Reader | Tx): Promise<number> {
  const { n } = await db
    .selectFrom('players')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('role', '=', 'admin')
    // The words of the index, which holds staff alone: among a million players these are few.
    .where(sql<boolean>`role <> 'player'`)
    .executeTakeFirstOrThrow()
  return n
}
