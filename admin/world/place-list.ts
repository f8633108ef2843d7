import * as places from '../../shared/db/places.ts'
import type { Context } from '../../shared/web/context.ts'
import type { Routes } from '../../shared/web/routes.ts'
import type { Bulk } from '../batches/batch-work.ts'
import { removing } from '../batches/bulk.ts'
import { type Columns, exportList, type Listing, showList } from '../lists/listings.ts'
import { type Asked, words } from '../lists/lists.ts'
import { ownCountries, record, USED } from './places.ts'

export const routes: Routes = [
  ['GET', '/admin/places', list],
  ['GET', '/admin/places/export', (ctx) => exportList(ctx, listing, columns)],
]

type Row = Awaited<ReturnType<typeof places.list>>['rows'][number]

const columns: Columns<Row> = {
  id: (row) => row.id,
  name: (row) => row.name,
  country: (row) => row.country,
  latitude: (row) => row.lat,
  longitude: (row) => row.lng,
  photos: (row) => row.photos,
}

const works: Bulk[] = [
  {
    action: 'place.deletion',
    label: 'Delete',
    words: { noun: ['place', 'places'], act: (what) => `Delete ${what}`, done: () => 'deleted' },
    plan: (db, asked) =>
      removing(db, asked, {
        kind: record,
        obstacle: async (on, ref) => ((await places.isUsed(on, Number(ref))) ? USED : undefined),
      }),
  },
]

const filters = { q: words, country: words }

export const listing: Listing<Row> = {
  path: '/admin/places',
  name: 'places',
  filters,
  works,
  find: ({ db, player }, { q, country }: Asked<typeof filters>, cursor) =>
    places.list(db, player.country, { words: q, country }, cursor),
}

async function list(ctx: Context) {
  await showList(ctx, listing, 'admin/places/list', async () => ({ countries: await ownCountries(ctx) }))
}
