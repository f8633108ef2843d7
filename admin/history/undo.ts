import { isDeepStrictEqual } from 'node:util'
import type { AuditRow, By, Fields } from '../../shared/db/audit.ts'
import type { Tx } from '../../shared/db/connection.ts'
import type { Present } from './record-kind.ts'
import { recordKind } from './records.ts'

/**
 * Takes back one change, and only what it changed: later changes of other fields stay. A sentence says why it cannot
 * be done, and nothing is changed then. It leaves a row of its own, which can be taken back in turn.
 */
export async function undo(tx: Tx, row: AuditRow, by: By): Promise<string | undefined> {
  const kind = recordKind(row.kind)
  if (!kind?.put || row.act === 'done')
    return 'This cannot be taken back by a click: change it on its own page.'
  const now = await kind.read(tx, row.ref)
  const [before, after] = [parse(row.before), parse(row.after)]
  if (row.act === 'added' && !now) return
  const problem = obstacle(row, now, before, after, kind.labels)
  if (problem) return problem
  const fields = row.act === 'added' ? null : { ...now?.fields, ...before }
  if (now && isDeepStrictEqual(now.fields, fields)) return
  return await kind.put(tx, { ref: row.ref, now, fields }, { ...by, undoes: row.id })
}

const parse = (json: string | null): Fields => (json ? JSON.parse(json) : {})

/** What happened since that must not be lost. A field that is as it was before the change is no obstacle. */
function obstacle(
  { act }: AuditRow,
  now: Present | undefined,
  before: Fields,
  after: Fields,
  labels: Record<string, string>,
) {
  if (act === 'removed') return now && 'It is here again already.'
  if (!now) return 'It was deleted since.'
  const is = (fields: Fields, name: string) =>
    isDeepStrictEqual(now.fields[name] ?? null, fields[name] ?? null)
  const moved = Object.keys(after).filter(
    (name) => !is(after, name) && !(act === 'changed' && is(before, name)),
  )
  if (moved.length === 0) return
  const names = moved.map((name) => labels[name] ?? name).join(', ')
  return `It was changed again since: ${names}.`
}
