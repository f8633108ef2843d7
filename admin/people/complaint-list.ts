import * as complaintLists from '../../shared/db/complaint-lists.ts'
import { reasonWords } from '../../shared/rules/complaints.ts'
import type { Routes } from '../../shared/web/routes.ts'
import type { Bulk, Words } from '../batches/batch-work.ts'
import { setting } from '../batches/bulk.ts'
import { type Columns, exportList, type Listing, moment, showList } from '../lists/listings.ts'
import { type Asked, choice, numberOf, words } from '../lists/lists.ts'
import { pass, record } from './complaints.ts'

export const routes: Routes = [
  [
    'GET',
    '/admin/complaints',
    (ctx) => showList(ctx, listing, 'admin/complaints/list', () => ({ reasonWords })),
  ],
  ['GET', '/admin/complaints/export', (ctx) => exportList(ctx, listing, columns)],
]

type Row = Awaited<ReturnType<typeof complaintLists.list>>['rows'][number]

const columns: Columns<Row> = {
  id: (row) => row.id,
  at: (row) => moment(row.at),
  kind: (row) => row.kind,
  state: (row) => row.state,
  about: (row) => row.said,
  reason: (row) => reasonWords(row.kind, row.reason),
  text: (row) => row.text,
  player: (row) => row.by_name,
}

const noun: Words['noun'] = ['complaint', 'complaints']

/** One verdict for each that is open, and with it for all about the same thing. */
const verdict = (state: complaintLists.Verdict, action: string, label: string): Bulk => ({
  action: `complaint.${action}`,
  label,
  words: { noun, act: (what) => `${label} ${what}`, done: () => state },
  async plan(db, asked) {
    const id = Number(asked.item.ref)
    const plan = await setting(db, asked, { kind: record, set: { state } })
    if (plan.state !== 'ready') return plan
    const complaint = (await complaintLists.byId(db, id))!
    if (complaint.state !== 'open') return { state: 'wrong', problem: `It was ${complaint.state} before.` }
    return { ...plan, apply: async (tx, by) => void (await pass(tx, complaint, state, by)) }
  },
})

const filters = {
  q: words,
  kind: choice(['question', 'message', 'name']),
  state: choice(['open', 'accepted', 'dismissed']),
  question: numberOf,
  about: numberOf,
  by: numberOf,
}

export const listing: Listing<Row> = {
  path: '/admin/complaints',
  name: 'complaints',
  filters,
  works: [verdict('accepted', 'acceptance', 'Accept'), verdict('dismissed', 'dismissal', 'Dismiss')],
  find: ({ db, player }, { q, ...filter }: Asked<typeof filters>, cursor) =>
    complaintLists.list(db, player.country, { ...filter, words: q }, cursor),
}
