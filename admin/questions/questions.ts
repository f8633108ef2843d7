import type { By } from '../../shared/db/audit.ts'
import type { Tx } from '../../shared/db/connection.ts'
import * as questionVersions from '../../shared/db/question-versions.ts'
import * as questions from '../../shared/db/questions.ts'
import type { QuestionState } from '../../shared/db/tables.ts'
import { Conflict, Invalid } from '../../shared/errors.ts'
import type { FieldErrors } from '../../shared/forms.ts'
import { publicationProblems, secondsFor } from '../../shared/rules/questions.ts'
import type { Context } from '../../shared/web/context.ts'
import type { Routes } from '../../shared/web/routes.ts'
import { unlessDeleted } from '../history/deleted.ts'
import { asItWas, saved as toSaved } from '../history/history.ts'
import { byMending, freeKey, mended, mendingOf } from '../imports/import-mending.ts'
import { goTo, listQuery, numberOf } from '../lists/lists.ts'
import { ALTERNATIVES, type Choices, choices, formOf, readQuestion } from './question-form.ts'
import {
  deletedMeanwhile,
  ownQuestion,
  photoIds,
  type Question,
  refuse,
  showConflict,
  showForm,
} from './question-pages.ts'
import { checkFit, described, insertAll, photosForm, readPhotos, storeAll, unfit } from './question-photos.ts'
import { record } from './question-records.ts'
import { setState } from './question-states.ts'
import { keepingTutorial } from './tutorial.ts'

export const routes: Routes = [
  ['GET', '/admin/questions/new', blank],
  ['POST', '/admin/questions', create],
  ['GET', '/admin/questions/:id', (ctx) => unlessDeleted(ctx, record, edit)],
  ['POST', '/admin/questions/:id', (ctx) => unlessDeleted(ctx, record, update, deletedMeanwhile)],
  ['POST', '/admin/questions/:id/publication', (ctx) => move(ctx, 'published')],
  ['POST', '/admin/questions/:id/retirement', (ctx) => move(ctx, 'retired')],
  ['POST', '/admin/questions/:id/draft', (ctx) => move(ctx, 'draft')],
]

/** An empty form; what comes in the address (category, subject, up to four photos in their order) is filled in. */
async function blank(ctx: Context) {
  const mending = await mendingOf(ctx, ctx.query.from)
  if (mending)
    return await showForm(ctx, await choices(ctx.db, ctx.player), {
      ...mending,
      mending,
      asks: mending.state,
    })
  const { query } = listQuery(ctx, ['category', 'subject'])
  const ids = [ctx.query.photo ?? []].flat().flatMap((id) => numberOf(id) ?? [])
  const form = { value: 3, ...query, ...photosForm(ids) }
  const errors = ids.length > 4 ? { photos: 'A question has at most four photos: these are the first.' } : {}
  await showForm(ctx, await choices(ctx.db, ctx.player), { form, errors })
}

async function create(ctx: Context) {
  const offered = await choices(ctx.db, ctx.player)
  const publish = ctx.form.next === 'publish'
  const { values, chosen, errors, mend } = await readForm(ctx, offered, publish)
  const mending = await mendingOf(ctx, ctx.form.from)
  const asks = mending?.state
  if (!values) return await refuse(ctx, offered, errors, { mend, asks })
  await storeAll(ctx, chosen)
  const save = async (tx: Tx) => {
    const by = await byMending(tx, ctx, mending)
    const { photos, known } = await insertAll(tx, ctx, chosen)
    // Who brings a file did not write what stands in it.
    const line = mending && { key: await freeKey(tx, mending), author: null }
    const content = { ...values, photos }
    if (publish) await checkFit(tx, photos, values.alternatives)
    // Sent twice, the form finds what it made.
    const twin = await questions.alike(tx, content, ctx.form.from ? undefined : by.editor)
    const state = publish ? 'published' : 'draft'
    const id = twin ?? (await questions.insert(tx, content, { ...by, ...line, state }))
    if (mending) await mended(tx, mending, { state: twin ? 'same' : 'done' })
    if (twin && publish) await publishDraft(tx, twin, by)
    return { id, known }
  }
  const made = await ctx.write(save).catch(refusal)
  if (made instanceof Error)
    return await refuse(ctx, offered, { photos: made.message }, { status: made.status, asks })
  if (mending) return goTo(ctx, `/admin/imports/${mending.item.batch_id}`, publish ? 'published' : 'added')
  if (ctx.form.next === 'another') {
    const { category, subject } = ctx.form
    return goTo(ctx, `/admin/questions/new?category=${category}&subject=${subject}`, 'added')
  }
  goTo(
    ctx,
    `/admin/questions/${made.id}`,
    (publish ? 'published' : 'added') + (made.known ? '.photo-known' : ''),
  )
}

/** What was saved as a draft before, in these very words. One that was retired since stays so. */
async function publishDraft(tx: Tx, id: number, by: By) {
  const { state, version } = (await questions.byId(tx, id))!
  if (state === 'draft') await questions.setState(tx, id, version, 'published', by)
}

async function edit(ctx: Context) {
  const question = await ownQuestion(ctx)
  const wanted = numberOf(listQuery(ctx, ['words']).query.words)
  const old =
    wanted && (await questionVersions.history(ctx.db, question.id)).find((v) => v.version === wanted)
  const was = await asItWas(ctx, record, question.id)
  if (was) {
    const { photos, ...words } = was.fields as questions.QuestionFields
    const form = { ...formOf(words), version: question.version, ...photosForm(photos) }
    return await showForm(ctx, await choices(ctx.db, ctx.player), { question, form, asWas: was.row })
  }
  const mending = await mendingOf(ctx, ctx.query.from)
  if (mending) {
    const form = { ...mending.form, version: question.version }
    const asks = mending.state
    return await showForm(ctx, await choices(ctx.db, ctx.player), {
      ...{ ...mending, mending, question, form, asks },
    })
  }
  const words = formOf(old ? { ...question, ...old, version: question.version } : question)
  const photos = old ? (JSON.parse(old.photos) as number[]) : await photoIds(ctx.db, question.id)
  const form = { ...words, ...photosForm(photos) }
  await showForm(ctx, await choices(ctx.db, ctx.player), { question, form, old: old && wanted })
}

/** From the form of the question its words come along and are saved with it; a button elsewhere brings none. */
const move = (ctx: Context, state: QuestionState) =>
  'text' in ctx.form
    ? unlessDeleted(ctx, record, () => save(ctx, state), deletedMeanwhile)
    : unlessDeleted(ctx, record, () => setState(ctx, state))

const update = (ctx: Context) => save(ctx, ctx.form.next === 'publish' ? 'published' : undefined)

/** Saves what was typed, and moves the question to another state with that where one is asked for. */
async function save(ctx: Context, to?: QuestionState) {
  const question = await ownQuestion(ctx)
  const offered = await choices(ctx.db, ctx.player)
  const version = Number(ctx.form.version)
  const mending = await mendingOf(ctx, ctx.form.from)
  const asks = mending?.state
  const state = to ?? question.state
  const publish = state === 'published'
  const { values, chosen, errors, mend } = await readForm(ctx, offered, publish, question)
  if (version !== question.version) return await showConflict(ctx, offered, values, asks)
  if (!values) return await refuse(ctx, offered, errors, { question, mend, asks })
  await storeAll(ctx, chosen)
  const change = async (tx: Tx) => {
    const by = await byMending(tx, ctx, mending)
    // What was checked above was checked for this state.
    const present = (await questions.byId(tx, question.id))!
    if (present.state !== question.state || present.version !== version) return
    const { photos, known } = await insertAll(tx, ctx, chosen)
    if (publish) await checkFit(tx, photos, values.alternatives)
    const set = { ...values, photos, state }
    await keepingTutorial(tx, () => questions.update(tx, question.id, version, set, by))
    if (mending) await mended(tx, mending, { state: 'done', version })
    return { known }
  }
  const saved = await ctx.write(change).catch(refusal)
  if (saved instanceof Conflict)
    return await refuse(ctx, offered, { category: saved.message }, { question, status: saved.status, asks })
  if (saved instanceof Invalid)
    return await refuse(ctx, offered, { photos: saved.message }, { question, asks })
  if (!saved) return await showConflict(ctx, offered, values, asks)
  if (mending) return goTo(ctx, `/admin/imports/${mending.item.batch_id}`, 'saved')
  await toSaved(ctx, record, question.id, (to ?? 'saved') + (saved.known ? '.photo-known' : ''))
}

async function readForm(ctx: Context, offered: Choices, publish: boolean, before?: Question) {
  const { values, errors: wrong } = readQuestion(ctx.form, offered, before)
  const typed = ALTERNATIVES.filter((i) => String(ctx.form[`alternative${i}`] ?? '').trim()).length
  const kept = before ? await photoIds(ctx.db, before.id) : []
  const alternatives = values?.alternatives.length ?? typed
  const { chosen, errors: wrongPhotos } = await readPhotos(ctx, kept, alternatives, !publish)
  const problems = values && publish ? publicationProblems(values) : {}
  const { problem, mend } =
    values && publish ? unfit(ctx, await described(ctx.db, chosen), values.alternatives) : {}
  const errors: FieldErrors = { ...wrong, ...problems, ...(problem && { photos: problem }), ...wrongPhotos }
  if (!values || Object.keys(errors).length > 0) return { errors, mend }
  const seconds = values.seconds ?? secondsFor(chosen.length)
  return { values: { ...values, seconds }, chosen, errors }
}

/** What undid a save, to be told with the form; all other errors are thrown on. */
function refusal(error: unknown): Conflict | Invalid {
  if (error instanceof Conflict || error instanceof Invalid) return error
  throw error
}
