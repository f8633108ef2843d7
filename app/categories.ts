import * as categories from '../shared/db/categories.ts'
import * as documents from '../shared/db/documents.ts'
import { NotFound } from '../shared/errors.ts'
import { JOB_SIZE } from '../shared/rules/jobs.ts'
import type { Context } from '../shared/web/context.ts'
import type { Routes } from '../shared/web/routes.ts'

export const routes: Routes = [['GET', '/categories/:slug', show]]

/** What a job is about, and where one finds it. */
async function show(ctx: Context) {
  const category = await categories.bySlug(ctx.db, ctx.params.slug ?? '')
  if (!category) throw new NotFound('There is no such job.')
  ctx.render('app/categories/show', {
    category,
    text: (await documents.about(ctx.db, 'category', category.slug))?.body ?? '',
    most: categories.MOST_COUNTED,
    least: JOB_SIZE,
    ...(await categories.reach(ctx.db, category.id, JOB_SIZE)),
  })
}
