import type { Reader } from './connection.ts'
import type { Row } from './tables.ts'

/** What staff did lately. */

/** The newest changes that are part of no batch, newest first. `editor`: by one person alone; `but`: kinds that are left out. */
export async function changes(
  db: Reader,
  { editor, but }: { editor?: number; but: string[] },
  limit: number,
): Promise<(Row<'audit'> & { who: string })[]> {
  let query = db
    .selectFrom('audit')
    .innerJoin('players', 'players.id', 'editor_id')
    .selectAll('audit')
    .select('players.name as who')
    .where('batch_id', 'is', null)
  if (editor) query = query.where('editor_id', '=', editor)
  if (but.length > 0) query = query.where('kind', 'not in', but)
  return await query.orderBy('audit.id', 'desc').limit(limit).execute()
}

/** The newest batches, newest first; `person`: of one alone. */
export async function batches(db: Reader, person: number | undefined, limit: number) {
  let query = db
    .selectFrom('batches')
    .innerJoin('players', 'players.id', 'started_by')
    .select(['batches.id', 'title', 'kind', 'state', 'started_at as at', 'started_by as editor_id'])
    .select('players.name as who')
    .where('state', 'in', ['running', 'finished', 'cancelled'])
  if (person) query = query.where('started_by', '=', person)
  return await query.orderBy('batches.id', 'desc').limit(limit).execute()
}

/** Whether this person has left no trace yet: no change, no question, no photo. */
export async function isNew(db: Reader, id: number): Promise<boolean> {
  const change = await db.selectFrom('audit').select('id').where('editor_id', '=', id).limit(1).execute()
  const question = await db
    .selectFrom('questions')
    .select('id')
    .where('author_id', '=', id)
    .limit(1)
    .execute()
  const photo = await db.selectFrom('photos').select('id').where('created_by', '=', id).limit(1).execute()
  return change.length + question.length + photo.length === 0
}
