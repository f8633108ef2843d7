import { iterate, type Reader } from './connection.ts'
import type { Row } from './tables.ts'

/** Versions in a row that are the same to players; `version` is the newest of them, `from` the oldest. */
export interface Wording {
  from: number
  version: number
}

/** All that a player meets before the answer is in, and is paid by. */
const WORDS = ['text', 'alternatives', 'answer', 'sorted', 'value', 'seconds', 'photos'] as const

type VersionRow = Pick<Row<'question_versions'>, 'question_id' | 'version' | (typeof WORDS)[number]>

/**
 * The wording of each version, of all questions or of one. Every save makes a version, which is the lock of the forms, so
 * one whose source alone was mended would otherwise begin its statistics at nought. Words that come back after others
 * are a new wording. Reads the versions of the edited questions once, and keeps two numbers for each wording of theirs.
 */
export function wordings(db: Reader, only?: number): (question: number, version: number) => Wording {
  const edited = new Map<number, Wording[]>()
  let last: VersionRow | undefined
  for (const row of iterate<VersionRow>(db, versions(db, only))) {
    const known = edited.get(row.question_id) ?? []
    edited.set(row.question_id, known)
    if (last && isAlike(last, row)) known.at(-1)!.version = row.version
    else known.push({ from: row.version, version: row.version })
    last = row
  }
  return (question, version) =>
    edited.get(question)?.find((one) => one.from <= version && version <= one.version) ?? {
      from: version,
      version,
    }
}

const isAlike = (a: VersionRow, b: VersionRow) =>
  a.question_id === b.question_id && WORDS.every((name) => a[name] === b[name])

function versions(db: Reader, only?: number) {
  const edited = db.selectFrom('questions').select('id').where('version', '>', 1)
  const query = db
    .selectFrom('question_versions')
    .select(['question_id', 'version', ...WORDS])
    .orderBy('question_id')
    .orderBy('version')
  return only === undefined ? query.where('question_id', 'in', edited) : query.where('question_id', '=', only)
}
