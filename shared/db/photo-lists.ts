import { sql } from 'kysely'
import type { Reader } from './connection.ts'
import { type Cursor, contains, page } from './pages.ts'

/** Photos as editors look for them. What changes them stands in photos.ts. */

export interface PhotoFilter {
  words?: string
  /** What nobody has written yet. */
  missing?: 'alt' | 'author' | 'licence'
  licence?: string
  use?: 'used' | 'unused' | 'deleted'
}

/** Fills two, three, four or six columns. */
const SIZE = 24

/** One page of the photos, newest first, each with whether a question or a city shows it; of `owner` alone when it is not null. Deleted ones are listed when they are asked for, with who deleted them, and then alone. */
export async function list(db: Reader, owner: number | null, filter: PhotoFilter, cursor?: Cursor) {
  const deleted = filter.use === 'deleted'
  let query = db
    .selectFrom('photos')
    .selectAll()
    .select(isUsed.as('used'))
    .select((eb) =>
      eb.selectFrom('players').select('name').whereRef('players.id', '=', 'deleted_by').as('deleter'),
    )
    .where('deleted_at', deleted ? 'is not' : 'is', null)
  if (owner !== null) query = query.where('created_by', '=', owner)
  if (filter.words) query = query.where(hasWords(filter.words))
  if (filter.missing) query = query.where(`photos.${filter.missing}`, '=', sql.lit(''))
  if (filter.licence) query = query.where('licence', '=', filter.licence)
  if (filter.use && !deleted) query = query.where(isUsed, '=', filter.use === 'used' ? 1 : 0)
  return await page(query, 'photos', { column: 'photos.id', descending: true }, cursor, SIZE)
}

/** 1 when a question or a city shows the photo. */
export const isUsed = sql<number>`(exists (select 1 from question_photos q where q.photo_id = photos.id)
  or exists (select 1 from city_photos c where c.photo_id = photos.id))`

const hasWords = (words: string) => {
  const pattern = contains(words)
  return sql<boolean>`(title like ${pattern} escape '\\' or alt like ${pattern} escape '\\' or author like ${pattern} escape '\\')`
}
