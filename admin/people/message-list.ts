import * as messages from '../../shared/db/messages.ts'
import { isEditor } from '../../shared/rules/roles.ts'
import type { Routes } from '../../shared/web/routes.ts'
import type { Bulk, Words } from '../batches/batch-work.ts'
import { setting } from '../batches/bulk.ts'
import { type Columns, exportList, type Listing, moment, showList } from '../lists/listings.ts'
import { type Asked, meaning, numberOf, words } from '../lists/lists.ts'
import { record, TAKEN_BACK, takeOff } from './messages.ts'

export const routes: Routes = [
  ['GET', '/admin/messages', (ctx) => showList(ctx, listing, 'admin/messages/list')],
  ['GET', '/admin/messages/export', (ctx) => exportList(ctx, listing, columns)],
]

type Row = Awaited<ReturnType<typeof messages.list>>['rows'][number]

const columns: Columns<Row> = {
  id: (row) => row.id,
  at: (row) => moment(row.at),
  player: (row) => row.name,
  city: (row) => row.city,
  text: (row) => row.text,
  hidden_at: (row) => moment(row.hidden_at),
  hidden_by: (row) => row.hidden_by_name,
  open_complaints: (row) => row.complaints,
}

const noun: Words['noun'] = ['message', 'messages']

const works: Bulk[] = [
  {
    action: 'message.removal',
    label: 'Take off the wall',
    words: { noun, act: (what) => `Take ${what} off the wall`, done: () => 'taken off the wall' },
    async plan(db, asked) {
      const plan = await setting(db, asked, { kind: record, set: { state: 'removed' } })
      if (plan.state !== 'ready') return plan
      return { ...plan, apply: async (tx, by) => void (await takeOff(tx, Number(asked.item.ref), by)) }
    },
  },
  {
    action: 'message.restoration',
    label: 'Restore',
    words: { noun, act: (what) => `Restore ${what}`, done: () => 'restored' },
    plan: (db, asked) =>
      setting(db, asked, {
        kind: record,
        set: { state: 'shown' },
        obstacle: async (on, ref) =>
          (await messages.present(on, Number(ref)))?.fields.state === 'taken back' ? TAKEN_BACK : undefined,
      }),
  },
]

const filters = {
  q: words,
  state: meaning({ shown: false, hidden: true }),
  player: numberOf,
  id: numberOf,
}

export const listing: Listing<Row> = {
  path: '/admin/messages',
  name: 'messages',
  filters,
  may: isEditor,
  works,
  find: ({ db }, { q, state: hidden, ...filter }: Asked<typeof filters>, cursor) =>
    messages.list(db, { ...filter, words: q, hidden }, cursor),
}
