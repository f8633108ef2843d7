import { z } from 'zod'
import * as cities from '../shared/db/cities.ts'
import * as documents from '../shared/db/documents.ts'
import { NotFound } from '../shared/errors.ts'
import { check, type FieldErrors, text, whole } from '../shared/forms.ts'
import { mayEdit } from '../shared/rules/roles.ts'
import type { Context } from '../shared/web/context.ts'
import { idParam, type Routes } from '../shared/web/routes.ts'
import { goTo, listLinks, listQuery } from './lists.ts'
import { again, insertBrought, LICENCES, readBrought, store } from './photo-form.ts'

export const routes: Routes = [
  ['GET', '/admin/cities', list],
  ['GET', '/admin/cities/:id', edit],
  ['POST', '/admin/cities/:id', update],
]

const Form = z.object({
  intro: text(4000).refine((value) => value !== '', 'Fill this in.'),
  version: whole(0, 1e9),
})

async function list(ctx: Context) {
  const { query, cursor } = listQuery(ctx, ['q'])
  const page = await cities.list(ctx.db, ctx.player.country, query.q, cursor)
  ctx.render('admin/cities/list', { page, list: listLinks('/admin/cities', query, page) })
}

async function edit(ctx: Context) {
  const city = await ownCity(ctx)
  await show(ctx, city, { form: await introOf(ctx, city) })
}

async function update(ctx: Context) {
  const city = await ownCity(ctx)
  const { values, errors: wrong } = check(Form, ctx.form)
  const { brought, errors: wrongPhoto } = await readBrought(ctx)
  const errors: FieldErrors = { ...wrong, ...wrongPhoto }
  if (!values || Object.keys(errors).length > 0) return await refuse(ctx, city, errors)
  if (Number((await introOf(ctx, city)).version) !== values.version) return await showConflict(ctx)
  if (brought) await store(brought)
  const saved = await ctx.write(async (tx) => {
    const intro = { kind: 'city' as const, ref: city.slug, version: values.version, body: values.intro }
    if (!(await documents.save(tx, intro, { editor: ctx.player.id, now: ctx.now }))) return false
    const photo = brought && (await insertBrought(tx, brought, { id: ctx.player.id, now: ctx.now }))
    if (photo || ctx.form.photo_gone) await cities.setPhoto(tx, city.id, photo?.id ?? null)
    return true
  })
  if (!saved) return await showConflict(ctx)
  goTo(ctx, `/admin/cities/${city.id}`, 'saved')
}

async function introOf(ctx: Context, city: City) {
  const { body = '', version = 0 } = (await documents.about(ctx.db, 'city', city.slug)) ?? {}
  return { intro: body, version }
}

async function ownCity(ctx: Context) {
  const city = await cities.byId(ctx.db, idParam(ctx))
  if (!city || !mayEdit(ctx.player, city)) throw new NotFound()
  return city
}

type City = Awaited<ReturnType<typeof ownCity>>

async function refuse(ctx: Context, city: City, errors: FieldErrors) {
  ctx.status = 422
  await show(ctx, city, { form: ctx.form, errors: { ...again(ctx), ...errors } })
}

/** Somebody saved meanwhile: both texts side by side, mine in the form, which now saves over theirs. */
async function showConflict(ctx: Context) {
  const city = await ownCity(ctx)
  ctx.status = 409
  const mine = String(ctx.form.intro)
  const { intro: theirs, version } = await introOf(ctx, city)
  const compared = [{ label: 'Introduction', mine, theirs, differs: mine !== theirs }]
  const errors = again(ctx)
  await show(ctx, city, { form: { ...ctx.form, version }, errors, compared })
}

async function show(ctx: Context, city: City, data: object) {
  const [photo] = await cities.photos(ctx.db, city.id)
  ctx.render('admin/cities/edit', { city, photo, licences: LICENCES, ...data })
}
