import * as photoLists from '../../shared/db/photo-lists.ts'
import { LICENCES } from '../../shared/rules/licences.ts'
import type { Context } from '../../shared/web/context.ts'
import type { Routes } from '../../shared/web/routes.ts'
import type { Bulk } from '../batches/batch-work.ts'
import { removing } from '../batches/bulk.ts'
import { type Columns, exportList, type Listing, showList } from '../lists/listings.ts'
import { type Asked, choice, words } from '../lists/lists.ts'
import { owner } from './photo-owners.ts'
import { record } from './photo-records.ts'
import { usedWith } from './photo-uses.ts'

export const routes: Routes = [
  ['GET', '/admin/photos', list],
  ['GET', '/admin/photos/export', (ctx) => exportList(ctx, listing, columns)],
]

type Row = Awaited<ReturnType<typeof photoLists.list>>['rows'][number]

const columns: Columns<Row> = {
  id: (row) => row.id,
  title: (row) => row.title,
  alt: (row) => row.alt,
  author: (row) => row.author,
  licence: (row) => row.licence,
  source: (row) => row.source,
  description: (row) => row.description,
  used: (row) => row.used,
  width: (row) => row.width,
  height: (row) => row.height,
  sha256: (row) => row.sha256,
}

const works: Bulk[] = [
  {
    action: 'photo.deletion',
    label: 'Delete',
    words: { noun: ['photo', 'photos'], act: (what) => `Delete ${what}`, done: () => 'deleted' },
    plan: (db, asked) =>
      removing(db, asked, { kind: record, obstacle: (on, ref) => usedWith(on, Number(ref)) }),
  },
]

/** One more than a question takes, which its form says. */
const MOST = 5

const filters = {
  q: words,
  missing: choice(['alt', 'author', 'licence']),
  licence: words,
  use: choice(['used', 'unused', 'deleted']),
  mine: choice(['1']),
}

export const listing: Listing<Row> = {
  path: '/admin/photos',
  name: 'photos',
  filters,
  works,
  ways: [
    {
      action: 'photo.question',
      label: 'New question with these',
      path: (ids) =>
        `/admin/questions/new?${ids
          .slice(0, MOST)
          .map((id) => `photo=${id}`)
          .join('&')}`,
    },
  ],
  find: ({ db, player }, { q, mine, ...filter }: Asked<typeof filters>, cursor) =>
    photoLists.list(db, mine ? player.id : owner(player), { ...filter, words: q }, cursor),
}

async function list(ctx: Context) {
  await showList(ctx, listing, 'admin/photos/list', () => ({
    licences: LICENCES.map((name) => ({ value: name, label: name })),
    all: owner(ctx.player) === null,
  }))
}
