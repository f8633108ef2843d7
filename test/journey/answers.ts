import Database from 'better-sqlite3'

const JOBS_A_BATCH = 2000

/** Adds `count` answers (ten to a job) of a thousand players to the database at `path`, in short transactions. */
export function addAnswers(path: string, count: number): void {
  const file = new Database(path, { timeout: 5000 })
  file.pragma('journal_mode = WAL')
  file.pragma('synchronous = OFF')
  const city = file.prepare("select id from cities where slug = 'paris'").pluck().get()
  file.transaction(() => {
    file
      .prepare(
        `with recursive n(i) as (select 1 union all select i + 1 from n where i < 1000)
         insert or ignore into players (name, name_key, city_id, created_at)
         select 'Crowd ' || i, 'crowd ' || i, ?, 0 from n`,
      )
      .run(city)
    file.prepare("insert or ignore into balances select id, 0 from players where name like 'Crowd %'").run()
  })()
  const { first, category } = file
    .prepare('select min(id) as first, category_id as category from questions where state = ?')
    .get('published') as { first: number; category: number }
  const questions = file
    .prepare("select count(*) from questions where state = 'published'")
    .pluck()
    .get() as number
  const player = file.prepare("select min(id) from players where name like 'Crowd %'").pluck().get() as number
  const before = file.prepare('select coalesce(max(id), 0) from jobs').pluck().get() as number
  const addJobs = file.prepare(
    `with recursive n(i) as (select @from union all select i + 1 from n where i < @to)
     insert into jobs (id, player_id, kind, city_id, category_id, state, seed, size, timed, started_at, finished_at)
     select i, @player + i % 1000, 'job', @city, @category, 'finished', i, 10, 1, i * 1000, i * 1000 + 900 from n`,
  )
  const addSlots = file.prepare(
    `with recursive n(i) as (select @from union all select i + 1 from n where i < @to),
       s(slot) as (values (1),(2),(3),(4),(5),(6),(7),(8),(9),(10))
     insert into job_questions (job_id, slot, player_id, question_id, version, shuffle, value, seconds, delivered_at,
       answered_at, choice, outcome, points)
     select i, slot, @player + i % 1000, @first + (i * 7 + slot * 31) % @questions, 1, '[0,1,2,3]', 3, 10, i * 1000,
       i * 1000 + 1000 + (i * 13 + slot * 17) % 9000, (i + slot) % 4,
       case when (i + slot) % 4 = 0 then 'right' else 'wrong' end, case when (i + slot) % 4 = 0 then 48 else 0 end
     from n, s`,
  )
  const batch = file.transaction((from: number, to: number) => {
    addJobs.run({ from, to, player, city, category })
    addSlots.run({ from, to, player, first, questions })
  })
  const last = before + count / 10
  for (let from = before + 1; from <= last; from += JOBS_A_BATCH) {
    batch(from, Math.min(last, from + JOBS_A_BATCH - 1))
  }
  file.close()
}
