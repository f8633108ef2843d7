import { z } from 'zod'
import * as categories from '../../shared/db/categories.ts'
import { Conflict, NotFound } from '../../shared/errors.ts'
import { check, type FieldErrors, line, whole } from '../../shared/forms.ts'
import { isEditor } from '../../shared/rules/roles.ts'
import { slugOf } from '../../shared/rules/slugs.ts'
import type { Context } from '../../shared/web/context.ts'
import { idParam, type Routes } from '../../shared/web/routes.ts'
import { type Gone, unlessDeleted } from '../history/deleted.ts'
import {
  asItWas,
  changedMeanwhile,
  historyOf,
  isRemoved,
  lookAgain,
  removed,
  saved,
} from '../history/history.ts'
import { byOf, type RecordKind } from '../history/record-kind.ts'
import { compareFields } from '../lists/compare.ts'
import { goTo } from '../lists/lists.ts'

export const routes: Routes = [
  ['GET', '/admin/categories', list],
  ['GET', '/admin/categories/new', blank],
  ['POST', '/admin/categories', create],
  ['GET', '/admin/categories/:id', (ctx) => unlessDeleted(ctx, record, edit)],
  ['POST', '/admin/categories/:id', (ctx) => unlessDeleted(ctx, record, update, again)],
  ['POST', '/admin/categories/:id/deletion', (ctx) => unlessDeleted(ctx, record, remove)],
]

const LABELS = { name: 'Name', description: 'Description', position: 'Position' }

const TAKEN = { name: 'There is a category of this name.' }
const USED =
  'It has questions, or players have worked on it. Give its questions another category first; what was played stays.'

const Form = z.object({ name: line(60), description: line(200), position: whole(0, 99) })

async function list(ctx: Context) {
  ctx.render('admin/categories/list', { rows: await categories.withCounts(ctx.db) })
}

async function blank(ctx: Context) {
  await show(ctx, { form: { position: (await categories.all(ctx.db)).length } })
}

/** Its address follows from its name and stays when the name changes. */
async function create(ctx: Context) {
  const { values, errors } = check(Form, ctx.form)
  if (!values) return await refuse(ctx, errors)
  const slug = slugOf(values.name)
  if (!slug) return await refuse(ctx, { name: 'Letters or digits, please.' })
  const id = await ctx.write(async (tx) => {
    const known = (await categories.bySlug(tx, slug)) ?? (await categories.named(tx, values.name))
    if (!known) return await categories.insert(tx, { slug, ...values }, byOf(ctx))
  })
  if (!id) return await refuse(ctx, TAKEN)
  goTo(ctx, `/admin/categories/${id}`, 'saved')
}

async function edit(ctx: Context) {
  const category = await find(ctx)
  const was = await asItWas(ctx, record, category.id)
  await show(ctx, { category, form: { ...category, ...was?.fields }, asWas: was?.row })
}

async function update(ctx: Context) {
  const category = await find(ctx)
  const { values, errors } = check(Form, ctx.form)
  if (Number(ctx.form.version) !== category.version) return await showConflict(ctx, category)
  if (!values) return await refuse(ctx, errors, category)
  const done = await ctx.write(async (tx) => {
    const known = await categories.named(tx, values.name)
    if (known && known.id !== category.id) return 'taken'
    return await categories.update(tx, category.id, category.version, values, byOf(ctx))
  })
  if (done === 'taken') return await refuse(ctx, TAKEN, category)
  if (!done) return await showConflict(ctx, await find(ctx))
  await saved(ctx, record, category.id)
}

/** Deleted twice it is deleted once. */
async function remove(ctx: Context) {
  const id = idParam(ctx)
  if (await isRemoved(ctx, record, id)) return await removed(ctx, record, id, '/admin/categories')
  await find(ctx)
  const done = await ctx.write(async (tx) =>
    (await categories.isUsed(tx, id))
      ? USED
      : await categories.remove(tx, id, Number(ctx.form.version), byOf(ctx)),
  )
  if (typeof done === 'string') throw new Conflict(done, lookAgain(record, id))
  if (!done) throw changedMeanwhile(record, id)
  await removed(ctx, record, id, '/admin/categories')
}

export const record: RecordKind = {
  kind: 'category',
  noun: 'Category',
  labels: { ...LABELS, slug: 'Address' },
  path: (ref) => `/admin/categories/${ref}`,
  form: true,
  read: (db, ref) => categories.present(db, Number(ref)),
  mayOpen: (_db, person) => isEditor(person),
  async put(tx, { ref, now, fields }, by) {
    const [id, set] = [Number(ref), fields as categories.CategoryFields | null]
    if (!set)
      return (await categories.isUsed(tx, id))
        ? USED
        : void (await categories.remove(tx, id, now!.version!, by))
    const known = [await categories.bySlug(tx, set.slug), await categories.named(tx, set.name)]
    if (known.some((one) => one && one.id !== id)) return TAKEN.name
    const { slug: _, ...words } = set
    if (now) await categories.update(tx, id, now.version!, words, by)
    else await categories.insert(tx, set, by, id)
  },
}

async function find(ctx: Context) {
  const category = await categories.byId(ctx.db, idParam(ctx))
  if (!category) throw new NotFound()
  return category
}

type Category = Awaited<ReturnType<typeof find>>

async function refuse(ctx: Context, errors: FieldErrors, category?: Category) {
  ctx.status = 422
  await show(ctx, { category, form: ctx.form, errors })
}

/** Somebody saved meanwhile: both versions side by side, mine in the form, which now saves over theirs. */
async function showConflict(ctx: Context, category: Category) {
  ctx.status = 409
  const compared = compareFields(LABELS, ctx.form, category)
  await show(ctx, { category, form: { ...ctx.form, version: category.version }, compared })
}

/** Deleted meanwhile: what was typed, in a form that brings it back. */
const again = (ctx: Context, gone: Gone) =>
  show(ctx, { category: { ...(gone.fields as unknown as Category), id: idParam(ctx) }, form: ctx.form, gone })

async function show(ctx: Context, data: { category?: Category; [more: string]: unknown }) {
  const { category } = data
  ctx.render('admin/categories/edit', {
    compared: undefined,
    ...data,
    category,
    removable: category && !(await categories.isUsed(ctx.db, category.id)),
    history: category && (await historyOf(ctx, record, category.id)),
  })
}
