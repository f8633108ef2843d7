import type { Reader } from './connection.ts'

/** Every kind of award that was ever given: to how many players, how often, what it paid, and the newest one. Reads all awards, in one synchronous go. */
export async function byKind(db: Reader) {
  return await db
    .with('kinds', (given) =>
      given
        .selectFrom('awards')
        .select((eb) => [
          'kind',
          eb.fn.count<number>('player_id').distinct().as('holders'),
          eb.fn.countAll<number>().as('times'),
          eb.fn.sum<number>('coins').as('coins'),
          eb.fn.max('id').as('newest'),
        ])
        .groupBy('kind'),
    )
    .selectFrom('kinds')
    .innerJoin('awards', 'awards.id', 'kinds.newest')
    .innerJoin('players', 'players.id', 'awards.player_id')
    .select(['kinds.kind', 'holders', 'times', 'kinds.coins', 'newest', 'ref', 'at', 'players.name'])
    .execute()
}
