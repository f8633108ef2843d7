import type { Reader, Tx } from './connection.ts'
import { amongJson } from './dialect.ts'
import { prepare } from './prepare.ts'

/** Names the count of the players who have flown this way. */
export const route = (from: number, to: number) => `route:${from}-${to}`

const oneQuery = prepare((db, p: { name: string }) =>
  db.selectFrom('counters').select('n').where('name', '=', p.name),
)

/** How often `name` was counted. */
export async function read(db: Reader | Tx, name: string): Promise<number> {
  return (await oneQuery(db, { name }))[0]?.n ?? 0
}

const manyQuery = prepare((db, p: { names: string }) =>
  db.selectFrom('counters').selectAll().where('name', 'in', amongJson<string>(p.names)),
)

/** The same of many, by name; what was never counted is absent. */
export async function readAll(db: Reader, names: string[]): Promise<Map<string, number>> {
  const rows = await manyQuery(db, { names: JSON.stringify(names) })
  return new Map(rows.map(({ name, n }) => [name, n]))
}

export async function countOne(tx: Tx, name: string): Promise<void> {
  await tx
    .insertInto('counters')
    .values({ name, n: 1 })
    .onConflict((conflict) => conflict.column('name').doUpdateSet((eb) => ({ n: eb('counters.n', '+', 1) })))
    .execute()
}

/** Takes one off each of these. */
export async function uncount(tx: Tx, names: string[]): Promise<void> {
  await tx
    .updateTable('counters')
    .set((eb) => ({ n: eb('n', '-', 1) }))
    .where('name', 'in', amongJson<string>(JSON.stringify(names)))
    .execute()
}
