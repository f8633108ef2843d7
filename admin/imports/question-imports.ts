import { isDeepStrictEqual } from 'node:util'
import type { By } from '../../shared/db/audit.ts'
import type { Item } from '../../shared/db/batch-items.ts'
import type { Reader, Tx } from '../../shared/db/connection.ts'
import * as photos from '../../shared/db/photos.ts'
import * as questionLists from '../../shared/db/question-lists.ts'
import * as questions from '../../shared/db/questions.ts'
import type { QuestionState, Row } from '../../shared/db/tables.ts'
import type { FieldErrors } from '../../shared/forms.ts'
import { photosUnfit } from '../../shared/rules/photos.ts'
import { photosProblem, publicationProblems, secondsFor } from '../../shared/rules/questions.ts'
import { mayEdit } from '../../shared/rules/roles.ts'
import type { Plan, Work } from '../batches/batch-work.ts'
import type { Person } from '../history/record-kind.ts'
import { numberOf, oneOf } from '../lists/lists.ts'
import { photoFor } from '../photos/photo-owners.ts'
import type { Typed } from '../questions/question-form.ts'
import { contentOf, record } from '../questions/question-records.ts'
import { keepingTutorial } from '../questions/tutorial.ts'
import { idsOf, readLine, sentences } from './import-lines.ts'
import { type Names, namesFor } from './import-names.ts'
import type { QuestionLine } from './question-lines.ts'

/** A question that is here, as it is now. */
interface Here {
  id: number
  version: number
  fields: questions.QuestionFields
}

/** What a line would make of its question: nothing yet, as it is just so; the `content` and `state` it says; or what keeps it from being taken. */
export type Outcome =
  | { problem: string; errors?: FieldErrors; before?: Here; same?: undefined }
  | { same: Here; before?: undefined; problem?: undefined }
  | {
      content: questions.QuestionContent
      state: QuestionState
      key?: string
      before?: Here
      problem?: undefined
      same?: undefined
    }

/** The question of an item; undefined when its line could not be read. */
export function lineOf({ data }: Pick<Item, 'data'>): QuestionLine | undefined {
  const said = JSON.parse(data) as QuestionLine | string
  return typeof said === 'string' ? undefined : said
}

/** The question that is here and that the line means. */
export const questionOf = (outcome: Outcome): Here | undefined => outcome.same ?? outcome.before

/** A line of a file by the rules of the form, for this person. The same rules show what would be done, and do it. */
export async function outcomeOf(db: Reader | Tx, line: QuestionLine, person: Person): Promise<Outcome> {
  const names = await namesFor(db, person)
  const { before, problem } = await namedBy(db, line)
  if (problem) return { problem }
  if (before && !mayChange(person, before, names))
    return { problem: `Question ${before.id} is not yours to change.` }
  const read = readLine(line, names, before?.fields)
  const { shown, errors } = await photosOf(db, line, person, before?.fields.photos ?? [])
  if (!read.values || errors) return refused({ ...read.errors, ...errors }, before)
  const content = contentWith(read.values, shown)
  return decide(line, { content, shown, before: before ?? (await alikeTo(db, line, content)) })
}

const refused = (errors: FieldErrors, before?: Here): Outcome => ({
  problem: sentences(errors),
  errors,
  before,
})

const contentWith = (values: Typed, shown: Row<'photos'>[]): questions.QuestionContent => ({
  ...values,
  seconds: values.seconds ?? secondsFor(shown.length),
  photos: shown.map(({ id }) => id),
})

interface Read {
  content: questions.QuestionContent
  shown: Row<'photos'>[]
  before: Here | undefined
}

function decide(line: QuestionLine, { content, shown, before }: Read): Outcome {
  const state = line.state
    ? oneOf(['draft', 'published', 'retired'], line.state)
    : (before?.fields.state ?? 'draft')
  if (!state) return { problem: 'State: this is draft, published or retired.' }
  if (before && before.fields.state === state && isDeepStrictEqual(contentOf(before.fields), content))
    return { same: before }
  const problem =
    photosProblem(shown.length, content.alternatives.length) ??
    (state === 'published' ? unpublishable(content, shown) : undefined) ??
    (before && late(line, before, { ...content, state }))
  return problem ? { problem, before } : { content, state, key: line.key || undefined, before }
}

function unpublishable(content: questions.QuestionContent, shown: Row<'photos'>[]): string | undefined {
  const unfit = photosUnfit(shown, content.alternatives)
  const errors = { ...publicationProblems(content), ...(unfit && { photos: unfit }) }
  if (Object.keys(errors).length > 0) return `It says it is published, but: ${sentences(errors)}`
}

/** Why what is here is not replaced by the line: its file was not made from what is here now. */
function late(line: QuestionLine, { id, version, fields }: Here, said: object): string | undefined {
  const named = line.key !== ''
  if (named && line.version === String(version)) return
  if (named && line.version)
    return `Somebody saved version ${version} of question ${id} meanwhile; this line was made from version ${line.version.slice(0, 20)}. Export it again and change it there.`
  const differing = Object.entries(said)
    .filter(([field, value]) => !isDeepStrictEqual(value, fields[field as keyof typeof fields]))
    .map(([field]) => record.labels[field] ?? field)
  return `This question is here already as number ${id}, but not just so: ${differing.join(', ')}. To change it, say “${fields.key}” as its key and “${version}” as its version.`
}

/** The question a line names by its key. The number it had where the file was made is another question's here. */
async function namedBy(db: Reader | Tx, { key }: QuestionLine): Promise<{ before?: Here; problem?: string }> {
  if (key.length > 200) return { problem: 'The key is longer than 200 characters.' }
  const known = key && (await questionLists.idOfKey(db, key))
  return known ? { before: await here(db, known) } : {}
}

async function here(db: Reader | Tx, id: number): Promise<Here | undefined> {
  const found = await questions.present(db, id)
  return found && { id, ...found }
}

/** A line without a key may be a question that is here: of the same words, subject, right answer and photos. */
async function alikeTo(db: Reader | Tx, { key }: QuestionLine, content: questions.QuestionContent) {
  if (key) return
  const right = content.alternatives[content.answer]!
  for (const one of await questionLists.alike(db, { ...content, right })) {
    const found = await here(db, one)
    if (isDeepStrictEqual(found?.fields.photos, content.photos)) return found
  }
}

function mayChange(person: Person, { fields }: Here, { categories, cities }: Names): boolean {
  const { category_id, city_id, country } = fields
  const world = categories.find(({ value }) => value === String(category_id))?.slug === 'tutorial'
  const town = cities.find(({ value }) => value === `city:${city_id}`)
  return mayEdit(person, { country: world ? null : (country ?? town?.country ?? null) })
}

/** The photos a line shows, in their order, when all are here and this person may show them. */
async function photosOf(db: Reader | Tx, line: QuestionLine, person: Person, before: number[]) {
  const shown: Row<'photos'>[] = []
  for (const typed of idsOf(line.photos)) {
    const id = numberOf(typed)
    const photo = id && (await (before.includes(id) ? photos.byId(db, id) : photoFor(db, person, id)))
    if (!photo)
      return { shown, errors: { photos: `There is no photo with the number “${typed.slice(0, 20)}”.` } }
    shown.push(photo)
  }
  if (shown.length > 4) return { shown, errors: { photos: 'A question has at most four photos.' } }
  if (new Set(shown.map(({ id }) => id)).size < shown.length)
    return { shown, errors: { photos: 'The same photo is here twice.' } }
  return { shown }
}

async function plan(db: Reader | Tx, { item, person }: { item: Item; person: Person }): Promise<Plan> {
  const line = lineOf(item)
  if (!line) return { state: 'wrong', problem: item.problem }
  const outcome = await outcomeOf(db, line, person)
  if (outcome.problem !== undefined) return { state: 'wrong', problem: outcome.problem }
  if (outcome.same) return { state: 'same' }
  const { content, state, key, before } = outcome
  const apply = async (tx: Tx, by: By) => {
    const set = { ...before?.fields, ...content, state } as questions.QuestionFields
    if (!before) await questions.insert(tx, content, { ...by, key, state, author: null })
    else await keepingTutorial(tx, () => questions.update(tx, before.id, before.version, set, by))
    return undefined
  }
  return { state: 'ready', version: before?.version ?? null, apply }
}

export const work: Work = {
  action: 'question.import',
  plan,
  words: { noun: ['question', 'questions'], act: (what) => `Import ${what}`, done: () => 'imported' },
}
