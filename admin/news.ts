import { z } from 'zod'
import * as news from '../shared/db/news.ts'
import { Conflict, NotFound } from '../shared/errors.ts'
import { check, type FieldErrors, line, text } from '../shared/forms.ts'
import { isEditor } from '../shared/rules/roles.ts'
import type { Context } from '../shared/web/context.ts'
import { idParam, type Routes } from '../shared/web/routes.ts'
import { compareFields } from './compare.ts'
import { asItWas, historyOf, isRemoved, removed, saved } from './history.ts'
import { type Columns, exportList, moment, openList, type Source } from './listings.ts'
import { type Asked, goTo, meaning, words } from './lists.ts'
import { byOf, type RecordKind } from './record-kind.ts'

export const routes: Routes = [
  ['GET', '/admin/news', list],
  ['GET', '/admin/news/export', (ctx) => exportList(ctx, source, columns)],
  ['GET', '/admin/news/new', (ctx) => show(ctx, { form: {} })],
  ['POST', '/admin/news', create],
  ['GET', '/admin/news/:id', edit],
  ['POST', '/admin/news/:id', update],
  ['POST', '/admin/news/:id/publication', (ctx) => setPublished(ctx, true)],
  ['POST', '/admin/news/:id/draft', (ctx) => setPublished(ctx, false)],
  ['POST', '/admin/news/:id/deletion', remove],
]

const LABELS = { title: 'Title', body: 'Text', published_at: 'Published' }
const MEANWHILE = 'Somebody changed this meanwhile. Go back, reload it and look again.'

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
  const publish = ctx.form.next === 'publish'
  const { id, known } = await ctx.write(async (tx) => {
    const known = await news.alike(tx, values)
    const fields = { ...values, published_at: publish ? ctx.now : null }
    return { id: known ?? (await news.insert(tx, fields, byOf(ctx))), known }
  })
  goTo(ctx, `/admin/news/${id}`, known ? 'news-known' : publish ? 'news-published' : 'news-saved')
}

async function edit(ctx: Context) {
  const item = await find(ctx)
  const was = await asItWas(ctx, record, item.id)
  const form = { ...item, ...was?.fields }
  await show(ctx, { item, form, shown: form, asWas: was?.row })
}

async function update(ctx: Context) {
  const item = await find(ctx)
  if (ctx.form.next === 'preview') return await preview(ctx, item)
  const { values, errors } = check(Form, ctx.form)
  if (Number(ctx.form.version) !== item.version) return await showConflict(ctx, item)
  if (!values) return await refuse(ctx, errors, item)
  const done = await ctx.write((tx) => news.update(tx, item.id, item.version, values, byOf(ctx)))
  if (!done) return await showConflict(ctx, await find(ctx))
  await saved(ctx, record, item.id)
}

/** What is so already stays as it is, with its day: the form may be sent twice. */
async function setPublished(ctx: Context, published: boolean) {
  const { id, version, published_at } = await find(ctx)
  if ((published_at !== null) !== published) {
    const set = { published_at: published ? ctx.now : null }
    const done =
      Number(ctx.form.version) === version &&
      (await ctx.write((tx) => news.update(tx, id, version, set, byOf(ctx))))
    if (!done) throw new Conflict(MEANWHILE, lookAgain(id))
  }
  await saved(ctx, record, id, published ? 'news-published' : 'news-draft')
}

/** Deleted twice it is deleted once. */
async function remove(ctx: Context) {
  const id = idParam(ctx)
  if (!(await isRemoved(ctx, record, id))) {
    await find(ctx)
    const done = await ctx.write((tx) => news.remove(tx, id, Number(ctx.form.version), byOf(ctx)))
    if (!done) throw new Conflict(MEANWHILE, lookAgain(id))
  }
  await removed(ctx, record, id, '/admin/news')
}

const lookAgain = (id: number) => ({ href: `/admin/news/${id}`, label: 'Look again' })

export const record: RecordKind = {
  kind: 'news',
  noun: 'News',
  labels: LABELS,
  path: (ref) => `/admin/news/${ref}`,
  form: true,
  read: (db, ref) => news.present(db, Number(ref)),
  mayOpen: (_db, person) => isEditor(person),
  show: (_db, field, value) =>
    field === 'published_at' && value
      ? new Date(Number(value)).toISOString().slice(0, 10)
      : String(value ?? ''),
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
