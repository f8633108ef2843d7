import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { csv, unguarded } from '../../admin/csv.ts'
import { type Format, type QuestionLine, readQuestions, writeQuestions } from '../../admin/question-files.ts'
import { FIELDS } from '../../admin/question-lines.ts'

const FORMATS: Format[] = ['csv', 'gift', 'json']

/** What each format has signs for, and what the helpers between use themselves. */
const SIGNS = [
  ...Array.from('~=#{}:\\"\'`,;%[]<>&*_-+@＝$/|()!?. \u00a0\u2028\ufeff\u0085\ue000é漢🗽0aT'),
  '//',
  '::',
  '####',
  '->',
  '[html]',
  '[plain]',
  '%50%',
  '&&061;',
  '\ue00026;',
  '$CATEGORY:',
  '\\n',
  '  ',
  '{T}',
  '[tag:id=1]',
  '%0a',
]
const signs = (more: string[], least: number, most: number) =>
  fc
    .array(
      fc.oneof(fc.constantFrom(...SIGNS, ...more), fc.string({ unit: 'binary', minLength: 1, maxLength: 3 })),
      { minLength: least, maxLength: most },
    )
    .map((parts) => parts.join(''))
const isLine = (text: string) => !/[\0-\x1f\x7f]/.test(text)

/** Text as the forms let it through: trimmed, in one line or in several, and never half a character. */
const line = signs([], 0, 12).map((text) => text.trim()).filter(isLine)
const filled = line.filter(Boolean)
const text = signs(['\n', '\n\n', '\n//', '\n\t', '\n{'], 0, 12).map((typed) =>
  typed.replace(/[^\P{Cc}\n\t]/gu, '').trim(),
)

const question: fc.Arbitrary<QuestionLine> = fc
  .record({
    fields: fc.record(
      Object.fromEntries(FIELDS.map((field) => [field, line])) as Record<(typeof FIELDS)[number], typeof line>,
    ),
    words: filled,
    did_you_know: text,
    notes: text,
    alternatives: fc.array(filled, { minLength: 2, maxLength: 4 }),
    answer: fc.nat(3),
  })
  .map(({ fields, words, did_you_know, notes, alternatives, answer }) => ({
    ...fields,
    text: words,
    did_you_know,
    notes,
    alternatives,
    answer: String(1 + (answer % alternatives.length)),
  }))

async function* bytesOf(text: string | Uint8Array, size = 65_536): AsyncGenerator<Uint8Array> {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

const read = (text: string | Uint8Array, format: Format, size?: number) =>
  Array.fromAsync(readQuestions(bytesOf(text, size), format))

const written = async (format: Format, questions: QuestionLine[]) =>
  (await Array.fromAsync(writeQuestions(format, questions))).join('')

describe('What is written', () => {
  for (const format of FORMATS)
    test(`as ${format.toUpperCase()} is read back without loss, however its bytes arrive`, async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(question, { minLength: 1, maxLength: 4 }),
          fc.integer({ min: 1, max: 64 }),
          async (questions, size) => {
            const lines = await read(await written(format, questions), format, size)
            assert.deepEqual(
              lines.map((one) => one.problem ?? one.question),
              questions,
            )
          },
        ),
        { numRuns: 300 },
      )
    })
})
