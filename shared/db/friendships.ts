import { type Kysely, sql } from 'kysely'
import type { Reader, Tx } from './connection.ts'
import { prepare } from './prepare.ts'
import type { Tables } from './tables.ts'

/** How many friends a player can have: it bounds every list of theirs. */
export const MOST_FRIENDS = 200

/** Of each friend the feed looks at so many flights and so many awards: nobody drowns the others. */
const LATELY = 5

const ofPlayerQuery = prepare((db, p: { player: number; week: string }) =>
  db
    .selectFrom('friendships')
    .innerJoin('players', 'players.id', 'friendships.friend_id')
    .innerJoin('cities', 'cities.id', 'players.city_id')
    .select(['players.id', 'players.name', 'players.miles', 'friendships.at'])
    .select(['cities.name as city_name', 'cities.slug as city_slug'])
    .select((eb) =>
      eb
        .selectFrom('earnings')
        .select(sql<number>`coalesce(sum(coins), 0)`.as('coins'))
        .whereRef('earnings.player_id', '=', 'friendships.friend_id')
        .where('period', '=', p.week)
        .$asScalar()
        .as('earned'),
    )
    .where('friendships.player_id', '=', p.player)
    .orderBy('earned', 'desc')
    .orderBy('players.name'),
)

/** The player's friends, with where they are and what they earned in `week`; who earned most comes first. */
export async function ofPlayer(db: Reader, playerId: number, week: string) {
  return await ofPlayerQuery(db, { player: playerId, week })
}

const whereaboutsQuery = prepare((db, p: { player: number }) =>
  db
    .selectFrom('friendships')
    .innerJoin('players', 'players.id', 'friendships.friend_id')
    .innerJoin('cities', 'cities.id', 'players.city_id')
    .select(['players.id', 'players.name', 'players.city_id', 'cities.name as city_name'])
    .where('friendships.player_id', '=', p.player)
    .orderBy('players.name'),
)

/** Where the player's friends are now, by their names. */
export async function whereabouts(db: Reader, playerId: number) {
  return await whereaboutsQuery(db, { player: playerId })
}

const inCityQuery = prepare((db, p: { player: number; city: number }) =>
  db
    .selectFrom('friendships')
    .innerJoin('players', 'players.id', 'friendships.friend_id')
    .select(['players.id', 'players.name'])
    .where('friendships.player_id', '=', p.player)
    .where('players.city_id', '=', p.city)
    .orderBy('players.name'),
)

/** Which of the player's friends are in the city now. */
export async function inCity(db: Reader, playerId: number, cityId: number) {
  return await inCityQuery(db, { player: playerId, city: cityId })
}

const oneQuery = prepare((db, p: { player: number; friend: number }) =>
  db
    .selectFrom('friendships')
    .select('at')
    .where('player_id', '=', p.player)
    .where('friend_id', '=', p.friend),
)

/** When the two became friends (ms); undefined when they are none. */
export async function since(db: Reader | Tx, playerId: number, friendId: number) {
  return (await oneQuery(db, { player: playerId, friend: friendId }))[0]?.at
}

const countQuery = prepare((db, p: { player: number }) =>
  db
    .selectFrom('friendships')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('player_id', '=', p.player),
)

export async function count(db: Reader | Tx, playerId: number): Promise<number> {
  return (await countQuery(db, { player: playerId }))[0]?.n ?? 0
}

/** Makes the two friends, both ways; two who are friends stay so. */
export async function insert(tx: Tx, one: number, other: number, now: number): Promise<void> {
  await tx
    .insertInto('friendships')
    .values([
      { player_id: one, friend_id: other, at: now },
      { player_id: other, friend_id: one, at: now },
    ])
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Ends a friendship, both ways; false when there was none. */
export async function remove(tx: Tx, one: number, other: number): Promise<boolean> {
  let removed = 0n
  for (const [player, friend] of [
    [one, other],
    [other, one],
  ] as const) {
    const { numDeletedRows } = await tx
      .deleteFrom('friendships')
      .where('player_id', '=', player)
      .where('friend_id', '=', friend)
      .executeTakeFirst()
    removed += numDeletedRows
  }
  return removed > 0n
}

const flightsOf = (db: Kysely<Tables>, player: number) =>
  db
    .selectFrom('friendships')
    .innerJoin('flights', (join) =>
      join.on('flights.id', 'in', (eb) =>
        eb
          .selectFrom('flights as latest')
          .select('latest.id')
          .whereRef('latest.player_id', '=', 'friendships.friend_id')
          .orderBy('latest.number', 'desc')
          .limit(LATELY),
      ),
    )
    .innerJoin('players', 'players.id', 'friendships.friend_id')
    .innerJoin('cities', 'cities.id', 'flights.to_city_id')
    .select(['players.id', 'players.name', 'flights.departed_at as at'])
    .select([sql<string>`'flight'`.as('kind'), 'cities.name as what', 'cities.slug as ref'])
    .where('friendships.player_id', '=', player)

const awardsOf = (db: Kysely<Tables>, player: number) =>
  db
    .selectFrom('friendships')
    .innerJoin('awards', (join) =>
      join.on('awards.id', 'in', (eb) =>
        eb
          .selectFrom('awards as latest')
          .select('latest.id')
          .whereRef('latest.player_id', '=', 'friendships.friend_id')
          .orderBy('latest.at', 'desc')
          .limit(LATELY),
      ),
    )
    .innerJoin('players', 'players.id', 'friendships.friend_id')
    .select(['players.id', 'players.name', 'awards.at'])
    .select([sql<string>`'award'`.as('kind'), 'awards.kind as what', 'awards.ref'])
    .where('friendships.player_id', '=', player)

const newsQuery = prepare((db, p: { player: number; limit: number }) =>
  db
    .selectFrom(flightsOf(db, p.player).unionAll(awardsOf(db, p.player)).as('news'))
    .selectAll()
    .orderBy('at', 'desc')
    .limit(p.limit),
)

/** What the player's friends did lately, newest first: a `flight` to the city `what`, or an `award` of the kind `what`. */
export async function news(db: Reader, playerId: number, limit: number) {
  return await newsQuery(db, { player: playerId, limit })
}
