import { randomBytes } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import { clustered, identity, strict, time } from '../dialect.ts'

const steps = [
  sql`create table batches (
    id ${identity},
    kind text not null check (kind in ('bulk', 'import', 'undo')),
    title text not null,
    action text not null default '',
    input text not null default '',
    state text not null check (state in ('reading', 'checking', 'ready', 'running', 'cancelled', 'finished')),
    worker integer not null,
    total integer not null default 0 check (total >= 0),
    done integer not null default 0 check (done >= 0),
    last integer not null default 0,
    undoes integer unique references batches (id),
    backup text not null default '',
    problem text not null default '',
    started_by integer not null references players (id),
    started_at ${time} not null,
    ended_at ${time}
  ) ${strict}`,
  sql`create index batches_person on batches (started_by, id)`,
  sql`create index batches_active on batches (state) where state in ('checking', 'running')`,
  sql`create table batch_items (
    batch_id integer not null references batches (id) on delete cascade,
    position integer not null check (position >= 1),
    ref text not null default '',
    line integer,
    data text not null default '',
    version integer,
    state text not null default 'new' check (state in ('new', 'ready', 'same', 'wrong', 'done', 'left')),
    problem text not null default '',
    primary key (batch_id, position)
  ) ${clustered}`,
  sql`create index batch_items_state on batch_items (batch_id, state, position)`,

  sql`create table audit (
    id ${identity},
    at ${time} not null,
    editor_id integer not null references players (id),
    kind text not null,
    ref text not null,
    name text not null,
    act text not null check (act in ('added', 'changed', 'removed', 'done')),
    version integer,
    before text,
    after text,
    batch_id integer references batches (id),
    undoes integer references audit (id),
    request text not null default ''
  ) ${strict}`,
  sql`create index audit_record on audit (kind, ref, id)`,
  sql`create index audit_editor on audit (editor_id, id)`,
  sql`create index audit_batch on audit (batch_id, id) where batch_id is not null`,
  sql`create index audit_undoes on audit (undoes) where undoes is not null`,

  sql`create table news (
    id ${identity},
    title text not null check (length(title) between 1 and 120),
    body text not null,
    published_at ${time},
    version integer not null default 1 check (version >= 1),
    created_by integer references players (id),
    created_at ${time} not null
  ) ${strict}`,
  sql`create index news_published on news (published_at, id) where published_at is not null`,

  sql`create table errors (
    id ${identity},
    fingerprint text not null unique check (length(fingerprint) = 64),
    message text not null check (length(message) <= 500),
    source text not null check (length(source) <= 500),
    page text not null check (length(page) <= 200),
    browser text not null check (length(browser) <= 300),
    n integer not null default 1 check (n >= 1),
    first_at ${time} not null,
    last_at ${time} not null,
    closed_by integer references players (id),
    closed_at ${time}
  ) ${strict}`,
  sql`create index errors_last on errors (last_at, id)`,
  sql`create index errors_open on errors (last_at, id) where closed_at is null`,

  sql`create table written (
    id ${identity},
    kind text not null check (kind in ('city', 'country', 'category', 'ambassador')),
    ref text not null,
    body text not null,
    version integer not null default 1 check (version >= 1),
    updated_by integer references players (id),
    updated_at ${time} not null,
    unique (kind, ref)
  ) ${strict}`,
  sql`insert into written (id, kind, ref, body, version, updated_by, updated_at)
    select id, kind, ref, body, version, updated_by, updated_at from documents`,
  sql`drop table documents`,
  sql`alter table written rename to documents`,

  sql`alter table players add column closed_at ${time}`,
  sql`create index questions_author on questions (author_id) where author_id is not null`,
  sql`create index questions_due on questions (state, verify_by)`,
]

export async function up(db: Kysely<never>): Promise<void> {
  for (const step of steps) await step.execute(db)
  const { rows } = await sql<{ id: number }>`select id from questions where key is null`.execute(db)
  for (const { id } of rows) {
    const key = randomBytes(9).toString('base64url')
    await sql`update questions set key = ${key} where id = ${id}`.execute(db)
  }
}
