import * as audit from '../../shared/db/audit.ts'
import type { Tx } from '../../shared/db/connection.ts'
import { Forbidden, NotFound } from '../../shared/errors.ts'
import { isAdmin, isEditor } from '../../shared/rules/roles.ts'
import { DAY_MS } from '../../shared/rules/weeks.ts'
import type { Context } from '../../shared/web/context.ts'
import { idParam, type Routes } from '../../shared/web/routes.ts'
import { type Columns, exportList, moment, openList, type Source } from '../lists/listings.ts'
import { type Asked, backTo, choice, dayOf, goTo, numberOf, words } from '../lists/lists.ts'
import { asPath, isReversible, told, withUndo } from './history.ts'
import { compareChange, lastFields } from './record-changes.ts'
import { byOf } from './record-kind.ts'
import { recordKind, recordKinds } from './records.ts'
import { undo } from './undo.ts'

export const routes: Routes = [
  ['GET', '/admin/audit', list],
  ['GET', '/admin/audit/export', (ctx) => exportList(ctx, source, columns)],
  ['GET', '/admin/audit/:id', (ctx) => show(ctx)],
  ['POST', '/admin/audit/:id/reversal', reverse],
]

const columns: Columns<Row> = {
  id: (row) => row.id,
  at: (row) => moment(row.at),
  editor: (row) => row.editor,
  kind: (row) => row.kind,
  ref: (row) => row.ref,
  name: (row) => row.name,
  act: (row) => row.act,
  version: (row) => row.version,
  before: (row) => row.before,
  after: (row) => row.after,
  batch: (row) => row.batch_id,
  undoes: (row) => row.undoes,
}

const filters = {
  kind: words,
  ref: words,
  editor: numberOf,
  act: choice(['added', 'changed', 'removed', 'done']),
  batch: numberOf,
  from: dayOf,
  to: dayOf,
}

const source: Source<Row> = {
  path: '/admin/audit',
  name: 'history',
  filters,
  async find(ctx, { to, ...asked }: Asked<typeof filters>, cursor) {
    const days = { ...asked, to: to === undefined ? undefined : to + DAY_MS }
    return await audit.list(ctx.db, { ...days, ...(await openOnly(ctx, asked)) }, cursor)
  },
}

async function list(ctx: Context) {
  const { page, list } = await openList(ctx, source)
  ctx.render('admin/audit/list', {
    page: { ...page, rows: await Promise.all(page.rows.map((row) => withWords(ctx, row))) },
    list,
    kinds: recordKinds.filter(({ adminsOnly }) => !adminsOnly || isAdmin(ctx.player)),
    editors: isEditor(ctx.player) ? await editors(ctx, numberOf(list.query.editor ?? '')) : [],
  })
}

/** What the filter may find: all of a record this person may open; else an ambassador's own rows, and of people only for admins. */
async function openOnly(ctx: Context, { kind, ref }: { kind?: string; ref?: string }) {
  if (isAdmin(ctx.player)) return {}
  if (kind && ref && (await mayOpen(ctx, { kind, ref }))) return {}
  if (!isEditor(ctx.player)) return { editor: ctx.player.id }
  return { but: recordKinds.flatMap(({ value, adminsOnly }) => (adminsOnly ? [value] : [])) }
}

type Row = Awaited<ReturnType<typeof audit.list>>['rows'][number]

/** An ambassador's own row may be of a record that is another country's by now. */
async function withWords(ctx: Context, row: Row) {
  const kind = recordKind(row.kind)
  const opens = isEditor(ctx.player) || (await mayOpen(ctx, row))
  return { ...row, noun: kind?.noun ?? row.kind, what: told(row, kind?.labels), opens }
}

/** Staff, and who is asked for, who may be none any more. */
async function editors(ctx: Context, chosen?: number) {
  const options = (await audit.editors(ctx.db)).map(({ id, name }) => ({ value: id, label: name }))
  const known = !chosen || options.some(({ value }) => value === chosen)
  return known ? options : [...options, { value: chosen, label: `Number ${chosen}` }]
}

/** Whether this person may open the record as it is, or as it was when it was removed. */
async function mayOpen({ db, player }: Context, row: { kind: string; ref: string }) {
  const kind = recordKind(row.kind)
  const fields = await lastFields(db, await kind?.read(db, row.ref), row)
  return kind && fields ? await kind.mayOpen(db, player, fields) : isEditor(player) && !kind?.adminsOnly
}

async function show(ctx: Context, { problem, status = 200 }: { problem?: string; status?: number } = {}) {
  const row = await ownRow(ctx)
  const kind = recordKind(row.kind)
  const now = await kind?.read(ctx.db, row.ref)
  ctx.status = status
  ctx.render('admin/audit/show', {
    row: { ...row, noun: kind?.noun ?? row.kind, what: told(row, kind?.labels) },
    record: now && kind?.path(row.ref),
    as: now && kind && row.act !== 'done' && row.act !== 'removed' && asPath(kind, row),
    asBefore: now && kind && row.act === 'changed' && asPath(kind, row, 'before'),
    reversible: isReversible(row, kind),
    problem,
    ...(await compareChange(ctx.db, row, kind, now)),
  })
}

/** Sent twice it is taken back once: the newest row of the record is the one that did it. */
async function reverse(ctx: Context) {
  const row = await ownRow(ctx)
  const by = byOf(ctx)
  const done = await ctx.write(async (tx) => {
    if ((await audit.newest(tx, row.kind, row.ref))?.undoes === row.id) return
    return await allowed(tx, ctx, row, () => undo(tx, row, by))
  })
  if (done) return await show(ctx, { problem: done, status: 409 })
  const last = await audit.newest(ctx.db, row.kind, row.ref)
  const kind = recordKind(row.kind)
  const isHere = await kind?.read(ctx.db, row.ref)
  const path = isHere ? pageOf(ctx, kind!.path(row.ref)) : `/admin/audit/${row.id}`
  goTo(ctx, withUndo(path, last?.undoes === row.id ? last : undefined), 'reversed')
}

/** A record without a page of its own stands in a list: the one the form came from. */
const pageOf = (ctx: Context, path: string) =>
  path.includes('?') && ctx.form.back ? backTo(ctx, path.split('?')[0]!) : path

/** Throws Forbidden, which undoes all, when the record comes out as this person may not have it. */
async function allowed<T>(tx: Tx, ctx: Context, row: audit.AuditRow, change: () => Promise<T>): Promise<T> {
  const kind = recordKind(row.kind)
  const before = await kind?.read(tx, row.ref)
  const result = await change()
  const after = await kind?.read(tx, row.ref)
  if (!kind || !after) return result
  if (!(await kind.mayOpen(tx, ctx.player, after.fields)))
    throw new Forbidden('This would give it to somebody else to look after. Ask an editor.')
  const problem = before && (await kind.forbids?.(tx, ctx.player, before.fields, after.fields))
  if (problem) throw new Forbidden(problem)
  return result
}

async function ownRow(ctx: Context) {
  const row = await audit.withEditor(ctx.db, idParam(ctx))
  if (!row || !(await mayOpen(ctx, row))) throw new NotFound()
  return row
}
