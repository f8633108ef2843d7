import * as categories from '../shared/db/categories.ts'
import * as cities from '../shared/db/cities.ts'
import * as questionLists from '../shared/db/question-lists.ts'
import type { Context } from '../shared/web/context.ts'
import type { Routes } from '../shared/web/routes.ts'
import { type Listing, showList } from './listings.ts'
import { countryOptions, numberOf, oneOf } from './lists.ts'
import { works } from './question-works.ts'

export const routes: Routes = [['GET', '/admin/questions', list]]

const STATES = ['draft', 'published', 'retired'] as const
const SORTS = ['updated_at', 'text', 'value'] as const
type Row = Awaited<ReturnType<typeof questionLists.list>>['rows'][number]

const sortOf = (sort: unknown) => oneOf(SORTS, String(sort)) ?? 'updated_at'

export const listing: Listing<Row> = {
  path: '/admin/questions',
  name: 'questions',
  names: ['q', 'state', 'category', 'country', 'city', 'sort'],
  works,
  async find({ db, player }, { q = '', state = '', category = '', country = '', city = '', sort }, cursor) {
    const filter = {
      words: q,
      state: oneOf(STATES, state),
      category: numberOf(category),
      country,
      city: numberOf(city),
    }
    return await questionLists.list(db, player.country, filter, sortOf(sort), cursor)
  },
}

async function list(ctx: Context) {
  await showList(ctx, listing, 'admin/questions/list', async () => ({
    sort: sortOf(ctx.query.sort),
    categories: (await categories.all(ctx.db)).map((c) => ({ value: c.id, label: c.name })),
    countries: await countryOptions(ctx),
    cities: (await cities.all(ctx.db)).map((c) => ({ value: c.id, label: c.name })),
  }))
}
