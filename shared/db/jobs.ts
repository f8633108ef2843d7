import type { Reader, Tx } from './connection.ts'
import { amongJson } from './dialect.ts'
import { prepare } from './prepare.ts'
import type { New } from './tables.ts'

const byIdQuery = prepare((db, p: { player: number; id: number }) =>
  db
    .selectFrom('jobs')
    .innerJoin('categories', 'categories.id', 'jobs.category_id')
    .innerJoin('cities', 'cities.id', 'jobs.city_id')
    .selectAll('jobs')
    .select(['categories.slug as category_slug', 'categories.name as category_name'])
    .select(['cities.slug as city_slug', 'cities.name as city_name'])
    .where('jobs.id', '=', p.id)
    .where('jobs.player_id', '=', p.player),
)

export type Job = NonNullable<Awaited<ReturnType<typeof byId>>>

/** The player's own job, with the names of its category and city. */
export async function byId(db: Reader | Tx, playerId: number, id: number) {
  return (await byIdQuery(db, { player: playerId, id }))[0]
}

const byIdsQuery = prepare((db, p: { player: number; ids: string }) =>
  db
    .selectFrom('jobs')
    .innerJoin('categories', 'categories.id', 'jobs.category_id')
    .innerJoin('cities', 'cities.id', 'jobs.city_id')
    .select(['jobs.id', 'categories.name as category_name'])
    .select(['cities.slug as city_slug', 'cities.name as city_name'])
    .where('jobs.id', 'in', amongJson(p.ids))
    .where('jobs.player_id', '=', p.player),
)

/** Those of these jobs that are the player's, each with its category and city, in no order. */
export async function byIds(db: Reader, playerId: number, ids: number[]) {
  return await byIdsQuery(db, { player: playerId, ids: JSON.stringify(ids) })
}

const openQuery = prepare((db, p: { player: number }) =>
  db
    .selectFrom('jobs')
    .innerJoin('categories', 'categories.id', 'jobs.category_id')
    .selectAll('jobs')
    .select(['categories.slug as category_slug', 'categories.name as category_name'])
    .where('player_id', '=', p.player)
    .where('state', '=', 'open'),
)

/** The one job the player has not finished. */
export async function open(db: Reader | Tx, playerId: number) {
  return (await openQuery(db, { player: playerId }))[0]
}

const finishedTutorialQuery = prepare((db, p: { player: number }) =>
  db
    .selectFrom('jobs')
    .select('id')
    .where('player_id', '=', p.player)
    .where('kind', '=', 'tutorial')
    .where('state', '=', 'finished')
    .limit(1),
)

/** Whether the player has been through the tutorial, which the first ticket asks for. */
export async function hasFinishedTutorial(db: Reader | Tx, playerId: number): Promise<boolean> {
  return (await finishedTutorialQuery(db, { player: playerId })).length > 0
}

export async function insert(
  tx: Tx,
  job: New<'jobs'>,
  slots: Omit<New<'job_questions'>, 'job_id' | 'player_id'>[],
): Promise<number> {
  const { id } = await tx.insertInto('jobs').values(job).returning('id').executeTakeFirstOrThrow()
  const rows = slots.map((slot) => ({ ...slot, job_id: id, player_id: job.player_id }))
  await tx.insertInto('job_questions').values(rows).execute()
  return id
}

/** Closes the job with what it earned: `points` in tenths, whole `coins`. */
export async function finish(
  tx: Tx,
  id: number,
  earned: { points: number; coins: number },
  now: number,
): Promise<void> {
  await tx
    .updateTable('jobs')
    .set({ state: 'finished', ...earned, finished_at: now })
    .where('id', '=', id)
    .execute()
}

const stayQuery = prepare((db, p: { player: number; city: number }) =>
  db
    .selectFrom('jobs')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('player_id', '=', p.player)
    .where('city_id', '=', p.city)
    .where('started_at', '>=', (eb) =>
      eb.fn.coalesce(
        eb
          .selectFrom('flights')
          .select('departed_at')
          .where('flights.player_id', '=', p.player)
          .orderBy('number', 'desc')
          .limit(1),
        eb.lit(0),
      ),
    ),
)

/** How many jobs the player began in the city since the last flight. */
export async function thisStay(db: Reader, playerId: number, cityId: number): Promise<number> {
  return (await stayQuery(db, { player: playerId, city: cityId }))[0]?.n ?? 0
}

const firstTriesQuery = prepare((db, p: { player: number; city: number; category: number; limit: number }) =>
  db
    .selectFrom('friendships')
    .innerJoin('jobs', (join) =>
      join.on('jobs.id', '=', (eb) =>
        eb
          .selectFrom('jobs as first')
          .select('first.id')
          .whereRef('first.player_id', '=', 'friendships.friend_id')
          .where('first.city_id', '=', p.city)
          .where('first.category_id', '=', p.category)
          .where('first.state', '=', 'finished')
          .orderBy('first.started_at')
          .limit(1),
      ),
    )
    .innerJoin('players', 'players.id', 'friendships.friend_id')
    .select(['players.id', 'players.name', 'jobs.coins'])
    .where('friendships.player_id', '=', p.player)
    .orderBy('jobs.coins', 'desc')
    .orderBy('players.name')
    .limit(p.limit),
)

/** What the player's friends earned at their first try of this job, the best `limit` of them. */
export async function firstTries(db: Reader, playerId: number, job: Job, limit: number) {
  const at = { city: job.city_id, category: job.category_id }
  return await firstTriesQuery(db, { player: playerId, ...at, limit })
}
