import * as news from '../shared/db/news.ts'
import { DAY_MS } from '../shared/rules/weeks.ts'
import type { Context } from '../shared/web/context.ts'
import type { Routes } from '../shared/web/routes.ts'

export const routes: Routes = [['GET', '/news', show]]

const PAGE = 10
/** So long news are new, and the airport tells of the newest one. */
const NEW_DAYS = 30

async function show(ctx: Context) {
  const place = placeOf(ctx.query.before)
  const rows = await news.published(ctx.db, PAGE + 1, place)
  ctx.render('app/news/show', {
    items: rows.slice(0, PAGE),
    older: rows[PAGE] && rows[PAGE - 1],
    first: !place,
  })
}

/** The newest news while they are new; undefined when there are none. */
export async function latestNews(ctx: Context) {
  return await news.newest(ctx.db, ctx.now - NEW_DAYS * DAY_MS)
}

/** `1763870000000.7`: the moment and the number of the last item that was seen. Nonsense is the beginning. */
function placeOf(before: unknown): news.Place | undefined {
  const [, at, id] = /^(\d{1,15})\.(\d{1,15})$/.exec(String(before)) ?? []
  return at ? { at: Number(at), id: Number(id) } : undefined
}
