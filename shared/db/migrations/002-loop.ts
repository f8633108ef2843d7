import { type Kysely, type RawBuilder, sql } from 'kysely'
import { nameKey } from '../../rules/names.ts'
import { weekOf } from '../../rules/weeks.ts'
import { clustered, identity, strict, time } from '../dialect.ts'

const flag = sql`integer not null default 0 check`
const version = sql`version integer not null default 1 check (version >= 1)`

const steps = [
  sql`create table places (
    id ${identity},
    name text not null check (length(name) between 1 and 80),
    country text not null references countries (iso2),
    lat real not null check (lat between -90 and 90),
    lng real not null check (lng between -180 and 180),
    ${version},
    unique (name, country)
  ) ${strict}`,
  sql`alter table photos add column place_id integer references places (id)`,
  sql`create index photos_place on photos (place_id)`,
  sql`create index photos_credit on photos (author, licence, source, title)`,

  sql`create table documents (
    id ${identity},
    kind text not null check (kind in ('city', 'country')),
    ref text not null,
    body text not null,
    ${version},
    updated_by integer references players (id),
    updated_at ${time} not null,
    unique (kind, ref)
  ) ${strict}`,
  sql`insert into documents (kind, ref, body, updated_at) select 'city', slug, intro, 0 from cities`,
  sql`alter table cities drop column intro`,
  sql`alter table cities add column locked ${flag} (locked in (0, 1))`,
  sql`alter table cities add column ${version}`,
  sql`alter table categories add column ${version}`,

  sql`alter table players add column name_key text not null default ''`,
  nameKeys,
  sql`create unique index players_name_key on players (name_key)`,
  sql`alter table players add column begun_by text`,
  sql`create unique index players_begun_by on players (begun_by) where begun_by is not null`,
  sql`create index players_country on players (country) where country is not null`,
  sql`create index players_staff on players (role) where role <> 'player'`,

  sql`alter table question_versions add column photos text not null default '[]'`,
  sql`update question_versions set photos = (
    select json_group_array(photo_id) from
      (select photo_id from question_photos p where p.question_id = question_versions.question_id order by position))`,

  sql`create table ratings (
    job_id integer not null,
    slot integer not null,
    player_id integer not null references players (id),
    question_id integer not null references questions (id),
    version integer not null,
    stars integer not null check (stars between 1 and 5),
    at ${time} not null,
    primary key (job_id, slot),
    foreign key (job_id, slot) references job_questions (job_id, slot)
  ) ${clustered}`,
  sql`create index ratings_question on ratings (question_id, stars)`,
  sql`create table messages (
    id ${identity},
    city_id integer not null references cities (id),
    player_id integer not null references players (id),
    text text not null check (length(text) between 1 and 280),
    day integer not null,
    at ${time} not null,
    hidden_by integer references players (id),
    hidden_at ${time},
    unique (player_id, day, city_id, text)
  ) ${strict}`,
  sql`create index messages_city on messages (city_id, id) where hidden_at is null`,
  sql`create index messages_hidden on messages (id) where hidden_at is not null`,
  sql`create table complaints (
    id ${identity},
    kind text not null check (kind in ('question', 'message', 'name')),
    player_id integer not null references players (id),
    job_id integer,
    slot integer,
    question_id integer references questions (id),
    message_id integer references messages (id),
    about_id integer references players (id),
    said text not null,
    reason text not null,
    text text not null check (length(text) <= 1000),
    state text not null default 'open' check (state in ('open', 'accepted', 'dismissed')),
    at ${time} not null,
    closed_by integer references players (id),
    closed_at ${time},
    foreign key (job_id, slot) references job_questions (job_id, slot),
    check ((kind = 'question') = (job_id is not null and slot is not null and question_id is not null)),
    check ((kind = 'message') = (message_id is not null)),
    check ((kind = 'question') = (about_id is null)),
    check ((state = 'open') = (closed_at is null))
  ) ${strict}`,
  sql`create unique index complaints_question on complaints (job_id, slot) where kind = 'question'`,
  sql`create unique index complaints_message on complaints (player_id, message_id)
    where kind = 'message' and state = 'open'`,
  sql`create unique index complaints_name on complaints (player_id, about_id, said)
    where kind = 'name' and state = 'open'`,
  sql`create index complaints_state on complaints (state, id)`,
  sql`create index complaints_kind on complaints (kind, state, id)`,
  sql`create index complaints_asked on complaints (question_id)`,
  sql`create index complaints_written on complaints (message_id) where message_id is not null`,
  sql`create index complaints_about on complaints (about_id) where about_id is not null`,
  sql`create index complaints_player on complaints (player_id)`,
  sql`create table feedback (
    id ${identity},
    player_id integer not null references players (id),
    page text not null check (length(page) <= 200),
    text text not null check (length(text) between 1 and 2000),
    state text not null default 'open' check (state in ('open', 'closed')),
    at ${time} not null,
    closed_by integer references players (id),
    closed_at ${time},
    unique (player_id, text)
  ) ${strict}`,
  sql`create index feedback_state on feedback (state, id)`,
  sql`create table invitations (
    code text primary key check (length(code) = 22),
    player_id integer not null unique references players (id),
    at ${time} not null
  ) ${clustered}`,
  sql`create table friendships (
    player_id integer not null references players (id),
    friend_id integer not null references players (id),
    at ${time} not null,
    primary key (player_id, friend_id),
    check (player_id <> friend_id)
  ) ${clustered}`,

  sql`create table visits (
    player_id integer not null references players (id),
    city_id integer not null references cities (id),
    first_at ${time} not null,
    times integer not null check (times >= 1),
    coins integer not null default 0 check (coins >= 0),
    primary key (player_id, city_id)
  ) ${clustered}`,
  sql`insert into visits (player_id, city_id, first_at, times, coins)
    select player_id, city_id, min(at), count(*),
      (select coalesce(sum(coins), 0) from jobs where jobs.player_id = went.player_id and jobs.city_id = went.city_id)
    from (select player_id, to_city_id as city_id, departed_at as at from flights
      union all select id, (select id from cities where slug = 'nomansland'), created_at from players) went
    where city_id is not null group by player_id, city_id`,
  sql`create table works (
    player_id integer not null references players (id),
    city_id integer not null references cities (id),
    category_id integer not null references categories (id),
    times integer not null check (times >= 1),
    coins integer not null check (coins >= 0),
    best integer not null check (best >= 0),
    primary key (player_id, city_id, category_id)
  ) ${clustered}`,
  sql`insert into works (player_id, city_id, category_id, times, coins, best)
    select player_id, city_id, category_id, count(*), sum(coins), max(coins)
    from jobs where state = 'finished' group by player_id, city_id, category_id`,
  sql`create index jobs_stay on jobs (player_id, city_id, started_at, category_id)`,
  sql`alter table flights add column class text not null default 'economy' check (class in ('economy', 'first'))`,
  sql`create index flights_route on flights (player_id, from_city_id, to_city_id)`,

  sql`create table counters (name text primary key, n integer not null check (n >= 0)) ${clustered}`,
  sql`insert into counters (name, n) select 'route:' || from_city_id || '-' || to_city_id, count(distinct player_id)
    from flights group by from_city_id, to_city_id`,
  sql`create table earnings (
    player_id integer not null references players (id),
    period text not null,
    untimed integer not null check (untimed in (0, 1)),
    coins integer not null check (coins > 0),
    primary key (player_id, period, untimed)
  ) ${clustered}`,
  sql`create index earnings_rank on earnings (period, untimed, coins desc, player_id)`,
  earnings,

  sql`create table diplomas (
    id ${identity},
    player_id integer not null references players (id),
    kind text not null,
    ref text not null,
    coins integer not null check (coins >= 0),
    at ${time} not null,
    seen_at ${time},
    unique (player_id, kind, ref)
  ) ${strict}`,
  sql`insert into diplomas (player_id, kind, ref, coins, at, seen_at)
    select player_id, kind, ref, coins, at, at from awards order by at`,
  sql`drop table awards`,
  sql`alter table diplomas rename to awards`,
  sql`create index awards_player on awards (player_id, at)`,
  sql`create index awards_kind on awards (player_id, kind, id)`,
  sql`create index awards_unseen on awards (player_id) where seen_at is null`,
  sql`insert into counters (name, n) select 'award:' || kind, count(distinct player_id) from awards group by kind`,
]

interface Before {
  players: { id: number; name: string; name_key: string; clock: number }
  jobs: { id: number; timed: number }
  ledger: { player_id: number; coins: number; reason: string; ref: string; at: number }
  earnings: { player_id: number; period: string; untimed: number; coins: number }
}

/** Keys that no two players share: a name that is taken when folded gets its player's number, and one more until it is free. */
async function nameKeys(db: Kysely<Before>): Promise<void> {
  const taken = new Set<string>()
  for (const { id, name } of await db.selectFrom('players').select(['id', 'name']).orderBy('id').execute()) {
    let key = nameKey(name)
    for (let n = id; taken.has(key); n++) key = `${nameKey(name)} ${n}`
    taken.add(key)
    await db.updateTable('players').set({ name_key: key }).where('id', '=', id).execute()
  }
}

/** All that was ever earned and what was earned by the week, with and without the clock as the jobs were worked; the rest as players have it now. */
async function earnings(db: Kysely<Before>): Promise<void> {
  const paid = await db
    .selectFrom('ledger')
    .innerJoin('players', 'players.id', 'ledger.player_id')
    .leftJoin('jobs', (join) =>
      join.onRef('jobs.id', '=', sql`cast(ledger.ref as integer)`).on('reason', 'in', ['job', 'tutorial']),
    )
    .select(['ledger.player_id', 'ledger.coins', 'ledger.at', 'jobs.timed', 'players.clock'])
    .where('ledger.coins', '>', 0)
    .execute()
  const sums = new Map<string, Before['earnings']>()
  for (const { player_id, coins, at, timed, clock } of paid) {
    const untimed = 1 - (timed ?? clock)
    for (const period of ['ever', weekOf(at)]) {
      const key = `${player_id} ${period} ${untimed}`
      sums.set(key, { player_id, period, untimed, coins: coins + (sums.get(key)?.coins ?? 0) })
    }
  }
  for (const row of sums.values()) await db.insertInto('earnings').values(row).execute()
}

type Step = RawBuilder<unknown> | ((db: Kysely<Before>) => Promise<void>)

export async function up(db: Kysely<Before>): Promise<void> {
  for (const step of steps as Step[]) {
    if (typeof step === 'function') await step(db)
    else await step.execute(db)
  }
}
