import type { Connection } from '../../shared/db/connection.ts'
import * as sessions from '../../shared/db/sessions.ts'
import { LIMITS } from '../../shared/rules/sessions.ts'
import { forEach, pages } from './tidying.ts'

/**
 * Ends the sessions of accounts that are too old, however much they are used. Those that were so at `since` (ms), when this
 * was last done, are gone. They are found by reading, as they lie among those of anonymous players, which only end unused.
 * Gives back how many it ended.
 */
export async function endOldSessions(
  { db, write }: Pick<Connection, 'db' | 'write'>,
  now: number,
  since: number,
): Promise<number> {
  const to = now - LIMITS.player.absoluteMs
  const start = { created_at: since - LIMITS.player.absoluteMs, token_hash: '' }
  let ended = 0
  for await (const page of pages((place, limit) => sessions.begun(db, place, to, limit), start)) {
    const tokens = page.filter(({ email }) => email !== null).map((one) => one.token_hash)
    ended += await forEach(write, tokens, (tx, token) => sessions.removeOver(tx, token, now))
  }
  return ended
}
