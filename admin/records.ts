import * as categories from './categories.ts'
import * as cityRecords from './city-records.ts'
import * as complaints from './complaints.ts'
import * as documents from './documents.ts'
import * as errors from './errors.ts'
import * as feedback from './feedback.ts'
import * as messages from './messages.ts'
import * as news from './news.ts'
import * as photoRecords from './photo-records.ts'
import * as places from './places.ts'
import * as playerRecords from './player-records.ts'
import * as questionRecords from './question-records.ts'
import type { RecordKind } from './record-kind.ts'
import * as regenerations from './regenerations.ts'
import * as storage from './storage.ts'

/** All kinds of records that have a history of their own. */
const kinds: RecordKind[] = [
  questionRecords.record,
  photoRecords.record,
  places.record,
  cityRecords.record,
  categories.record,
  documents.record,
  playerRecords.record,
  messages.record,
  complaints.record,
  feedback.record,
  errors.record,
  regenerations.record,
  storage.record,
  news.record,
]

const byKind = new Map(kinds.map((one) => [one.kind, one]))

/** As a filter offers them. */
export const recordKinds = kinds.map(({ kind, noun, adminsOnly }) => ({
  value: kind,
  label: noun,
  adminsOnly,
}))

/** Undefined for a kind of another release. */
export const recordKind = (kind: string): RecordKind | undefined => byKind.get(kind)
