/**
 * What a file says of a question, one word each; in CSV these are columns. A field that is never empty comes last:
 * Excel leaves out the last cells of a line when they are empty.
 */
export const FIELDS = [
  'id',
  'key',
  'version',
  'state',
  'category',
  'city',
  'country',
  'everywhere',
  'text',
  'answer',
  'sorted',
  'did_you_know',
  'source',
  'source_date',
  'verify_by',
  'notes',
  'photos',
  'seconds',
  'value',
] as const
export type Field = (typeof FIELDS)[number]

/**
 * One question as a line of a file, trimmed and else as typed; '' where the file says nothing. `key` alone names the
 * question, in every installation; `id` is its number where the file was made, for the reader's eye. `category` and `city`
 * are slugs (in GIFT files of others a category's name), `country` is iso2, `answer` counts from 1, `everywhere` and
 * `sorted` are 1 or 0, `photos` are ids such as "12, 345" (without the space a spreadsheet makes one number of them).
 * Alternatives keep their places: one left out before another is ''.
 */
export type QuestionLine = Record<Field, string> & { alternatives: string[] }

/**
 * A line of a file: where it begins (counted from 1), and the question, or what is wrong with it. After one that `ends`
 * the file nothing more was read: it is cut, in another encoding, or not such a file at all.
 */
export type ReadLine =
  | { line: number; question: QuestionLine; problem?: undefined }
  | { line: number; raw: string; problem: string; ends?: true }

const MOST_ALTERNATIVES = 4

/** What a file says of one question, as a question or as what no question can be. */
export function lineOf(
  line: number,
  raw: string,
  said: ReadonlyMap<string, string>,
  alternatives: string[],
): ReadLine {
  const typed = alternatives.map((text) => text.trim())
  const question = {
    ...(Object.fromEntries(FIELDS.map((field) => [field, (said.get(field) ?? '').trim()])) as Record<
      Field,
      string
    >),
    alternatives: typed.slice(0, typed.findLastIndex(Boolean) + 1),
  }
  const problem = problemOf(question)
  return problem ? { line, raw, problem } : { line, question }
}

function problemOf({ alternatives, ...fields }: QuestionLine): string | undefined {
  if (alternatives.length > MOST_ALTERNATIVES)
    return `A question has at most four alternatives; these are ${alternatives.length}.`
  if (![...Object.values(fields), ...alternatives].every((text) => text.isWellFormed()))
    return 'A character here is only half there, so it cannot be kept.'
}
