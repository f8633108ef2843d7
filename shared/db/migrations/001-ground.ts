import { type Kysely, sql } from 'kysely'
import { clustered, identity, strict, time } from '../dialect.ts'

const flag = sql`integer not null default 0 check`

const tables = [
  sql`create table countries (
    iso2 text primary key check (length(iso2) = 2),
    name text not null,
    article integer not null check (article in (0, 1)),
    region text not null,
    subregion text not null,
    lat real not null,
    lng real not null
  ) ${strict}`,
  sql`create table country_neighbours (
    country text not null references countries (iso2),
    neighbour text not null references countries (iso2),
    primary key (country, neighbour)
  ) ${clustered}`,
  sql`create table cities (
    id ${identity},
    slug text not null unique,
    name text not null,
    country text references countries (iso2),
    iata text not null unique check (length(iata) = 3),
    airport text not null,
    lat real not null check (lat between -90 and 90),
    lng real not null check (lng between -180 and 180),
    timezone text not null,
    population integer check (population > 0),
    capital ${flag} (capital in (0, 1)),
    intro text not null
  ) ${strict}`,
  sql`create table city_countries (
    city_id integer not null references cities (id),
    country text not null references countries (iso2),
    primary key (country, city_id)
  ) ${clustered}`,
  sql`create table categories (
    id ${identity},
    slug text not null unique,
    name text not null,
    description text not null,
    position integer not null
  ) ${strict}`,
  sql`create table players (
    id ${identity},
    name text not null unique check (length(name) between 1 and 40),
    email text unique,
    password text,
    role text not null default 'player' check (role in ('player', 'ambassador', 'editor', 'admin')),
    country text references countries (iso2),
    city_id integer not null references cities (id),
    units text not null default 'mi' check (units in ('mi', 'km')),
    clock integer not null default 1 check (clock in (0, 1)),
    miles integer not null default 0 check (miles >= 0),
    must_change_password ${flag} (must_change_password in (0, 1)),
    created_at ${time} not null,
    check ((email is null) = (password is null)),
    check (role = 'player' or email is not null),
    check ((role = 'ambassador') = (country is not null))
  ) ${strict}`,
  sql`create table sessions (
    token_hash text primary key,
    player_id integer not null references players (id) on delete cascade,
    created_at ${time} not null,
    seen_at ${time} not null
  ) ${clustered}`,
  sql`create index sessions_player on sessions (player_id)`,
  sql`create table sign_in_tokens (
    token_hash text primary key,
    player_id integer not null references players (id) on delete cascade,
    expires_at ${time} not null
  ) ${clustered}`,
  sql`create index sign_in_tokens_player on sign_in_tokens (player_id)`,
  sql`create table attempts (id ${identity}, key text not null, at ${time} not null) ${strict}`,
  sql`create index attempts_key on attempts (key, at)`,
  sql`create index attempts_at on attempts (at)`,
  sql`create table questions (
    id ${identity},
    key text unique,
    category_id integer not null references categories (id),
    city_id integer references cities (id),
    country text references countries (iso2),
    everywhere ${flag} (everywhere in (0, 1)),
    state text not null default 'draft' check (state in ('draft', 'published', 'retired')),
    version integer not null default 1 check (version >= 1),
    text text not null check (length(text) between 1 and 300),
    alternatives text not null,
    answer integer not null check (answer between 0 and 3),
    sorted ${flag} (sorted in (0, 1)),
    value integer not null check (value between 1 and 5),
    seconds integer not null check (seconds between 5 and 60),
    did_you_know text not null,
    source text not null,
    source_date text not null,
    verify_by text not null,
    notes text not null,
    author_id integer references players (id),
    created_at ${time} not null,
    updated_at ${time} not null,
    check (city_id is not null or country is not null or everywhere = 1)
  ) ${strict}`,
  sql`create index questions_updated on questions (updated_at, id)`,
  sql`create index questions_text on questions (text, id)`,
  sql`create index questions_value on questions (value, id)`,
  sql`create index questions_state on questions (state, updated_at, id)`,
  sql`create index questions_category on questions (category_id, updated_at, id)`,
  sql`create table question_versions (
    question_id integer not null references questions (id),
    version integer not null,
    text text not null,
    alternatives text not null,
    answer integer not null,
    sorted integer not null,
    value integer not null,
    seconds integer not null,
    did_you_know text not null,
    source text not null,
    source_date text not null,
    saved_by integer references players (id),
    saved_at ${time} not null,
    primary key (question_id, version)
  ) ${strict}`,
  sql`create table question_cities (
    city_id integer not null references cities (id),
    category_id integer not null references categories (id),
    question_id integer not null references questions (id),
    primary key (city_id, category_id, question_id)
  ) ${clustered}`,
  sql`create index question_cities_question on question_cities (question_id)`,
  sql`create table photos (
    id ${identity},
    sha256 text not null unique check (length(sha256) = 64),
    recipe text not null,
    format text not null check (format in ('jpeg', 'png', 'webp', 'avif')),
    width integer not null check (width > 0),
    height integer not null check (height > 0),
    widths text not null,
    title text not null,
    alt text not null,
    description text not null,
    author text not null,
    licence text not null,
    source text not null,
    created_by integer references players (id),
    created_at ${time} not null
  ) ${strict}`,
  sql`create table question_photos (
    question_id integer not null references questions (id),
    position integer not null check (position between 0 and 3),
    photo_id integer not null references photos (id),
    primary key (question_id, position)
  ) ${clustered}`,
  sql`create index question_photos_photo on question_photos (photo_id)`,
  sql`create table city_photos (
    city_id integer not null references cities (id),
    position integer not null check (position >= 0),
    photo_id integer not null references photos (id),
    primary key (city_id, position)
  ) ${clustered}`,
  sql`create index city_photos_photo on city_photos (photo_id)`,
  sql`create table jobs (
    id ${identity},
    player_id integer not null references players (id),
    kind text not null check (kind in ('tutorial', 'job')),
    city_id integer not null references cities (id),
    category_id integer not null references categories (id),
    state text not null default 'open' check (state in ('open', 'finished')),
    seed integer not null,
    size integer not null check (size between 1 and 10),
    timed integer not null check (timed in (0, 1)),
    points integer not null default 0 check (points >= 0),
    coins integer not null default 0 check (coins >= 0),
    started_at ${time} not null,
    finished_at ${time},
    check ((state = 'finished') = (finished_at is not null))
  ) ${strict}`,
  sql`create unique index jobs_one_open on jobs (player_id) where state = 'open'`,
  sql`create index jobs_player on jobs (player_id, id)`,
  sql`create table job_questions (
    job_id integer not null references jobs (id),
    slot integer not null check (slot between 1 and 10),
    player_id integer not null references players (id),
    question_id integer not null,
    version integer not null,
    shuffle text not null,
    value integer not null,
    seconds integer not null,
    delivered_at ${time},
    answered_at ${time},
    choice integer check (choice between 0 and 3),
    outcome text check (outcome in ('right', 'wrong', 'late')),
    points integer not null default 0 check (points >= 0),
    first_time ${flag} (first_time in (0, 1)),
    primary key (job_id, slot),
    unique (job_id, question_id),
    foreign key (question_id, version) references question_versions (question_id, version),
    check ((answered_at is null) = (outcome is null)),
    check (outcome = 'right' or points = 0)
  ) ${strict}`,
  sql`create index job_questions_player on job_questions (player_id, question_id, outcome, answered_at)`,
  sql`create index job_questions_question on job_questions (question_id, version)`,
  sql`create table ledger (
    id ${identity},
    player_id integer not null references players (id),
    coins integer not null,
    reason text not null,
    ref text not null,
    at ${time} not null,
    unique (player_id, reason, ref)
  ) ${strict}`,
  sql`create index ledger_player on ledger (player_id, id)`,
  sql`create table balances (
    player_id integer primary key references players (id),
    coins integer not null check (coins >= 0)
  ) ${strict}`,
  sql`create table flights (
    id ${identity},
    player_id integer not null references players (id),
    number integer not null check (number >= 1),
    from_city_id integer not null references cities (id),
    to_city_id integer not null references cities (id),
    miles integer not null check (miles >= 0),
    fare integer not null check (fare >= 0),
    departed_at ${time} not null,
    unique (player_id, number),
    check (from_city_id <> to_city_id)
  ) ${strict}`,
  sql`create table awards (
    player_id integer not null references players (id),
    kind text not null,
    ref text not null,
    coins integer not null check (coins >= 0),
    at ${time} not null,
    primary key (player_id, kind, ref)
  ) ${clustered}`,
]

export async function up(db: Kysely<never>): Promise<void> {
  for (const table of tables) await table.execute(db)
}
