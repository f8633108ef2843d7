import { z } from 'zod'
import * as documents from '../../shared/db/documents.ts'
import type { DocumentKind } from '../../shared/db/tables.ts'
import { NotFound } from '../../shared/errors.ts'
import { check, text } from '../../shared/forms.ts'
import { isEditor, mayEdit } from '../../shared/rules/roles.ts'
import type { Context } from '../../shared/web/context.ts'
import type { Routes } from '../../shared/web/routes.ts'
import { asItWas, changedMeanwhile, historyOf, isRemoved, removed, saved } from '../history/history.ts'
import { byOf, type RecordKind } from '../history/record-kind.ts'
import { compareFields } from '../lists/compare.ts'
import { type Columns, exportList, moment, openList, type Source } from '../lists/listings.ts'
import { type Asked, choice, meaning, oneOf, words } from '../lists/lists.ts'

export const routes: Routes = [
  ['GET', '/admin/documents', list],
  ['GET', '/admin/documents/export', (ctx) => exportList(ctx, source, columns)],
  ['GET', '/admin/documents/:kind/:ref', edit],
  ['POST', '/admin/documents/:kind/:ref', update],
  ['POST', '/admin/documents/:kind/:ref/deletion', remove],
]

const KINDS = ['city', 'country', 'category', 'ambassador'] as const
const NOUNS = { city: 'Cities', country: 'Countries', category: 'Categories', ambassador: 'Ambassadors' }

const Form = z.object({ body: text(4000).refine((value) => value !== '', 'Fill this in.') })

type Row = Awaited<ReturnType<typeof documents.list>>['rows'][number]

const columns: Columns<Row> = {
  kind: (row) => row.kind,
  about: (row) => row.name,
  text: (row) => row.body,
  saved_at: (row) => moment(row.updated_at),
  saved_by: (row) => row.updated_by_name,
}

const filters = { q: words, kind: choice(KINDS), state: meaning({ missing: true, written: false }) }

const source: Source<Row> = {
  path: '/admin/documents',
  name: 'documents',
  filters,
  find: ({ db, player }, { q, kind, state: missing }: Asked<typeof filters>, cursor) =>
    documents.list(db, player.country, { words: q, kind, missing }, cursor),
}

async function list(ctx: Context) {
  const kinds = KINDS.filter((kind) => kind !== 'category' || isEditor(ctx.player))
  ctx.render('admin/documents/list', {
    ...(await openList(ctx, source)),
    kinds: kinds.map((value) => ({ value, label: NOUNS[value] })),
  })
}

async function edit(ctx: Context) {
  const subject = await ownSubject(ctx)
  const { body, version } = await present(ctx, subject)
  const was = await asItWas(ctx, record, refOf(subject))
  await show(ctx, subject, { form: { body, version, ...was?.fields }, shown: body, asWas: was?.row })
}

/** Saves, or shows what was typed as players would see it. */
async function update(ctx: Context) {
  const subject = await ownSubject(ctx)
  if (ctx.form.next === 'preview')
    return await show(ctx, subject, { form: ctx.form, shown: String(ctx.form.body ?? '') })
  const { values, errors } = check(Form, ctx.form)
  const version = Number(ctx.form.version)
  if ((await present(ctx, subject)).version !== version) return await showConflict(ctx, subject)
  if (!values) {
    ctx.status = 422
    return await show(ctx, subject, { form: ctx.form, errors, shown: '' })
  }
  const { kind, ref } = subject
  const written = { kind, ref, version, body: values.body }
  const done = await ctx.write((tx) => documents.save(tx, written, byOf(ctx)))
  if (!done) return await showConflict(ctx, subject)
  await saved(ctx, record, refOf(subject))
}

/** Deleted twice it is deleted once. */
async function remove(ctx: Context) {
  const subject = await ownSubject(ctx)
  const { kind, ref } = subject
  const version = Number(ctx.form.version)
  const onward = () => removed(ctx, record, refOf(subject), '/admin/documents')
  if (await isRemoved(ctx, record, refOf(subject))) return await onward()
  const done = await ctx.write((tx) => documents.remove(tx, { kind, ref, version }, byOf(ctx)))
  if (!done) throw changedMeanwhile(record, refOf(subject))
  await onward()
}

const refOf = ({ kind, ref }: Subject) => documents.refOf(kind, ref)

/** What the reference of the audit names. */
const named = (ref: string) => ref.split('/') as [DocumentKind, string]

export const record: RecordKind = {
  kind: 'document',
  noun: 'Document',
  labels: { body: 'Text' },
  path: (ref) => `/admin/documents/${ref}`,
  form: true,
  read: (db, ref) => documents.present(db, ...named(ref)),
  async mayOpen(db, person, fields) {
    const { kind, ref } = fields as documents.DocumentFields
    const subject = await documents.subject(db, kind, ref)
    return mayEdit(person, subject ?? { country: null })
  },
  async put(tx, { ref: path, now, fields }, by) {
    const [kind, ref] = named(path)
    const written = { kind, ref, version: now?.version ?? 0 }
    if (fields) await documents.save(tx, { ...written, body: String(fields.body) }, by)
    else await documents.remove(tx, written, by)
  },
}

/** What the document in the path is about, when this person may write about it. */
async function ownSubject(ctx: Context) {
  const kind = oneOf(KINDS, ctx.params.kind ?? '')
  const subject = kind && (await documents.subject(ctx.db, kind, ctx.params.ref ?? ''))
  if (!subject || !mayEdit(ctx.player, subject)) throw new NotFound()
  return { ...subject, kind }
}

type Subject = Awaited<ReturnType<typeof ownSubject>>

async function present(ctx: Context, { kind, ref }: Subject) {
  const { body = '', version = 0 } = (await documents.about(ctx.db, kind, ref)) ?? {}
  return { body, version }
}

/** Somebody saved meanwhile: both texts side by side, mine in the form, which now saves over theirs. */
async function showConflict(ctx: Context, subject: Subject) {
  const theirs = await present(ctx, subject)
  ctx.status = 409
  const compared = compareFields({ body: 'Text' }, ctx.form, theirs)
  await show(ctx, subject, { form: { ...ctx.form, version: theirs.version }, compared, shown: '' })
}

async function show(ctx: Context, subject: Subject, data: object) {
  const history = await historyOf(ctx, record, refOf(subject))
  ctx.render('admin/documents/edit', { subject, compared: undefined, history, ...data })
}
