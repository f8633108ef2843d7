import { hash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import * as batchItems from '../shared/db/batch-items.ts'
import * as batches from '../shared/db/batches.ts'
import type { New } from '../shared/db/tables.ts'
import type { Services } from '../shared/web/context.ts'
import { type Format, type QuestionLine, type ReadLine, readQuestions } from './question-files.ts'

/** So many lines come in one import. */
export const MOST_LINES = 200_000

/** So much is written at a time, and what the lock is left to others in between. */
const LINES_AT_ONCE = 250
const CHARACTERS_AT_ONCE = 250_000
const PAUSE_MS = 5

/** What lines that say nothing of it are about. */
export type Defaults = Partial<Pick<QuestionLine, 'category' | 'city' | 'country'>>

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

/** Brings all lines of a file into the batch; false when it was cancelled meanwhile. */
export async function readInto(
  { write }: Pick<Services, 'write'>,
  id: number,
  lines: AsyncIterable<ReadLine>,
  defaults: Defaults,
): Promise<boolean> {
  const twins = new Twins()
  for await (const items of inHandfuls(lines, (read) => itemOf(read, twins, defaults))) {
    const going = await write(async (tx) => {
      if ((await batches.byId(tx, id))?.state !== 'reading') return false
      await batchItems.addItems(tx, id, items)
      return true
    })
    if (!going) return false
    await sleep(PAUSE_MS)
  }
  return true
}

type NewItem = Omit<New<'batch_items'>, 'batch_id' | 'position'> & { data: string }

async function* inHandfuls(lines: AsyncIterable<ReadLine>, itemFor: (read: ReadLine) => NewItem) {
  let items: NewItem[] = []
  let characters = 0
  for await (const read of lines) {
    const item = itemFor(read)
    items.push(item)
    characters += item.data.length
    if (items.length < LINES_AT_ONCE && characters < CHARACTERS_AT_ONCE) continue
    yield items
    items = []
    characters = 0
  }
  if (items.length > 0) yield items
}

function itemOf(read: ReadLine, twins: Twins, defaults: Defaults): NewItem {
  const { line } = read
  if (read.problem !== undefined)
    return { line, ref: '', data: JSON.stringify(read.raw), state: 'wrong', problem: read.problem }
  const question = withDefaults(read.question, defaults)
  const twin = twins.before(question, line)
  return {
    line,
    ref: /^\d{1,15}$/.test(question.id) ? question.id : '',
    data: JSON.stringify(question),
    state: twin ? 'wrong' : 'new',
    problem: twin ? `The same question stands in line ${twin.toLocaleString('en')} already.` : '',
  }
}

function withDefaults(question: QuestionLine, { category, city, country }: Defaults): QuestionLine {
  if (question.id || question.key) return question
  const about = question.city || question.country || question.everywhere === '1'
  return {
    ...question,
    ...(category && !question.category && { category }),
    ...(!about && { city: city ?? '', country: country ?? '' }),
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

function nameOf({
  key,
  id,
  text,
  category,
  city,
  country,
  photos,
  alternatives,
  answer,
}: QuestionLine): string {
  if (key) return `key ${key}`
  if (id) return `id ${id}`
  return JSON.stringify([text, category, city, country, photos, alternatives[Number(answer) - 1]])
}
