import type { Outcome } from '../rules/points.ts'
import { noRatings, type Ratings } from '../rules/ratings.ts'
import { iterate, type Reader } from './connection.ts'
import { ownerCountry } from './question-lists.ts'
import type { QuestionState } from './tables.ts'
import { wordings } from './wordings.ts'

/** How one wording of a question was rated, which is one version or more. */
export interface RatedVersion {
  id: number
  /** The oldest version of this wording, and the newest. */
  from: number
  version: number
  /** The version that is asked now. */
  newest: number
  text: string
  category_id: number
  category: string
  state: QuestionState
  author_id: number | null
  ratings: Ratings
}

export async function countRatings(db: Reader): Promise<number> {
  const count = db.selectFrom('ratings').select((eb) => eb.fn.countAll<number>().as('n'))
  return (await count.executeTakeFirstOrThrow()).n
}

/** All wordings that were rated, the newest of a question first; `owner` is the ambassador's country, null for all. Reads every rating in one go. */
export function ratingReport(db: Reader, owner: string | null): RatedVersion[] {
  const { rated, wordingOf } = collect(db)
  const report: RatedVersion[] = []
  for (const row of iterate<Omit<RatedVersion, 'from' | 'ratings'>>(db, versions(db, owner))) {
    const ratings = rated.get(row.id)?.get(row.version)
    if (ratings) report.push({ ...row, ...wordingOf(row.id, row.version), ratings })
  }
  return report
}

/** How one question was rated, by the newest version of each wording. Reads its ratings by index. */
export const oneQuestion = (db: Reader, id: number): Map<number, Ratings> =>
  collect(db, id).rated.get(id) ?? new Map()

interface RatingRow {
  question_id: number
  version: number
  player_id: number
  job_id: number
  stars: number
  outcome: Outcome
}

/** By question and the newest version of each wording; of each player the first rating of a question alone, as one player is one opinion, and not what authors think of their own. */
function collect(db: Reader, only?: number) {
  const rated = new Map<number, Map<number, Ratings>>()
  const wordingOf = wordings(db, only)
  let firsts = new Map<number, RatingRow>()
  let question = 0
  const finish = () => {
    if (firsts.size > 0) rated.set(question, byWording([...firsts.values()], wordingOf))
    firsts = new Map()
  }
  for (const row of iterate<RatingRow>(db, ratingsByQuestion(db, only))) {
    if (row.question_id !== question) finish()
    question = row.question_id
    const first = firsts.get(row.player_id)
    if (!first || row.job_id < first.job_id) firsts.set(row.player_id, row)
  }
  finish()
  return { rated, wordingOf }
}

function byWording(rows: RatingRow[], wordingOf: ReturnType<typeof wordings>): Map<number, Ratings> {
  const tallies = new Map<number, Ratings>()
  for (const { question_id, outcome, stars, ...row } of rows) {
    const { version } = wordingOf(question_id, row.version)
    const tally = tallies.get(version) ?? noRatings()
    tally[outcome][stars - 1]!++
    tallies.set(version, tally)
  }
  return tallies
}

function ratingsByQuestion(db: Reader, only?: number) {
  const query = db
    .selectFrom('ratings as r')
    .innerJoin('job_questions as a', (join) =>
      join.onRef('a.job_id', '=', 'r.job_id').onRef('a.slot', '=', 'r.slot'),
    )
    .innerJoin('questions as q', 'q.id', 'r.question_id')
    .select(['r.question_id', 'r.version', 'r.player_id', 'r.job_id', 'r.stars', 'a.outcome'])
    .where((eb) => eb.or([eb('q.author_id', 'is', null), eb('q.author_id', '<>', eb.ref('r.player_id'))]))
    .orderBy('r.question_id')
  return only === undefined ? query : query.where('r.question_id', '=', only)
}

function versions(db: Reader, owner: string | null) {
  const query = db
    .selectFrom('questions')
    .innerJoin('question_versions as v', 'v.question_id', 'questions.id')
    .innerJoin('categories', 'categories.id', 'questions.category_id')
    .leftJoin('cities', 'cities.id', 'questions.city_id')
    .select(['questions.id', 'v.version', 'questions.version as newest', 'v.text', 'questions.category_id'])
    .select(['categories.name as category', 'questions.state', 'questions.author_id'])
    .orderBy('questions.id')
    .orderBy('v.version', 'desc')
  return owner ? query.where(ownerCountry, '=', owner) : query
}
