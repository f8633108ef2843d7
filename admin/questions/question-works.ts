import { z } from 'zod'
import type { Fields } from '../../shared/db/audit.ts'
import * as categories from '../../shared/db/categories.ts'
import type { Reader, Tx } from '../../shared/db/connection.ts'
import * as jobQuestions from '../../shared/db/job-questions.ts'
import type * as questions from '../../shared/db/questions.ts'
import { isEditor } from '../../shared/rules/roles.ts'
import type { Bulk, Field, Person, Words } from '../batches/batch-work.ts'
import { type Obstacle, removing, setting } from '../batches/bulk.ts'
import { ASKED, record, unfit } from './question-records.ts'

const noun: Words['noun'] = ['question', 'questions']

const fits: Obstacle = (db, _ref, fields) => unfit(db, fields as questions.QuestionFields)

/** A work that gives questions fields, which follow from what the batch was given. */
const give = (
  name: string,
  label: string,
  words: Omit<Words, 'noun'>,
  set: (input: string) => Fields,
  field?: Field,
): Bulk => ({
  action: `question.${name}`,
  label,
  words: { noun, ...words },
  field,
  plan: (db, asked) => setting(db, asked, { kind: record, set: set(asked.input), obstacle: fits }),
})

/** The tutorial is the world's. */
async function categoryOptions(db: Reader, person: Person) {
  const all = (await categories.all(db)).filter((one) => isEditor(person) || one.slug !== 'tutorial')
  return all.map(({ id, name }) => ({ value: String(id), label: name }))
}

const seconds = (typed: string) =>
  /^\d{1,2}$/.test(typed) && Number(typed) >= 5 && Number(typed) <= 60 ? undefined : 'A number from 5 to 60.'

const day = (typed: string) =>
  z.iso.date().safeParse(typed).success ? undefined : 'A day, such as 2027-03-31.'

const values = ['1', '2', '3', '4', '5'].map((value) => ({ value, label: value }))

/** What can be done to many questions at once. */
export const works: Bulk[] = [
  give('publication', 'Publish', { act: (what) => `Publish ${what}`, done: () => 'published' }, () => ({
    state: 'published',
  })),
  give('retirement', 'Retire', { act: (what) => `Retire ${what}`, done: () => 'retired' }, () => ({
    state: 'retired',
  })),
  give(
    'draft',
    'Make drafts again',
    { act: (what) => `Make ${what} drafts again`, done: () => 'made drafts again' },
    () => ({ state: 'draft' }),
  ),
  give(
    'category',
    'Change the category',
    { act: (what, value) => `Put ${what} into ${value}`, done: (value) => `put into ${value}` },
    (input) => ({ category_id: Number(input) }),
    { name: 'category', label: 'Category', type: 'select', options: categoryOptions },
  ),
  give(
    'value',
    'Change the value',
    { act: (what, value) => `Give ${what} the value ${value}`, done: (value) => `given the value ${value}` },
    (input) => ({ value: Number(input) }),
    { name: 'value', label: 'Value', type: 'select', options: async () => values },
  ),
  give(
    'seconds',
    'Change the seconds',
    { act: (what, value) => `Give ${what} ${value} seconds`, done: (value) => `given ${value} seconds` },
    (input) => ({ seconds: Number(input) }),
    { name: 'seconds', label: 'Seconds', type: 'number', problem: seconds },
  ),
  give(
    'checking',
    'Change the day to check again',
    {
      act: (what, value) => `Have ${what} checked again by ${value}`,
      done: (value) => `set to be checked again by ${value}`,
    },
    (input) => ({ verify_by: input }),
    { name: 'verify_by', label: 'Check again by', type: 'date', problem: day },
  ),
  {
    action: 'question.deletion',
    label: 'Delete',
    words: { noun, act: (what) => `Delete ${what}`, done: () => 'deleted' },
    plan: (db, asked) => removing(db, asked, { kind: record, obstacle: neverAsked }),
  },
]

async function neverAsked(db: Reader | Tx, ref: string) {
  if (await jobQuestions.wasAsked(db, Number(ref))) return ASKED
}
