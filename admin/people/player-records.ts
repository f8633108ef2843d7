import type { Tx } from '../../shared/db/connection.ts'
import * as players from '../../shared/db/players.ts'
import { isAdmin } from '../../shared/rules/roles.ts'
import type { RecordKind } from '../history/record-kind.ts'
import { closeAccount, reopenAccount } from './account-closings.ts'
import { changeRole, roleProblem } from './role-changes.ts'

export const record: RecordKind = {
  kind: 'player',
  noun: 'Player',
  labels: { name: 'Name', role: 'Role', country: 'Country of an ambassador', closed: 'Closed' },
  path: (ref) => `/admin/players/${ref}`,
  adminsOnly: true,
  read: (db, ref) => players.present(db, Number(ref)),
  mayOpen: (_db, person) => isAdmin(person),
  show: (_db, field, value) => (field === 'closed' ? (value ? 'yes' : 'no') : String(value ?? '')),
  async put(tx, { ref, now, fields }, by) {
    if (!now || !fields) return 'This is done on their own page.'
    const [id, set] = [Number(ref), fields as players.PlayerFields]
    if (set.closed && !now.fields.closed) return await closeAccount(tx, id, by)
    const problem = await unfit(tx, id, set)
    if (!problem) await players.asOne(tx, id, by, () => give(tx, id, set))
    return problem
  },
}

/** What keeps the player from having these fields: a sentence. */
async function unfit(tx: Tx, id: number, { name, role, closed }: players.PlayerFields) {
  const player = (await players.byId(tx, id))!
  if (name !== player.name && (await players.nameTaken(tx, name, id)))
    return 'Somebody else has this name by now.'
  return await roleProblem(tx, closed ? player : { ...player, closed_at: null }, role)
}

async function give(tx: Tx, id: number, { name, role, country, closed }: players.PlayerFields) {
  if (!closed) await reopenAccount(tx, id)
  await changeRole(tx, id, role, country)
  await players.rename(tx, id, name)
}
