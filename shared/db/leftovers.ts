import { Conflict } from '../errors.ts'
import type { Reader, Tx } from './connection.ts'
import { amongJson } from './dialect.ts'

/** The dashboard process that has the files in hand, and since when. */
export interface By {
  worker: number
  now: number
}

/** Stands in place of a process for files nobody has in hand: only their time decides. */
const NOBODY = -1

/** Notes files, by the beginning of their keys, before they are written. Throws Conflict when they are being removed at this moment. */
export async function add(tx: Tx, keys: string[], { worker, now }: By): Promise<void> {
  const gone = await tx
    .selectFrom('leftovers')
    .select('key')
    .where('key', 'in', amongJson<string>(JSON.stringify(keys)))
    .where('removing', '=', 1)
    .executeTakeFirst()
  if (gone)
    throw new Conflict('An older copy of this very file is being removed at this moment. Send it again.')
  for (const key of keys) {
    await tx
      .insertInto('leftovers')
      .values({ key, worker, at: now })
      .onConflict((same) => same.columns(['key', 'worker']).doUpdateSet({ at: now }))
      .execute()
  }
}

/** Notes files no row shows any more since `now`. They outlive the process: somebody may still be looking at them. */
export const retire = (tx: Tx, keys: string[], { now }: Pick<By, 'now'>): Promise<void> =>
  add(tx, keys, { worker: NOBODY, now })

/** Notes files that were found on the disk and that nothing speaks of; any note there is goes on as it is. */
export async function addFound(tx: Tx, keys: string[]): Promise<void> {
  for (const key of keys) {
    const row = { key, worker: NOBODY, at: 0 }
    await tx
      .insertInto('leftovers')
      .values(row)
      .onConflict((same) => same.doNothing())
      .execute()
  }
}

/** Those of `keys` that are noted. */
export async function noted(db: Reader | Tx, keys: string[]): Promise<Set<string>> {
  const query = db.selectFrom('leftovers').select('key').distinct()
  const rows = await query.where('key', 'in', amongJson<string>(JSON.stringify(keys))).execute()
  return new Set(rows.map(({ key }) => key))
}

/**
 * At most `limit` keys for `worker` to remove `now`, marked as in its hands: of those it had in hand when it died (no
 * `before`), or of all noted before a time, the ones no row shows and nobody else has noted. `more`: there may be others.
 */
export async function take(tx: Tx, { worker, now }: By, before: number | undefined, limit: number) {
  const notes = tx.selectFrom('leftovers').select(['key', 'worker']).where('removing', '=', 0).limit(limit)
  const due = before === undefined ? notes.where('worker', '=', worker) : notes.where('at', '<', before)
  const found = await due.execute()
  const keys: string[] = []
  for (const note of found) {
    const { key } = note
    if ((await isShown(tx, key)) || (await isHeld(tx, note)))
      await tx.deleteFrom('leftovers').where('key', '=', key).where('worker', '=', note.worker).execute()
    else {
      await tx.updateTable('leftovers').set({ removing: 1, worker, at: now }).where('key', '=', key).execute()
      keys.push(key)
    }
  }
  return { keys, more: found.length === limit }
}

/** The keys whose removal `worker` has begun and not finished. What another removes is left to it: who is not through may still remove what came since. */
export async function begun(db: Reader | Tx, worker: number): Promise<string[]> {
  const query = db.selectFrom('leftovers').select('key').where('removing', '=', 1)
  return (await query.where('worker', '=', worker).execute()).map(({ key }) => key)
}

/** At most `limit` keys whose removal, in whatever process, was begun before a time and is not finished. */
export async function stuck(db: Reader, before: number, limit: number): Promise<string[]> {
  const query = db.selectFrom('leftovers').select('key').where('removing', '=', 1).where('at', '<', before)
  return (await query.orderBy('key').limit(limit).execute()).map(({ key }) => key)
}

/** Forgets keys whose files are gone. */
export async function forget(tx: Tx, keys: string[]): Promise<void> {
  await tx
    .deleteFrom('leftovers')
    .where('key', 'in', amongJson<string>(JSON.stringify(keys)))
    .execute()
}

/** Whether a row shows the files whose keys begin so. */
async function isShown(tx: Tx, key: string): Promise<boolean> {
  const [root, folder, name = '', recipe = ''] = key.split('/')
  if (root === 'originals') {
    const query = tx.selectFrom('photos').select('id')
    const found = await query
      .where((eb) => eb.or([eb('sha256', '=', name), eb('previous', '=', name)]))
      .executeTakeFirst()
    return !!found
  }
  if (folder === 'frames') {
    const frame = recipe.replace(/\.webp$/, '')
    return !!(await tx.selectFrom('frames').select('name').where('name', '=', frame).executeTakeFirst())
  }
  const photo = tx.selectFrom('photos').select('id').where('sha256', '=', name).where('recipe', '=', recipe)
  return !!(await photo.executeTakeFirst())
}

/** Whether they are noted once more: by another process, or as old files whose hour is not over. */
async function isHeld(tx: Tx, { key, worker }: { key: string; worker: number }): Promise<boolean> {
  const others = tx.selectFrom('leftovers').select('key').where('key', '=', key).where('worker', '<>', worker)
  return !!(await others.executeTakeFirst())
}
