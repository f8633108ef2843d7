import * as cityEdits from '../../shared/db/city-edits.ts'
import { isEditor } from '../../shared/rules/roles.ts'
import type { Context } from '../../shared/web/context.ts'
import type { Routes } from '../../shared/web/routes.ts'
import type { Bulk, Words } from '../batches/batch-work.ts'
import { setting } from '../batches/bulk.ts'
import { type Columns, exportList, type Listing, showList } from '../lists/listings.ts'
import { type Asked, choice, countryOptions, meaning, words } from '../lists/lists.ts'
import { lockProblem } from './city-form.ts'
import { record } from './city-records.ts'

export const routes: Routes = [
  ['GET', '/admin/cities', list],
  ['GET', '/admin/cities/export', (ctx) => exportList(ctx, listing, columns)],
]

type Row = Awaited<ReturnType<typeof cityEdits.list>>['rows'][number]

const columns: Columns<Row> = {
  id: (row) => row.id,
  name: (row) => row.name,
  code: (row) => row.iata,
  country: (row) => row.country,
  locked: (row) => row.locked,
  introduction: (row) => row.intro,
  questions: (row) => row.questions,
}

const noun: Words['noun'] = ['city', 'cities']

const works: Bulk[] = [
  {
    action: 'city.locking',
    label: 'Open when one signs up',
    may: isEditor,
    words: {
      noun,
      act: (what) => `Open ${what} only to those who signed up`,
      done: () => 'opened only to those who signed up',
    },
    plan: (db, asked) =>
      setting(db, asked, {
        kind: record,
        set: { locked: 1 },
        obstacle: (_db, _ref, fields) => lockProblem(String(fields!.slug)),
      }),
  },
  {
    action: 'city.unlocking',
    label: 'Open to all',
    may: isEditor,
    words: { noun, act: (what) => `Open ${what} to all`, done: () => 'opened to all' },
    plan: (db, asked) => setting(db, asked, { kind: record, set: { locked: 0 } }),
  },
]

const filters = {
  q: words,
  country: words,
  locked: meaning({ yes: true, no: false }),
  photo: choice(['with', 'without']),
  intro: choice(['missing']),
}

export const listing: Listing<Row> = {
  path: '/admin/cities',
  name: 'cities',
  filters,
  works,
  find: ({ db, player }, { q, intro, ...rest }: Asked<typeof filters>, cursor) =>
    cityEdits.list(db, player.country, { ...rest, words: q, introMissing: intro === 'missing' }, cursor),
}

async function list(ctx: Context) {
  await showList(ctx, listing, 'admin/cities/list', async () => ({ countries: await countryOptions(ctx) }))
}
