import * as questions from '../../shared/db/questions.ts'
import { shuffleAlternatives } from '../../shared/rules/jobs.ts'
import { photosAfter, photosBefore } from '../../shared/rules/photos.ts'
import { seeded } from '../../shared/rules/random.ts'
import type { Context } from '../../shared/web/context.ts'
import type { Routes } from '../../shared/web/routes.ts'
import { listQuery, numberOf } from '../lists/lists.ts'
import { ownQuestion } from './question-pages.ts'

export const routes: Routes = [['GET', '/admin/questions/:id/preview', show]]

/** As a player's page arranges it, whose job has a seed as well; without one in the address it is always the same. */
async function show(ctx: Context) {
  const question = await ownQuestion(ctx)
  const seed = numberOf(listQuery(ctx, ['seed']).query.seed) ?? 1
  const alternatives = JSON.parse(question.alternatives) as string[]
  const sorted = question.sorted === 1
  const shuffle = shuffleFor(alternatives, sorted, seed)
  const all = await questions.photos(ctx.db, question.id)
  const { shown, pictures, credits } = photosBefore(all, alternatives, shuffle)
  ctx.render('admin/questions/preview', {
    question,
    photo: shown,
    options: shuffle.map((index, place) => ({ text: alternatives[index], photo: pictures[place] })),
    right: shuffle.indexOf(question.answer),
    again: sorted || alternatives.length < 2 ? undefined : otherSeed(alternatives, seed),
    credits,
    later: photosAfter(all, alternatives).later,
  })
}

const shuffleFor = (alternatives: string[], sorted: boolean, seed: number) =>
  shuffleAlternatives(alternatives.length, sorted, seeded(seed))

/** The next seed with another order: a link that changes nothing looks broken. Two alternatives at least. */
function otherSeed(alternatives: string[], seed: number): number {
  const order = (of: number) => String(shuffleFor(alternatives, false, of))
  let next = seed + 1
  while (order(next) === order(seed)) next++
  return next
}
