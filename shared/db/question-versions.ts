import type { Reader, Tx } from './connection.ts'
import { prepare, prepareInsert } from './prepare.ts'
import type { Row } from './tables.ts'

const insertVersion = prepareInsert('question_versions')

const removePhotos = prepare((db, p: { question: number }) =>
  db.deleteFrom('question_photos').where('question_id', '=', p.question),
)

/** Keeps the words of a question as they are now, with these photos, and shows those with it. */
export async function keep(
  tx: Tx,
  q: Row<'questions'>,
  photoIds: number[],
  by: number | null,
): Promise<void> {
  const { version, text, alternatives, answer, sorted, value, seconds, did_you_know, source, source_date } = q
  const words = {
    version,
    text,
    alternatives,
    answer,
    sorted,
    value,
    seconds,
    did_you_know,
    source,
    source_date,
    photos: JSON.stringify(photoIds),
  }
  await insertVersion(tx, { question_id: q.id, ...words, saved_by: by, saved_at: q.updated_at })
  await removePhotos(tx, { question: q.id })
  const rows = photoIds.map((photo_id, position) => ({ question_id: q.id, position, photo_id }))
  if (rows.length > 0) await tx.insertInto('question_photos').values(rows).execute()
}

/** Versions, newest first, with the name of who saved each (null for starter content). */
export async function history(db: Reader, id: number) {
  return await db
    .selectFrom('question_versions')
    .leftJoin('players', 'players.id', 'saved_by')
    .selectAll('question_versions')
    .select('players.name as saved_by_name')
    .where('question_id', '=', id)
    .orderBy('version', 'desc')
    .execute()
}
