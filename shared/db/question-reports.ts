import { type Given, type Statistics, summarise } from '../rules/statistics.ts'
import { iterate, type Reader } from './connection.ts'

export interface QuestionReport extends Statistics {
  id: number
  text: string
  category: string
  value: number
  state: string
}

/**
 * What all answers say about the questions that were asked, all versions of a question together. Reads every answer
 * there is, in one synchronous go, and stops this process meanwhile: that is on purpose. It is the lesson of this
 * application that such code may stand in the dashboard, whose processes are its own, while no player waits. Only the
 * answers to one question are in memory at a time.
 */
export function questionReport(db: Reader): QuestionReport[] {
  const report: QuestionReport[] = []
  let current: AnswerRow | undefined
  let given: Given[] = []
  const finish = () => {
    if (!current) return
    const { id, text, category, value, state } = current
    report.push({ id, text, category, value, state, ...summarise(value, given) })
  }
  for (const row of iterate<AnswerRow>(db, everyAnswer(db))) {
    if (row.id !== current?.id) {
      finish()
      given = []
    }
    current = row
    given.push({
      outcome: row.outcome,
      chosen: row.choice === null ? null : chosen(row.alternatives, row.choice),
      ms: row.timed && row.delivered_at !== null ? row.answered_at - row.delivered_at : null,
    })
  }
  finish()
  return report
}

interface AnswerRow {
  id: number
  text: string
  category: string
  value: number
  state: string
  outcome: Given['outcome']
  choice: number | null
  /** Of the version that was asked. */
  alternatives: string
  delivered_at: number | null
  answered_at: number
  timed: 0 | 1
}

const everyAnswer = (db: Reader) =>
  db
    .selectFrom('job_questions as a')
    .innerJoin('questions as q', 'q.id', 'a.question_id')
    .innerJoin('categories as c', 'c.id', 'q.category_id')
    .innerJoin('question_versions as v', (join) =>
      join.onRef('v.question_id', '=', 'a.question_id').onRef('v.version', '=', 'a.version'),
    )
    .innerJoin('jobs as j', 'j.id', 'a.job_id')
    .select(['q.id', 'q.text', 'c.name as category', 'q.value', 'q.state', 'v.alternatives', 'j.timed'])
    .select(['a.outcome', 'a.choice', 'a.delivered_at', 'a.answered_at'])
    .where('a.outcome', 'is not', null)
    .orderBy('a.question_id')

const parsed = new Map<string, string[]>()

function chosen(alternatives: string, choice: number): string | null {
  let list = parsed.get(alternatives)
  if (!list) {
    if (parsed.size > 1000) parsed.clear()
    list = JSON.parse(alternatives) as string[]
    parsed.set(alternatives, list)
  }
  return list[choice] ?? null
}
