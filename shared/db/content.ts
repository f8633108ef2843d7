import { type Reader, readerOf, renewals, type Tx } from './connection.ts'
import { prepare } from './prepare.ts'

/**
 * What only staff change (cities, categories, texts, what is asked where) is held in memory by each process. Triggers add
 * one to the counter `content` with every change of such a table (migrations/006-content.ts), so nothing that writes
 * can forget it; one small read in each turn of the event loop tells whether what is held still holds.
 */
interface Memory {
  version: number
  /** How many renewals there were when the version was read in this turn; undefined before it is. */
  checkedAt: number | undefined
  held: Map<unknown, Map<string | number, unknown>>
}

const memories = new WeakMap<Reader, Memory>()

const versionQuery = prepare((db, _: object) =>
  db.selectFrom('counters').select('n').where('name', '=', 'content'),
)

const versionOf = async (db: Reader | Tx) => (await versionQuery(db, {}))[0]?.n ?? 0

async function memoryOf(db: Reader): Promise<Memory> {
  const present = memories.get(db)
  const checkedAt = renewals(db)
  if (present && present.checkedAt === checkedAt) return present
  const version = await versionOf(db)
  const memory = present?.version === version ? present : { version, checkedAt, held: new Map() }
  memories.set(db, memory)
  memory.checkedAt = checkedAt
  process.nextTick(forget, memory)
  return memory
}

function forget(memory: Memory): void {
  memory.checkedAt = undefined
}

/**
 * `load`, asked once for each of its keys until content changes; for few keys, such as cities. What it gives is shared by
 * all requests, and frozen. Undefined is not kept, as anybody can make up what is not there. A transaction is given
 * what is held of the very version it sees; of another one, which it may have written itself, it asks anew.
 */
export function held<K extends string | number, T>(load: (db: Reader | Tx, key: K) => Promise<T>) {
  async function from({ held }: Memory, db: Reader, key: K): Promise<T> {
    const known = held.get(load) ?? new Map()
    held.set(load, known)
    if (known.has(key)) return known.get(key) as T
    const found = frozen(await load(db, key))
    if (found !== undefined) known.set(key, found)
    return found
  }
  return async (on: Reader | Tx, key: K): Promise<T> => {
    const reader = readerOf(on)
    const memory = await memoryOf(reader)
    const isSame = on === reader || (await versionOf(on)) === memory.version
    return isSame ? await from(memory, reader, key) : frozen(await load(on, key))
  }
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const part of Object.values(value)) frozen(part)
  }
  return value
}
