import type { Reader, Tx } from '../../shared/db/connection.ts'
import * as jobQuestions from '../../shared/db/job-questions.ts'
import * as questionLists from '../../shared/db/question-lists.ts'
import * as questionVersions from '../../shared/db/question-versions.ts'
import * as questions from '../../shared/db/questions.ts'
import { NotFound } from '../../shared/errors.ts'
import type { FieldErrors } from '../../shared/forms.ts'
import { LICENCES } from '../../shared/rules/licences.ts'
import { mayEdit } from '../../shared/rules/roles.ts'
import type { Context } from '../../shared/web/context.ts'
import { idParam } from '../../shared/web/routes.ts'
import type { Gone } from '../history/deleted.ts'
import { historyOf } from '../history/history.ts'
import { again } from '../photos/photo-form.ts'
import { changes } from './question-changes.ts'
import { type Choices, choices, compare, formOf, type Typed } from './question-form.ts'
import { photosForm, photosOf, placesOf, sentPhotos, telling } from './question-photos.ts'
import { record } from './question-records.ts'

/** The question, when it is one this person may edit; to all others it is not there. */
export async function ownQuestion(ctx: Context, db: Reader | Tx = ctx.db) {
  const question = await questionLists.forEditor(db, idParam(ctx))
  if (!question || !mayEdit(ctx.player, { country: question.owner_country })) throw new NotFound()
  return question
}

export type Question = Awaited<ReturnType<typeof ownQuestion>>

export const photoIds = async (db: Reader, id: number) =>
  (await questions.photos(db, id)).map((photo) => photo.id)

/** The form as it came, with all that is wrong with it. */
export async function refuse(
  ctx: Context,
  offered: Choices,
  errors: FieldErrors,
  { status = 422, ...more }: { question?: Question; mend?: object[]; status?: number; asks?: string } = {},
) {
  ctx.status = status
  await showForm(ctx, offered, { ...more, form: ctx.form, errors: { ...again(ctx), ...errors } })
}

/** Somebody saved meanwhile: both versions side by side, mine in the form, which now saves over theirs. */
export async function showConflict(ctx: Context, offered: Choices, mine?: Typed, asks?: string) {
  const question = await ownQuestion(ctx)
  ctx.status = 409
  const form = { ...ctx.form, version: question.version }
  const kept = await photoIds(ctx.db, question.id)
  const typed = { ...ctx.form, ...(mine && formOf(mine)), ...sentPhotos(ctx, kept) }
  const compared = compare(typed, { ...formOf(question), ...photosForm(kept) }, offered)
  const { changes: done } = await historyOf(ctx, record, question.id)
  const meanwhile = done.filter(({ version }) => version! > Number(ctx.form.version))
  await showForm(ctx, offered, { question, form, errors: again(ctx), compared, meanwhile, asks })
}

/** Deleted meanwhile: what was typed, in a form that brings it back. */
export async function deletedMeanwhile(ctx: Context, gone: Gone) {
  const { photos, alternatives, ...words } = gone.fields as unknown as questions.QuestionFields
  const question = { ...words, id: idParam(ctx), alternatives: JSON.stringify(alternatives) } as Question
  const form = { ...ctx.form, ...sentPhotos(ctx, photos) }
  await showForm(ctx, await choices(ctx.db, ctx.player), { question, form, errors: again(ctx), gone })
}

export async function showForm(
  ctx: Context,
  offered: Choices,
  data: { question?: Question; form: Record<string, unknown>; [more: string]: unknown },
) {
  const { question, form } = data
  const attached = question ? await questions.photos(ctx.db, question.id) : []
  const kept = attached.map((photo) => photo.id)
  const versions = question ? await questionVersions.history(ctx.db, question.id) : []
  ctx.render('admin/questions/form', {
    ...data,
    ...offered,
    places: await placesOf(ctx, form, kept),
    licences: LICENCES,
    telling: question ? telling(ctx, attached, JSON.parse(question.alternatives)) : [],
    versions: changes(versions),
    removable: question && !(await jobQuestions.wasAsked(ctx.db, question.id)),
    history: question && (await historyOf(ctx, record, question.id)),
    photosOf: await photosOf(ctx, versions),
  })
}
