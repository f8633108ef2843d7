import type { Tx } from '../../shared/db/connection.ts'
import * as questions from '../../shared/db/questions.ts'
import type { QuestionState } from '../../shared/db/tables.ts'
import { Conflict } from '../../shared/errors.ts'
import { publicationProblems } from '../../shared/rules/questions.ts'
import type { Context } from '../../shared/web/context.ts'
import { idParam, type Routes } from '../../shared/web/routes.ts'
import { unlessDeleted } from '../history/deleted.ts'
import { changedMeanwhile, isRemoved, lookAgain, removed, saved } from '../history/history.ts'
import { byOf } from '../history/record-kind.ts'
import { choices, formOf } from './question-form.ts'
import { ownQuestion, type Question, showForm } from './question-pages.ts'
import { photosForm, unfit } from './question-photos.ts'
import { record, remove } from './question-records.ts'
import { keepingTutorial } from './tutorial.ts'

export const routes: Routes = [
  ['POST', '/admin/questions/:id/deletion', (ctx) => unlessDeleted(ctx, record, erase)],
]

/** Moves the version the editor was looking at, and no other; what is checked is what is moved. What is so already is left: sent twice it is done once. */
export async function setState(ctx: Context, state: QuestionState) {
  const id = idParam(ctx)
  const version = Number(ctx.form.version)
  const refused = await ctx.write(async (tx) => {
    const question = await ownQuestion(ctx, tx)
    if (question.state === state) return
    if (question.version !== version) throw changedMeanwhile(record, id)
    const lacking = state === 'published' && (await unpublishable(tx, ctx, question))
    if (lacking) return lacking
    await keepingTutorial(tx, () => questions.setState(tx, id, version, state, byOf(ctx)))
  })
  if (!refused) return await saved(ctx, record, id, state)
  ctx.status = 422
  await showForm(ctx, await choices(ctx.db, ctx.player), refused)
}

/** Only one that nobody was ever asked. Deleted twice it is deleted once. */
async function erase(ctx: Context) {
  const id = idParam(ctx)
  if (await isRemoved(ctx, record, id)) return await removed(ctx, record, id, '/admin/questions')
  await ctx.write(async (tx) => {
    const question = await ownQuestion(ctx, tx)
    if (question.version !== Number(ctx.form.version)) throw changedMeanwhile(record, id)
    const problem = await remove(tx, id, question.version, byOf(ctx))
    if (problem) throw new Conflict(problem, lookAgain(record, id))
  })
  await removed(ctx, record, id, '/admin/questions')
}

/** The form of the question with all that keeps it from being published; undefined when nothing does. */
async function unpublishable(tx: Tx, ctx: Context, question: Question) {
  const alternatives = JSON.parse(question.alternatives) as string[]
  const shown = await questions.photos(tx, question.id)
  const { problem, mend } = unfit(ctx, shown, alternatives)
  const errors = {
    ...publicationProblems({ ...question, alternatives }),
    ...(problem && { photos: problem }),
  }
  if (Object.keys(errors).length === 0) return
  const form = { ...formOf(question), ...photosForm(shown.map((photo) => photo.id)) }
  return { question, form, errors, mend, unpublished: true }
}
