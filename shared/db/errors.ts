import * as audit from './audit.ts'
import type { Reader, Tx } from './connection.ts'
import { type Cursor, page as pageOf } from './pages.ts'
import type { New } from './tables.ts'

/** Errors of browsers, one row for all that are the same. */

/** So many are told apart; the table never grows beyond them. */
export const MOST = 1000

export type ErrorState = 'open' | 'closed'

type Reported = Pick<New<'errors'>, 'fingerprint' | 'message' | 'source' | 'page' | 'browser'>

/** Counts one up, or keeps a new one; a closed one that happens again is open again. */
export async function report(tx: Tx, { page, browser, ...what }: Reported, now: number): Promise<void> {
  const seen = { page, browser, last_at: now }
  const { numUpdatedRows } = await tx
    .updateTable('errors')
    .set((eb) => ({ ...seen, n: eb('n', '+', 1), closed_by: null, closed_at: null }))
    .where('fingerprint', '=', what.fingerprint)
    .executeTakeFirst()
  if (numUpdatedRows > 0n) return
  await makeRoom(tx)
  await tx
    .insertInto('errors')
    .values({ ...what, ...seen, first_at: now })
    .execute()
}

/** When all places are taken the least telling one goes: a closed one, then what happened once, then what is longest ago. */
async function makeRoom(tx: Tx): Promise<void> {
  const { n } = await tx
    .selectFrom('errors')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  if (n < MOST) return
  const least = tx
    .selectFrom('errors')
    .select('id')
    .orderBy((eb) => eb('closed_at', 'is', null))
    .orderBy((eb) => eb('n', '>', 1))
    .orderBy('last_at')
    .orderBy('id')
    .limit(1)
  await tx.deleteFrom('errors').where('id', '=', least).execute()
}

/** One page of them, the one that happened last on top. */
export async function list(db: Reader, filter: { state?: ErrorState; id?: number }, cursor?: Cursor) {
  let query = db
    .selectFrom('errors')
    .leftJoin('players as closer', 'closer.id', 'errors.closed_by')
    .selectAll('errors')
    .select('closer.name as closed_by_name')
  if (filter.state) query = query.where('errors.closed_at', filter.state === 'open' ? 'is' : 'is not', null)
  if (filter.id) query = query.where('errors.id', '=', filter.id)
  return await pageOf(query, 'errors', { column: 'errors.last_at', descending: true }, cursor)
}

export async function countOpen(db: Reader): Promise<number> {
  const { n } = await db
    .selectFrom('errors')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('closed_at', 'is', null)
    .executeTakeFirstOrThrow()
  return n
}

/** The error with its state, as the audit keeps it; undefined when it is gone. */
export async function present(db: Reader | Tx, id: number) {
  const row = await db
    .selectFrom('errors')
    .select(['message', 'closed_at'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return
  const state: ErrorState = row.closed_at === null ? 'open' : 'closed'
  return { version: null, name: row.message, fields: { state }, closedAt: row.closed_at }
}

/** Closes it or opens it again; what is so already keeps who made it so, and leaves no row. */
export async function setState(tx: Tx, id: number, state: ErrorState, by: audit.By): Promise<void> {
  const before = await present(tx, id)
  if (!before || before.fields.state === state) return
  const closed = state === 'closed'
  await tx
    .updateTable('errors')
    .set({ closed_by: closed ? by.editor : null, closed_at: closed ? by.now : null })
    .where('id', '=', id)
    .execute()
  await audit.note(tx, by, {
    kind: 'error',
    ref: id,
    name: before.name,
    before: before.fields,
    after: { state },
  })
}
