import type { Outcome } from '../rules/points.ts'
import type { Reader, Tx } from './connection.ts'
import { among } from './dialect.ts'
import { prepare } from './prepare.ts'

const slotsQuery = prepare((db, p: { job: number; player: number }) =>
  db
    .selectFrom('job_questions as slot')
    .innerJoin('question_versions as words', (join) =>
      join.onRef('words.question_id', '=', 'slot.question_id').onRef('words.version', '=', 'slot.version'),
    )
    .selectAll('slot')
    .select(['words.text', 'words.alternatives', 'words.answer', 'words.did_you_know'])
    .select(['words.source', 'words.source_date', 'words.photos'])
    .where('slot.job_id', '=', p.job)
    .where('slot.player_id', '=', p.player)
    .orderBy('slot.slot'),
)

export type Slot = Awaited<ReturnType<typeof slots>>[number]

/** The questions of the player's job in their order, in the words the player was or will be asked. */
export async function slots(db: Reader | Tx, playerId: number, jobId: number) {
  return await slotsQuery(db, { job: jobId, player: playerId })
}

const deliverQuery = prepare((db, p: { job: number; slot: number; now: number }) =>
  db
    .updateTable('job_questions')
    .set({ delivered_at: p.now })
    .where('job_id', '=', p.job)
    .where('slot', '=', p.slot)
    .where('delivered_at', 'is', null),
)

/** Starts the clock of a question; one that runs already is left alone. */
export async function deliver(tx: Tx, jobId: number, slot: number, now: number): Promise<void> {
  await deliverQuery(tx, { job: jobId, slot, now })
}

interface Given {
  /** Index of the alternative, null when none was chosen. */
  choice: number | null
  outcome: Outcome
  /** Tenths. */
  points: number
  first_time: 0 | 1
}

const answerQuery = prepare((db, p: Given & { job: number; slot: number; now: number }) =>
  db
    .updateTable('job_questions')
    .set({ choice: p.choice, outcome: p.outcome, points: p.points, first_time: p.first_time })
    .set({ answered_at: p.now })
    .where('job_id', '=', p.job)
    .where('slot', '=', p.slot)
    .where('answered_at', 'is', null),
)

/** Takes the one answer of a slot; a second one changes nothing. */
export async function answer(tx: Tx, jobId: number, slot: number, given: Given, now: number): Promise<void> {
  await answerQuery(tx, { job: jobId, slot, now, ...given })
}

/** What was asked and not answered is late: the player has seen it. Nothing ends before it began, whatever the clock did. */
export async function expire(tx: Tx, jobId: number, now: number): Promise<void> {
  await tx
    .updateTable('job_questions')
    .set((eb) => ({
      outcome: 'late',
      answered_at: eb.case().when('delivered_at', '>', now).then(eb.ref('delivered_at')).else(now).end(),
    }))
    .where('job_id', '=', jobId)
    .where('delivered_at', 'is not', null)
    .where('answered_at', 'is', null)
    .execute()
}

const rightBeforeQuery = prepare((db, p: { player: number; question: number }) =>
  db
    .selectFrom('job_questions')
    .select('job_id')
    .where('player_id', '=', p.player)
    .where('question_id', '=', p.question)
    .where('outcome', '=', 'right')
    .limit(1),
)

/** Whether the player ever had this question right. */
export async function hadRight(tx: Tx, playerId: number, questionId: number): Promise<boolean> {
  return (await rightBeforeQuery(tx, { player: playerId, question: questionId })).length > 0
}

const answeredBeforeQuery = prepare((db, p: { player: number; question: number }) =>
  db
    .selectFrom('job_questions')
    .select('job_id')
    .where('player_id', '=', p.player)
    .where('question_id', '=', p.question)
    .where('outcome', 'is not', null)
    .limit(1),
)

/** Whether the player ever answered this question, in any words, or let its time run out. */
export async function hadAnswered(tx: Tx, playerId: number, questionId: number): Promise<boolean> {
  return (await answeredBeforeQuery(tx, { player: playerId, question: questionId })).length > 0
}

/** When the player last answered each of these questions: id to ms. */
export async function lastSeen(
  db: Reader | Tx,
  playerId: number,
  ids: number[],
): Promise<Map<number, number>> {
  const rows = await db
    .selectFrom('job_questions')
    .select(['question_id', (eb) => eb.fn.max('answered_at').as('at')])
    .where('player_id', '=', playerId)
    .where('question_id', 'in', among(ids))
    .where('answered_at', 'is not', null)
    .groupBy('question_id')
    .execute()
  return new Map(rows.map((row) => [row.question_id, Number(row.at)]))
}

const askedQuery = prepare((db, p: { question: number }) =>
  db.selectFrom('job_questions').select('job_id').where('question_id', '=', p.question).limit(1),
)

/** Whether a player was ever asked the question: then it stays, retired at most. */
export async function wasAsked(db: Reader | Tx, id: number): Promise<boolean> {
  return (await askedQuery(db, { question: id })).length > 0
}
