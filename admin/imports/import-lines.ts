import type { QuestionFields } from '../../shared/db/questions.ts'
import type { Checked, FieldErrors } from '../../shared/forms.ts'
import { ALTERNATIVES, LABELS, readQuestion, type Typed } from '../questions/question-form.ts'
import { photosForm } from '../questions/question-photos.ts'
import { find, instead, type Names } from './import-names.ts'
import type { QuestionLine } from './question-lines.ts'

type Form = Record<string, string | undefined>

/**
 * A line as the form of a question would bring it, and what no form could say, by field. Where the line says nothing of
 * what a question cannot be without, it stays as `before`; a text that is empty is emptied.
 */
export function formOfLine(line: QuestionLine, names: Names, before?: QuestionFields) {
  const { text, did_you_know, source, notes, alternatives } = line
  const [source_date, verify_by] = [dayOf(line.source_date), dayOf(line.verify_by)]
  const [category, subject] = [categoryOf(line, names, before), subjectOf(line, names, before)]
  const [sorted, everywhere] = [flag(line.sorted, before?.sorted), flag(line.everywhere, before?.everywhere)]
  const errors: FieldErrors = {
    ...(category.problem && { category: category.problem }),
    ...(subject.problem && { subject: subject.problem }),
    ...(sorted === undefined && { sorted: FLAG }),
    ...(everywhere === undefined && { everywhere: FLAG }),
    ...(!/^[1-4]$/.test(line.answer) && { answer: 'A number from 1 to 4 says which one is right.' }),
    ...(SLASHES.test(source_date) && { source_date: SLASHED }),
    ...(SLASHES.test(verify_by) && { verify_by: SLASHED }),
    ...(everywhere === '1' && !names.offered.world && !before?.everywhere && { everywhere: WORLD }),
  }
  const form: Form = {
    ...{ text, did_you_know, source, source_date, verify_by, notes },
    ...Object.fromEntries(ALTERNATIVES.map((i) => [`alternative${i}`, alternatives[i] ?? ''])),
    answer: /^[1-4]$/.test(line.answer) ? String(Number(line.answer) - 1) : undefined,
    value: line.value || String(before?.value ?? 3),
    seconds: line.seconds || String(before?.seconds ?? ''),
    category: category.value,
    subject: subject.value,
    sorted: sorted || undefined,
    everywhere: everywhere || undefined,
    ...photosForm(idsOf(line.photos).map(Number)),
  }
  return { form, errors }
}

/** A day as the form has it, if it is one of those that spreadsheets write and that mean the same everywhere: 31.3.2027. */
function dayOf(typed: string): string {
  const [, day, month, year] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(typed) ?? []
  return year ? `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}` : typed
}

const SLASHES = /^\d{1,4}\/\d{1,2}\/\d{1,4}$/
const SLASHED = 'Say a day as 2027-03-31 or 31.03.2027: with / the month may be meant first or the day.'
const FLAG = 'This is 1 for yes or 0 for no.'
const WORLD = 'Only editors let a question be asked in every city.'

/** '1', or '' for no; undefined when it says neither. */
function flag(typed: string, before: 0 | 1 | undefined): string | undefined {
  if (typed === '') return before ? '1' : ''
  return { 1: '1', 0: '' }[typed]
}

function categoryOf({ category }: QuestionLine, { categories, offered }: Names, before?: QuestionFields) {
  if (category) return find(category, categories, offered.categories)
  if (before) return { value: String(before.category_id) }
  return { problem: `Say which.${instead('', categories)}` }
}

function subjectOf({ city, country, everywhere }: QuestionLine, names: Names, before?: QuestionFields) {
  const { offered } = names
  if (city && country) return { problem: 'A question is about a city or about a country, not about both.' }
  if (city) return find(city, names.cities, offered.cities)
  if (country) return find(country, names.countries, offered.countries)
  if (before && everywhere === '') return { value: subjectBefore(before) }
  if (everywhere === '1' && offered.world) return { value: '' }
  return { problem: `Name a city or a country${offered.world ? ', or let it be asked everywhere' : ''}.` }
}

const subjectBefore = ({ city_id, country }: QuestionFields) =>
  country ? `country:${country}` : city_id ? `city:${city_id}` : ''

/** The ids of its photos, as they are typed. */
export const idsOf = (photos: string) => photos.split(/[\s,;]+/).filter(Boolean)

/** What the line says by the rules of the form, or all that is wrong with it, by field. */
export function readLine(line: QuestionLine, names: Names, before?: QuestionFields): Checked<Typed> {
  const { form, errors } = formOfLine(line, names, before)
  const read = readQuestion(form, names.offered, before)
  if (read.values && Object.keys(errors).length === 0) return read
  return { errors: { ...read.errors, ...errors } }
}

/** All that is wrong, in the words of the form, as one text. */
export const sentences = (errors: FieldErrors) =>
  Object.entries(errors)
    .map(([field, problem]) => (LABELS[field] ? `${LABELS[field]}: ${problem}` : problem))
    .join(' ')
