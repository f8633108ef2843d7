import * as complaints from '../people/complaints.ts'
import * as errors from '../people/errors.ts'
import * as feedback from '../people/feedback.ts'
import * as messages from '../people/messages.ts'
import * as news from '../people/news.ts'
import * as playerRecords from '../people/player-records.ts'
import * as photoRecords from '../photos/photo-records.ts'
import * as regenerations from '../photos/regenerations.ts'
import * as storage from '../photos/storage.ts'
import * as questionRecords from '../questions/question-records.ts'
import * as categories from '../world/categories.ts'
import * as cityRecords from '../world/city-records.ts'
import * as documents from '../world/documents.ts'
import * as places from '../world/places.ts'
import type { RecordKind } from './record-kind.ts'

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
