import { sql } from 'kysely'
import type { Reader, Tx } from './connection.ts'
import { among, memberOf } from './dialect.ts'
import { type Cursor, contains, page } from './pages.ts'
import { prepare } from './prepare.ts'
import type { QuestionState } from './tables.ts'

/** Questions as editors look for them: lists, counts, histories. What changes them stands in questions.ts. */

export interface QuestionFilter {
  words?: string
  state?: QuestionState
  category?: number
  /** Its subject is this country or one of its cities. */
  country?: string
  /** It is about this city or asked there. */
  city?: number
  /** Published ones whose fact is to be checked again from the first day (2026-12-31) on and before the second. */
  due?: { from?: string; before: string }
}

export interface QuestionSort {
  by: 'updated_at' | 'text' | 'value' | 'verify_by'
  descending: boolean
}

/** One page of the editors' list. `owner` is the ambassador's country, null for who may see all. */
export async function list(
  db: Reader,
  owner: string | null,
  filter: QuestionFilter,
  sort: QuestionSort,
  cursor?: Cursor,
) {
  let query = about(db)
    .leftJoin('categories', 'categories.id', 'questions.category_id')
    .leftJoin('question_photos', (join) =>
      join.onRef('question_photos.question_id', '=', 'questions.id').on('question_photos.position', '=', 0),
    )
    .leftJoin('photos', 'photos.id', 'question_photos.photo_id')
    .select(['questions.text', 'state', 'value', 'everywhere', 'verify_by', 'questions.updated_at'])
    .select(['categories.name as category', 'cities.name as city', 'countries.name as country'])
    .select(['photos.sha256', 'photos.recipe', 'photos.widths', 'photos.width', 'photos.height'])
  if (owner) query = query.where(ownerCountry, '=', owner)
  if (filter.state) query = query.where('state', '=', filter.state)
  if (filter.category) query = query.where('category_id', '=', filter.category)
  if (filter.country) query = query.where(subjectCountry, '=', filter.country)
  if (filter.city) query = query.where(askedIn(filter.city))
  if (filter.words) query = query.where(hasWords(filter.words))
  if (filter.due) query = query.where(isDue(filter.due))
  const order = { column: `questions.${sort.by}`, descending: sort.descending }
  return await page(query, 'questions', order, cursor)
}

const isDue = ({ from = '', before }: NonNullable<QuestionFilter['due']>) =>
  sql<boolean>`(questions.state = 'published' and verify_by > '' and verify_by >= ${from}
    and verify_by < ${before})`

/** Questions with their cities and countries. */
export const about = (db: Reader | Tx) =>
  db
    .selectFrom('questions')
    .leftJoin('cities', 'cities.id', 'questions.city_id')
    .leftJoin('countries', (join) => join.on('countries.iso2', '=', subjectCountry))

/** The country a question is about: its own, or that of its city. */
const subjectCountry = sql<string | null>`coalesce(questions.country, cities.country)`

/** The country whose ambassador the question is open to: none when it is the tutorial's. Asks for questions and their cities. */
export const ownerCountry = sql<string | null>`case when questions.category_id in
  (select id from categories where slug = 'tutorial') then null else ${subjectCountry} end`

const askedIn = (city: number) =>
  sql<boolean>`(questions.city_id = ${city} or exists (select 1 from question_cities o
    where o.question_id = questions.id and o.city_id = ${city}))`

const hasWords = (words: string) =>
  sql<boolean>`(questions.text like ${contains(words)} escape '\\'
    or questions.alternatives like ${contains(words)} escape '\\')`

/** The question with the country (`owner_country`) that says who may edit it. */
export async function forEditor(db: Reader | Tx, id: number) {
  return await about(db)
    .leftJoin('categories', 'categories.id', 'questions.category_id')
    .selectAll('questions')
    .select(['categories.name as category', 'cities.name as city_name', 'countries.name as country_name'])
    .select(ownerCountry.as('owner_country'))
    .where('questions.id', '=', id)
    .executeTakeFirst()
}

/** The country whose ambassador a question with this subject is open to; null when it is the world's. */
export async function ownerOf(
  db: Reader | Tx,
  subject: { category_id: number; city_id: number | null; country: string | null },
): Promise<string | null> {
  const found = await db
    .selectFrom('categories')
    .leftJoin('cities', (join) => join.on('cities.id', '=', subject.city_id))
    .select(['categories.slug', 'cities.country'])
    .where('categories.id', '=', subject.category_id)
    .executeTakeFirst()
  return !found || found.slug === 'tutorial' ? null : (subject.country ?? found.country)
}

const keyQuery = prepare((db, p: { key: string }) =>
  db.selectFrom('questions').select('id').where('key', '=', p.key),
)

/** The question an installation knows by this key; undefined when there is none. */
export async function idOfKey(db: Reader | Tx, key: string): Promise<number | undefined> {
  return (await keyQuery(db, { key }))[0]?.id
}

interface Alike {
  text: string
  category_id: number
  city_id: number | null
  country: string | null
  /** The right alternative. */
  right: string
}

const alikeQuery = prepare((db, p: Alike) =>
  db
    .selectFrom('questions')
    .select('id')
    .where('text', '=', p.text)
    .where('category_id', '=', p.category_id)
    .where('city_id', 'is', p.city_id)
    .where('country', 'is', p.country)
    .where(memberOf('alternatives', 'answer'), '=', p.right)
    .orderBy('id'),
)

/** Questions with these very words, this subject and this right alternative. */
export async function alike(db: Reader | Tx, one: Alike): Promise<number[]> {
  return (await alikeQuery(db, one)).map(({ id }) => id)
}

/** These questions in this order, with the slugs of category and city, and the ids of their photos. */
export async function forFiles(db: Reader, ids: number[]) {
  const rows = await db
    .selectFrom('questions')
    .innerJoin('categories', 'categories.id', 'questions.category_id')
    .leftJoin('cities', 'cities.id', 'questions.city_id')
    .selectAll('questions')
    .select(['categories.slug as category', 'cities.slug as city'])
    .where('questions.id', 'in', among(ids))
    .execute()
  const photos = await db
    .selectFrom('question_photos')
    .select(['question_id', 'photo_id'])
    .where('question_id', 'in', among(ids))
    .orderBy('question_id')
    .orderBy('position')
    .execute()
  const shown = Map.groupBy(photos, (photo) => photo.question_id)
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = byId.get(id)
    return row ? [{ ...row, photos: (shown.get(id) ?? []).map((photo) => photo.photo_id) }] : []
  })
}

export type ForFile = Awaited<ReturnType<typeof forFiles>>[number]

/** How many questions there are in each state. */
export async function countByState(db: Reader, owner: string | null) {
  // Without an owner the index alone tells.
  const all = owner ? about(db).where(ownerCountry, '=', owner) : db.selectFrom('questions')
  const rows = await all
    .select(['state', (eb) => eb.fn.countAll<number>().as('n')])
    .groupBy('state')
    .execute()
  const count = { draft: 0, published: 0, retired: 0 }
  for (const row of rows) count[row.state] = row.n
  return count
}

/** Drafts, the newest first. */
export async function drafts(db: Reader, owner: string | null, limit: number) {
  let query = about(db).select(['questions.id', 'text', 'questions.updated_at']).where('state', '=', 'draft')
  if (owner) query = query.where(ownerCountry, '=', owner)
  return await query.orderBy('questions.updated_at', 'desc').limit(limit).execute()
}

/** Published questions whose fact was to be checked again before `day` (2026-12-31), the longest overdue first; each says how many there are in `all`. */
export async function overdue(db: Reader, owner: string | null, day: string, limit: number) {
  let query = about(db)
    .select(['questions.id', 'text', 'verify_by', sql<number>`count(*) over ()`.as('all')])
    .where(isDue({ before: day }))
  if (owner) query = query.where(ownerCountry, '=', owner)
  return await query.orderBy('verify_by').limit(limit).execute()
}
