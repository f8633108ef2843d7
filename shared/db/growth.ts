import { sql } from 'kysely'
import { DAY_MS } from '../rules/weeks.ts'
import type { Reader } from './connection.ts'
import type { QuestionState } from './tables.ts'

/** How the questions became as many as they are. Each reads all of them, in one synchronous go. */

interface Filter {
  /** Of this country or one of its cities. */
  country?: string
  category?: number
}

/** Questions that began on one UTC day (whole days since 1970), under the name of what they are counted by. */
export interface Written {
  about: string
  day: number
  state: QuestionState
  n: number
}

const day = sql<number>`questions.created_at / ${sql.lit(DAY_MS)}`
const subject = sql<string | null>`coalesce(questions.country, cities.country)`

const fitting = (db: Reader, { country, category }: Filter) => {
  const query = db.selectFrom('questions').leftJoin('cities', 'cities.id', 'questions.city_id')
  const ofCountry = country ? query.where(subject, '=', country) : query
  return category ? ofCountry.where('questions.category_id', '=', category) : ofCountry
}

/** By the code of the country they are about; '' for those about the whole world. */
export async function byCountry(db: Reader, filter: Filter): Promise<Written[]> {
  return await fitting(db, filter)
    .select((eb) => [
      sql<string>`coalesce(${subject}, '')`.as('about'),
      day.as('day'),
      'state',
      eb.fn.countAll<number>().as('n'),
    ])
    .groupBy(['about', 'day', 'state'])
    .execute()
}

/** By the id of their category. */
export async function byCategory(db: Reader, filter: Filter): Promise<Written[]> {
  return await fitting(db, filter)
    .select((eb) => [
      sql<string>`cast(category_id as text)`.as('about'),
      day.as('day'),
      'state',
      eb.fn.countAll<number>().as('n'),
    ])
    .groupBy(['about', 'day', 'state'])
    .execute()
}

/** Published ones by the id of each city where they are asked: one question counts in many cities. Reads all of question_cities too. */
export async function byCity(db: Reader, filter: Filter): Promise<Written[]> {
  return await fitting(db, filter)
    .innerJoin('question_cities as asked', 'asked.question_id', 'questions.id')
    .select((eb) => [
      sql<string>`cast(asked.city_id as text)`.as('about'),
      day.as('day'),
      'state',
      eb.fn.countAll<number>().as('n'),
    ])
    .groupBy(['about', 'day', 'state'])
    .execute()
}
