import type { Reader } from '../../shared/db/connection.ts'
import * as questionLists from '../../shared/db/question-lists.ts'
import type { Context } from '../../shared/web/context.ts'
import type { Routes } from '../../shared/web/routes.ts'
import { allRows, sendFile } from '../lists/listings.ts'
import { oneOf } from '../lists/lists.ts'
import { listing } from '../questions/question-list.ts'
import { type QuestionLine, writeQuestions } from './question-files.ts'

export const routes: Routes = [['GET', '/admin/questions/export', send]]

const AT_ONCE = 500

/** All questions the list's filter finds, as a file that an import reads back without loss. */
async function send(ctx: Context) {
  const format = oneOf(['csv', 'gift', 'json'], String(ctx.query.format)) ?? 'csv'
  const rows = await allRows(ctx, listing)
  sendFile(ctx, 'questions', format, writeQuestions(format, linesOf(ctx.db, rows)))
}

async function* linesOf(db: Reader, rows: AsyncIterable<{ id: number }>): AsyncGenerator<QuestionLine> {
  let ids: number[] = []
  for await (const { id } of rows) {
    ids.push(id)
    if (ids.length < AT_ONCE) continue
    yield* (await questionLists.forFiles(db, ids)).map(lineOf)
    ids = []
  }
  yield* (await questionLists.forFiles(db, ids)).map(lineOf)
}

/** A question as a line of a file. */
export function lineOf(question: questionLists.ForFile): QuestionLine {
  const { id, key, version, state, category, city, country, everywhere, text, alternatives } = question
  const { answer, sorted, value, seconds, did_you_know, source, source_date, verify_by, notes } = question
  return {
    ...{ id: String(id), key: key ?? '', version: String(version), state, category },
    // As the form has it: a country stands before a city.
    ...{ city: country ? '' : (city ?? ''), country: country ?? '', everywhere: String(everywhere) },
    ...{ text, alternatives: JSON.parse(alternatives), answer: String(answer + 1), sorted: String(sorted) },
    ...{
      value: String(value),
      seconds: String(seconds),
      did_you_know,
      source,
      source_date,
      verify_by,
      notes,
    },
    photos: question.photos.join(','),
  }
}
