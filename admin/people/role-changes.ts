import type { By } from '../../shared/db/audit.ts'
import type { Tx } from '../../shared/db/connection.ts'
import * as players from '../../shared/db/players.ts'
import * as sessions from '../../shared/db/sessions.ts'
import * as signInTokens from '../../shared/db/sign-in-tokens.ts'
import * as staff from '../../shared/db/staff.ts'
import type { Row } from '../../shared/db/tables.ts'
import type { Role } from '../../shared/rules/roles.ts'

/** A role as a form says it was when it was loaded: “ambassador FR”. */
export const roleWords = ({ role, country }: { role: Role; country: string | null }) =>
  country ? `${role} ${country}` : role

const CLOSED = 'This account is closed. Open it again first.'
export const LAST = 'This is the last admin. Make somebody else one first.'
const NO_ACCOUNT = 'Only somebody with an account (an e-mail address and a password) can have this role.'

/** Gives somebody a role, which ends their sessions and links in both groups; a sentence says why not. Who has it already keeps all. Without `by` it leaves no row. */
export async function changeRole(
  tx: Tx,
  id: number,
  role: Role,
  country: string | null,
  by?: By,
): Promise<string | undefined> {
  const before = (await players.byId(tx, id))!
  const of = role === 'ambassador' ? country : null
  if (before.role === role && before.country === of) return
  const problem = await roleProblem(tx, before, role)
  if (problem) return problem
  await players.setRole(tx, id, role, of, by)
  await signInTokens.removeAll(tx, id)
  await sessions.removeAll(tx, id)
}

/** What keeps somebody from another role: a sentence. */
export async function roleProblem(tx: Tx, player: Row<'players'>, role: Role): Promise<string | undefined> {
  if (player.role === role) return
  if (role !== 'player' && !player.email) return NO_ACCOUNT
  if (player.closed_at) return CLOSED
  if (player.role === 'admin' && (await staff.countAdmins(tx)) < 2) return LAST
}
