import type { QuestionLine, ReadLine } from './question-lines.ts'

export type { QuestionLine, ReadLine } from './question-lines.ts'

export type Format = 'csv' | 'gift' | 'json'

type Bytes = AsyncIterable<Uint8Array>

/** The questions of a file (its path, or its bytes as they come), one after another; never throws for what it says. */
export declare function readQuestions(file: string | Bytes, format: Format): AsyncIterable<ReadLine>

/** A file of these questions, in pieces; `readQuestions` gives the same questions back. */
export declare function writeQuestions(
  format: Format,
  questions: AsyncIterable<QuestionLine> | Iterable<QuestionLine>,
): AsyncIterable<string>

/** What kind of file this is, by its name, else by how it begins; undefined when neither tells. */
export declare function formatOf(name: string, start: Uint8Array): Format | undefined
