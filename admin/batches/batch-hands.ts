import { config } from '../../shared/config.ts'
import * as batches from '../../shared/db/batches.ts'
import { isFull, isLocked, type Reader, type Tx } from '../../shared/db/connection.ts'
import * as players from '../../shared/db/players.ts'
import { PublicError } from '../../shared/errors.ts'
import { log } from '../../shared/log.ts'
import { isStaff } from '../../shared/rules/roles.ts'
import type { Person } from '../history/record-kind.ts'

/** The batch as it is now, with the person whose it is; undefined when this process has nothing to do with it (any more). */
export async function ownBatch(db: Reader | Tx, id: number) {
  const batch = await batches.byId(db, id)
  if (!batch || batch.worker !== config.instance) return
  if (batch.state === 'checking' || batch.state === 'running') return batch
}

/** Whose batch it is, as they are now; undefined when they are no staff any more. */
export async function personOf(db: Reader | Tx, batch: batches.Batch): Promise<Person | undefined> {
  const person = await players.byId(db, batch.started_by)
  return person && isStaff(person) ? person : undefined
}

export const LEFT = 'Whoever started this has no part in the dashboard any more.'

const BROKE = 'Something broke on our side, which has been written down.'

/** What one item threw: its transaction is undone, and it is left out. `told` writes down what broke on our side. */
export class Refused extends Error {
  readonly position: number
  readonly ref: string
  constructor(position: number, ref: string, cause: unknown) {
    super(cause instanceof PublicError ? cause.message : BROKE, { cause })
    this.position = position
    this.ref = ref
  }
  told(): this {
    const { cause, position, ref } = this
    if (!(cause instanceof PublicError)) log.error({ err: cause, position, ref }, 'an item of a batch broke')
    return this
  }
}

/** Has `work` do one item. Whatever it throws becomes a refusal of this item, but for what would stop any other too. */
export async function guarded<T>(position: number, ref: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (isLocked(error) || isFull(error)) throw error
    throw new Refused(position, ref, error)
  }
}
