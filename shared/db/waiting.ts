import type { Reader } from './connection.ts'
import { isUsed } from './photo-lists.ts'

/** What waits for staff, as the home page counts it. Complaints, feedback and errors are counted where they stand. */

/** Photos that a question or a city shows though nobody has written this of them; `owner`: of one person alone. */
export async function countPhotosWithout(
  db: Reader,
  what: 'alt' | 'author' | 'licence',
  owner: number | null,
): Promise<number> {
  let query = db
    .selectFrom('photos')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where(what, '=', '')
    .where('deleted_at', 'is', null)
    .where(isUsed, '=', 1)
  if (owner !== null) query = query.where('created_by', '=', owner)
  return (await query.executeTakeFirstOrThrow()).n
}

/** Imports begun since `since` (ms) with lines in quarantine, as far as they were not taken back; `person`: only theirs. */
export async function countImports(db: Reader, person: number | null, since: number): Promise<number> {
  let query = db
    .selectFrom('batches')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('kind', '=', 'import')
    .where('state', 'in', ['ready', 'finished'])
    .where('started_at', '>=', since)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('batch_items')
          .select('position')
          .whereRef('batch_id', '=', 'batches.id')
          .where('batch_items.state', '=', 'wrong'),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(selectFrom('batches as undoing').select('id').whereRef('undoing.undoes', '=', 'batches.id')),
      ),
    )
  if (person !== null) query = query.where('started_by', '=', person)
  return (await query.executeTakeFirstOrThrow()).n
}
