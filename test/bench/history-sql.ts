/** The statements of history.ts, in its order. A cross join is one whose order SQLite keeps. Times are :monday and a moment of the player's own after it. */

export const INDEXES = "select name, sql from sqlite_master where type = 'index' and sql is not null"

/** What is asked and offered where, numbered from 0, so that a number can choose. Nomansland has the tutorial. */
export const MAPS = [
  `create temp table pool (city_id integer, category_id integer, n integer, question_id integer,
    version integer, value integer, seconds integer, answer integer, shuffle text,
    primary key (city_id, category_id, n)) without rowid`,
  `insert into pool
    select at.city_id, q.category_id, row_number() over (partition by at.city_id, q.category_id order by q.id) - 1,
      q.id, q.version, q.value, q.seconds, q.answer, iif(q.sorted, '[0,1,2,3]', '[2,0,3,1]')
    from (
      select city_id, question_id from question_cities
      where category_id <> (select id from categories where slug = 'tutorial')
      union all
      select cities.id, questions.id from cities, questions join categories on categories.id = category_id
      where cities.slug = 'nomansland' and categories.slug = 'tutorial'
    ) at join questions q on q.id = at.question_id`,
  `create temp table offers (city_id integer, n integer, category_id integer, questions integer, of integer,
    primary key (city_id, n)) without rowid`,
  `insert into offers
    select city_id, row_number() over (partition by city_id order by category_id) - 1, category_id, questions,
      count(*) over (partition by city_id)
    from (select city_id, category_id, count(*) as questions from pool group by 1, 2 having count(*) >= 10)`,
  `create temp table tickets (from_id integer, n integer, to_id integer, miles integer, fare integer,
    primary key (from_id, n)) without rowid`,
  `create temp table walls as
    select row_number() over (order by id) - 1 as n, id as city_id from cities where country is not null`,
  'create unique index temp.walls_n on walls (n)',
]

const moment = (player: string) => `(@monday + ${player} * 7919 % @span)`
const JOB_MS = 150_000
const SLOT_MS = 15_000
const FLIGHT_MS = 160_000

export const PLAYERS = `
  with recursive n(i) as (select 1 union all select i + 1 from n where i < @players)
  insert into players (id, name, name_key, email, password, city_id, created_at)
  select i, 'Wandering Albatross ' || i, 'wandering albatross ' || i,
    iif(i % @every = 0, 'albatross.' || i || '@example.org', null), iif(i % @every = 0, 'no password', null),
    (select id from cities where slug = 'nomansland'),
    iif(i % @every = 0, @year, @monday) + i * 7919 % @span - ${JOB_MS} from n`

export const SESSIONS = `
  insert into sessions (token_hash, player_id, created_at, seen_at)
  select token_hash(id), id, created_at, @now from players order by 1`

const JOB_COLUMNS = 'player_id, kind, city_id, category_id, state, seed, size, timed, started_at, finished_at'

export const TUTORIALS = `
  insert into jobs (${JOB_COLUMNS})
  select id, 'tutorial', city_id, (select id from categories where slug = 'tutorial'), 'finished', id * 31, 4, 1,
    ${moment('id')} - ${JOB_MS}, ${moment('id')} from players`

export const JOBS = `
  insert into jobs (${JOB_COLUMNS})
  select players.id, 'job', players.city_id, offers.category_id, 'finished', players.id * 31 + @round * 17, 10, 1,
    ${moment('players.id')} - ${JOB_MS}, ${moment('players.id')}
  from players
  cross join offers one on one.city_id = players.city_id and one.n = 0
  cross join offers on offers.city_id = players.city_id and offers.n = (players.id / 10 + @round) % one.of
  where email is not null and players.id <= @most`

/** Seven of ten are right; the second time five seconds are a quarter to all of what the clock gives. */
export const ANSWERS = `
  with slots(slot) as (values (1), (2), (3), (4), (5), (6), (7), (8), (9), (10)),
  given as (
    select jobs.id as job_id, slot, player_id, question_id, version, shuffle, value, seconds,
      started_at + slot * ${SLOT_MS} - ${SLOT_MS} as delivered_at, answer, (seed + slot * 7) % 10 < 7 as right
    from jobs
    cross join slots on slot <= size
    cross join offers on offers.city_id = jobs.city_id and offers.category_id = jobs.category_id
    cross join pool on pool.city_id = jobs.city_id and pool.category_id = jobs.category_id
      and pool.n = (seed + slot) % offers.questions
    where jobs.id > @before
  )
  insert into job_questions (job_id, slot, player_id, question_id, version, shuffle, value, seconds, delivered_at,
    answered_at, choice, outcome, points, first_time)
  select job_id, slot, player_id, question_id, version, shuffle, value, seconds, delivered_at, delivered_at + 5000,
    iif(right, answer, (answer + 1) % 4), iif(right, 'right', 'wrong'),
    iif(right, 2 * value * (20 - cast(round(42.5 / seconds) as integer)), 0), right
  from given`

export const RESULTS = `
  update jobs set points = earned.points, coins = 2 * earned.points / size
  from (select job_id, sum(points) as points from job_questions where job_id > @before group by job_id) earned
  where jobs.id = earned.job_id`

export const WAGES = `
  insert into ledger (player_id, coins, reason, ref, at)
  select player_id, coins, kind, id, finished_at from jobs where id > @before and coins > 0`

/** No statement pays anybody twice. */
export const BALANCES = `
  update balances set coins = balances.coins + paid.coins
  from (select player_id, coins from ledger where id > @before) paid where paid.player_id = balances.player_id`

/** Ends before its condition on players. */
export const AWARDED = `
  insert into awards (player_id, kind, ref, coins, at, seen_at)
  select id, @kind, '', @coins, ${moment('id')}, ${moment('id')} from players where `

export const PRIZES = `
  insert into ledger (player_id, coins, reason, ref, at)
  select player_id, coins, 'award', kind, at from awards where id > @before`

/** Whoever can pay the ticket flies; the first one is paid by what one has. */
export const FLIGHTS = `
  insert into flights (player_id, number, from_city_id, to_city_id, miles, fare, departed_at)
  select players.id, 1 + coalesce((select max(number) from flights where player_id = players.id), 0), from_id, to_id,
    tickets.miles, iif(fare = 0, min(100, coins), fare), ${moment('players.id')} - ${FLIGHT_MS}
  from players
  cross join balances on balances.player_id = players.id
  cross join tickets on from_id = city_id and n = ((players.id * 2654435761) >> (4 + @round % 12)) % @tickets
  where email is not null and fare <= coins`

export const ARRIVALS = `
  update players set city_id = flown.to_city_id, miles = players.miles + flown.miles
  from (select player_id, to_city_id, miles from flights where id > @before) flown
  where flown.player_id = players.id`

export const FARES = `
  insert into ledger (player_id, coins, reason, ref, at)
  select player_id, -fare, 'flight', number, departed_at from flights where id > @before and fare > 0`

/** What the game counts as it goes. */
export const SUMS = [
  `insert into works (player_id, city_id, category_id, times, coins, best)
    select player_id, city_id, category_id, count(*), sum(coins), max(coins) from jobs group by 1, 2, 3`,
  `insert into visits (player_id, city_id, first_at, times, coins)
    select player_id, city_id, min(at), count(*), coalesce((select sum(coins) from works
      where works.player_id = went.player_id and works.city_id = went.city_id), 0)
    from (select player_id, to_city_id as city_id, departed_at as at from flights
      union all select id, (select id from cities where slug = 'nomansland'), created_at from players) went
    group by 1, 2`,
  `insert into earnings (player_id, period, untimed, coins)
    select player_id, 'ever', 0, sum(coins) from ledger where coins > 0 group by 1`,
  `insert into earnings (player_id, period, untimed, coins)
    select player_id, week_of(at) as week, 0, sum(coins) from ledger where coins > 0 group by 1, 2`,
  `insert into counters (name, n)
    select 'route:' || from_city_id || '-' || to_city_id, count(distinct player_id)
    from flights group by from_city_id, to_city_id`,
  `insert into counters (name, n) select 'award:' || kind, count(*) from awards group by kind`,
]

/** One of each traveller, or more where walls would stay short; a minute apart, the last one now. */
export const MESSAGES = `
  with recursive
    size(total) as (select max(@travellers, @most * (select count(*) from walls))),
    n(i) as (select 0 union all select i + 1 from n, size where i + 1 < total)
  insert into messages (city_id, player_id, text, day, at)
  select city_id, @every * (1 + i % @travellers),
    'Number ' || i || ' sends greetings: it rains, but the view from the tower is worth the stairs.',
    cast((@now - (total - i) * 60000) / 86400000 as integer), @now - (total - i) * 60000
  from n, size join walls on walls.n = i % (select count(*) from walls)`

/** Each traveller and the one so many steps on are friends. */
export const FRIENDSHIPS = `
  with recursive
    n(i) as (select 0 union all select i + 1 from n where i + 1 < @travellers),
    pairs(one, other) as (select @every * (1 + i), @every * (1 + (i + @step) % @travellers) from n)
  insert or ignore into friendships (player_id, friend_id, at)
  select one, other, @year from pairs where one <> other
  union all select other, one, @year from pairs where one <> other`

/** The first question of every third job has stars. */
export const RATINGS = `
  insert into ratings (job_id, slot, player_id, question_id, version, stars, at)
  select job_id, slot, q.player_id, question_id, version, 1 + job_id % 5, answered_at + 3000
  from jobs cross join job_questions q on q.job_id = jobs.id and q.slot = 1 where jobs.id % 3 = 0`

/** Every traveller has a job in the city they are in, the next one after the last. */
export const OPEN_JOBS = `
  insert into jobs (player_id, kind, city_id, category_id, seed, size, timed, started_at)
  select players.id, 'job', players.city_id, offers.category_id, players.id * 37, 10, 1, @now
  from players
  cross join offers one on one.city_id = players.city_id and one.n = 0
  cross join offers on offers.city_id = players.city_id and offers.n = players.id / 10 % one.of
  where email is not null`

export const OPEN_QUESTIONS = `
  with slots(slot) as (values (1), (2), (3), (4), (5), (6), (7), (8), (9), (10))
  insert into job_questions (job_id, slot, player_id, question_id, version, shuffle, value, seconds, delivered_at)
  select jobs.id, slot, player_id, question_id, version, shuffle, value, seconds, iif(slot = 1, started_at, null)
  from jobs
  cross join slots
  cross join offers on offers.city_id = jobs.city_id and offers.category_id = jobs.category_id
  cross join pool on pool.city_id = jobs.city_id and pool.category_id = jobs.category_id
    and pool.n = (seed + slot) % offers.questions
  where state = 'open'`
