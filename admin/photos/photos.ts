import type { FieldErrors } from '../../shared/forms.ts'
import { photoSources } from '../../shared/media/urls.ts'
import { LICENCES } from '../../shared/rules/licences.ts'
import type { Context } from '../../shared/web/context.ts'
import { wantsJson } from '../../shared/web/errors.ts'
import type { Routes } from '../../shared/web/routes.ts'
import { goTo } from '../lists/lists.ts'
import { type Arrival, readShared, takeAll } from './photo-arrivals.ts'
import { again, filesOf, placeOptions } from './photo-form.ts'
import { photoFor } from './photo-owners.ts'

export const routes: Routes = [
  ['GET', '/admin/photos/new', (ctx) => show(ctx, 'new')],
  ['POST', '/admin/photos', create],
]

const licenceOptions = LICENCES.map((name) => ({ value: name, label: name }))

/** Any number of files, each for itself. One that comes alone leads to its page. */
async function create(ctx: Context) {
  const files = filesOf(ctx)
  const { words, errors } = await readShared(ctx)
  const none: FieldErrors = files.length > 0 ? {} : { photo_file: 'Choose a photo.' }
  if (!words || files.length === 0) return await refuse(ctx, { ...again(ctx), ...none, ...errors })
  const arrivals = await Promise.all((await takeAll(ctx, files, words)).map((one) => withPhoto(ctx, one)))
  await answer(ctx, arrivals)
}

async function answer(ctx: Context, arrivals: Seen[]) {
  const taken = arrivals.filter(({ error }) => !error)
  const [{ photo, known, error } = {} as Seen, ...more] = arrivals
  ctx.status = taken.length > 0 ? 200 : more.length > 0 ? 422 : error!.status
  if (wantsJson(ctx)) ctx.body = { arrivals: arrivals.map(asJson) }
  else if (more.length > 0) await show(ctx, 'arrivals', { arrivals, taken, form: ctx.form })
  else if (error) await refuse(ctx, { photo_file: error.message }, ctx.status)
  else goTo(ctx, photo ? `/admin/photos/${photo.id}` : '/admin/photos', known ? 'photo-known' : 'photo-added')
}

/** Without it when somebody deleted it meanwhile. */
const withPhoto = async (ctx: Context, arrival: Arrival) => ({
  ...arrival,
  photo: arrival.id ? await photoFor(ctx.db, ctx.player, arrival.id) : undefined,
})

type Seen = Awaited<ReturnType<typeof withPhoto>>

/** As static/js/uploads.js reads it. */
const asJson = ({ file, photo, known, error }: Seen) => ({
  name: file,
  known,
  error: error?.message,
  ...(photo && { id: photo.id, title: photo.title, thumb: photoSources(photo).thumb }),
})

async function refuse(ctx: Context, errors: FieldErrors, status = 422) {
  ctx.status = status
  if (!wantsJson(ctx)) return await show(ctx, 'new', { form: ctx.form, errors })
  const { photo_file, ...wrong } = errors
  ctx.body = { message: `What is typed below does not fit. ${Object.values(wrong)[0] ?? photo_file}` }
}

async function show(ctx: Context, page: 'new' | 'arrivals', data: object = {}) {
  ctx.render(`admin/photos/${page}`, { licences: licenceOptions, places: await placeOptions(ctx), ...data })
}
