import * as audit from '../../shared/db/audit.ts'
import type { Reader, Tx } from '../../shared/db/connection.ts'
import { Conflict, type Way } from '../../shared/errors.ts'
import type { Context } from '../../shared/web/context.ts'
import { goTo, listQuery, numberOf } from '../lists/lists.ts'
import type { RecordKind } from './record-kind.ts'

type Row = audit.AuditRow

export const fieldsIn = (json: string | null): audit.Fields => (json ? JSON.parse(json) : {})

/** What a row says was done, in a few words. */
export function told({ act, before, after }: Row, labels: Record<string, string> = {}): string {
  if (act === 'added') return 'Added'
  if (act === 'removed') return 'Deleted'
  if (act === 'done') return Object.values(fieldsIn(after)).join(' ')
  const names = new Set([...Object.keys(fieldsIn(before)), ...Object.keys(fieldsIn(after))])
  const seen = [...names].flatMap((name) => labels[name] ?? [])
  // That a state was changed says little: the new one says it.
  const { state } = fieldsIn(after)
  if (seen.length === 1 && typeof state === 'string') return `${seen[0]}: ${state}`
  return seen.length > 0 ? `Changed: ${seen.join(', ')}` : 'Changed'
}

/** Whether a click takes it back, as far as its kind goes. */
export const isReversible = ({ act }: Row, kind?: RecordKind) => !!kind?.put && act !== 'done'

const SHOWN = 10

/** The last changes of a record, for its page. */
export async function historyOf(ctx: Context, kind: RecordKind, ref: string | number) {
  const filter = { kind: kind.kind, ref: String(ref) }
  const { rows, next } = await audit.list(ctx.db, filter, undefined, SHOWN)
  const first = next ? undefined : rows.at(-1)
  const changes = rows.map((row) => ({
    ...row,
    // What was here from the start has no row of its own that says what it was.
    asBefore: row === first && row.act === 'changed' ? asPath(kind, row, 'before') : '',
    what: told(row, kind.labels),
    reversible: isReversible(row, kind),
    // The record as it is now needs no form of its own.
    as: row.act === 'added' || row.act === 'changed' ? asPath(kind, row) : '',
  }))
  return { changes, all: next && `/admin/audit?${new URLSearchParams(filter)}` }
}

/** The form of the record, filled as the record was after this row, or before it. */
export function asPath(kind: RecordKind, { id, ref }: Row, name: 'as' | 'before' = 'as'): string {
  const path = kind.path(ref)
  return kind.form ? `${path}${path.includes('?') ? '&' : '?'}${name}=${id}` : ''
}

/** The row the address asks for, and the record as it was after it, or before it; undefined when it asks for none. */
export async function asItWas(ctx: Context, kind: RecordKind, ref: string | number) {
  const { as, before } = listQuery(ctx, ['as', 'before']).query
  const id = numberOf(as || before)
  const row = id && (await audit.byId(ctx.db, id))
  if (!row || row.kind !== kind.kind || row.ref !== String(ref)) return
  const fields = await stateAfter(ctx.db, kind, as ? row : { ...row, id: row.id - 1 })
  return fields && { row: { ...row, isBefore: !as }, fields }
}

/** The record after this row; undefined when it was gone then. What no row says is as it is today. */
async function stateAfter(db: Reader | Tx, kind: RecordKind, row: Pick<Row, 'id' | 'kind' | 'ref'>) {
  let fields = (await kind.read(db, row.ref))?.fields
  for (const { act, before } of await audit.since(db, row)) {
    if (act === 'added') fields = undefined
    else if (act === 'removed') fields = fieldsIn(before)
    else if (act === 'changed') fields = { ...fields, ...fieldsIn(before) }
  }
  return fields
}

/** After a save: on to `path`, which is the record's page if nothing else is said, with a note that can undo it. */
export async function saved(
  ctx: Context,
  kind: RecordKind,
  ref: string | number,
  note = 'saved',
  path = kind.path(String(ref)),
) {
  goTo(ctx, withUndo(path, await ofThis(ctx, kind, ref)), note)
}

/** After a deletion: on to the list at `path`, with a note that can undo it. */
export async function removed(ctx: Context, kind: RecordKind, ref: string | number, path: string) {
  const row = await audit.newest(ctx.db, kind.kind, String(ref))
  goTo(ctx, withUndo(path, row?.act === 'removed' ? row : undefined), 'removed')
}

/** Whether this person has just removed the record, as a form that is sent twice finds it. */
export async function isRemoved(ctx: Context, kind: RecordKind, ref: string | number): Promise<boolean> {
  const row = await audit.newest(ctx.db, kind.kind, String(ref))
  return row?.act === 'removed' && row.editor_id === ctx.player.id
}

/** The way to a record from a sentence that says why nothing was done to it. */
export const lookAgain = (kind: RecordKind, ref: string | number): Way => ({
  href: kind.path(String(ref)),
  label: 'Look again',
})

/** What is thrown when a button is pressed beside an older version than the newest. */
export const changedMeanwhile = (kind: RecordKind, ref: string | number) =>
  new Conflict('Somebody changed this meanwhile. Nothing was done.', lookAgain(kind, ref))

/** The row this request left, and no other's. */
async function ofThis(ctx: Context, kind: RecordKind, ref: string | number) {
  const row = await audit.newest(ctx.db, kind.kind, String(ref))
  return row?.request === ctx.requestId && row.editor_id === ctx.player.id ? row : undefined
}

export const withUndo = (path: string, row?: { id: number }) =>
  row ? `${path}${path.includes('?') ? '&' : '?'}of=${row.id}` : path
