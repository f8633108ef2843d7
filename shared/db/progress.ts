import { sql } from 'kysely'
import type { Reader } from './connection.ts'
import { among } from './dialect.ts'

/** How far each city is on its way to the questions that open a job. */

/** Published questions by city and category; where there are none there is no row. Reads all of question_cities. */
export async function published(db: Reader) {
  return await db
    .selectFrom('question_cities')
    .select(['city_id', 'category_id', (eb) => eb.fn.countAll<number>().as('n')])
    .groupBy(['city_id', 'category_id'])
    .execute()
}

/** The same of these cities alone: reads no others. */
export async function publishedIn(db: Reader, cities: number[]) {
  return await db
    .selectFrom('question_cities')
    .select(['city_id', 'category_id', (eb) => eb.fn.countAll<number>().as('n')])
    .where('city_id', 'in', among(cities))
    .groupBy(['city_id', 'category_id'])
    .execute()
}

/** Drafts by category and the city where they would be asked. */
export async function drafts(db: Reader) {
  return await db
    .selectFrom('questions')
    .innerJoin('cities', (join) =>
      join.on(sql<boolean>`(everywhere = 1 or questions.city_id = cities.id or exists (
      select 1 from city_countries near where near.city_id = cities.id and near.country = questions.country))`),
    )
    .select(['cities.id as city_id', 'category_id', (eb) => eb.fn.countAll<number>().as('n')])
    .where('state', '=', 'draft')
    .where('cities.country', 'is not', null)
    .groupBy(['cities.id', 'category_id'])
    .execute()
}
