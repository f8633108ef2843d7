import { sql } from 'kysely'
import { DAY_MS } from '../rules/weeks.ts'
import { iterate, type Reader } from './connection.ts'

/** What happened day by day. Nothing here has an index by time: each reads its whole table, in one synchronous go. */

/** From `start` up to, but not with, `end` (ms). */
export interface Range {
  start: number
  end: number
}

/** How much of one sort there was on one UTC day (whole days since 1970). */
export interface Tally {
  day: number
  part: string
  n: number
}

const dayOf = (column: string) => sql<number>`${sql.ref(column)} / ${sql.lit(DAY_MS)}`

/** Players by the day they began. */
export async function begun(db: Reader, { start, end }: Range): Promise<Tally[]> {
  return await db
    .selectFrom('players')
    .select((eb) => [
      dayOf('created_at').as('day'),
      sql<string>`'begun'`.as('part'),
      eb.fn.countAll<number>().as('n'),
    ])
    .where('created_at', '>=', start)
    .where('created_at', '<', end)
    .groupBy('day')
    .execute()
}

/** Who answered on which day, each player once a day. */
export function players(db: Reader, { start, end }: Range): Iterable<{ day: number; player_id: number }> {
  const query = db
    .selectFrom('job_questions')
    .select([dayOf('answered_at').as('day'), 'player_id'])
    .distinct()
    .where('answered_at', '>=', start)
    .where('answered_at', '<', end)
  return iterate(db, query)
}

/** Jobs that were finished, by kind. */
export async function jobs(db: Reader, { start, end }: Range): Promise<Tally[]> {
  return await db
    .selectFrom('jobs')
    .select((eb) => [dayOf('finished_at').as('day'), 'kind as part', eb.fn.countAll<number>().as('n')])
    .where('finished_at', '>=', start)
    .where('finished_at', '<', end)
    .groupBy(['day', 'kind'])
    .execute()
}

/** Answers, by outcome. */
export async function answers(db: Reader, { start, end }: Range): Promise<Tally[]> {
  return await db
    .selectFrom('job_questions')
    .select((eb) => [
      dayOf('answered_at').as('day'),
      eb.ref('outcome').$notNull().as('part'),
      eb.fn.countAll<number>().as('n'),
    ])
    .where('answered_at', '>=', start)
    .where('answered_at', '<', end)
    .groupBy(['day', 'outcome'])
    .execute()
}

/** Flights, by class. */
export async function flights(db: Reader, { start, end }: Range): Promise<Tally[]> {
  return await db
    .selectFrom('flights')
    .select((eb) => [dayOf('departed_at').as('day'), 'class as part', eb.fn.countAll<number>().as('n')])
    .where('departed_at', '>=', start)
    .where('departed_at', '<', end)
    .groupBy(['day', 'class'])
    .execute()
}

/** Coins earned, by reason. */
export async function earned(db: Reader, { start, end }: Range): Promise<Tally[]> {
  return await db
    .selectFrom('ledger')
    .select((eb) => [dayOf('at').as('day'), 'reason as part', eb.fn.sum<number>('coins').as('n')])
    .where('coins', '>', 0)
    .where('at', '>=', start)
    .where('at', '<', end)
    .groupBy(['day', 'reason'])
    .execute()
}

/** Coins spent, whatever for. */
export async function spent(db: Reader, { start, end }: Range): Promise<Tally[]> {
  return await db
    .selectFrom('ledger')
    .select([dayOf('at').as('day'), sql<string>`'spent'`.as('part'), sql<number>`-sum(coins)`.as('n')])
    .where('coins', '<', 0)
    .where('at', '>=', start)
    .where('at', '<', end)
    .groupBy('day')
    .execute()
}

/** Awards, by kind. */
export async function awards(db: Reader, { start, end }: Range): Promise<Tally[]> {
  return await db
    .selectFrom('awards')
    .select((eb) => [dayOf('at').as('day'), 'kind as part', eb.fn.countAll<number>().as('n')])
    .where('at', '>=', start)
    .where('at', '<', end)
    .groupBy(['day', 'kind'])
    .execute()
}

type Counted =
  | 'players'
  | 'jobs'
  | 'job_questions'
  | 'flights'
  | 'ledger'
  | 'awards'
  | 'questions'
  | 'question_cities'

/** How many rows a report on these tables has to read. */
export async function rowsOf(db: Reader, tables: readonly Counted[]): Promise<number> {
  let rows = 0
  for (const table of tables) {
    const count = db.selectFrom(table).select((eb) => eb.fn.countAll<number>().as('n'))
    rows += (await count.executeTakeFirstOrThrow()).n
  }
  return rows
}
