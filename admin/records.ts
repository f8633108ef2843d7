import * as news from './news.ts'
import * as places from './places.ts'
import * as questionRecords from './question-records.ts'
import type { RecordKind } from './record-kind.ts'

/** All kinds of records that have a history of their own. */
const kinds: RecordKind[] = [questionRecords.record, places.record, news.record]

const byKind = new Map(kinds.map((one) => [one.kind, one]))

/** Undefined for a kind whose records have no page, such as a regeneration. */
export const recordKind = (kind: string): RecordKind | undefined => byKind.get(kind)
