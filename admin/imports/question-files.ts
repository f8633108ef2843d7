import { createReadStream } from 'node:fs'
import { readCsv, writeCsv } from './question-csv.ts'
import { readGift, writeGift } from './question-gift.ts'
import { readJson, writeJson } from './question-json.ts'
import type { QuestionLine, ReadLine } from './question-lines.ts'
import { characters, lines, Unreadable } from './question-text.ts'

export type { QuestionLine, ReadLine } from './question-lines.ts'

export type Format = 'csv' | 'gift' | 'json'

const READERS = {
  csv: (texts: AsyncIterable<string>) => readCsv(lines(texts)),
  gift: (texts: AsyncIterable<string>) => readGift(lines(texts)),
  json: readJson,
}
const WRITERS = { csv: writeCsv, gift: writeGift, json: writeJson }

/** The questions of a file (its path, or its bytes as they come), one after another; never throws for what it says. */
export async function* readQuestions(
  file: string | AsyncIterable<Uint8Array>,
  format: Format,
): AsyncGenerator<ReadLine> {
  try {
    yield* READERS[format](characters(typeof file === 'string' ? createReadStream(file) : file))
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    yield { line: error.line, raw: '', problem: error.message, ends: true }
  }
}

/** A file of these questions, in pieces; `readQuestions` gives the same questions back. */
export const writeQuestions = (
  format: Format,
  questions: AsyncIterable<QuestionLine> | Iterable<QuestionLine>,
): AsyncIterable<string> => WRITERS[format](questions)

const ENDINGS: Record<string, Format> = {
  csv: 'csv',
  tsv: 'csv',
  gift: 'gift',
  json: 'json',
  jsonl: 'json',
  ndjson: 'json',
}

/** What kind of file this is, by its name, else by how it begins; undefined when neither tells. */
export function formatOf(name: string, start: Uint8Array): Format | undefined {
  const named = ENDINGS[name.toLowerCase().split('.').at(-1)!]
  if (named) return named
  const text = new TextDecoder().decode(start).trimStart()
  if (/^[[{]\s*["{\]}]/.test(text)) return 'json'
  if (/^(?:\/\/|::|\$CATEGORY:)|\{\s*[=~#}]|\{\s*(?:T|F|TRUE|FALSE)\s*[}#]/.test(text)) return 'gift'
  if (/^"?sep=|^[^\n]*\btext\b[^\n]*[,;\t]|^[^\n]*[,;\t][^\n]*\btext\b/i.test(text)) return 'csv'
}
