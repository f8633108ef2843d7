import * as players from '../shared/db/players.ts'
import { isAdmin } from '../shared/rules/roles.ts'
import { closeAccount, reopenAccount } from './account-closings.ts'
import type { RecordKind } from './record-kind.ts'
import { changeRole } from './role-changes.ts'

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
    if (!set.closed && now.fields.closed) await reopenAccount(tx, id, by)
    const problem = await changeRole(tx, id, set.role, set.country, by)
    if (problem || set.name === now.name) return problem
    if (!(await players.rename(tx, id, set.name, by))) return 'Somebody else has this name by now.'
  },
}
