import { setImmediate as otherWork } from 'node:timers/promises'
import * as batchItems from '../../shared/db/batch-items.ts'
import type { Reader } from '../../shared/db/connection.ts'
import type { Context } from '../../shared/web/context.ts'
import { namesFor } from './import-names.ts'
import { writeCsv } from './question-csv.ts'
import { lineOf } from './question-imports.ts'
import { FIELDS, type QuestionLine } from './question-lines.ts'

const AT_ONCE = 500

const blank = (said: Partial<QuestionLine>): QuestionLine => ({
  ...(Object.fromEntries(FIELDS.map((field) => [field, ''])) as Record<(typeof FIELDS)[number], string>),
  alternatives: [],
  ...said,
})

/** The lines an import could not take, as a CSV file with the problem of each: mended there it can be brought again. */
export const quarantine = (db: Reader, id: number) => writeCsv(unfit(db, id), true)

async function* unfit(db: Reader, id: number) {
  for (const state of ['wrong', 'left'] as const)
    for (let after = 0; ; await otherWork()) {
      const items = await batchItems.items(db, id, state, after, AT_ONCE)
      for (const item of items) {
        const { problem, data } = item
        yield { ...(lineOf(item) ?? blank({ text: JSON.parse(data) })), problem }
      }
      if (items.length < AT_ONCE) break
      after = items.at(-1)!.position
    }
}

const FACTS = [
  {
    text: 'Which of these is a river?',
    alternatives: ['Danube', 'Everest', 'Sahara', 'Baikal'],
    did_you_know: 'It flows through *ten* countries, more than any other river.',
    source: 'Encyclopaedia Britannica, https://www.britannica.com/place/Danube-River',
  },
  {
    text: 'Is the Moon larger than the Earth?',
    alternatives: ['Yes', 'No'],
    did_you_know: 'Four Moons side by side are about as wide as the Earth.',
    source: 'NASA, https://science.nasa.gov/moon/',
  },
]

/** Questions that this person could bring just so. */
export async function examples({ db, player }: Pick<Context, 'db' | 'player'>): Promise<QuestionLine[]> {
  const { categories, countries, offered } = await namesFor(db, player)
  const open = (all: typeof categories, some: { value: string }[]) =>
    all.filter(({ value }) => some.some((one) => one.value === value)).map(({ slug }) => slug)
  const category = open(categories, offered.categories).find((slug) => slug !== 'tutorial') ?? ''
  const country = open(countries, offered.countries)[0] ?? ''
  const always = { state: 'draft', category, country, everywhere: '0', sorted: '0', value: '2' }
  const checked = { source_date: '2026-06-30', verify_by: '2029-06-30' }
  return FACTS.map((fact, i) => blank({ ...always, ...checked, ...fact, answer: String(i + 1) }))
}
