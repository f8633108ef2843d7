import { type Kysely, sql } from 'kysely'

/** What only staff change, and what each process holds in memory (db/content.ts). */
const CONTENT = ['cities', 'countries', 'categories', 'documents', 'photos', 'city_photos', 'question_cities']

/** A draft changes nothing that is held; of a question that is asked these two are averaged. */
const VALUES = sql`create trigger content_questions_update after update of value, seconds on questions
  begin update counters set n = n + 1 where name = 'content'; end`

export async function up(db: Kysely<never>): Promise<void> {
  await sql`insert into counters (name, n) values ('content', 1)`.execute(db)
  for (const table of CONTENT) {
    for (const change of ['insert', 'update', 'delete']) {
      const name = sql.ref(`content_${table}_${change}`)
      await sql`create trigger ${name} after ${sql.raw(change)} on ${sql.table(table)}
        begin update counters set n = n + 1 where name = 'content'; end`.execute(db)
    }
  }
  await VALUES.execute(db)
}
