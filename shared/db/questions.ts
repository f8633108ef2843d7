import { randomBytes } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import * as audit from './audit.ts'
import type { Reader, Tx } from './connection.ts'
import { prepare, prepareInsert } from './prepare.ts'
import * as questionCities from './question-cities.ts'
import * as questionVersions from './question-versions.ts'
import type { QuestionState, Row } from './tables.ts'

/** What an editor writes. `alternatives` are 2 to 4 texts, `answer` the index of the right one. */
export type QuestionContent = {
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

const byIdQuery = prepare((db, p: { id: number }) =>
  db.selectFrom('questions').selectAll().where('id', '=', p.id),
)

export async function byId(db: Reader | Tx, id: number) {
  return (await byIdQuery(db, { id }))[0]
}

/** Who saves: a person, whose change leaves a row of audit, or the house itself. */
type By = audit.By | audit.House

/** All that an editor sees of a question, as the audit keeps it. */
const fieldsOf = ({ alternatives, ...row }: Row<'questions'>, photos: number[]): QuestionFields => {
  const { id: _id, version: _version, updated_at: _at, ...rest } = row
  return { ...rest, alternatives: JSON.parse(alternatives), photos }
}

/** The question with its version and all its fields; undefined when it is gone. */
export async function present(db: Reader | Tx, id: number) {
  const row = await byId(db, id)
  if (!row) return
  const shown = (await photos(db, id)).map((photo) => photo.id)
  return asPresent(row, shown)
}

const asPresent = (row: Row<'questions'>, photoIds: number[]) => ({
  ...{ version: row.version, name: row.text },
  fields: fieldsOf(row, photoIds),
})

/** A question as the audit keeps it, so that it can be brought back whole. */
export type QuestionFields = QuestionContent &
  Pick<Row<'questions'>, 'state' | 'key' | 'author_id' | 'created_at'>

type Present = NonNullable<Awaited<ReturnType<typeof present>>>

async function note(tx: Tx, by: By, id: number, before?: Present, after?: Present) {
  if (by.editor === null) return
  const { name, version } = (after ?? before)!
  const fields = { before: before?.fields, after: after?.fields }
  await audit.note(tx, by, { kind: 'question', ref: id, name, version, ...fields })
}

/** What names a question in files, wherever they are read: nobody else makes the same one. */
const newKey = () => randomBytes(9).toString('base64url')

const insertRow = prepareInsert('questions')

/**
 * Adds a question, a draft unless `state` says else, its first version with it. Its author is who saves it, unless `author`
 * says else.
 */
export async function insert(
  tx: Tx,
  content: QuestionContent,
  by: By & { key?: string; state?: QuestionState; author?: number | null },
): Promise<number> {
  const row = {
    ...columns(content),
    author_id: by.author === undefined ? by.editor : by.author,
    key: by.key ?? newKey(),
    state: by.state ?? 'draft',
    created_at: by.now,
    updated_at: by.now,
  }
  const question = await insertRow(tx, row)
  await questionVersions.keep(tx, question, content.photos, by.editor)
  if (by.state === 'published') await questionCities.offer(tx, question)
  await note(tx, by, question.id, undefined, asPresent(question, content.photos))
  return question.id
}

/** The question in these very words, with these photos, by this `author` where one is given: the same form, sent twice. */
export async function alike(tx: Tx, content: QuestionContent, author?: number): Promise<number | undefined> {
  const all = tx.selectFrom('questions').select('id')
  const some = author === undefined ? all : all.where('author_id', '=', author)
  const rows = await some.where((eb) => eb.and(columns(content))).execute()
  for (const { id } of rows) {
    const shown = (await photos(tx, id)).map((photo) => photo.id)
    if (isDeepStrictEqual(shown, content.photos)) return id
  }
}

/** Saves over the version the editor had loaded, in a new state too where one is given; false when somebody else's newer one stands there. Offers are renewed. */
export async function update(
  tx: Tx,
  id: number,
  version: number,
  content: QuestionContent & { state?: QuestionState },
  by: By,
): Promise<boolean> {
  const before = await present(tx, id)
  if (before?.version !== version) return false
  const saved = await tx
    .updateTable('questions')
    .set({ ...columns(content), version: version + 1, updated_at: by.now })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  await questionVersions.keep(tx, saved, content.photos, by.editor)
  await questionCities.offer(tx, saved)
  await note(tx, by, id, before, asPresent(saved, content.photos))
  return true
}

/** Publishes, retires or takes back to draft; false when the version is not the newest. It is a version of the same words: who looked before it is late. */
export async function setState(
  tx: Tx,
  id: number,
  version: number,
  state: QuestionState,
  by: By,
): Promise<boolean> {
  const now = await present(tx, id)
  return !!now && (await update(tx, id, version, { ...now.fields, state }, by))
}

/** Takes away a question that nobody was ever asked, all versions with it; false when the version is not the newest. Throws when somebody was. */
export async function remove(tx: Tx, id: number, version: number, by: By): Promise<boolean> {
  const before = await present(tx, id)
  if (before?.version !== version) return false
  for (const table of ['question_cities', 'question_photos', 'question_versions'] as const)
    await tx.deleteFrom(table).where('question_id', '=', id).execute()
  await tx.deleteFrom('questions').where('id', '=', id).execute()
  await note(tx, by, id, before)
  return true
}

/** Brings back a question that was removed, under its old number and with a version of its own. */
export async function restore(tx: Tx, id: number, fields: QuestionFields, by: audit.By): Promise<void> {
  const version = (await audit.lastVersion(tx, 'question', id)) + 1
  const { photos: _, ...words } = { ...fields, ...columns(fields) }
  const row = { ...words, id, version, updated_at: by.now }
  const saved = await insertRow(tx, row)
  await questionVersions.keep(tx, saved, fields.photos, by.editor)
  await questionCities.offer(tx, saved)
  await note(tx, by, id, undefined, asPresent(saved, fields.photos))
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
  return await insert(tx, content, { editor: null, now, key, state: 'published' })
}
