import { friendlyName, nameKey } from '../rules/names.ts'
import type { Random } from '../rules/random.ts'
import type { Role } from '../rules/roles.ts'
import * as audit from './audit.ts'
import type { Reader, Tx } from './connection.ts'
import { prepare } from './prepare.ts'
import type { New, Row } from './tables.ts'
import * as visits from './visits.ts'

const byEmailQuery = prepare((db, p: { email: string }) =>
  db
    .selectFrom('players')
    .select(['id', 'password', 'role', 'must_change_password', 'closed_at'])
    .where('email', '=', p.email),
)

/** E-mail addresses are stored trimmed and in lower case; this is the one place that makes them so. */
export const normalizeEmail = (email: string) => email.trim().toLowerCase()

export async function byEmail(db: Reader | Tx, email: string) {
  const [found] = await byEmailQuery(db, { email: normalizeEmail(email) })
  return found
}

const byIdQuery = prepare((db, p: { id: number }) =>
  db.selectFrom('players').selectAll().where('id', '=', p.id),
)

export async function byId(db: Reader | Tx, id: number) {
  return (await byIdQuery(db, { id }))[0]
}

/** Whether somebody has the name, or one that reads alike; `but` may have it. */
export async function nameTaken(tx: Tx, name: string, but = 0): Promise<boolean> {
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

/** What staff change about a player, as the audit keeps it: no e-mail address, no password. */
export type PlayerFields = Pick<Row<'players'>, 'name' | 'role' | 'country'> & { closed: boolean }

/** The player with these fields; undefined when there is none. */
export async function present(db: Reader | Tx, id: number) {
  const player = await byId(db, id)
  if (!player) return
  const { name, role, country, closed_at } = player
  return { version: null, name, fields: { name, role, country, closed: closed_at !== null } }
}

async function note(tx: Tx, by: audit.By | audit.House, id: number, before: audit.Fields) {
  const { name, fields } = (await present(tx, id))!
  await audit.note(tx, by, { kind: 'player', ref: id, name, before, after: fields })
}

/** Leaves one row for all that `change` changes of the player, who is there; it leaves none itself. */
export async function asOne(tx: Tx, id: number, by: audit.By, change: () => Promise<void>): Promise<void> {
  const before = (await present(tx, id))!
  await change()
  await note(tx, by, id, before.fields)
}

/** Gives the player another name; false when somebody else has it. Without `by` it is the player who wants it. */
export async function rename(tx: Tx, id: number, name: string, by?: audit.By): Promise<boolean> {
  if (await nameTaken(tx, name, id)) return false
  const before = by && (await present(tx, id))
  await tx
    .updateTable('players')
    .set({ name, name_key: nameKey(name) })
    .where('id', '=', id)
    .execute()
  if (by && before) await note(tx, by, id, before.fields)
  return true
}

const cardQuery = prepare((db, p: { id: number }) =>
  db
    .selectFrom('players')
    .innerJoin('cities', 'cities.id', 'players.city_id')
    .select(['players.id', 'players.name', 'role', 'players.country', 'miles', 'players.created_at'])
    .select('closed_at')
    .select(['cities.id as city_id', 'cities.name as city_name', 'cities.slug as city_slug'])
    .where('players.id', '=', p.id),
)

/** What everybody may know of a player. */
export async function card(db: Reader | Tx, id: number) {
  return (await cardQuery(db, { id }))[0]
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

/** `country` is the ambassador's, null for every other role. Without `by` it is the house, as with the first admin. */
export async function setRole(
  tx: Tx,
  id: number,
  role: Role,
  country: string | null,
  by?: audit.By,
): Promise<void> {
  const before = by && (await present(tx, id))
  await tx.updateTable('players').set({ role, country }).where('id', '=', id).execute()
  if (by && before) await note(tx, by, id, before.fields)
}

/** Closes the account: no role, a name of ours, and whoever began in the same browser is somebody new. */
export async function close(tx: Tx, id: number, name: string, by: audit.By | audit.House): Promise<void> {
  const before = (await present(tx, id))!
  const nobody = { name, name_key: nameKey(name), role: 'player', country: null, begun_by: null } as const
  await tx
    .updateTable('players')
    .set({ ...nobody, closed_at: by.now })
    .where('id', '=', id)
    .execute()
  await note(tx, by, id, before.fields)
}

/** Opens a closed account again; name and role stay as closing left them. Without `by` it leaves no row. */
export async function reopen(tx: Tx, id: number, by?: audit.By): Promise<void> {
  const before = by && (await present(tx, id))
  await tx.updateTable('players').set({ closed_at: null }).where('id', '=', id).execute()
  if (by && before) await note(tx, by, id, before.fields)
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
