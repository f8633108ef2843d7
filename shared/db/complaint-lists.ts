import { sql } from 'kysely'
import type { Reader, Tx } from './connection.ts'
import { type Cursor, page } from './pages.ts'
import { ownerCountry } from './question-lists.ts'
import type { Row } from './tables.ts'

/** Complaints as moderators read and close them. What players send stands in complaints.ts. */

export type ComplaintKind = Row<'complaints'>['kind']
export type ComplaintState = Row<'complaints'>['state']
export type Verdict = Exclude<ComplaintState, 'open'>

export interface ComplaintFilter {
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
    .leftJoin('players as about', 'about.id', 'complaints.about_id')
    .select(['complaints.kind', 'complaints.state', 'said', 'reason', 'complaints.text', 'at'])
    .select(['by.name as by_name', 'about.name as about_name'])
    .where(openTo(owner))
  if (filter.kind) query = query.where('complaints.kind', '=', filter.kind)
  if (filter.state) query = query.where('complaints.state', '=', filter.state)
  if (filter.question) query = query.where('question_id', '=', filter.question)
  if (filter.about) query = query.where('about_id', '=', filter.about)
  if (filter.by) query = query.where('complaints.player_id', '=', filter.by)
  const order = { column: 'complaints.state', descending: true }
  return await page(query, 'complaints', order, cursor)
}

/** How many complaints of each kind are open. */
export async function countOpen(db: Reader, owner: string | null) {
  const rows = await all(db)
    .select(['complaints.kind', (eb) => eb.fn.countAll<number>().as('n')])
    .where('complaints.state', '=', 'open')
    .where(openTo(owner))
    .groupBy('complaints.kind')
    .execute()
  const count = { question: 0, message: 0, name: 0 }
  for (const row of rows) count[row.kind] = row.n
  return count
}
