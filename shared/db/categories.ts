import { sql } from 'kysely'
import { fold } from '../rules/questions.ts'
import { prepare, type Reader, type Tx } from './connection.ts'
import type { New, QuestionState } from './tables.ts'

const allQuery = prepare((db, _: object) => db.selectFrom('categories').selectAll().orderBy('position'))

/** In the order of the house. */
export async function all(db: Reader) {
  return await allQuery(db, {})
}

const bySlugQuery = prepare((db, p: { slug: string }) =>
  db.selectFrom('categories').selectAll().where('slug', '=', p.slug),
)

export async function bySlug(db: Reader | Tx, slug: string) {
  return (await bySlugQuery(db, { slug }))[0]
}

/** So many questions are counted; beyond, it is enough to know that there are more. */
export const MOST_COUNTED = 1000

const publishedQuery = prepare((db, p: { category: number; limit: number }) =>
  db
    .selectFrom((eb) =>
      eb
        .selectFrom('questions')
        .select('id')
        // The sign keeps the index of the states out: it holds the questions of all categories.
        .where(sql<string>`+state`, '=', 'published')
        .where('category_id', '=', p.category)
        .limit(p.limit)
        .as('published'),
    )
    .select((eb) => eb.fn.countAll<number>().as('n')),
)

const citiesQuery = prepare((db, p: { category: number; least: number }) =>
  db
    .selectFrom('cities')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('question_cities')
          .select('question_id')
          .where('category_id', '=', p.category)
          .whereRef('city_id', '=', 'cities.id')
          .limit(1)
          .offset(p.least),
      ),
    ),
)

/** How many published questions the category has, counted up to 1,000, and in how many cities at least `least` of them are asked. */
export async function reach(db: Reader, id: number, least: number) {
  const [questions] = await publishedQuery(db, { category: id, limit: MOST_COUNTED })
  const [cities] = await citiesQuery(db, { category: id, least: least - 1 })
  return { questions: questions?.n ?? 0, cities: cities?.n ?? 0 }
}

/** The category a reader would take for one of this name; undefined when there is none. */
export async function named(db: Reader | Tx, name: string) {
  return (await allQuery(db, {})).find((category) => fold(category.name) === fold(name))
}

export async function byId(db: Reader | Tx, id: number) {
  return await db.selectFrom('categories').selectAll().where('id', '=', id).executeTakeFirst()
}

/** All with how many questions of each state they have, for the editors' list. */
export async function withCounts(db: Reader) {
  const counts = await db
    .selectFrom('questions')
    .select(['category_id', 'state', (eb) => eb.fn.countAll<number>().as('n')])
    .groupBy(['category_id', 'state'])
    .execute()
  const count = (id: number, state: QuestionState) =>
    counts.find((row) => row.category_id === id && row.state === state)?.n ?? 0
  return (await all(db)).map((category) => ({
    ...category,
    published: count(category.id, 'published'),
    drafts: count(category.id, 'draft'),
  }))
}

/** Throws when the slug is taken. */
export async function insert(tx: Tx, row: New<'categories'>): Promise<number> {
  const { id } = await tx.insertInto('categories').values(row).returning('id').executeTakeFirstOrThrow()
  return id
}

/** Saves over the version the editor had loaded; false when somebody else's newer one stands there. */
export async function update(
  tx: Tx,
  id: number,
  version: number,
  set: Pick<New<'categories'>, 'name' | 'description' | 'position'>,
): Promise<boolean> {
  const saved = await tx
    .updateTable('categories')
    .set({ ...set, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return saved.numUpdatedRows === 1n
}
