import * as feedback from '../../shared/db/feedback.ts'
import { isEditor } from '../../shared/rules/roles.ts'
import type { Routes } from '../../shared/web/routes.ts'
import type { Bulk, Words } from '../batches/batch-work.ts'
import { setting } from '../batches/bulk.ts'
import { type Columns, exportList, type Listing, moment, showList } from '../lists/listings.ts'
import { type Asked, choice, numberOf, words } from '../lists/lists.ts'
import { record } from './feedback.ts'

export const routes: Routes = [
  ['GET', '/admin/feedback', (ctx) => showList(ctx, listing, 'admin/feedback/list')],
  ['GET', '/admin/feedback/export', (ctx) => exportList(ctx, listing, columns)],
]

type Row = Awaited<ReturnType<typeof feedback.list>>['rows'][number]

const columns: Columns<Row> = {
  id: (row) => row.id,
  at: (row) => moment(row.at),
  state: (row) => row.state,
  player: (row) => row.name,
  page: (row) => row.page,
  text: (row) => row.text,
  closed_at: (row) => moment(row.closed_at),
  closed_by: (row) => row.closed_by_name,
}

const noun: Words['noun'] = ['piece of feedback', 'pieces of feedback']

const works: Bulk[] = [
  {
    action: 'feedback.closing',
    label: 'Close',
    words: { noun, act: (what) => `Close ${what}`, done: () => 'closed' },
    plan: (db, asked) => setting(db, asked, { kind: record, set: { state: 'closed' } }),
  },
  {
    action: 'feedback.reopening',
    label: 'Open again',
    words: { noun, act: (what) => `Open ${what} again`, done: () => 'opened again' },
    plan: (db, asked) => setting(db, asked, { kind: record, set: { state: 'open' } }),
  },
]

const filters = { q: words, state: choice(['open', 'closed']), player: numberOf, id: numberOf }

export const listing: Listing<Row> = {
  path: '/admin/feedback',
  name: 'feedback',
  filters,
  may: isEditor,
  works,
  find: ({ db }, { q, ...filter }: Asked<typeof filters>, cursor) =>
    feedback.list(db, { ...filter, words: q }, cursor),
}
