import { sql } from 'kysely'
import * as audit from './audit.ts'
import type { Reader, Tx } from './connection.ts'
import { type Cursor, contains, page } from './pages.ts'
import { ownerCountry } from './question-lists.ts'
import type { Row } from './tables.ts'

/** Complaints as moderators read and close them. What players send stands in complaints.ts. */

export type ComplaintKind = Row<'complaints'>['kind']
export type ComplaintState = Row<'complaints'>['state']
export type Verdict = Exclude<ComplaintState, 'open'>

export interface ComplaintFilter {
  words?: string
  kind?: ComplaintKind
  state?: ComplaintState
  /** Ids: what it is about, whom it is about, who complains. */
  question?: number
  about?: number
  by?: number
}

const all = (db: Reader | Tx) =>
  db
    .selectFrom('complaints')
    .leftJoin('questions', 'questions.id', 'complaints.question_id')
    .leftJoin('cities', 'cities.id', 'questions.city_id')

/** An ambassador is shown complaints about the questions of one country, and no others. */
const openTo = (owner: string | null) =>
  owner ? sql<boolean>`(complaints.kind = 'question' and ${ownerCountry} = ${owner})` : sql<boolean>`true`

/** One page of the complaints: the open ones first, the newest of them on top. `owner` is the ambassador's country, null for who may see all. */
export async function list(db: Reader, owner: string | null, filter: ComplaintFilter, cursor?: Cursor) {
  let query = all(db)
    .innerJoin('players as by', 'by.id', 'complaints.player_id')
    .select(['complaints.kind', 'complaints.state', 'said', 'reason', 'complaints.text', 'at'])
    .select(['complaints.player_id', 'by.name as by_name'])
    .where(openTo(owner))
  if (filter.words) query = query.where(hasWords(filter.words))
  if (filter.kind) query = query.where('complaints.kind', '=', filter.kind)
  if (filter.state) query = query.where('complaints.state', '=', filter.state)
  if (filter.question) query = query.where('question_id', '=', filter.question)
  if (filter.about) query = query.where('about_id', '=', filter.about)
  if (filter.by) query = query.where('complaints.player_id', '=', filter.by)
  const order = { column: 'complaints.state', descending: true }
  return await page(query, 'complaints', order, cursor)
}

const hasWords = (words: string) => {
  const pattern = contains(words)
  return sql<boolean>`(said like ${pattern} escape '\\' or complaints.text like ${pattern} escape '\\'
    or by.name like ${pattern} escape '\\')`
}

/** Every page of the dashboard counts the open ones, so it looks at no more than these. */
export const MOST_COUNTED = 1000

/** How many complaints of each kind are open, among the 1,000 open ones that are newest. */
export async function countOpen(db: Reader, owner: string | null) {
  const newest = db
    .selectFrom('complaints')
    .select(['kind', 'question_id'])
    .where('state', '=', 'open')
    .orderBy('id', 'desc')
    .limit(MOST_COUNTED)
    .as('complaints')
  let query = db.selectFrom(newest).select(['complaints.kind', (eb) => eb.fn.countAll<number>().as('n')])
  if (owner)
    query = query
      .leftJoin('questions', 'questions.id', 'complaints.question_id')
      .leftJoin('cities', 'cities.id', 'questions.city_id')
      .where(openTo(owner))
  const rows = await query.groupBy('complaints.kind').execute()
  const count = { question: 0, message: 0, name: 0 }
  for (const row of rows) count[row.kind] = row.n
  return count
}

/** One complaint with what has become of its subject, and the country that says which ambassador may see it. */
export async function byId(db: Reader | Tx, id: number) {
  return await all(db)
    .innerJoin('players as by', 'by.id', 'complaints.player_id')
    .leftJoin('players as about', 'about.id', 'complaints.about_id')
    .leftJoin('players as closer', 'closer.id', 'complaints.closed_by')
    .leftJoin('messages', 'messages.id', 'complaints.message_id')
    .leftJoin('cities as wall', 'wall.id', 'messages.city_id')
    .selectAll('complaints')
    .select(['by.name as by_name', 'about.name as about_name', 'closer.name as closed_by_name'])
    .select(['messages.hidden_at', 'messages.hidden_by', 'messages.at as written_at', 'wall.name as wall'])
    .select(ownerCountry.as('owner_country'))
    .where('complaints.id', '=', id)
    .executeTakeFirst()
}

export type Complaint = NonNullable<Awaited<ReturnType<typeof byId>>>

/** The answer a complaint hangs on, in the words of the version that was asked, and what the question is now. */
export async function answer(db: Reader, jobId: number, slot: number) {
  return await db
    .selectFrom('job_questions as slot')
    .innerJoin('jobs', 'jobs.id', 'slot.job_id')
    .innerJoin('cities', 'cities.id', 'jobs.city_id')
    .innerJoin('questions', 'questions.id', 'slot.question_id')
    .innerJoin('categories', 'categories.id', 'questions.category_id')
    .innerJoin('question_versions as words', (join) =>
      join.onRef('words.question_id', '=', 'slot.question_id').onRef('words.version', '=', 'slot.version'),
    )
    .select(['slot.version', 'slot.shuffle', 'slot.choice', 'slot.outcome', 'slot.answered_at'])
    .select(['words.alternatives', 'words.answer', 'words.did_you_know', 'words.source'])
    .select(['questions.version as newest', 'questions.text as text_now', 'questions.state'])
    .select(['cities.name as city', 'categories.name as category'])
    .where('slot.job_id', '=', jobId)
    .where('slot.slot', '=', slot)
    .executeTakeFirstOrThrow()
}

/** What a verdict is passed on: one answer, or all that was said about a message or a name. */
export type Subject =
  | { kind: 'question'; id: number }
  | { kind: 'message'; message_id: number }
  | { kind: 'name'; about_id: number; said: string }

const SHOWN_TOGETHER = 20

/** The other complaints about the same question, message or name, the newest first. */
export async function others(db: Reader, { id, kind, question_id, message_id, about_id, said }: Complaint) {
  const same =
    kind === 'question' ? { question_id } : kind === 'message' ? { message_id } : { about_id, said }
  return await db
    .selectFrom('complaints')
    .innerJoin('players', 'players.id', 'complaints.player_id')
    .select(['complaints.id', 'kind', 'reason', 'text', 'state', 'at', 'player_id', 'name'])
    .where((eb) => eb.and({ kind, ...same }))
    .where('complaints.id', '!=', id)
    .orderBy('complaints.id', 'desc')
    .limit(SHOWN_TOGETHER)
    .execute()
}

/** Closes every open complaint about the subject. */
export async function close(tx: Tx, subject: Subject, verdict: Verdict, by: audit.By): Promise<void> {
  const open = await tx
    .selectFrom('complaints')
    .select('id')
    .where('state', '=', 'open')
    .where((eb) => eb.and(subject))
    .execute()
  for (const { id } of open) await setState(tx, id, verdict, by)
}

/** A complaint as the audit keeps it: `kind` and `question_id` say who may see it. */
export type ComplaintFields = Pick<Row<'complaints'>, 'state' | 'kind' | 'question_id'>

/** The complaint with these fields; undefined when there is none. */
export async function present(db: Reader | Tx, id: number) {
  const row = await db
    .selectFrom('complaints')
    .select(['state', 'kind', 'question_id', 'said'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return
  const { said, ...fields } = row
  return { version: null, name: said, fields }
}

/** Closes one complaint, or has it wait again. */
export async function setState(tx: Tx, id: number, state: ComplaintState, by: audit.By): Promise<void> {
  const { name, fields: before } = (await present(tx, id))!
  const closed = state !== 'open'
  await tx
    .updateTable('complaints')
    .set({ state, closed_by: closed ? by.editor : null, closed_at: closed ? by.now : null })
    .where('id', '=', id)
    .execute()
  await audit.note(tx, by, { kind: 'complaint', ref: id, name, before, after: { ...before, state } })
}
