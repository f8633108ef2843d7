import { FIELDS, lineOf, type QuestionLine, type ReadLine } from './question-lines.ts'
import { LONGEST, Unreadable } from './question-text.ts'

const KNOWN = new Set<string>([...FIELDS, 'alternatives'])
const SHOWN = 200

/** The questions of a JSON array, or of a file with one question on each line. */
export async function* readJson(texts: AsyncIterable<string>): AsyncGenerator<ReadLine> {
  const scan = new Scan()
  let found = 0
  const count = (pieces: Piece[]) => {
    found += pieces.length
    return pieces
  }
  for await (const text of texts) yield* count(scan.read(text)).map(read)
  yield* count(scan.end()).map(read)
  if (found === 0) throw new Unreadable(scan.line, 'There is no question in this file.')
  if (scan.array) throw new Unreadable(scan.line, 'The list is not closed by ]: the file may be cut.')
}

/** A file that `readJson` reads back without loss: an array, a line for each question. */
export async function* writeJson(questions: AsyncIterable<QuestionLine> | Iterable<QuestionLine>) {
  let before = '[\n'
  for await (const question of questions) {
    yield before + JSON.stringify(question)
    before = ',\n'
  }
  yield before === '[\n' ? '[]\n' : '\n]\n'
}

interface Piece {
  line: number
  text: string
  kind: 'object' | 'long' | 'cut' | 'other'
}

/** Finds the objects of a file without knowing more of it than brackets and quotation marks. */
class Scan {
  line = 1
  /** Whether a [ of the file is still open. */
  array = false
  private found: Piece[] = []
  private text = ''
  private from = 1
  private depth = 0
  private quoted = false
  private escaped = false
  private fresh = true

  read(text: string): Piece[] {
    for (const sign of text) {
      // No string goes over a line's end, and no question begins a line inside another: a broken one is left behind there.
      if (this.fresh && sign === '{') this.flush('cut')
      if (this.depth > 0) this.inside(sign)
      else this.between(sign)
      this.fresh = sign === '\n'
      if (this.fresh) this.line++
    }
    return this.found.splice(0)
  }

  end(): Piece[] {
    this.flush(this.depth > 0 ? 'cut' : 'other')
    return this.found.splice(0)
  }

  private flush(kind: Piece['kind']): void {
    const long = this.text.length > LONGEST
    const text = long ? this.text.slice(0, SHOWN) : this.text
    if (text) this.found.push({ line: this.from, text, kind: long ? 'long' : kind })
    this.text = ''
    this.depth = 0
    this.quoted = false
    this.escaped = false
  }

  private add(sign: string): void {
    if (this.text === '') this.from = this.line
    if (this.text.length <= LONGEST) this.text += sign
  }

  private inside(sign: string): void {
    this.add(sign)
    if (sign === '\n') this.quoted = false
    const escaped = this.escaped
    this.escaped = this.quoted && sign === '\\' && !escaped
    if (sign === '"' && !escaped) this.quoted = !this.quoted
    if (this.quoted) return
    if (sign === '{' || sign === '[') this.depth++
    if (sign === '}' || sign === ']') this.depth--
    if (this.depth === 0) this.flush('object')
  }

  private between(sign: string): void {
    if (sign === '{') {
      this.flush('other')
      this.add(sign)
      this.depth = 1
    } else if (sign === '\n') this.flush('other')
    else if (sign === '[' && !this.array && !this.text) this.array = true
    else if (sign === ']' && this.array && !this.text) this.array = false
    else if (this.text || !/[\s,]/.test(sign)) this.add(sign)
  }
}

const PROBLEMS = {
  long: 'This is too long for a question: it has more than 100,000 characters.',
  cut: 'This question is cut, or a bracket or quotation mark of it is missing.',
  other: 'This is no question: a file holds an array of them, or one on each line, each in braces { }.',
}

function read({ line, text, kind }: Piece): ReadLine {
  if (kind !== 'object') return { line, raw: text, problem: PROBLEMS[kind] }
  let found: object
  try {
    found = JSON.parse(text)
  } catch {
    return { line, raw: text, problem: 'This is not JSON: look at its commas and quotation marks.' }
  }
  const entries = Object.entries(found)
  const problem = problemOf(entries)
  if (problem) return { line, raw: text, problem }
  const { alternatives } = found as { alternatives?: unknown[] | null }
  const said = entries.filter(([name]) => name !== 'alternatives')
  return lineOf(
    line,
    text,
    new Map(said.map(([name, value]) => [name, typed(value)])),
    (alternatives ?? []).map(typed),
  )
}

function problemOf(entries: [string, unknown][]): string | undefined {
  for (const [name, value] of entries) {
    const called = `“${name.slice(0, 40)}”`
    if (!KNOWN.has(name)) return `Nobody knows ${called}; there are ${[...KNOWN].join(', ')}.`
    if (name !== 'alternatives' && !isPlain(value)) return `${called} must be text or a number.`
    if (name === 'alternatives' && value !== null && !(Array.isArray(value) && value.every(isPlain)))
      return `${called} must be a list of texts.`
  }
}

const isPlain = (value: unknown) => value === null || typeof value !== 'object'

function typed(value: unknown): string {
  if (typeof value === 'boolean') return value ? '1' : '0'
  return value === null ? '' : String(value)
}
