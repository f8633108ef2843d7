import { prepare, type Reader, type Tx } from './connection.ts'
import * as questionCities from './question-cities.ts'
import type { QuestionState, Row } from './tables.ts'

/** What an editor writes. `alternatives` are 2 to 4 texts, `answer` the index of the right one. */
export interface QuestionContent {
  category_id: number
  city_id: number | null
  country: string | null
  everywhere: 0 | 1
  text: string
  alternatives: string[]
  answer: number
  sorted: 0 | 1
  value: number
  seconds: number
  did_you_know: string
  source: string
  source_date: string
  verify_by: string
  notes: string
  /** Ids: none, one that is shown, two (the second with the answer), or four, each showing the alternative of its place. */
  photos: number[]
}

const columns = ({ photos: _, ...content }: QuestionContent) => ({
  ...content,
  alternatives: JSON.stringify(content.alternatives),
})

export async function byId(db: Reader | Tx, id: number) {
  return await db.selectFrom('questions').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Adds a draft, its first version with it. */
export async function insert(
  tx: Tx,
  content: QuestionContent,
  by: { author: number | null; now: number; key?: string },
): Promise<number> {
  const row = {
    ...columns(content),
    author_id: by.author,
    key: by.key ?? null,
    created_at: by.now,
    updated_at: by.now,
  }
  const question = await tx.insertInto('questions').values(row).returningAll().executeTakeFirstOrThrow()
  await keepVersion(tx, question, content.photos, by.author)
  return question.id
}

/** Saves over the version the editor had loaded; false when somebody else's newer one stands there. Offers are renewed. */
export async function update(
  tx: Tx,
  id: number,
  version: number,
  content: QuestionContent,
  by: { editor: number; now: number },
): Promise<boolean> {
  const saved = await tx
    .updateTable('questions')
    .set({ ...columns(content), version: version + 1, updated_at: by.now })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst()
  if (!saved) return false
  await keepVersion(tx, saved, content.photos, by.editor)
  await questionCities.offer(tx, saved)
  return true
}

/** Publishes, retires or takes back to draft; false when the version is not the newest. A new version is not made: the words stay. */
export async function setState(
  tx: Tx,
  id: number,
  version: number,
  state: QuestionState,
  now: number,
): Promise<boolean> {
  const saved = await tx
    .updateTable('questions')
    .set({ state, updated_at: now })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst()
  if (saved) await questionCities.offer(tx, saved)
  return !!saved
}

async function keepVersion(
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
  await tx
    .insertInto('question_versions')
    .values({ question_id: q.id, ...words, saved_by: by, saved_at: q.updated_at })
    .execute()
  await tx.deleteFrom('question_photos').where('question_id', '=', q.id).execute()
  const rows = photoIds.map((photo_id, position) => ({ question_id: q.id, position, photo_id }))
  if (rows.length > 0) await tx.insertInto('question_photos').values(rows).execute()
}

const writerQuery = prepare((db, p: { question: number }) =>
  db
    .selectFrom('questions')
    .innerJoin('players', 'players.id', 'questions.author_id')
    .select(['players.id', 'players.name'])
    .where('questions.id', '=', p.question)
    .where('role', '=', 'player'),
)

/** The player who wrote the question; undefined when staff did. */
export async function writer(db: Reader, id: number) {
  return (await writerQuery(db, { question: id }))[0]
}

const photosQuery = prepare((db, p: { question: number }) =>
  db
    .selectFrom('question_photos')
    .innerJoin('photos', 'photos.id', 'question_photos.photo_id')
    .selectAll('photos')
    .where('question_id', '=', p.question)
    .orderBy('position'),
)

export async function photos(db: Reader | Tx, questionId: number) {
  return await photosQuery(db, { question: questionId })
}

export type StarterQuestion = QuestionContent & { key: string }

/** Adds and publishes a starter question unless it is there. */
export async function insertStarter(
  tx: Tx,
  { key, ...content }: StarterQuestion,
  now: number,
): Promise<number | undefined> {
  const known = await tx.selectFrom('questions').select('id').where('key', '=', key).executeTakeFirst()
  if (known) return
  const id = await insert(tx, content, { author: null, now, key })
  await setState(tx, id, 1, 'published', now)
  return id
}
