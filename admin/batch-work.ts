import type { By } from '../shared/db/audit.ts'
import type { Item } from '../shared/db/batches.ts'
import type { Reader, Tx } from '../shared/db/connection.ts'
import type { Row } from '../shared/db/tables.ts'

export type Person = Pick<Row<'players'>, 'id' | 'role' | 'country'>

/** What is to become of one item. */
export type Plan =
  /** Nothing: it is as wanted already, or a sentence says why not. */
  | { state: 'same' }
  | { state: 'wrong'; problem: string }
  /** This: `apply` does it, in the transaction the plan was made in, or says in a sentence why it cannot. */
  | { state: 'ready'; version: number | null; apply: (tx: Tx, by: By) => Promise<string | undefined> }

export interface Asked {
  item: Item
  /** What the batch was given, such as the id of a category. */
  input: string
  /** Whose batch it is, as they are now. */
  person: Person
}

/**
 * One kind of work on many records. `plan` is asked twice: when a person looks at what would be done, and when it is done,
 * then inside the transaction. So what is shown and what is done is the same code.
 */
export interface Work {
  /** Names it in the table batches: `question.publication`. */
  action: string
  plan: (db: Reader | Tx, asked: Asked) => Promise<Plan>
}
