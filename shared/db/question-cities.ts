import type { Reader, Tx } from './connection.ts'
import { held } from './content.ts'
import { prepare } from './prepare.ts'
import type { Row } from './tables.ts'

/** Where published questions are asked: what a player's job is made of. */

/** Fills question_cities: where the question is asked while it is published, nowhere else. */
export async function offer(tx: Tx, q: Row<'questions'>): Promise<void> {
  await tx.deleteFrom('question_cities').where('question_id', '=', q.id).execute()
  if (q.state !== 'published') return
  const cities = q.everywhere
    ? await tx.selectFrom('cities').select('id').where('country', 'is not', null).execute()
    : q.city_id
      ? [{ id: q.city_id }]
      : await tx
          .selectFrom('city_countries')
          .select('city_id as id')
          .where('country', '=', q.country)
          .execute()
  if (cities.length === 0) return
  const rows = cities.map((city) => ({ city_id: city.id, category_id: q.category_id, question_id: q.id }))
  await tx.insertInto('question_cities').values(rows).execute()
}

const candidatesQuery = prepare((db, p: { city: number; category: number }) =>
  db
    .selectFrom('question_cities')
    .innerJoin('questions', 'questions.id', 'question_cities.question_id')
    .innerJoin('question_versions as words', (join) =>
      join.onRef('words.question_id', '=', 'questions.id').onRef('words.version', '=', 'questions.version'),
    )
    .innerJoin('cities', 'cities.id', 'question_cities.city_id')
    .leftJoin('countries as here', 'here.iso2', 'cities.country')
    .leftJoin('countries as subject', 'subject.iso2', 'questions.country')
    .select(['questions.id', 'questions.version', 'questions.alternatives', 'questions.sorted'])
    .select(['questions.value', 'questions.seconds', 'words.photos'])
    .select((eb) =>
      eb.or([eb('everywhere', '=', 0), eb('here.region', '=', eb.ref('subject.region'))]).as('near'),
    )
    .where('question_cities.city_id', '=', p.city)
    .where('question_cities.category_id', '=', p.category),
)

/** The published questions a job in this city and category may ask. Of those asked everywhere the ones about the city's own region are `near`. */
export async function candidates(db: Reader | Tx, cityId: number, categoryId: number) {
  return await candidatesQuery(db, { city: cityId, category: categoryId })
}

const offersQuery = prepare((db, p: { city: number }) =>
  db
    .selectFrom('question_cities')
    .innerJoin('categories', 'categories.id', 'question_cities.category_id')
    .innerJoin('questions', 'questions.id', 'question_cities.question_id')
    .select(['categories.id', 'categories.slug', 'categories.name', 'categories.description'])
    .select((eb) => [
      eb.fn.countAll<number>().as('questions'),
      eb.fn.avg<number>('value').as('value'),
      eb.fn.avg<number>('seconds').as('seconds'),
    ])
    .where('question_cities.city_id', '=', p.city)
    .groupBy('categories.id')
    .orderBy('categories.position'),
)

const inCity = held((db, city: number) => offersQuery(db, { city }))

/** The categories that have at least `least` published questions in the city, each with the average value and seconds of them. */
export async function offers(db: Reader | Tx, cityId: number, least: number) {
  return (await inCity(db, cityId)).filter(({ questions }) => questions >= least)
}

const tutorialQuery = prepare((db, _: object) =>
  db
    .selectFrom('categories')
    .innerJoin('questions', 'questions.category_id', 'categories.id')
    .innerJoin('question_versions as words', (join) =>
      join.onRef('words.question_id', '=', 'questions.id').onRef('words.version', '=', 'questions.version'),
    )
    .select(['questions.id', 'questions.version', 'questions.alternatives', 'questions.sorted'])
    .select(['questions.value', 'questions.seconds', 'words.photos', 'questions.category_id'])
    .where('categories.slug', '=', 'tutorial')
    .where('questions.state', '=', 'published'),
)

/** The tutorial's category and questions, which serve in every city. */
export async function tutorialCandidates(db: Reader | Tx) {
  const candidates = await tutorialQuery(db, {})
  return {
    categoryId: candidates[0]?.category_id ?? 0,
    candidates: candidates.map((one) => ({ ...one, near: 1 as const })),
  }
}
