import type { Outcome } from '../rules/points.ts'
import { Sample } from '../rules/samples.ts'
import { type Statistics, summarise } from '../rules/statistics.ts'
import { iterate, type Reader } from './connection.ts'
import { ownerCountry } from './question-lists.ts'
import type { QuestionState } from './tables.ts'
import { wordings } from './wordings.ts'

/** What the first answers say about one wording of a question, which is one version or more: words, value and answers are its own. */
export interface VersionReport extends Statistics {
  id: number
  /** The oldest version of this wording, and the newest. */
  from: number
  version: number
  /** The version that is asked now. */
  newest: number
  text: string
  /** In the order of the editor; `answer` is the index of the right one. */
  alternatives: string[]
  answer: number
  value: number
  category_id: number
  category: string
  state: QuestionState
  author_id: number | null
}

/**
 * What all answers say about the questions that were asked, a row for each wording somebody met, the newest first;
 * `owner` is the ambassador's country, null for who may see all. Reads every answer there is, in one synchronous go, and
 * stops this process meanwhile: that is on purpose. It is the lesson of this application that such code may stand in the
 * dashboard, whose processes are its own, while no player waits.
 */
export function questionReport(db: Reader, owner: string | null): VersionReport[] {
  const collected = collect(db)
  return reportsOn(db, collected, { owner })
}

/** The same of one question, and of wordings nobody met too. Reads by index all answers of the players who met it, `read` of them: how good they are is said by the others. */
export function oneQuestion(db: Reader, id: number) {
  const collected = collect(db, id)
  const { read, players } = collected
  return { versions: reportsOn(db, collected, { owner: null, only: id }), read, players }
}

interface AnswerRow {
  player_id: number
  question_id: number
  version: number
  job_id: number
  outcome: Outcome
  choice: number | null
  delivered_at: number | null
  answered_at: number
  timed: 0 | 1
}

/** The first answers to all wordings, or to those of one question. What authors answer to their own questions is left out. */
function collect(db: Reader, only?: number) {
  const samples = new Map<number, Sample>()
  const wordingOf = wordings(db, only)
  const authors = authorsOf(db)
  let [read, players] = [0, 0]
  for (const { rows, firsts } of byPlayer(db, only)) {
    read += rows
    players++
    const others = firsts.filter((row) => authors.get(row.question_id) !== row.player_id)
    const inTime = others.filter((row) => row.outcome !== 'late').length
    const right = others.filter((row) => row.outcome === 'right').length
    for (const row of others) {
      if (only !== undefined && row.question_id !== only) continue
      const { version } = wordingOf(row.question_id, row.version)
      const sample = sampleOf(samples, keyOf(row.question_id, version))
      if (row.outcome === 'late') sample.late++
      else sample.add(firstAnswer(row, right, inTime))
    }
  }
  return { samples, wordingOf, read, players }
}

/** No alternative has this index. */
const NOTHING = 255

function firstAnswer(row: AnswerRow, right: number, inTime: number) {
  const known = row.timed === 1 && row.delivered_at !== null
  return {
    choice: row.choice ?? NOTHING,
    // Of the other answers: 0 ÷ 0, which is NaN, when there are none.
    mean: (right - (row.outcome === 'right' ? 1 : 0)) / (inTime - 1),
    ms: known ? Math.max(0, row.answered_at - row.delivered_at!) : -1,
  }
}

/** Player after player, with their first answer to each question. A player has one job at a time, so the first answer is that of the lowest job. */
function* byPlayer(db: Reader, only?: number) {
  let rows = 0
  let firsts: AnswerRow[] = []
  for (const row of iterate<AnswerRow>(db, answersByPlayer(db, only))) {
    const last = firsts.at(-1)
    if (last && last.player_id !== row.player_id) {
      yield { rows, firsts }
      rows = 0
      firsts = []
    }
    rows++
    if (last?.player_id !== row.player_id || last.question_id !== row.question_id) firsts.push(row)
    else if (row.job_id < last.job_id) firsts[firsts.length - 1] = row
  }
  if (firsts.length > 0) yield { rows, firsts }
}

function answersByPlayer(db: Reader, only?: number) {
  const query = db
    .selectFrom('job_questions as a')
    .innerJoin('jobs as j', 'j.id', 'a.job_id')
    .select(['a.player_id', 'a.question_id', 'a.version', 'a.job_id', 'a.outcome', 'a.choice'])
    .select(['a.delivered_at', 'a.answered_at', 'j.timed'])
    .where('a.outcome', 'is not', null)
    .orderBy('a.player_id')
    .orderBy('a.question_id')
  if (only === undefined) return query
  const met = db.selectFrom('job_questions').select('player_id').where('question_id', '=', only)
  return query.where('a.player_id', 'in', met)
}

function authorsOf(db: Reader): Map<number, number> {
  const query = db.selectFrom('questions').select(['id', 'author_id']).where('author_id', 'is not', null)
  const rows = iterate<{ id: number; author_id: number }>(db, query)
  return new Map(Array.from(rows, (row) => [row.id, row.author_id]))
}

const MOST_VERSIONS = 1_000_000
const keyOf = (question: number, version: number) => question * MOST_VERSIONS + version

function sampleOf(samples: Map<number, Sample>, key: number): Sample {
  const found = samples.get(key) ?? new Sample()
  samples.set(key, found)
  return found
}

type VersionRow = Omit<VersionReport, keyof Statistics | 'from' | 'alternatives'> & { alternatives: string }

function reportsOn(
  db: Reader,
  { samples, wordingOf }: ReturnType<typeof collect>,
  { owner, only }: { owner: string | null; only?: number },
): VersionReport[] {
  const report: VersionReport[] = []
  for (const row of iterate<VersionRow>(db, versions(db, owner, only))) {
    const wording = wordingOf(row.id, row.version)
    const sample = samples.get(keyOf(row.id, row.version)) ?? (only && new Sample())
    if (!sample || wording.version !== row.version) continue
    const alternatives = JSON.parse(row.alternatives) as string[]
    const item = { value: row.value, answer: row.answer, alternatives: alternatives.length }
    report.push({ ...row, ...wording, alternatives, ...summarise(item, sample) })
  }
  return report
}

function versions(db: Reader, owner: string | null, only?: number) {
  let query = db
    .selectFrom('questions')
    .innerJoin('question_versions as v', 'v.question_id', 'questions.id')
    .innerJoin('categories', 'categories.id', 'questions.category_id')
    .leftJoin('cities', 'cities.id', 'questions.city_id')
    .select(['questions.id', 'v.version', 'questions.version as newest', 'v.text', 'v.alternatives'])
    .select(['v.answer', 'v.value', 'questions.category_id', 'categories.name as category'])
    .select(['questions.state', 'questions.author_id'])
  if (owner) query = query.where(ownerCountry, '=', owner)
  if (only !== undefined) query = query.where('questions.id', '=', only)
  return query.orderBy('questions.id').orderBy('v.version', 'desc')
}
