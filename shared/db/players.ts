import { sql } from 'kysely'
import { friendlyName, nameKey } from '../rules/names.ts'
import type { Random } from '../rules/random.ts'
import type { Role } from '../rules/roles.ts'
import { prepare, type Reader, type Tx } from './connection.ts'
import { type Cursor, contains, page } from './pages.ts'
import type { New } from './tables.ts'
import * as visits from './visits.ts'

const byEmailQuery = prepare((db, p: { email: string }) =>
  db
    .selectFrom('players')
    .select(['id', 'password', 'role', 'must_change_password'])
    .where('email', '=', p.email),
)

/** E-mail addresses are stored trimmed and in lower case; this is the one place that makes them so. */
export const normalizeEmail = (email: string) => email.trim().toLowerCase()

export async function byEmail(db: Reader | Tx, email: string) {
  const [found] = await byEmailQuery(db, { email: normalizeEmail(email) })
  return found
}

export async function byId(db: Reader | Tx, id: number) {
  return await db.selectFrom('players').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function anyAdmin(db: Reader) {
  return await db.selectFrom('players').select(['id', 'email']).where('role', '=', 'admin').executeTakeFirst()
}

/** Whether somebody has the name, or one that reads alike; `but` may have it. */
async function nameTaken(tx: Tx, name: string, but = 0): Promise<boolean> {
  const other = await tx
    .selectFrom('players')
    .select('id')
    .where((eb) => eb.or([eb('name_key', '=', nameKey(name)), eb('name', '=', name)]))
    .where('id', '!=', but)
    .executeTakeFirst()
  return !!other
}

/** A friendly name that nobody has. */
export async function freeName(tx: Tx, random: Random): Promise<string> {
  let name = friendlyName(random)
  while (await nameTaken(tx, name)) name = friendlyName(random)
  return name
}

/** Gives the player another name; false when somebody else has it. */
export async function rename(tx: Tx, id: number, name: string): Promise<boolean> {
  if (await nameTaken(tx, name, id)) return false
  await tx
    .updateTable('players')
    .set({ name, name_key: nameKey(name) })
    .where('id', '=', id)
    .execute()
  return true
}

const cardQuery = prepare((db, p: { id: number }) =>
  db
    .selectFrom('players')
    .innerJoin('cities', 'cities.id', 'players.city_id')
    .select(['players.id', 'players.name', 'role', 'players.country', 'miles', 'players.created_at'])
    .select(['cities.id as city_id', 'cities.name as city_name', 'cities.slug as city_slug'])
    .where('players.id', '=', p.id),
)

/** What everybody may know of a player. */
export async function card(db: Reader | Tx, id: number) {
  return (await cardQuery(db, { id }))[0]
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

const begunByQuery = prepare((db, p: { token: string }) =>
  db.selectFrom('players').select(['id', 'created_at']).where('begun_by', '=', p.token),
)

/** The player whom the browser with this token's hash began after `since` (ms); an older one is not known by it any more. */
export async function begunBy(tx: Tx, tokenHash: string, since: number): Promise<number | undefined> {
  const [found] = await begunByQuery(tx, { token: tokenHash })
  if (found && found.created_at > since) return found.id
  if (found) await tx.updateTable('players').set({ begun_by: null }).where('id', '=', found.id).execute()
}

/** Adds a player with an empty purse, who is in the first city. */
export async function insert(tx: Tx, row: Omit<New<'players'>, 'name_key'>): Promise<number> {
  const named = { ...row, name_key: nameKey(row.name) }
  const { id } = await tx.insertInto('players').values(named).returning('id').executeTakeFirstOrThrow()
  await tx.insertInto('balances').values({ player_id: id, coins: 0 }).execute()
  await visits.arrive(tx, id, row.city_id, row.created_at)
  return id
}

/** Turns an anonymous player into one who can sign in; false when the player already has an account. */
export async function addAccount(tx: Tx, id: number, email: string, password: string): Promise<boolean> {
  const result = await tx
    .updateTable('players')
    .set({ email: normalizeEmail(email), password })
    .where('id', '=', id)
    .where('email', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** `oneTime`: the password was made by somebody else, so the first sign-in changes it. */
export async function setPassword(
  tx: Tx,
  id: number,
  password: string,
  { oneTime = false } = {},
): Promise<void> {
  await tx
    .updateTable('players')
    .set({ password, must_change_password: oneTime ? 1 : 0 })
    .where('id', '=', id)
    .execute()
}

/** `country` is the ambassador's, null for every other role. */
export async function setRole(tx: Tx, id: number, role: Role, country: string | null): Promise<void> {
  await tx.updateTable('players').set({ role, country }).where('id', '=', id).execute()
}

export async function setPreferences(
  tx: Tx,
  id: number,
  set: { units: 'mi' | 'km'; clock: 0 | 1 },
): Promise<void> {
  await tx.updateTable('players').set(set).where('id', '=', id).execute()
}

/** Brings the player to a city, `miles` farther travelled. */
export async function move(tx: Tx, id: number, cityId: number, miles: number): Promise<void> {
  await tx
    .updateTable('players')
    .set((eb) => ({ city_id: cityId, miles: eb('miles', '+', miles) }))
    .where('id', '=', id)
    .execute()
}

export type PlayerSort = 'id' | 'name'

/** One page of the players whose name or e-mail holds `words`, newest first or by name. */
export async function list(
  db: Reader,
  words: string,
  role: Role | undefined,
  sort: PlayerSort,
  cursor?: Cursor,
) {
  let query = db
    .selectFrom('players')
    .innerJoin('balances', 'balances.player_id', 'players.id')
    .innerJoin('cities', 'cities.id', 'players.city_id')
    .select(['players.name', 'email', 'role', 'miles', 'players.created_at', 'coins', 'cities.name as city'])
  if (role) query = query.where('role', '=', role)
  if (words) {
    const pattern = contains(words)
    query = query.where(
      sql<boolean>`(players.name like ${pattern} escape '\\' or email like ${pattern} escape '\\')`,
    )
  }
  return await page(query, 'players', { column: `players.${sort}`, descending: sort === 'id' }, cursor)
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
    .select(['coins', 'cities.name as city', count('jobs').as('jobs'), count('flights').as('flights')])
    .select(
      sql<number>`(select count(*) from job_questions where player_id = ${id} and outcome is not null)`.as(
        'answers',
      ),
    )
    .where('players.id', '=', id)
    .executeTakeFirst()
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
