import { z } from 'zod'
import * as categories from '../../shared/db/categories.ts'
import * as cities from '../../shared/db/cities.ts'
import type { Reader, Tx } from '../../shared/db/connection.ts'
import type { QuestionContent } from '../../shared/db/questions.ts'
import type { Row } from '../../shared/db/tables.ts'
import {
  type Checked,
  check,
  checkbox,
  type FieldErrors,
  line,
  optionalLine,
  text,
  whole,
} from '../../shared/forms.ts'
import { mayEdit } from '../../shared/rules/roles.ts'
import type { Context } from '../../shared/web/context.ts'
import { compareFields } from '../lists/compare.ts'

/** The alternatives of the form: their fields end so. */
export const ALTERNATIVES = [0, 1, 2, 3] as const

const NO_DAY = 'A day, such as 2027-03-31.'
const day = z.union([z.literal(''), z.iso.date(NO_DAY)], NO_DAY)

const Form = z.object({
  text: line(300),
  alternative0: optionalLine(120),
  alternative1: optionalLine(120),
  alternative2: optionalLine(120),
  alternative3: optionalLine(120),
  answer: z.enum(['0', '1', '2', '3'], 'Mark the right one.'),
  sorted: checkbox,
  value: whole(1, 5),
  seconds: z.union(
    [z.literal('').transform(() => undefined), whole(5, 60)],
    'A number from 5 to 60, or nothing.',
  ),
  category: whole(1, 1e12),
  subject: z.string('Choose one.'),
  everywhere: checkbox,
  did_you_know: text(2000),
  source: optionalLine(500),
  source_date: day,
  verify_by: day,
  notes: text(2000),
})

/** A question as it is typed; without seconds they follow from its photos. */
export type Typed = Omit<QuestionContent, 'photos' | 'seconds'> & { seconds?: number }

type Person = Pick<Context['player'], 'role' | 'country'>
export type Choices = Awaited<ReturnType<typeof choices>>

/** What the form's lists offer: categories and subjects this person may write about. The tutorial is the world's. */
export async function choices(db: Reader | Tx, person: Person) {
  const countries = (await cities.countries(db)).filter((c) => mayEdit(person, { country: c.iso2 }))
  const world = mayEdit(person, { country: null })
  const own = (await categories.all(db)).filter((c) => world || c.slug !== 'tutorial')
  const towns = (await cities.all(db)).filter((c) => mayEdit(person, { country: c.country }))
  return {
    categories: own.map((c) => ({ value: String(c.id), label: c.name })),
    countries: countries.map((c) => ({ value: `country:${c.iso2}`, label: c.name })),
    cities: towns.map((c) => ({ value: `city:${c.id}`, label: c.name })),
    world,
  }
}

/**
 * What was typed as a question, or all that is wrong with it, by field. Only who writes about the world decides whether
 * it is asked in every city; with others that stays as in `before`.
 */
export function readQuestion(
  form: Context['form'],
  offered: Choices,
  before?: { everywhere: 0 | 1 },
): Checked<Typed> {
  const parsed = check(Form, form)
  const errors: FieldErrors = {
    ...parsed.errors,
    ...alternativeErrors(form),
    ...subjectErrors(form, offered),
  }
  if (!parsed.values || Object.keys(errors).length > 0) return { errors }
  const { category, subject, answer, alternative0, alternative1, alternative2, alternative3, ...rest } =
    parsed.values
  const typed = [alternative0, alternative1, alternative2, alternative3]
  const [kind, key] = subject.split(':')
  return {
    values: {
      ...rest,
      everywhere: offered.world ? rest.everywhere : (before?.everywhere ?? 0),
      category_id: category,
      city_id: kind === 'city' ? Number(key) : null,
      country: kind === 'country' ? key! : null,
      alternatives: typed.filter(Boolean),
      answer: typed.slice(0, Number(answer)).filter(Boolean).length,
    },
  }
}

function alternativeErrors(form: Context['form']): FieldErrors {
  const typed = ALTERNATIVES.map((i) => String(form[`alternative${i}`] ?? '').trim())
  if (typed.filter(Boolean).length < 2) return { alternatives: 'At least two alternatives are needed.' }
  const answer = form.answer
  if (typeof answer === 'string' && typed[Number(answer)] === '')
    return { answer: 'The alternative marked as right is empty.' }
  return {}
}

function subjectErrors(form: Context['form'], offered: Choices): FieldErrors {
  const errors: FieldErrors = {}
  const has = (list: { value: string }[], value: unknown) => list.some((one) => one.value === value)
  if (!has(offered.categories, form.category)) errors.category = 'Choose one of the list.'
  const world = form.subject === '' && offered.world
  if (!world && !has(offered.countries, form.subject) && !has(offered.cities, form.subject))
    errors.subject = 'Choose one of the list.'
  if (world && form.everywhere !== '1')
    errors.subject = 'Choose what it is about, or let it be asked in every city.'
  return errors
}

/** A question as the form shows it. */
export function formOf(question: Omit<Row<'questions'>, 'id'> | Typed): Record<string, unknown> {
  const { alternatives, category_id, city_id, country, sorted, everywhere, ...rest } = question
  const list = typeof alternatives === 'string' ? (JSON.parse(alternatives) as string[]) : alternatives
  return {
    ...rest,
    ...Object.fromEntries(ALTERNATIVES.map((i) => [`alternative${i}`, list[i] ?? ''])),
    answer: String(question.answer),
    category: String(category_id),
    subject: country ? `country:${country}` : city_id ? `city:${city_id}` : '',
    sorted: sorted ? '1' : undefined,
    everywhere: everywhere ? '1' : undefined,
  }
}

/** What the fields of the form are called. */
export const LABELS: Record<string, string> = {
  text: 'Question',
  alternative0: 'Alternative 1',
  alternative1: 'Alternative 2',
  alternative2: 'Alternative 3',
  alternative3: 'Alternative 4',
  answer: 'Right alternative',
  sorted: 'Keep the order',
  value: 'Value',
  seconds: 'Seconds',
  category: 'Category',
  subject: 'About',
  everywhere: 'Asked in every city',
  did_you_know: 'Did you know',
  source: 'Source',
  source_date: 'Read there on',
  verify_by: 'Check again by',
  notes: 'Notes',
  photo1_id: 'Photo 1',
  photo2_id: 'Photo 2',
  photo3_id: 'Photo 3',
  photo4_id: 'Photo 4',
}

/** Both versions, field by field, in the words of the form. */
export function compare(mine: Record<string, unknown>, theirs: Record<string, unknown>, offered: Choices) {
  const names = new Map(
    [...offered.categories, ...offered.countries, ...offered.cities].map((c) => [c.value, c.label]),
  )
  const show = (field: string, words: string) => {
    if (field === 'sorted' || field === 'everywhere') return words ? 'yes' : 'no'
    if (field === 'answer') return `Alternative ${Number(words) + 1}`
    if (field.startsWith('photo') && words) return words === 'new' ? 'A new file' : `Number ${words}`
    return field === 'category' || field === 'subject' ? (names.get(words) ?? words) : words
  }
  return compareFields(LABELS, mine, theirs, show)
}
