import { iterate, type Reader, type Tx } from './connection.ts'
import { amongJson } from './dialect.ts'
import { prepare } from './prepare.ts'
import { ownerCountry } from './question-lists.ts'
import type { QuestionState } from './tables.ts'

/** Who wrote the questions, and what that earns them. */

const authorQuery = prepare((db, p: { question: number }) =>
  db
    .selectFrom('questions')
    .innerJoin('players', 'players.id', 'questions.author_id')
    .select('players.id')
    .where('questions.id', '=', p.question)
    .where('questions.state', '=', 'published')
    .where('players.closed_at', 'is', null),
)

/** Who is paid when the question is answered: its author, while it is published and the account is open. */
export async function paid(tx: Tx, id: number): Promise<number | undefined> {
  return (await authorQuery(tx, { question: id }))[0]?.id
}

/** How the ledger names what was paid for: question/player. */
export const questionOf = (ref: string) => Number(ref.split('/')[0])

const textsQuery = prepare((db, p: { ids: string }) =>
  db.selectFrom('questions').select(['id', 'text']).where('id', 'in', amongJson(p.ids)),
)

/** The present words of these questions, by id. */
export async function texts(db: Reader, ids: number[]): Promise<Map<number, string>> {
  const rows = await textsQuery(db, { ids: JSON.stringify(ids) })
  return new Map(rows.map(({ id, text }) => [id, text]))
}

interface Written {
  id: number
  author_id: number | null
  state: QuestionState
}

/** All questions with their author, null for the starter content and imports; `owner` is the ambassador's country, null for all. */
export function written(db: Reader, owner: string | null): Written[] {
  const query = db
    .selectFrom('questions')
    .leftJoin('cities', 'cities.id', 'questions.city_id')
    .select(['questions.id', 'questions.author_id', 'questions.state'])
  return [...iterate<Written>(db, owner ? query.where(ownerCountry, '=', owner) : query)]
}

/** The coins that each question earned its author. */
export function coinsByQuestion(db: Reader): Map<number, number> {
  const some = db.selectFrom('questions').select('author_id').where('author_id', 'is not', null)
  const query = db
    .selectFrom('ledger')
    .select(['ref', 'coins'])
    .where('reason', '=', 'author')
    .where('player_id', 'in', some.$castTo<{ author_id: number }>())
  const earned = new Map<number, number>()
  for (const { ref, coins } of iterate<{ ref: string; coins: number }>(db, query)) {
    const question = questionOf(ref)
    earned.set(question, (earned.get(question) ?? 0) + coins)
  }
  return earned
}

/** Everybody who wrote a question, by id. */
export async function people(db: Reader) {
  const some = db.selectFrom('questions').select('author_id').where('author_id', 'is not', null)
  const rows = await db
    .selectFrom('players')
    .select(['id', 'name', 'role'])
    .where('id', 'in', some.$castTo<{ author_id: number }>())
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
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
