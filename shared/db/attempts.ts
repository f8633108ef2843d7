import type { Reader, Tx } from './connection.ts'

/** How often `key` was tried since `since` (ms). */
export async function count(db: Reader | Tx, key: string, since: number): Promise<number> {
  const { n } = await db
    .selectFrom('attempts')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('key', '=', key)
    .where('at', '>', since)
    .executeTakeFirstOrThrow()
  return n
}

export async function insert(tx: Tx, keys: string[], at: number): Promise<void> {
  await tx
    .insertInto('attempts')
    .values(keys.map((key) => ({ key, at })))
    .execute()
}

/** Forgets what was tried before `before` or after `after` (ms). */
export async function forget(tx: Tx, before: number, after: number): Promise<void> {
  await tx
    .deleteFrom('attempts')
    .where((eb) => eb.or([eb('at', '<', before), eb('at', '>', after)]))
    .execute()
}

/** Forgets some of what was tried before `before` (ms), not what lies in the future; gives back how many. */
export async function forgetSome(tx: Tx, before: number, limit: number): Promise<number> {
  const old = tx.selectFrom('attempts').select('id').where('at', '<', before).limit(limit)
  const some = tx.deleteFrom('attempts').where('id', 'in', old)
  return Number((await some.executeTakeFirst()).numDeletedRows)
}

/** Forgets the tries under one key. */
export async function clear(tx: Tx, key: string): Promise<void> {
  await tx.deleteFrom('attempts').where('key', '=', key).execute()
}
