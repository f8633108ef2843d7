import * as questions from '../shared/db/questions.ts'
import type { QuestionState } from '../shared/db/tables.ts'
import { Conflict, Invalid } from '../shared/errors.ts'
import { publicationProblems } from '../shared/rules/questions.ts'
import type { Context } from '../shared/web/context.ts'
import type { Routes } from '../shared/web/routes.ts'
import { goTo } from './lists.ts'
import { ownQuestion } from './questions.ts'

export const routes: Routes = [
  ['POST', '/admin/questions/:id/publication', publish],
  ['POST', '/admin/questions/:id/retirement', (ctx) => setState(ctx, 'retired')],
  ['POST', '/admin/questions/:id/draft', (ctx) => setState(ctx, 'draft')],
]

async function publish(ctx: Context) {
  const question = await ownQuestion(ctx)
  const problems = publicationProblems({ ...question, alternatives: JSON.parse(question.alternatives) })
  const sentences = Object.values(problems)
  if (sentences.length > 0) throw new Invalid(`This cannot be published yet. ${sentences.join(' ')}`)
  await setState(ctx, 'published')
}

/** Moves the version the editor was looking at, and no other. */
async function setState(ctx: Context, state: QuestionState) {
  const { id } = await ownQuestion(ctx)
  const version = Number(ctx.form.version)
  const moved = await ctx.write((tx) => questions.setState(tx, id, version, state, ctx.now))
  if (!moved) throw new Conflict('Somebody saved this question meanwhile. Go back, reload it and look again.')
  goTo(ctx, `/admin/questions/${id}`, state)
}
