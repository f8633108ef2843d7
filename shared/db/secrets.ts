import type { Reader } from './connection.ts'
import { prepare } from './prepare.ts'

const secretQuery = prepare((db, p: { name: 'arrivals' }) =>
  db.selectFrom('secrets').select('value').where('name', '=', p.name),
)

/** What the processes of this installation know and nobody else: 256 random bits as text. */
export async function byName(db: Reader, name: 'arrivals'): Promise<string> {
  return (await secretQuery(db, { name }))[0]!.value
}
