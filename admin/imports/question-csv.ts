import { parse } from 'csv-parse/sync'
import { BOM, csv, unguarded } from '../lists/csv.ts'
import { FIELDS, lineOf, type QuestionLine, type ReadLine } from './question-lines.ts'
import { type Grammar, type Line, type Piece, pieces, Unreadable } from './question-text.ts'

const ALTERNATIVES = ['alternative1', 'alternative2', 'alternative3', 'alternative4'] as const
const COLUMNS = [...FIELDS.slice(0, 9), ...ALTERNATIVES, ...FIELDS.slice(9)]
/** What is wrong with a line: for whoever mends it. */
const PROBLEM = 'problem'
const REQUIRED = ['text', 'alternative1', 'alternative2', 'answer']

/** The questions of a CSV file as spreadsheets write it: comma, semicolon or tab, found in the first line. */
export async function* readCsv(source: AsyncIterable<Line>): AsyncGenerator<ReadLine> {
  const grammar = new Quotes()
  let columns: string[] | undefined
  let questions = 0
  let line = 1
  for await (const piece of pieces(source, grammar)) {
    line = piece.line
    if (!piece.broken && piece.texts.every((text) => text.trim() === '')) continue
    if (!columns && separatorOf(piece.texts[0]!)) continue
    const cells = piece.broken ? [] : cellsOf(piece, grammar.delimiter)
    if (!piece.broken && cells.every((cell) => cell.trim() === '')) continue
    if (columns) {
      questions++
      yield questionOf(piece, columns, cells)
      continue
    }
    columns = cells.map((name) => name.trim().toLowerCase().replace(/[ -]+/g, '_'))
    const problem = piece.broken ? BROKEN[piece.broken] : headerProblem(columns)
    if (problem) throw new Unreadable(line, problem)
  }
  if (!columns) throw new Unreadable(line, 'The file is empty.')
  if (questions === 0) throw new Unreadable(line, 'There is no question under the names of the columns.')
}

type Written = QuestionLine & { problem?: string }

/** A file that `readCsv` reads back without loss, and Excel as UTF-8; `withProblems`: with a column that it passes over. */
export async function* writeCsv(questions: AsyncIterable<Written> | Iterable<Written>, withProblems = false) {
  const columns = withProblems ? [...COLUMNS, PROBLEM] : COLUMNS
  yield BOM + csv([columns])
  for await (const { alternatives, ...fields } of questions) {
    const said: Record<string, string> = { ...fields }
    for (const [i, name] of ALTERNATIVES.entries()) said[name] = alternatives[i] ?? ''
    yield csv([columns.map((name) => said[name])])
  }
}

const BROKEN = {
  long: 'This line is too long for a question: it has more than 100,000 characters.',
  open: 'A quotation mark that opens a cell has no fellow that closes it, or text follows that one. Inside a cell in quotation marks each is written twice: "".',
}

/** A record ends with the first line that leaves no quotation mark open. */
class Quotes implements Grammar<'quoted'> {
  delimiter = ''
  next(text: string, before: 'quoted' | 'new') {
    if (before === 'new' && text.trim() === '') return 'whole'
    const said = this.delimiter ? undefined : separatorOf(text)
    this.delimiter ||= said ?? delimiterOf(text)
    if (said) return 'whole'
    return leads(text, before === 'quoted', this.delimiter)
  }
  mayEnd() {
    return false
  }
  spoilt() {
    return 1
  }
}

function leads(text: string, quoted: boolean, delimiter: string): 'quoted' | 'whole' | 'broken' {
  let at = 0
  for (let open = quoted; ; open = false) {
    if (!open && text[at] === '"') {
      open = true
      at++
    }
    if (open) {
      at = closing(text, at)
      if (at < 0) return 'quoted'
      if (![delimiter, '\r', '\n', undefined].includes(text[at + 1])) return 'broken'
    }
    at = text.indexOf(delimiter, at) + 1
    if (at === 0) return 'whole'
  }
}

/** Where the quotation mark that closes a cell stands; two of them are one of the text. */
function closing(text: string, from: number): number {
  let at = text.indexOf('"', from)
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2)
  return at
}

/** What Excel is told to cut at, by a line before the first: sep=; */
const separatorOf = (text: string) => /^"?sep=([^"\w\s]|\t)"?[;,\t\s]*$/i.exec(text)?.[1]

function delimiterOf(header: string): string {
  const count = (sign: string) => header.split(sign).length
  return [',', ';', '\t'].toSorted((a, b) => count(b) - count(a))[0]!
}

// A quotation mark in the middle of a bare cell (7" record) is text; broken ones never come here.
function cellsOf(piece: Piece, delimiter: string): string[] {
  const [cells = []] = parse(piece.texts.join(''), {
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_quotes: true,
    max_record_size: 0,
  })
  return cells
}

function headerProblem(columns: string[]): string | undefined {
  const known = new Set<string>([...COLUMNS, PROBLEM])
  const strange = columns.filter((name) => name && !known.has(name))
  const missing = REQUIRED.filter((name) => !columns.includes(name))
  const twice = COLUMNS.filter((name) => columns.indexOf(name) !== columns.lastIndexOf(name))
  const sentences = [
    strange.length && `Nobody knows ${listed(strange)}; there are ${COLUMNS.join(', ')}.`,
    missing.length && `Missing: ${listed(missing)}.`,
    twice.length && `More than once: ${listed(twice)}.`,
  ].filter(Boolean)
  if (sentences.length > 0) return `The first line names the columns. ${sentences.join(' ')}`
}

const listed = (names: string[]) =>
  names
    .slice(0, 10)
    .map((name) => `“${name.slice(0, 40)}”`)
    .join(', ') + (names.length > 10 ? ` and ${names.length - 10} more` : '')

function questionOf(piece: Piece, columns: string[], cells: string[]): ReadLine {
  const raw = piece.texts.join('')
  if (piece.broken) return { line: piece.line, raw, problem: BROKEN[piece.broken] }
  if (cells.length < columns.length || cells.slice(columns.length).some(Boolean))
    return {
      line: piece.line,
      raw,
      problem: `This line has ${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}, the first line names ${columns.length} columns.`,
    }
  const said = new Map(columns.map((name, i) => [name, unguarded(cells[i]!)]))
  return lineOf(
    piece.line,
    raw,
    said,
    ALTERNATIVES.map((name) => said.get(name) ?? ''),
  )
}
