import { prepare, type Reader, type Tx } from './connection.ts'

const oneQuery = prepare((db, p: { name: string }) =>
  db.selectFrom('counters').select('n').where('name', '=', p.name),
)

/** How often `name` was counted. */
export async function read(db: Reader | Tx, name: string): Promise<number> {
  return (await oneQuery(db, { name }))[0]?.n ?? 0
}

export async function countOne(tx: Tx, name: string): Promise<void> {
  await tx
    .insertInto('counters')
    .values({ name, n: 1 })
    .onConflict((conflict) => conflict.column('name').doUpdateSet((eb) => ({ n: eb('counters.n', '+', 1) })))
    .execute()
}
