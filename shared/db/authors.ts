import { prepare, type Reader, type Tx } from './connection.ts'
import { amongJson } from './dialect.ts'

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

const textsQuery = prepare((db, p: { ids: string }) =>
  db.selectFrom('questions').select(['id', 'text']).where('id', 'in', amongJson(p.ids)),
)

/** The present words of these questions, by id. */
export async function texts(db: Reader, ids: number[]): Promise<Map<number, string>> {
  const rows = await textsQuery(db, { ids: JSON.stringify(ids) })
  return new Map(rows.map(({ id, text }) => [id, text]))
}
