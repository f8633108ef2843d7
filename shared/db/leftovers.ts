import { Conflict } from '../errors.ts'
import type { Tx } from './connection.ts'
import { amongJson } from './dialect.ts'

/** The dashboard process that writes the files, and when. */
export interface By {
  worker: number
  now: number
}

/**
 * Notes files, by the beginning of their keys, before they are written, or when no row shows them any more. Throws
 * Conflict when they are being removed at this moment.
 */
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

/**
 * At most `limit` keys to be removed now, marked as such: of those a process that is dead had in hand (`worker`), or of
 * those noted `before` a time, the ones no row shows and no other process has in hand. `more`: there may be others.
 */
export async function take(tx: Tx, due: { worker: number } | { before: number }, limit: number) {
  let query = tx.selectFrom('leftovers').select(['key', 'worker']).limit(limit)
  query =
    'worker' in due
      ? query.where('worker', '=', due.worker).where('removing', '=', 0)
      : query.where('at', '<', due.before).where('removing', '=', 0)
  const found = await query.execute()
  const keys: string[] = []
  for (const { key, worker } of found) {
    const row = tx.deleteFrom('leftovers').where('key', '=', key).where('worker', '=', worker)
    if ((await isShown(tx, key)) || (await isHeld(tx, key, worker))) await row.execute()
    else {
      await tx.updateTable('leftovers').set({ removing: 1 }).where('key', '=', key).execute()
      keys.push(key)
    }
  }
  return { keys, more: found.length === limit }
}

/** The keys whose removal was begun and not finished. */
export async function begun(tx: Tx): Promise<string[]> {
  const rows = await tx.selectFrom('leftovers').select('key').distinct().where('removing', '=', 1).execute()
  return rows.map(({ key }) => key)
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

/** Whether another process has them in hand. */
async function isHeld(tx: Tx, key: string, worker: number): Promise<boolean> {
  const others = tx.selectFrom('leftovers').select('key').where('key', '=', key).where('worker', '<>', worker)
  return !!(await others.executeTakeFirst())
}
