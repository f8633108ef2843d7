import { chance } from '../../shared/chance.ts'
import type { By, House } from '../../shared/db/audit.ts'
import type { Tx } from '../../shared/db/connection.ts'
import * as earnings from '../../shared/db/earnings.ts'
import * as players from '../../shared/db/players.ts'
import * as sessions from '../../shared/db/sessions.ts'
import * as signInTokens from '../../shared/db/sign-in-tokens.ts'
import * as staff from '../../shared/db/staff.ts'
import { LAST } from './role-changes.ts'

const OWN = 'This is your own account: another admin can close it.'

/** Closes an account: nobody is signed in to it or can be; a sentence says why not. A closed one stays as it is. */
export async function closeAccount(tx: Tx, id: number, by: By | House): Promise<string | undefined> {
  const player = (await players.byId(tx, id))!
  if (player.closed_at) return
  if (id === by.editor) return OWN
  if (player.role === 'admin' && (await staff.countAdmins(tx)) < 2) return LAST
  await endSessions(tx, id)
  await earnings.putAside(tx, id)
  await players.close(tx, id, await players.freeName(tx, chance), by)
}

/** Lets the owner sign in again and puts them back on the leaderboards. An open account stays as it is. Without `by` it leaves no row. */
export async function reopenAccount(tx: Tx, id: number, by?: By): Promise<void> {
  const player = (await players.byId(tx, id))!
  if (!player.closed_at) return
  // One that was begun while the account was being closed would hold again.
  await endSessions(tx, id)
  await earnings.bringBack(tx, id)
  await players.reopen(tx, id, by)
}

async function endSessions(tx: Tx, id: number) {
  await signInTokens.removeAll(tx, id)
  await sessions.removeAll(tx, id)
}
