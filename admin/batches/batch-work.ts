import type { By } from '../../shared/db/audit.ts'
import type { Item } from '../../shared/db/batch-items.ts'
import type { Reader, Tx } from '../../shared/db/connection.ts'
import type { Person } from '../history/record-kind.ts'

export type { Person } from '../history/record-kind.ts'

/** What is to become of one item. */
export type Plan =
  /** Nothing: it is as wanted already, or a sentence says why not. */
  | { state: 'same' }
  | { state: 'wrong'; problem: string }
  /** This: `apply` does it, in a transaction that sees what the plan was made of, or says in a sentence why it cannot. */
  | { state: 'ready'; version: number | null; apply: (tx: Tx, by: By) => Promise<string | undefined> }

export interface Asked {
  item: Item
  /** What the batch was given, such as the id of a category. */
  input: string
  /** Whose batch it is, as they are now. */
  person: Person
}

/**
 * One kind of work on many records. `plan` is asked twice: when a person looks at what would be done, and when it is done.
 * So what is shown and what is done is the same code.
 */
export interface Work {
  /** Names it in the table batches: `question.publication`. What stands before the dot is the kind of its records. */
  action: string
  plan: (db: Reader | Tx, asked: Asked) => Promise<Plan>
  /** How its pages say it; without it they speak of changes. */
  words?: Words
}

export interface Words {
  /** “question”, “questions”. */
  noun: [one: string, many: string]
  /** “Publish 37 questions”, for what is “37 questions”. `value` is what the batch was given, in words. */
  act: (what: string, value: string) => string
  /** “published”, for “37 questions will be published” and “37 questions were published”. */
  done: (value: string) => string
}

/** What a person can have done to the rows they chose of a list. */
export interface Bulk extends Work {
  words: Words
  /** “Publish”, in the list of acts. */
  label: string
  /** Who may do this at all; without it whoever has the list. */
  may?: (person: Person) => boolean
  /** What it has to be told. */
  field?: Field
}

export interface Field {
  name: string
  label: string
  type: 'select' | 'number' | 'date'
  /** What a select offers this person. */
  options?: (db: Reader, person: Person) => Promise<{ value: string; label: string }[]>
  /** What is wrong with this value: a sentence. Not asked where there are options. */
  problem?: (typed: string) => string | undefined
}
