import * as categories from '../../shared/db/categories.ts'
import * as cities from '../../shared/db/cities.ts'
import * as questionLists from '../../shared/db/question-lists.ts'
import { DAY_MS } from '../../shared/rules/weeks.ts'
import type { Context } from '../../shared/web/context.ts'
import type { Routes } from '../../shared/web/routes.ts'
import { type Listing, showList } from '../lists/listings.ts'
import { type Asked, choice, countryOptions, numberOf, sortBy, words } from '../lists/lists.ts'
import { works } from './question-works.ts'

export const routes: Routes = [['GET', '/admin/questions', list]]

const STATES = ['draft', 'published', 'retired'] as const
type Row = Awaited<ReturnType<typeof questionLists.list>>['rows'][number]

const filters = {
  q: words,
  state: choice(STATES),
  category: numberOf,
  country: words,
  city: numberOf,
  due: choice(['now', 'soon']),
  sort: sortBy(['updated_at', 'text', 'value', 'verify_by']),
}

const NEWEST = { by: 'updated_at', descending: true } as const
const SOON_MS = 90 * DAY_MS

/** Published facts that were to be checked before today, or are from today on, so soon. */
function daysOf(due: 'now' | 'soon', now: number) {
  const [today, then] = [now, now + SOON_MS].map((ms) => new Date(ms).toISOString().slice(0, 10))
  return due === 'now' ? { before: today! } : { from: today!, before: then! }
}

export const listing: Listing<Row> = {
  path: '/admin/questions',
  name: 'questions',
  filters,
  sort: NEWEST,
  works,
  find({ db, player, now }, { q, due, sort = NEWEST, ...rest }: Asked<typeof filters>, cursor) {
    const filter = { ...rest, words: q, due: due && daysOf(due, now) }
    return questionLists.list(db, player.country, filter, sort, cursor)
  },
}

async function list(ctx: Context) {
  await showList(ctx, listing, 'admin/questions/list', async () => ({
    categories: (await categories.all(ctx.db)).map((c) => ({ value: c.id, label: c.name })),
    countries: await countryOptions(ctx),
    cities: (await cities.all(ctx.db)).map((c) => ({ value: c.id, label: c.name })),
  }))
}
