import * as awards from '../shared/db/awards.ts'
import * as categories from '../shared/db/categories.ts'
import * as cities from '../shared/db/cities.ts'
import * as staff from '../shared/db/staff.ts'
import { NotFound } from '../shared/errors.ts'
import { type AwardKind, awardOf } from '../shared/rules/awards.ts'
import type { Context } from '../shared/web/context.ts'
import { idParam, type Routes } from '../shared/web/routes.ts'

export const routes: Routes = [['GET', '/diplomas/:id', show]]

/** Open to everybody, so that it can be shared: it tells the name, the award and the day, and nothing else of the player. */
async function show(ctx: Context) {
  const diploma = await awards.diploma(ctx.db, idParam(ctx))
  if (!diploma) throw new NotFound('There is no such diploma.')
  const { id, kind, name, at, ref, player_id } = diploma
  const { title, deed } = awardOf(kind as AwardKind)
  const { category, city } = await subject(ctx, ref)
  ctx.render('app/diplomas/show', {
    diploma: { id, kind, name, at, title, deed, what: category && whatFor(category, city) },
    signed: await signature(ctx, city),
    mine: player_id === ctx.visitor?.id,
  })
}

type City = Awaited<ReturnType<typeof cities.bySlug>>

/** The category and city of a perfect job, by the `ref` of its award; neither for other awards. */
async function subject(ctx: Context, ref: string): Promise<{ category?: string; city?: City }> {
  if (!ref) return {}
  const [category = '', city = ''] = ref.split('/').reverse()
  return {
    category: (await categories.bySlug(ctx.db, category))?.name,
    city: city ? await cities.bySlug(ctx.db, city) : undefined,
  }
}

/** "Linguist in Paris, France"; "Tour guide" has no city, and Singapore no other name. */
function whatFor(category: string, city: City): string {
  if (!city) return category
  const country = city.country_name && city.country_name !== city.name ? `, ${city.country_name}` : ''
  return `${category} in ${city.name}${country}`
}

/** The country's first ambassador signs where there is one, else the tower. */
async function signature(ctx: Context, city: City) {
  const [first] = city?.country ? await staff.ambassadors(ctx.db, city.country) : []
  if (!first) return { name: 'The Around the World tower', office: 'Control tower' }
  return { name: first.name, office: `Ambassador of ${city?.article ? 'the ' : ''}${city?.country_name}` }
}
