import { z } from 'zod'
import * as categories from '../shared/db/categories.ts'
import { NotFound } from '../shared/errors.ts'
import { check, type FieldErrors, line, whole } from '../shared/forms.ts'
import { slugOf } from '../shared/rules/slugs.ts'
import type { Context } from '../shared/web/context.ts'
import { idParam, type Routes } from '../shared/web/routes.ts'
import { compareFields } from './compare.ts'
import { goTo } from './lists.ts'

export const routes: Routes = [
  ['GET', '/admin/categories', list],
  ['GET', '/admin/categories/new', blank],
  ['POST', '/admin/categories', create],
  ['GET', '/admin/categories/:id', edit],
  ['POST', '/admin/categories/:id', update],
]

const LABELS = { name: 'Name', description: 'Description', position: 'Position' }

const TAKEN = { name: 'There is a category of this name.' }

const Form = z.object({ name: line(60), description: line(200), position: whole(0, 99) })

async function list(ctx: Context) {
  ctx.render('admin/categories/list', { rows: await categories.withCounts(ctx.db) })
}

async function blank(ctx: Context) {
  show(ctx, { form: { position: (await categories.all(ctx.db)).length } })
}

/** Its address follows from its name and stays when the name changes. */
async function create(ctx: Context) {
  const { values, errors } = check(Form, ctx.form)
  if (!values) return refuse(ctx, errors)
  const slug = slugOf(values.name)
  if (!slug) return refuse(ctx, { name: 'Letters or digits, please.' })
  const id = await ctx.write(async (tx) => {
    const known = (await categories.bySlug(tx, slug)) ?? (await categories.named(tx, values.name))
    if (!known) return await categories.insert(tx, { slug, ...values })
  })
  if (!id) return refuse(ctx, TAKEN)
  goTo(ctx, `/admin/categories/${id}`, 'saved')
}

async function edit(ctx: Context) {
  const category = await find(ctx)
  show(ctx, { category, form: category })
}

async function update(ctx: Context) {
  const category = await find(ctx)
  const { values, errors } = check(Form, ctx.form)
  if (Number(ctx.form.version) !== category.version) return showConflict(ctx, category)
  if (!values) return refuse(ctx, errors, category)
  const saved = await ctx.write(async (tx) => {
    const known = await categories.named(tx, values.name)
    if (known && known.id !== category.id) return 'taken'
    return await categories.update(tx, category.id, category.version, values)
  })
  if (saved === 'taken') return refuse(ctx, TAKEN, category)
  if (!saved) return showConflict(ctx, await find(ctx))
  goTo(ctx, `/admin/categories/${category.id}`, 'saved')
}

async function find(ctx: Context) {
  const category = await categories.byId(ctx.db, idParam(ctx))
  if (!category) throw new NotFound()
  return category
}

type Category = Awaited<ReturnType<typeof find>>

function refuse(ctx: Context, errors: FieldErrors, category?: Category) {
  ctx.status = 422
  show(ctx, { category, form: ctx.form, errors })
}

/** Somebody saved meanwhile: both versions side by side, mine in the form, which now saves over theirs. */
function showConflict(ctx: Context, category: Category) {
  ctx.status = 409
  const compared = compareFields(LABELS, ctx.form, category)
  show(ctx, { category, form: { ...ctx.form, version: category.version }, compared })
}

function show(ctx: Context, data: { category?: Category; [more: string]: unknown }) {
  ctx.render('admin/categories/edit', { compared: undefined, ...data, category: data.category })
}
