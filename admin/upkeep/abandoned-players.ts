import * as abandoned from '../../shared/db/abandoned.ts'
import type { Connection, Reader, Tx } from '../../shared/db/connection.ts'
import { PUT_AWAY } from '../../shared/rules/sessions.ts'
import { closeAccount } from '../people/account-closings.ts'
import { forEach, pages } from './tidying.ts'

type World = Pick<Connection, 'db' | 'write'>

/** Before everybody. */
const FIRST: abandoned.Place = { at: 0, ref: 0 }

/**
 * Removes players without an e-mail address who were not here for 30 days and never answered. Whoever was gone for so long
 * by `since` (ms), when this was last done, was looked at then; but no session tells when somebody went who has none any more,
 * as they signed out or in as somebody else, so all of those are. Gives back how many it removed.
 */
export async function removeUnanswered({ db, write }: World, now: number, since: number): Promise<number> {
  const until = now - PUT_AWAY.unansweredMs
  const fits = async (on: Reader | Tx, id: number) =>
    (await abandoned.isAbandoned(on, id, until)) && (await abandoned.isBlank(on, id))
  const remove = async (ids: number[]) =>
    await forEach(write, await only(ids, (id) => fits(db, id)), async (tx, id) => {
      const stays = !(await fits(tx, id))
      if (!stays) await abandoned.remove(tx, id)
      return !stays
    })
  let removed = 0
  const seen: abandoned.Place = { at: since - PUT_AWAY.unansweredMs, ref: '' }
  for await (const page of pages((place, limit) => abandoned.lastSeen(db, place, until, limit), seen))
    removed += await remove([...new Set(page.map(({ id }) => id))])
  for await (const page of pages((place, limit) => abandoned.begun(db, place, until, limit), FIRST))
    removed += await remove(page.filter(({ known }) => !known).map(({ id }) => id))
  return removed
}

/** Puts away all of them who were not here for a year: the account of who answered is closed, which takes the name off what they did. */
export async function putAwayUnused({ db, write }: World, now: number): Promise<number> {
  const until = now - PUT_AWAY.unusedMs
  const fits = (on: Reader | Tx, id: number) => abandoned.isAbandoned(on, id, until)
  let put = 0
  for await (const page of pages((place, limit) => abandoned.begun(db, place, until, limit), FIRST)) {
    const ids = await only(
      page.map(({ id }) => id),
      (id) => fits(db, id),
    )
    put += await forEach(write, ids, async (tx, id) => {
      if (!(await fits(tx, id))) return false
      if (await abandoned.isBlank(tx, id)) await abandoned.remove(tx, id)
      else await closeAccount(tx, id, { editor: null, now })
      return true
    })
  }
  return put
}

/** Those that fit: found out by reading, as the lock is only for those. */
async function only(ids: number[], fits: (id: number) => Promise<boolean>): Promise<number[]> {
  const found: number[] = []
  for (const id of ids) if (await fits(id)) found.push(id)
  return found
}
