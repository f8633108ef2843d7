import type { By } from '../../shared/db/audit.ts'
import * as categories from '../../shared/db/categories.ts'
import * as cities from '../../shared/db/cities.ts'
import type { Reader, Tx } from '../../shared/db/connection.ts'
import * as jobQuestions from '../../shared/db/job-questions.ts'
import * as photos from '../../shared/db/photos.ts'
import * as questionLists from '../../shared/db/question-lists.ts'
import * as questions from '../../shared/db/questions.ts'
import type { Row } from '../../shared/db/tables.ts'
import { photosUnfit } from '../../shared/rules/photos.ts'
import { photosProblem, publicationProblems } from '../../shared/rules/questions.ts'
import { isEditor, mayEdit } from '../../shared/rules/roles.ts'
import type { RecordKind } from '../history/record-kind.ts'
import { LABELS } from './question-form.ts'
import { keepingTutorial } from './tutorial.ts'

export const ASKED =
  'Players were asked this question, so it stays. Retire it, and nobody is asked it any more.'

const named = (...fields: string[]) => Object.fromEntries(fields.map((field) => [field, LABELS[field]!]))

export const record: RecordKind = {
  kind: 'question',
  noun: 'Question',
  labels: {
    state: 'State',
    ...named('text'),
    alternatives: 'Alternatives',
    ...named('answer', 'sorted'),
    category_id: 'Category',
    city_id: 'City',
    country: 'Country',
    ...named('everywhere', 'value', 'seconds'),
    photos: 'Photos',
    ...named('did_you_know', 'source', 'source_date', 'verify_by', 'notes'),
  },
  path: (ref) => `/admin/questions/${ref}`,
  form: true,
  read: (db, ref) => questions.present(db, Number(ref)),
  async mayOpen(db, person, fields) {
    const { category_id, city_id, country } = fields as questions.QuestionFields
    return mayEdit(person, { country: await questionLists.ownerOf(db, { category_id, city_id, country }) })
  },
  async forbids(db, person, before, after) {
    if (isEditor(person)) return
    if (before.everywhere !== after.everywhere) return 'Only editors say whether it is asked in every city.'
    const category = await categories.byId(db, Number(after.category_id))
    if (category?.slug === 'tutorial') return 'Only editors write the tutorial.'
  },
  async show(db, field, value) {
    if (field === 'answer') return `Alternative ${Number(value) + 1}`
    if (field === 'sorted' || field === 'everywhere') return value ? 'yes' : 'no'
    if (field === 'alternatives') return (value as string[]).map((one, i) => `${i + 1}. ${one}`).join('\n')
    if (field === 'photos') return (value as number[]).map((id) => `Number ${id}`).join(', ')
    if (field === 'category_id') return (await categories.byId(db, Number(value)))?.name ?? String(value)
    if (field === 'city_id')
      return value ? ((await cities.byId(db, Number(value)))?.name ?? String(value)) : ''
    return String(value ?? '')
  },
  async put(tx, { ref, now, fields }, by) {
    const id = Number(ref)
    if (!fields) return await remove(tx, id, now!.version!, by)
    const set = fields as questions.QuestionFields
    const problem = await unfit(tx, set)
    if (problem) return problem
    const again = !now && set.key && (await questionLists.idOfKey(tx, set.key))
    if (again) return `It came again since, as question ${again}.`
    if (!now) return void (await questions.restore(tx, id, set, by))
    await keepingTutorial(tx, () => questions.update(tx, id, now.version!, set, by))
  },
}

export const contentOf = ({
  state: _state,
  key: _key,
  author_id: _author,
  created_at: _at,
  ...content
}: questions.QuestionFields): questions.QuestionContent => content

/** Takes the question away, unless somebody was asked it: then a sentence says so. */
export async function remove(tx: Tx, id: number, version: number, by: By): Promise<string | undefined> {
  if (await jobQuestions.wasAsked(tx, id)) return ASKED
  await keepingTutorial(tx, () => questions.remove(tx, id, version, by))
}

/** What keeps a question from having these fields: a sentence. */
export async function unfit(db: Reader | Tx, set: questions.QuestionFields): Promise<string | undefined> {
  const shown = await Promise.all(set.photos.map((id) => photos.byId(db, id)))
  if (shown.some((photo) => !photo)) return 'One of its photos is deleted.'
  const problem = photosProblem(shown.length, set.alternatives.length)
  if (problem || set.state !== 'published') return problem
  const [lacking] = Object.values(publicationProblems(set))
  return lacking ?? photosUnfit(shown as Row<'photos'>[], set.alternatives)
}
