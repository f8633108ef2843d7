import type { By, Fields } from '../../shared/db/audit.ts'
import type { Reader, Tx } from '../../shared/db/connection.ts'
import type { Context } from '../../shared/web/context.ts'

/** Who makes the change that is being asked for. */
export const byOf = (ctx: Pick<Context, 'player' | 'now' | 'requestId'>): By => ({
  editor: ctx.player.id,
  now: ctx.now,
  request: ctx.requestId,
})

export type Person = Pick<Context['player'], 'id' | 'role' | 'country'>

/** A record as it is at this moment. */
export interface Present {
  version: number | null
  /** As a reader would call it. */
  name: string
  fields: Fields
}

/** What history, undoing and bulk work know of one kind of record. */
export interface RecordKind {
  /** As in the table audit. */
  kind: string
  /** “Question”. */
  noun: string
  /** The fields a person may see, with what each is called. */
  labels: Record<string, string>
  /** The address of its page. */
  path: (ref: string) => string
  /** Its page is a form, which `?as=` fills with the record as it was after a row of audit. */
  form?: true
  /** Only admins look after records of this kind. */
  adminsOnly?: true
  /** Undefined when it is gone. */
  read: (db: Reader | Tx, ref: string) => Promise<Present | undefined>
  /** Whether this person may look at and change a record with these fields. */
  mayOpen: (db: Reader | Tx, person: Person, fields: Fields) => Promise<boolean> | boolean
  /** What this person may not change of it, though they may open it: a sentence. Both are there. */
  forbids?: (
    db: Reader | Tx,
    person: Person,
    before: Fields,
    after: Fields,
  ) => Promise<string | undefined> | string | undefined
  /** The fields that hold a moment (ms), or none. */
  moments?: string[]
  /** A field's value in words, such as the name of the category with this id. */
  show?: (db: Reader, field: string, value: unknown) => Promise<string> | string
  /**
   * Gives the record these fields; removes it when there are none (`fields` is null), brings it back when `now` is
   * undefined. By the same rules as its form: a sentence says what keeps it from being done, and nothing is changed then.
   * A kind without it is changed back on its own page.
   */
  put?: (
    tx: Tx,
    change: { ref: string; now: Present | undefined; fields: Fields | null },
    by: By,
  ) => Promise<string | undefined>
}
