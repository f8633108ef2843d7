import * as questions from '../shared/db/questions.ts'
import type { QuestionState, Row } from '../shared/db/tables.ts'
import { Conflict, Invalid } from '../shared/errors.ts'
import { photosUnfit } from '../shared/rules/photos.ts'
import { publicationProblems } from '../shared/rules/questions.ts'
import type { Context } from '../shared/web/context.ts'
import { idParam, type Routes } from '../shared/web/routes.ts'
import { goTo } from './lists.ts'
import { ownQuestion } from './questions.ts'
import { keepingTutorial } from './tutorial.ts'

export const routes: Routes = [
  ['POST', '/admin/questions/:id/publication', (ctx) => setState(ctx, 'published')],
  ['POST', '/admin/questions/:id/retirement', (ctx) => setState(ctx, 'retired')],
  ['POST', '/admin/questions/:id/draft', (ctx) => setState(ctx, 'draft')],
]

/** Moves the version the editor was looking at, and no other; what is checked is what is moved. */
async function setState(ctx: Context, state: QuestionState) {
  const id = idParam(ctx)
  const version = Number(ctx.form.version)
  await ctx.write(async (tx) => {
    const question = await ownQuestion(ctx, tx)
    if (question.version !== version)
      throw new Conflict('Somebody saved this question meanwhile. Go back, reload it and look again.')
    if (state === 'published') checkFit(question, await questions.photos(tx, id))
    await keepingTutorial(tx, () => questions.setState(tx, id, version, state, ctx.now))
  })
  goTo(ctx, `/admin/questions/${id}`, state)
}

function checkFit(question: Row<'questions'>, photos: Row<'photos'>[]) {
  const alternatives = JSON.parse(question.alternatives) as string[]
  const problems = Object.values(publicationProblems({ ...question, alternatives }))
  const sentences = [...problems, photosUnfit(photos, alternatives)].filter(Boolean)
  if (sentences.length > 0) throw new Invalid(`This cannot be published yet. ${sentences.join(' ')}`)
}
