import { sql } from 'kysely'
import { fold } from '../rules/questions.ts'
import * as audit from './audit.ts'
import type { Reader, Tx } from './connection.ts'
import { held } from './content.ts'
import { prepare } from './prepare.ts'
import type { New, QuestionState } from './tables.ts'

const allQuery = prepare((db, _: object) => db.selectFrom('categories').selectAll().orderBy('position'))

const inOrder = held((db) => allQuery(db, {}))

/** In the order of the house. */
export async function all(db: Reader | Tx) {
  return await inOrder(db, 0)
}

export async function bySlug(db: Reader | Tx, slug: string) {
  return (await all(db)).find((category) => category.slug === slug)
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

export type CategoryFields = Pick<New<'categories'>, 'slug' | 'name' | 'description' | 'position'>

/** The category with its version and all its fields; undefined when it is gone. */
export async function present(db: Reader | Tx, id: number) {
  const category = await byId(db, id)
  if (!category) return
  const { slug, name, description, position, version } = category
  return { version, name, fields: { slug, name, description, position } }
}

/** Throws when the slug is taken. One that is brought back comes under its old number. */
export async function insert(tx: Tx, fields: CategoryFields, by: audit.By, old?: number): Promise<number> {
  const version = old ? (await audit.lastVersion(tx, 'category', old)) + 1 : 1
  const row = { ...fields, version, ...(old && { id: old }) }
  const { id } = await tx.insertInto('categories').values(row).returning('id').executeTakeFirstOrThrow()
  await audit.note(tx, by, { kind: 'category', ref: id, name: fields.name, version, after: fields })
  return id
}

/** Saves over the version the editor had loaded; false when somebody else's newer one stands there. */
export async function update(
  tx: Tx,
  id: number,
  version: number,
  set: Omit<CategoryFields, 'slug'>,
  by: audit.By,
): Promise<boolean> {
  const before = await present(tx, id)
  if (before?.version !== version) return false
  await tx
    .updateTable('categories')
    .set({ ...set, version: version + 1 })
    .where('id', '=', id)
    .execute()
  const change = { kind: 'category', ref: id, name: set.name, version: version + 1 }
  await audit.note(tx, by, { ...change, before: before.fields, after: { ...before.fields, ...set } })
  return true
}

/** Takes away a category that nothing is about; false when the version is not the newest. Throws when something is. */
export async function remove(tx: Tx, id: number, version: number, by: audit.By): Promise<boolean> {
  const before = await present(tx, id)
  if (before?.version !== version) return false
  await tx.deleteFrom('categories').where('id', '=', id).execute()
  await audit.note(tx, by, { kind: 'category', ref: id, name: before.name, version, before: before.fields })
  return true
}

/** Whether a question, a job or somebody's work is about it. */
export async function isUsed(db: Reader | Tx, id: number): Promise<boolean> {
  for (const table of ['questions', 'jobs', 'works'] as const) {
    const rows = db.selectFrom(table).select('category_id').where('category_id', '=', id).limit(1)
    if (await rows.executeTakeFirst()) return true
  }
  return false
}
