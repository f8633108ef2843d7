import { sql } from 'kysely'
import { prepare, type Reader, type Tx } from './connection.ts'
import { among } from './dialect.ts'
import { type Cursor, contains, page } from './pages.ts'
import type { QuestionState, Row } from './tables.ts'

/** What an editor writes. `alternatives` are 2 to 4 texts, `answer` the index of the right one. */
export interface QuestionContent {
  category_id: number
  city_id: number | null
  country: string | null
  everywhere: 0 | 1
  text: string
  alternatives: string[]
  answer: number
  sorted: 0 | 1
  value: number
  seconds: number
  did_you_know: string
  source: string
  source_date: string
  verify_by: string
  notes: string
}

const columns = (content: QuestionContent) => ({
  ...content,
  alternatives: JSON.stringify(content.alternatives),
})

export async function byId(db: Reader | Tx, id: number) {
  return await db.selectFrom('questions').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Adds a draft, its first version with it. */
export async function insert(
  tx: Tx,
  content: QuestionContent,
  by: { author: number | null; now: number; key?: string },
): Promise<number> {
  const row = {
    ...columns(content),
    author_id: by.author,
    key: by.key ?? null,
    created_at: by.now,
    updated_at: by.now,
  }
  const question = await tx.insertInto('questions').values(row).returningAll().executeTakeFirstOrThrow()
  await keepVersion(tx, question, by.author)
  return question.id
}

/** Saves over the version the editor had loaded; false when somebody else's newer one stands there. Offers are renewed. */
export async function update(
  tx: Tx,
  id: number,
  version: number,
  content: QuestionContent,
  by: { editor: number; now: number },
): Promise<boolean> {
  const saved = await tx
    .updateTable('questions')
    .set({ ...columns(content), version: version + 1, updated_at: by.now })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst()
  if (!saved) return false
  await keepVersion(tx, saved, by.editor)
  await offer(tx, saved)
  return true
}

/** Publishes, retires or takes back to draft; false when the version is not the newest. A new version is not made: the words stay. */
export async function setState(
  tx: Tx,
  id: number,
  version: number,
  state: QuestionState,
  now: number,
): Promise<boolean> {
  const saved = await tx
    .updateTable('questions')
    .set({ state, updated_at: now })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst()
  if (saved) await offer(tx, saved)
  return !!saved
}

async function keepVersion(tx: Tx, q: Row<'questions'>, by: number | null): Promise<void> {
  const { version, text, alternatives, answer, sorted, value, seconds, did_you_know, source, source_date } = q
  const words = {
    version,
    text,
    alternatives,
    answer,
    sorted,
    value,
    seconds,
    did_you_know,
    source,
    source_date,
  }
  await tx
    .insertInto('question_versions')
    .values({ question_id: q.id, ...words, saved_by: by, saved_at: q.updated_at })
    .execute()
}

/** Fills question_cities: where the question is asked while it is published, nowhere else. */
async function offer(tx: Tx, q: Row<'questions'>): Promise<void> {
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

export async function versions(db: Reader, id: number) {
  return await db
    .selectFrom('question_versions')
    .selectAll()
    .where('question_id', '=', id)
    .orderBy('version', 'desc')
    .execute()
}

const candidatesQuery = prepare((db, p: { city: number; category: number }) =>
  db
    .selectFrom('question_cities')
    .innerJoin('questions', 'questions.id', 'question_cities.question_id')
    .select(['questions.id', 'version', 'alternatives', 'sorted', 'value', 'seconds'])
    .where('question_cities.city_id', '=', p.city)
    .where('question_cities.category_id', '=', p.category),
)

/** The published questions a job in this city and category may ask. */
export async function candidates(db: Reader | Tx, cityId: number, categoryId: number) {
  return await candidatesQuery(db, { city: cityId, category: categoryId })
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

const offersQuery = prepare((db, p: { city: number; least: number }) =>
  db
    .selectFrom('question_cities')
    .innerJoin('categories', 'categories.id', 'question_cities.category_id')
    .select(['categories.id', 'categories.slug', 'categories.name', 'categories.description'])
    .select((eb) => eb.fn.countAll<number>().as('questions'))
    .where('city_id', '=', p.city)
    .groupBy('categories.id')
    .having((eb) => eb.fn.countAll(), '>=', p.least)
    .orderBy('categories.position'),
)

/** The categories that have at least `least` published questions in the city. */
export async function offers(db: Reader | Tx, cityId: number, least: number) {
  return await offersQuery(db, { city: cityId, least })
}

const photosQuery = prepare((db, p: { question: number }) =>
  db
    .selectFrom('question_photos')
    .innerJoin('photos', 'photos.id', 'question_photos.photo_id')
    .selectAll('photos')
    .where('question_id', '=', p.question)
    .orderBy('position'),
)

export async function photos(db: Reader, questionId: number) {
  return await photosQuery(db, { question: questionId })
}

/** Puts the photo in place `position`, or takes the one there away. */
export async function setPhoto(
  tx: Tx,
  questionId: number,
  position: number,
  photoId: number | null,
): Promise<void> {
  await tx
    .deleteFrom('question_photos')
    .where('question_id', '=', questionId)
    .where('position', '=', position)
    .execute()
  if (photoId) {
    await tx
      .insertInto('question_photos')
      .values({ question_id: questionId, position, photo_id: photoId })
      .execute()
  }
}

export type StarterQuestion = QuestionContent & { key: string }

/** Adds and publishes a starter question unless it is there. */
export async function insertStarter(
  tx: Tx,
  { key, ...content }: StarterQuestion,
  now: number,
): Promise<number | undefined> {
  const known = await tx.selectFrom('questions').select('id').where('key', '=', key).executeTakeFirst()
  if (known) return
  const id = await insert(tx, content, { author: null, now, key })
  await setState(tx, id, 1, 'published', now)
  return id
}

const tutorialQuery = prepare((db, _: object) =>
  db
    .selectFrom('categories')
    .innerJoin('question_cities', 'question_cities.category_id', 'categories.id')
    .innerJoin('questions', 'questions.id', 'question_cities.question_id')
    .select([
      'questions.id',
      'version',
      'alternatives',
      'sorted',
      'value',
      'seconds',
      'questions.category_id',
    ])
    .where('categories.slug', '=', 'tutorial')
    .groupBy('questions.id'),
)

/** The tutorial's category and questions, which serve in every city. */
export async function tutorialCandidates(db: Reader | Tx) {
  const candidates = await tutorialQuery(db, {})
  return { categoryId: candidates[0]?.category_id ?? 0, candidates }
}

export interface QuestionFilter {
  words?: string
  state?: QuestionState
  category?: number
  /** Its subject is this country or one of its cities. */
  country?: string
  /** It is about this city or asked there. */
  city?: number
}

export type QuestionSort = 'updated_at' | 'text' | 'value'

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
  if (owner) query = query.where(subjectCountry, '=', owner)
  if (filter.state) query = query.where('state', '=', filter.state)
  if (filter.category) query = query.where('category_id', '=', filter.category)
  if (filter.country) query = query.where(subjectCountry, '=', filter.country)
  if (filter.city) query = query.where(askedIn(filter.city))
  if (filter.words) query = query.where(hasWords(filter.words))
  return await page(query, 'questions', { column: `questions.${sort}`, descending: sort !== 'text' }, cursor)
}

const about = (db: Reader | Tx) =>
  db
    .selectFrom('questions')
    .leftJoin('cities', 'cities.id', 'questions.city_id')
    .leftJoin('countries', (join) => join.on('countries.iso2', '=', subjectCountry))

/** The country a question is about: its own, or that of its city. */
const subjectCountry = sql<string | null>`coalesce(questions.country, cities.country)`

const askedIn = (city: number) =>
  sql<boolean>`(questions.city_id = ${city} or exists (select 1 from question_cities o
    where o.question_id = questions.id and o.city_id = ${city}))`

const hasWords = (words: string) =>
  sql<boolean>`(questions.text like ${contains(words)} escape '\\'
    or questions.alternatives like ${contains(words)} escape '\\')`

/** The question with the country it is about (`subject_country`), which says who may edit it. */
export async function forEditor(db: Reader | Tx, id: number) {
  return await about(db)
    .leftJoin('categories', 'categories.id', 'questions.category_id')
    .selectAll('questions')
    .select(['categories.name as category', 'cities.name as city_name', 'countries.name as country_name'])
    .select(subjectCountry.as('subject_country'))
    .where('questions.id', '=', id)
    .executeTakeFirst()
}

/** Versions, newest first, with the name of who saved each (null for starter content). */
export async function history(db: Reader, id: number) {
  return await db
    .selectFrom('question_versions')
    .leftJoin('players', 'players.id', 'saved_by')
    .selectAll('question_versions')
    .select('players.name as saved_by_name')
    .where('question_id', '=', id)
    .orderBy('version', 'desc')
    .execute()
}

/** How many questions there are in each state. */
export async function countByState(db: Reader, owner: string | null) {
  let query = about(db).select(['state', (eb) => eb.fn.countAll<number>().as('n')])
  if (owner) query = query.where(subjectCountry, '=', owner)
  const rows = await query.groupBy('state').execute()
  const count = { draft: 0, published: 0, retired: 0 }
  for (const row of rows) count[row.state] = row.n
  return count
}

/** Drafts, the newest first. */
export async function drafts(db: Reader, owner: string | null, limit: number) {
  let query = about(db).select(['questions.id', 'text', 'questions.updated_at']).where('state', '=', 'draft')
  if (owner) query = query.where(subjectCountry, '=', owner)
  return await query.orderBy('questions.updated_at', 'desc').limit(limit).execute()
}

/** Published questions whose fact was to be checked again before `day` (2026-12-31), the longest overdue first. */
export async function overdue(db: Reader, owner: string | null, day: string, limit: number) {
  let query = about(db)
    .select(['questions.id', 'text', 'verify_by'])
    .where('state', '=', 'published')
    .where('verify_by', '<', day)
    .where('verify_by', '<>', '')
  if (owner) query = query.where(subjectCountry, '=', owner)
  return await query.orderBy('verify_by').limit(limit).execute()
}
