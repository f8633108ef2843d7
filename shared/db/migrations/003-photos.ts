import { type Kysely, sql } from 'kysely'
import { clustered, identity, strict, time } from '../dialect.ts'

const steps = [
  sql`alter table photos add column version integer not null default 1 check (version >= 1)`,
  sql`alter table photos add column turn integer not null default 0 check (turn in (0, 90, 180, 270))`,
  sql`alter table photos add column focal_x integer not null default 50 check (focal_x between 0 and 100)`,
  sql`alter table photos add column focal_y integer not null default 50 check (focal_y between 0 and 100)`,
  sql`alter table photos add column previous text check (length(previous) = 64)`,
  sql`alter table photos add column deleted_at ${time}`,
  sql`alter table photos add column deleted_by integer references players (id)`,
  sql`update photos set licence = 'CC0' where licence = 'CC0-1.0'`,
  sql`update photos set licence = 'Public domain' where licence = 'Public Domain'`,
  sql`create index photos_licence on photos (licence, id)`,
  sql`create index photos_owner on photos (created_by, id)`,
  sql`create index photos_without_alt on photos (id) where alt = ''`,
  sql`create index photos_recipe on photos (recipe)`,
  sql`create index photos_previous on photos (previous) where previous is not null`,
  sql`create index photos_deleted on photos (deleted_at) where deleted_at is not null`,

  sql`create table leftovers (
    key text not null,
    worker integer not null,
    removing integer not null default 0 check (removing in (0, 1)),
    at ${time} not null,
    primary key (key, worker)
  ) ${clustered}`,
  sql`create index leftovers_at on leftovers (at)`,

  sql`create table frames (
    photo_id integer not null references photos (id),
    position integer not null check (position between 1 and 10),
    kind text not null check (kind in ('blur', 'tiles')),
    name text not null unique check (length(name) = 32),
    width integer not null check (width > 0),
    height integer not null check (height > 0),
    primary key (photo_id, position)
  ) ${clustered}`,

  sql`create table regenerations (
    id ${identity},
    state text not null check (state in ('running', 'cancelled', 'finished')),
    worker integer not null,
    total integer not null check (total >= 0),
    done integer not null default 0 check (done >= 0),
    failed text not null default '[]',
    last_id integer not null default 0,
    started_by integer references players (id),
    started_at ${time} not null,
    ended_at ${time}
  ) ${strict}`,
  sql`create unique index regenerations_one_running on regenerations (state) where state = 'running'`,
]

export async function up(db: Kysely<never>): Promise<void> {
  for (const step of steps) await step.execute(db)
}
