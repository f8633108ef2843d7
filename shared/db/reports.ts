import type { Reader } from './connection.ts'

/** What the dashboard's home counts. */
export async function totals(db: Reader) {
  const count = async (table: 'players' | 'jobs' | 'flights' | 'photos' | 'cities') =>
    (
      await db
        .selectFrom(table)
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow()
    ).n
  return {
    players: await count('players'),
    jobs: await count('jobs'),
    answers: await countAnswers(db),
    flights: await count('flights'),
    photos: await count('photos'),
  }
}

export async function countAnswers(db: Reader): Promise<number> {
  const { n } = await db
    .selectFrom('job_questions')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('outcome', 'is not', null)
    .executeTakeFirstOrThrow()
  return n
}
