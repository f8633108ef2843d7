import * as errors from '../../shared/db/errors.ts'
import { Conflict, NotFound } from '../../shared/errors.ts'
import { isEditor } from '../../shared/rules/roles.ts'
import type { Context } from '../../shared/web/context.ts'
import { idParam, type Routes } from '../../shared/web/routes.ts'
import { saved } from '../history/history.ts'
import { byOf, type RecordKind } from '../history/record-kind.ts'
import { type Columns, exportList, moment, openList, type Source } from '../lists/listings.ts'
import { type Asked, backTo, choice, here, numberOf } from '../lists/lists.ts'

export const routes: Routes = [
  ['GET', '/admin/errors', list],
  ['GET', '/admin/errors/export', (ctx) => exportList(ctx, source, columns)],
  ['POST', '/admin/errors/:id/closing', (ctx) => setState(ctx, 'closed')],
  ['POST', '/admin/errors/:id/reopening', (ctx) => setState(ctx, 'open')],
]

type Row = Awaited<ReturnType<typeof errors.list>>['rows'][number]

const columns: Columns<Row> = {
  id: (row) => row.id,
  message: (row) => row.message,
  source: (row) => row.source,
  page: (row) => row.page,
  browser: (row) => row.browser,
  times: (row) => row.n,
  first_at: (row) => moment(row.first_at),
  last_at: (row) => moment(row.last_at),
  closed_at: (row) => moment(row.closed_at),
  closed_by: (row) => row.closed_by_name,
}

const filters = { state: choice(['open', 'closed', 'all']), id: numberOf }

/** The open ones, when nothing else is asked for. */
const source: Source<Row> = {
  path: '/admin/errors',
  name: 'errors',
  filters,
  find({ db }, { state = 'open', id }: Asked<typeof filters>, cursor) {
    return errors.list(db, id ? { id } : { state: state === 'all' ? undefined : state }, cursor)
  },
}

async function list(ctx: Context) {
  ctx.render('admin/errors/list', {
    ...(await openList(ctx, source)),
    here: here(ctx),
    most: errors.MOST,
  })
}

const NEWER =
  'Somebody else has closed it since you looked, or it has happened again. Look again, then decide.'

/** `seen` is when it was closed, as far as the person could see; what others did since is not undone by an old page. */
async function setState(ctx: Context, state: errors.ErrorState) {
  const id = idParam(ctx)
  await ctx.write(async (tx) => {
    const now = await errors.present(tx, id)
    if (!now) throw new NotFound('There is no such error: only the newest 1,000 are kept.')
    if (now.fields.state !== state && String(now.closedAt ?? '') !== ctx.form.seen)
      throw new Conflict(NEWER, { href: `/admin/errors?id=${id}`, label: 'Look again' })
    await errors.setState(tx, id, state, byOf(ctx))
  })
  await saved(ctx, record, id, `error-${state}`, backTo(ctx, '/admin/errors'))
}

export const record: RecordKind = {
  kind: 'error',
  noun: 'Browser error',
  labels: { state: 'State' },
  path: (ref) => `/admin/errors?id=${ref}`,
  read: (db, ref) => errors.present(db, Number(ref)),
  mayOpen: (_db, person) => isEditor(person),
  async put(tx, { ref, now, fields }, by) {
    if (!now || !fields) return 'It is gone: only the newest 1,000 are kept.'
    await errors.setState(tx, Number(ref), fields.state as errors.ErrorState, by)
  },
}
