import { sql } from 'kysely'
import type { Reader, Tx } from './connection.ts'
import { prepare } from './prepare.ts'
import type { Row } from './tables.ts'

const inCityQuery = prepare((db, p: { player: number; city: number }) =>
  db
    .selectFrom('works')
    .innerJoin('categories', 'categories.id', 'works.category_id')
    .innerJoin('cities', 'cities.id', 'works.city_id')
    .select(['categories.slug', 'works.times', 'works.coins', 'works.best'])
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('awards')
            .select('awards.id')
            .where('awards.player_id', '=', p.player)
            .where('awards.kind', '=', 'perfect-job')
            .where('awards.ref', 'in', [
              sql<string>`cities.slug || '/' || categories.slug`,
              eb.ref('categories.slug'),
            ]),
        )
        .as('perfect'),
    )
    .where('works.player_id', '=', p.player)
    .where('works.city_id', '=', p.city),
)

/** What the player did in the city, by category: how often, for how much in all and at best, and whether it was ever perfect. */
export async function inCity(db: Reader, playerId: number, cityId: number) {
  return await inCityQuery(db, { player: playerId, city: cityId })
}

type Finished = Pick<Row<'jobs'>, 'player_id' | 'city_id' | 'category_id' | 'coins'>

/** Counts a job that was finished. */
export async function add(tx: Tx, job: Finished): Promise<void> {
  const { player_id, city_id, category_id, coins } = job
  await tx
    .insertInto('works')
    .values({ player_id, city_id, category_id, times: 1, coins, best: coins })
    .onConflict((conflict) =>
      conflict.columns(['player_id', 'city_id', 'category_id']).doUpdateSet((eb) => ({
        times: eb('works.times', '+', 1),
        coins: eb('works.coins', '+', coins),
        best: sql<number>`max(works.best, ${coins})`,
      })),
    )
    .execute()
}
