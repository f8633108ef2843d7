import { prepare, type Reader } from './connection.ts'

const allQuery = prepare((db, _: object) => db.selectFrom('categories').selectAll().orderBy('position'))

/** In the order of the house. */
export async function all(db: Reader) {
  return await allQuery(db, {})
}

const bySlugQuery = prepare((db, p: { slug: string }) =>
  db.selectFrom('categories').selectAll().where('slug', '=', p.slug),
)

export async function bySlug(db: Reader, slug: string) {
  return (await bySlugQuery(db, { slug }))[0]
}
