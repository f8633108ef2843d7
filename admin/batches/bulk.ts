import { isDeepStrictEqual } from 'node:util'
import type { Fields } from '../../shared/db/audit.ts'
import type { Reader, Tx } from '../../shared/db/connection.ts'
import type { Present, RecordKind } from '../history/record-kind.ts'
import type { Asked, Plan } from './batch-work.ts'

/** What keeps a record from getting these fields, or, without them, from being removed: a sentence. */
export type Obstacle = (
  db: Reader | Tx,
  ref: string,
  fields: Fields | null,
) => Promise<string | undefined> | string | undefined

/** The plan that gives one record some fields, by the rules of its kind. */
export async function setting(
  db: Reader | Tx,
  { item: { ref }, person }: Asked,
  { kind, set, obstacle }: { kind: RecordKind; set: Fields; obstacle?: Obstacle },
): Promise<Plan> {
  const now = await own(db, kind, ref, person)
  if (!now) return noSuch(kind)
  const fields = { ...now.fields, ...set }
  if (isDeepStrictEqual(fields, now.fields)) return { state: 'same' }
  const refused =
    (await kind.forbids?.(db, person, now.fields, fields)) ??
    ((await kind.mayOpen(db, person, fields)) ? undefined : 'Then it would not be yours any more.')
  return await planned(db, { kind, ref, now, fields, obstacle, refused })
}

/** The plan that removes one record. */
export async function removing(
  db: Reader | Tx,
  { item: { ref }, person }: Asked,
  { kind, obstacle }: { kind: RecordKind; obstacle?: Obstacle },
): Promise<Plan> {
  const now = await own(db, kind, ref, person)
  return now ? await planned(db, { kind, ref, now, fields: null, obstacle }) : noSuch(kind)
}

/** The record, when it is there and this person's. */
async function own(db: Reader | Tx, kind: RecordKind, ref: string, person: Asked['person']) {
  const now = await kind.read(db, ref)
  if (now && (await kind.mayOpen(db, person, now.fields))) return now
}

const noSuch = ({ noun }: RecordKind): Plan => ({
  state: 'wrong',
  problem: `There is no such ${noun.toLowerCase()}.`,
})

interface Change {
  kind: RecordKind
  ref: string
  now: Present
  fields: Fields | null
  obstacle?: Obstacle
  refused?: string
}

async function planned(
  db: Reader | Tx,
  { obstacle, refused, kind, ref, now, fields }: Change,
): Promise<Plan> {
  const problem = refused ?? (await obstacle?.(db, ref, fields))
  if (problem) return { state: 'wrong', problem }
  const apply = (tx: Tx, by: Parameters<NonNullable<RecordKind['put']>>[2]) =>
    kind.put!(tx, { ref, now, fields }, by)
  return { state: 'ready', version: now.version, apply }
}
