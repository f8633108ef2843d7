import { sql } from 'kysely'
import type { Reader, Tx } from './connection.ts'
import { prepare } from './prepare.ts'
import type { New } from './tables.ts'

/** Writes down what a player says is wrong. Made again it is the same row; about a message or a name only until editors have closed it; false when it was there. */
export async function insert(tx: Tx, row: New<'complaints'>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('complaints')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return !!numInsertedOrUpdatedRows
}

const beforeQuery = prepare((db, p: { player: number; latest: number }) =>
  db
    .selectFrom('complaints')
    .select('at')
    .where('player_id', '=', p.player)
    .orderBy('id', 'desc')
    .limit(1)
    .offset(p.latest),
)

/** When the player made the complaint before their `latest` ones (ms); undefined when there are no more. */
export async function before(db: Reader | Tx, playerId: number, latest: number) {
  return (await beforeQuery(db, { player: playerId, latest }))[0]?.at
}

const ofJobQuery = prepare((db, p: { player: number; job: number }) =>
  db
    .selectFrom('complaints')
    .select('slot')
    .where('job_id', '=', p.job)
    .where('player_id', '=', p.player)
    // A word of the query and no value: the index is of these rows alone.
    .where('kind', '=', sql.lit('question')),
)

/** The slots of a job whose questions the player reported. */
export async function ofJob(db: Reader, playerId: number, jobId: number): Promise<Set<number>> {
  const rows = await ofJobQuery(db, { player: playerId, job: jobId })
  return new Set(rows.map((row) => row.slot!))
}

/** Whether the same player has made the same complaint again, which is open. */
export async function isRepeated(db: Reader | Tx, id: number): Promise<boolean> {
  const again = await db
    .selectFrom('complaints as one')
    .innerJoin('complaints as other', (join) =>
      join
        .onRef('other.player_id', '=', 'one.player_id')
        .onRef('other.kind', '=', 'one.kind')
        .onRef('other.id', '<>', 'one.id')
        .on('other.state', '=', 'open')
        .on((eb) =>
          eb.or([
            eb('other.message_id', '=', eb.ref('one.message_id')),
            eb.and([
              eb('one.kind', '=', 'name'),
              eb('other.about_id', '=', eb.ref('one.about_id')),
              eb('other.said', '=', eb.ref('one.said')),
            ]),
          ]),
        ),
    )
    .select('other.id')
    .where('one.id', '=', id)
    .limit(1)
    .executeTakeFirst()
  return !!again
}
