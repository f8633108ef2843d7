import type { Reader } from './connection.ts'

/** Where everybody is and flies. Both read their whole table, in one synchronous go. */

/** How many players are in which city now, the fullest first; closed accounts are nowhere. */
export async function crowds(db: Reader) {
  return await db
    .selectFrom('players')
    .select((eb) => ['city_id', eb.fn.countAll<number>().as('players')])
    .where('closed_at', 'is', null)
    .groupBy('city_id')
    .orderBy('players', 'desc')
    .orderBy('city_id')
    .execute()
}

export interface Route {
  a: number
  b: number
  flights: number
}

/** How often each pair of cities was flown between since the moment `since` (ms), either way, the most first. */
export async function routes(db: Reader, since: number): Promise<Route[]> {
  const ways = await db
    .selectFrom('flights')
    .select((eb) => ['from_city_id', 'to_city_id', eb.fn.countAll<number>().as('flights')])
    .where('departed_at', '>=', since)
    .groupBy(['from_city_id', 'to_city_id'])
    .execute()
  const pairs = new Map<string, Route>()
  for (const { from_city_id: from, to_city_id: to, flights } of ways) {
    const [a, b] = from < to ? [from, to] : [to, from]
    const pair = pairs.get(`${a} ${b}`) ?? { a, b, flights: 0 }
    pair.flights += flights
    pairs.set(`${a} ${b}`, pair)
  }
  return [...pairs.values()].sort((x, y) => y.flights - x.flights || x.a - y.a || x.b - y.b)
}
