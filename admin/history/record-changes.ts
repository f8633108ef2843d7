import * as audit from '../../shared/db/audit.ts'
import type { Reader } from '../../shared/db/connection.ts'
import { fieldsIn } from './history.ts'
import type { Present, RecordKind } from './record-kind.ts'
import { type Piece, wordDiff } from './word-diff.ts'

/** The fields of a record that is here, or that it had when it was removed. */
export async function lastFields(
  db: Reader,
  now: Present | undefined,
  { kind, ref }: { kind: string; ref: string },
): Promise<audit.Fields | undefined> {
  if (now) return now.fields
  const last = await audit.newest(db, kind, ref)
  return last?.act === 'removed' ? fieldsIn(last.before) : undefined
}

/** A field of a change in words: what differs is marked in both; `now` when it is neither by now. */
interface Line {
  label: string
  before: Shown[]
  after: Shown[]
  now?: Shown[]
}

/** A moment (ms) has no words of its own: they are those of the viewer's zone. */
type Shown = Piece | { at: number; differs: boolean }

/** What a row changed, field by field, in the words of the form. */
export async function compareChange(
  db: Reader,
  row: audit.AuditRow,
  kind: RecordKind | undefined,
  now: Present | undefined,
) {
  const [before, after] = [fieldsIn(row.before), fieldsIn(row.after)]
  const labels = kind && row.act !== 'done' ? kind.labels : {}
  const names = Object.keys({ ...before, ...after })
  const known = Object.keys(labels).filter((name) => names.includes(name))
  const words = async (fields: audit.Fields, name: string) => {
    const value = fields[name] ?? ''
    return value === '' || !kind?.show ? String(value) : await kind.show(db, name, value)
  }
  const line = async (name: string): Promise<Line> => {
    const [one, other] = [await words(before, name), await words(after, name)]
    const today = now ? await words(now.fields, name) : ''
    const isMoment = kind?.moments?.includes(name)
    const whole = (text: string): Shown[] => {
      if (!text) return []
      return [{ ...(isMoment ? { at: Number(text) } : { text }), differs: true } as Shown]
    }
    const sides = isMoment ? { before: whole(one), after: whole(other) } : wordDiff(one, other)
    const moved = row.act === 'changed' && now && today !== other
    return { label: labels[name] ?? name, ...sides, now: moved ? whole(today) : undefined }
  }
  const lines = await Promise.all((kind && row.act !== 'done' ? known : names).map(line))
  return { lines, moved: lines.some((one) => one.now !== undefined) }
}
