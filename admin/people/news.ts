import { z } from 'zod'
import * as news from '../../shared/db/news.ts'
import { NotFound } from '../../shared/errors.ts'
import { check, type FieldErrors, line, text } from '../../shared/forms.ts'
import { isEditor } from '../../shared/rules/roles.ts'
import type { Context } from '../../shared/web/context.ts'
import { idParam, type Routes } from '../../shared/web/routes.ts'
import { type Gone, unlessDeleted } from '../history/deleted.ts'
import { asItWas, changedMeanwhile, historyOf, isRemoved, removed, saved } from '../history/history.ts'
import { byOf, type RecordKind } from '../history/record-kind.ts'
import { compareFields, isSame } from '../lists/compare.ts'
import { type Columns, exportList, moment, openList, type Source } from '../lists/listings.ts'
import { type Asked, goTo, meaning, words } from '../lists/lists.ts'

export const routes: Routes = [
  ['GET', '/admin/news', list],
  ['GET', '/admin/news/export', (ctx) => exportList(ctx, source, columns)],
  ['GET', '/admin/news/new', (ctx) => show(ctx, { form: {} })],
  ['POST', '/admin/news', create],
  ['GET', '/admin/news/:id', (ctx) => unlessDeleted(ctx, record, edit)],
  ['POST', '/admin/news/:id', (ctx) => unlessDeleted(ctx, record, update, again)],
  ['POST', '/admin/news/:id/publication', (ctx) => unlessDeleted(ctx, record, publish, again)],
  ['POST', '/admin/news/:id/draft', (ctx) => unlessDeleted(ctx, record, takeBack, again)],
  ['POST', '/admin/news/:id/deletion', (ctx) => unlessDeleted(ctx, record, remove)],
]

const LABELS = { title: 'Title', body: 'Text', published_at: 'Published' }

const Form = z.object({
  title: line(120),
  body: text(4000).refine((value) => value !== '', 'Fill this in.'),
})

type Row = Awaited<ReturnType<typeof news.list>>['rows'][number]

const columns: Columns<Row> = {
  id: (row) => row.id,
  title: (row) => row.title,
  text: (row) => row.body,
  published_at: (row) => moment(row.published_at),
  written_at: (row) => moment(row.created_at),
  written_by: (row) => row.author,
}

const filters = { q: words, state: meaning({ published: true, draft: false }) }

const source: Source<Row> = {
  path: '/admin/news',
  name: 'news',
  filters,
  find: ({ db }, { q, state: published }: Asked<typeof filters>, cursor) =>
    news.list(db, { words: q, published }, cursor),
}

async function list(ctx: Context) {
  ctx.render('admin/news/list', await openList(ctx, source))
}

/** Saves a draft, publishes at once, or shows what was typed as players would see it. Sent twice it is one. */
async function create(ctx: Context) {
  if (ctx.form.next === 'preview') return await preview(ctx)
  const { values, errors } = check(Form, ctx.form)
  if (!values) return await refuse(ctx, errors)
  const published_at = ctx.form.next === 'publish' ? ctx.now : null
  const by = byOf(ctx)
  const { id, known } = await ctx.write(async (tx) => {
    const known = await news.alike(tx, values, by)
    if (!known) return { id: await news.insert(tx, { ...values, published_at }, by), known }
    if (published_at && !known.published_at)
      await news.update(tx, known.id, known.version, { published_at }, by)
    return { id: known.id, known }
  })
  goTo(ctx, `/admin/news/${id}`, published_at ? 'news-published' : known ? 'news-known' : 'news-saved')
}

async function edit(ctx: Context) {
  const item = await find(ctx)
  const was = await asItWas(ctx, record, item.id)
  const form = { ...item, ...was?.fields }
  await show(ctx, { item, form, shown: form, asWas: was?.row })
}

async function update(ctx: Context) {
  if (ctx.form.next === 'preview') return await preview(ctx, await find(ctx))
  await save(ctx, 'saved', (item) => item.published_at)
}

const publish = (ctx: Context) => save(ctx, 'news-published', (item) => item.published_at ?? ctx.now)

const takeBack = (ctx: Context) => save(ctx, 'news-draft', () => null)

/** With the words it was typed in comes the day they were `published`. What is so already stays: sent twice it is done once. */
async function save(ctx: Context, note: string, published: (item: Item) => number | null) {
  const item = await find(ctx)
  const { values, errors } = check(Form, ctx.form)
  const isNewest = Number(ctx.form.version) === item.version
  if (!values) return isNewest ? await refuse(ctx, errors, item) : await showConflict(ctx, item)
  const set = { ...values, published_at: published(item) }
  if (isSame(set.title, item.title) && isSame(set.body, item.body) && set.published_at === item.published_at)
    return await saved(ctx, record, item.id, note)
  if (!isNewest) return await showConflict(ctx, item)
  const done = await ctx.write((tx) => news.update(tx, item.id, item.version, set, byOf(ctx)))
  if (!done) return await showConflict(ctx, await find(ctx))
  await saved(ctx, record, item.id, note)
}

/** Deleted twice it is deleted once. */
async function remove(ctx: Context) {
  const id = idParam(ctx)
  if (!(await isRemoved(ctx, record, id))) {
    await find(ctx)
    const done = await ctx.write((tx) => news.remove(tx, id, Number(ctx.form.version), byOf(ctx)))
    if (!done) throw changedMeanwhile(record, id)
  }
  await removed(ctx, record, id, '/admin/news')
}

export const record: RecordKind = {
  kind: 'news',
  noun: 'News',
  labels: LABELS,
  path: (ref) => `/admin/news/${ref}`,
  form: true,
  read: (db, ref) => news.present(db, Number(ref)),
  mayOpen: (_db, person) => isEditor(person),
  moments: ['published_at'],
  async put(tx, { ref, now, fields }, by) {
    const [id, set] = [Number(ref), fields as news.NewsFields | null]
    if (!set) await news.remove(tx, id, now!.version!, by)
    else if (now) await news.update(tx, id, now.version!, set, by)
    else await news.insert(tx, set, by, id)
    return undefined
  },
}

async function find(ctx: Context) {
  const item = await news.byId(ctx.db, idParam(ctx))
  if (!item) throw new NotFound()
  return item
}

type Item = Awaited<ReturnType<typeof find>>

async function preview(ctx: Context, item?: Item) {
  const { title = '', body = '' } = ctx.form
  await show(ctx, { item, form: ctx.form, shown: { title: String(title), body: String(body) } })
}

async function refuse(ctx: Context, errors: FieldErrors, item?: Item) {
  ctx.status = 422
  await show(ctx, { item, form: ctx.form, errors })
}

/** Somebody saved meanwhile: both versions side by side, mine in the form, which now saves over theirs. */
async function showConflict(ctx: Context, item: Item) {
  ctx.status = 409
  const { published_at: _, ...labels } = LABELS
  const compared = compareFields(labels, ctx.form, { ...item })
  await show(ctx, { item, form: { ...ctx.form, version: item.version }, compared })
}

/** Deleted meanwhile: what was typed, in a form that brings it back. */
const again = (ctx: Context, gone: Gone) =>
  show(ctx, { item: { ...(gone.fields as unknown as Item), id: idParam(ctx) }, form: ctx.form, gone })

async function show(ctx: Context, data: { item?: Item; [more: string]: unknown }) {
  const { item } = data
  const history = item && (await historyOf(ctx, record, item.id))
  ctx.render('admin/news/edit', {
    compared: undefined,
    shown: undefined,
    asWas: undefined,
    ...data,
    item,
    history,
  })
}
