import { randomBytes } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import { strict } from '../dialect.ts'

export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table secrets (
    name text primary key,
    value text not null
  ) ${strict}`.execute(db)
  const value = randomBytes(32).toString('base64url')
  await sql`insert into secrets (name, value) values ('arrivals', ${value})`.execute(db)
}
