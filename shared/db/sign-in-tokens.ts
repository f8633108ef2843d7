import type { Reader, Tx } from './connection.ts'

/** Only the newest link of a player works. */
export async function replace(tx: Tx, playerId: number, tokenHash: string, expiresAt: number): Promise<void> {
  await removeAll(tx, playerId)
  await tx
    .insertInto('sign_in_tokens')
    .values({ token_hash: tokenHash, player_id: playerId, expires_at: expiresAt })
    .execute()
}

/** Whose link it is; undefined when it is unknown, used or over at `now`. */
export async function find(db: Reader, tokenHash: string, now: number): Promise<number | undefined> {
  const found = await db
    .selectFrom('sign_in_tokens')
    .select('player_id')
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return found?.player_id
}

/** Uses the link up; false when somebody else just did. */
export async function use(tx: Tx, tokenHash: string, now: number): Promise<boolean> {
  const result = await tx
    .deleteFrom('sign_in_tokens')
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return result.numDeletedRows === 1n
}

/** Makes every link of the player worthless. */
export async function removeAll(tx: Tx, playerId: number): Promise<void> {
  await tx.deleteFrom('sign_in_tokens').where('player_id', '=', playerId).execute()
}

/** Removes some of the links that are over at `now`; gives back how many. */
export async function removeSomeOver(tx: Tx, now: number, limit: number): Promise<number> {
  const over = tx
    .selectFrom('sign_in_tokens')
    .select('token_hash')
    .where('expires_at', '<=', now)
    .limit(limit)
  const some = tx.deleteFrom('sign_in_tokens').where('token_hash', 'in', over)
  return Number((await some.executeTakeFirst()).numDeletedRows)
}
