import type { Reader, Tx } from './connection.ts'
import type { New } from './tables.ts'

export async function byId(db: Reader | Tx, id: number) {
  return await db.selectFrom('photos').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The same bytes are one photo: gives back the id of the one that was there, or of the new one. */
export async function insert(tx: Tx, row: New<'photos'>): Promise<number> {
  const known = await tx.selectFrom('photos').select('id').where('sha256', '=', row.sha256).executeTakeFirst()
  if (known) return known.id
  const { id } = await tx.insertInto('photos').values(row).returning('id').executeTakeFirstOrThrow()
  return id
}

/** Every photo with its credits, for the credits page. */
export async function all(db: Reader) {
  return await db.selectFrom('photos').selectAll().orderBy('title').execute()
}
