import { hash } from 'node:crypto'
import * as batchItems from '../../shared/db/batch-items.ts'
import * as batches from '../../shared/db/batches.ts'
import * as questionLists from '../../shared/db/question-lists.ts'
import type { New } from '../../shared/db/tables.ts'
import type { Services } from '../../shared/web/context.ts'
import { writeShortly } from '../batches/batch-holds.ts'
import { type Format, type QuestionLine, type ReadLine, readQuestions } from './question-files.ts'

/** So many lines come in one import. */
export const MOST_LINES = 200_000

/** So much is written at a time. */
const LINES_AT_ONCE = 25
const CHARACTERS_AT_ONCE = 25_000

/** What lines that say nothing of it are about. */
export interface Defaults extends Partial<Pick<QuestionLine, 'category' | 'city' | 'country'>> {
  /** Whether this names a category here; where it is given, the chosen one stands in for those that are none. */
  isCategory?: (name: string) => boolean
}

/** What keeps a file from being read to its end, as a sentence; undefined when nothing does. */
export async function unreadable(path: string, format: Format): Promise<string | undefined> {
  let lines = 0
  for await (const read of readQuestions(path, format)) {
    if (read.problem !== undefined && read.ends) return `Line ${read.line}: ${read.problem}`
    if (++lines > MOST_LINES)
      return `There are more than ${MOST_LINES.toLocaleString('en')} questions in this file. Bring them in parts.`
  }
  return lines === 0 ? 'There is no question in this file.' : undefined
}

/** Brings all lines of a file into the batch; gives back the categories the chosen one stands in for, undefined when it was cancelled meanwhile. */
export async function readInto(
  { db, write }: Pick<Services, 'db' | 'write'>,
  id: number,
  lines: AsyncIterable<ReadLine>,
  defaults: Defaults,
): Promise<Set<string> | undefined> {
  const twins = new Twins()
  const foreign = new Set<string>()
  for await (const items of inHandfuls(withDefaults(db, lines, defaults, foreign), twins)) {
    const going = await writeShortly(write, async (tx) => {
      if ((await batches.byId(tx, id))?.state !== 'reading') return false
      await batchItems.addItems(tx, id, items)
      return true
    })
    if (!going) return
  }
  return foreign
}

type NewItem = Omit<New<'batch_items'>, 'batch_id' | 'position'> & { data: string }

async function* inHandfuls(lines: AsyncIterable<ReadLine>, twins: Twins) {
  let items: NewItem[] = []
  let characters = 0
  for await (const read of lines) {
    const item = itemOf(read, twins)
    items.push(item)
    characters += item.data.length
    if (items.length < LINES_AT_ONCE && characters < CHARACTERS_AT_ONCE) continue
    yield items
    items = []
    characters = 0
  }
  if (items.length > 0) yield items
}

function itemOf(read: ReadLine, twins: Twins): NewItem {
  const { line } = read
  if (read.problem !== undefined)
    return { line, ref: '', data: JSON.stringify(read.raw), state: 'wrong', problem: read.problem }
  const { question } = read
  const twin = twins.before(question, line)
  return {
    line,
    ref: '',
    data: JSON.stringify(question),
    state: twin ? 'wrong' : 'new',
    problem: twin ? `The same question stands in line ${twin.toLocaleString('en')} already.` : '',
  }
}

async function* withDefaults(
  db: Services['db'],
  lines: AsyncIterable<ReadLine>,
  defaults: Defaults,
  foreign: Set<string>,
): AsyncGenerator<ReadLine> {
  for await (const read of lines) {
    if (read.problem !== undefined) yield read
    else yield { ...read, question: await withChosen(db, read.question, defaults, foreign) }
  }
}

const FOREIGN_SHOWN = 10

/** A question that is here already stays what it is about where its line says nothing of it. */
async function withChosen(
  db: Services['db'],
  question: QuestionLine,
  chosen: Defaults,
  foreign: Set<string>,
): Promise<QuestionLine> {
  const isForeign = question.category !== '' && chosen.isCategory?.(question.category) === false
  if (question.key && (await questionLists.idOfKey(db, question.key)))
    return isForeign ? { ...question, category: '' } : question
  const category = isForeign ? chosen.category : question.category || chosen.category
  if (isForeign && category && foreign.size < FOREIGN_SHOWN) foreign.add(question.category.slice(0, 80))
  const about = question.city || question.country || question.everywhere === '1'
  return {
    ...question,
    ...(category && { category }),
    ...(!about && { city: chosen.city ?? '', country: chosen.country ?? '' }),
  }
}

/** Knows which line a question stood in first, by what an import knows questions by. */
class Twins {
  readonly #lines = new Map<string, number>()
  before(question: QuestionLine, line: number): number | undefined {
    const name = hash('sha1', nameOf(question), 'base64')
    const first = this.#lines.get(name)
    if (first === undefined) this.#lines.set(name, line)
    return first
  }
}

function nameOf({ key, text, category, city, country, photos, alternatives, answer }: QuestionLine): string {
  if (key) return `key ${key}`
  return JSON.stringify([text, category, city, country, photos, alternatives[Number(answer) - 1]])
}
