import { sql } from 'kysely'
import type { Reader, Tx } from './connection.ts'
import { amongAll, amongColumn } from './dialect.ts'
import { ownerCountry } from './question-lists.ts'

const MOST = 50

/** The questions with the photo, in whatever state: where among how many photos it stands, and the country (`owner_country`) that says who may edit them. */
export const questions = (db: Reader | Tx, id: number) => withPhoto(db, id).limit(MOST).execute()

/** The same of all published questions with the photo. */
export const published = (db: Reader | Tx, id: number) =>
  withPhoto(db, id).where('state', '=', 'published').execute()

const withPhoto = (db: Reader | Tx, id: number) =>
  db
    .selectFrom('question_photos')
    .innerJoin('questions', 'questions.id', 'question_photos.question_id')
    .leftJoin('cities', 'cities.id', 'questions.city_id')
    .select(['questions.id', 'questions.text', 'questions.state', 'questions.alternatives', 'position'])
    .select(ownerCountry.as('owner_country'))
    .select((eb) =>
      eb
        .selectFrom('question_photos as beside')
        .select((count) => count.fn.countAll<number>().as('n'))
        .whereRef('beside.question_id', '=', 'questions.id')
        .as('photos'),
    )
    .where('photo_id', '=', id)
    .orderBy('questions.id')

/** The cities with the photo. */
export async function cities(db: Reader | Tx, id: number) {
  return await db
    .selectFrom('city_photos')
    .innerJoin('cities', 'cities.id', 'city_photos.city_id')
    .select(['cities.id', 'cities.name', 'cities.country'])
    .where('photo_id', '=', id)
    .orderBy('cities.id')
    .limit(MOST)
    .execute()
}

/** The questions that had the photo in an older version and have it no more. */
export async function questionsBefore(db: Reader, id: number) {
  return await db
    .selectFrom('question_versions')
    .innerJoin('questions', 'questions.id', 'question_versions.question_id')
    .leftJoin('cities', 'cities.id', 'questions.city_id')
    .select(['questions.id', 'questions.text'])
    .distinct()
    .select(ownerCountry.as('owner_country'))
    .where('photos', '<>', '[]')
    .where(sql<boolean>`${id} in ${amongColumn('question_versions.photos')}`)
    .where('questions.id', 'not in', (eb) =>
      eb.selectFrom('question_photos').select('question_id').where('photo_id', '=', id),
    )
    .orderBy('questions.id')
    .limit(MOST)
    .execute()
}

/** Photos that were deleted before a time and that no version of a question has: at most `limit`. Reads every version. */
export async function forgotten(db: Reader, before: number, limit: number) {
  return await db
    .selectFrom('photos')
    .selectAll()
    .where('deleted_at', '<', before)
    .where('id', 'not in', amongAll('question_versions', 'photos'))
    .limit(limit)
    .execute()
}
