import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import * as audit from '../../shared/db/audit.ts'
import type { Tx } from '../../shared/db/connection.ts'
import * as frames from '../../shared/db/frames.ts'
import * as photos from '../../shared/db/photos.ts'
import type { Row } from '../../shared/db/tables.ts'
import { check, whole } from '../../shared/forms.ts'
import { put } from '../../shared/media/store.ts'
import { frameKey } from '../../shared/media/urls.ts'
import { FEWEST_FRAMES, MOST_FRAMES } from '../../shared/rules/frames.ts'
import type { Context } from '../../shared/web/context.ts'
import type { Routes } from '../../shared/web/routes.ts'
import { byOf } from '../history/record-kind.ts'
import { goTo } from '../lists/lists.ts'
import { keepNoted, readOriginal } from './photo-files.ts'
import { attempt } from './photo-form.ts'
import { ownPhoto, pathOf } from './photo-owners.ts'
import { makeFrames } from './photo-work.ts'

export const routes: Routes = [
  ['GET', '/admin/photos/:id/frames', show],
  ['POST', '/admin/photos/:id/frames', create],
  ['POST', '/admin/photos/:id/frames/removal', remove],
]

const Wanted = z.object({
  kind: z.enum(['blur', 'tiles'], 'Choose one of the list.'),
  count: whole(FEWEST_FRAMES, MOST_FRAMES),
})

async function show(ctx: Context) {
  await showPage(ctx, await ownPhoto(ctx))
}

async function create(ctx: Context) {
  const photo = await ownPhoto(ctx)
  const { values, errors } = check(Wanted, ctx.form)
  if (!values) return await refuse(ctx, photo, 422, errors)
  const { done: made, problem } = await attempt(makeFiles(ctx, photo, values))
  if (!made) return await refuse(ctx, photo, 422, { kind: problem })
  const saved = await ctx.write(async (tx) => {
    const present = await photos.byId(tx, photo.id)
    if (present?.sha256 !== photo.sha256 || present.turn !== photo.turn) return false
    await frames.replace(tx, photo.id, made, ctx.clock())
    await note(tx, ctx, photo, `Made ${made.length} detective frames (${values.kind}).`)
    return true
  })
  if (!saved) return await refuse(ctx, await ownPhoto(ctx), 409, { kind: CHANGED })
  goTo(ctx, `${pathOf(photo)}/frames`, 'frames-made')
}

/** Under names nobody can guess: a detective must not see a frame before it is due. */
async function makeFiles(ctx: Context, photo: Photo, wanted: z.output<typeof Wanted>) {
  const original = await readOriginal(photo.sha256)
  const { frames: made, ...size } = await makeFrames(original, photo.turn, wanted)
  const rows = made.map(() => ({ kind: wanted.kind, name: randomBytes(16).toString('hex'), ...size }))
  const keys = rows.map(({ name }) => frameKey(name))
  await keepNoted(ctx, keys, async () => {
    for (const [i, key] of keys.entries()) await put(key, made[i]!)
  })
  return rows
}

const CHANGED = 'Somebody turned or replaced the photo meanwhile. Make the frames of the new one.'

async function remove(ctx: Context) {
  const photo = await ownPhoto(ctx)
  await ctx.write(async (tx) => {
    const { length } = await frames.ofPhoto(tx, photo.id)
    await frames.dropFrames(tx, photo.id, ctx.clock())
    if (length > 0) await note(tx, ctx, photo, `Removed ${length} detective frames.`)
  })
  goTo(ctx, `${pathOf(photo)}/frames`, 'frames-removed')
}

const note = (tx: Tx, ctx: Context, { id, title, version }: Photo, what: string) =>
  audit.noteDone(tx, byOf(ctx), { kind: 'photo', ref: id, name: title, version, after: { what } })

type Photo = Row<'photos'>

async function refuse(ctx: Context, photo: Photo, status: number, errors: object) {
  ctx.status = status
  await showPage(ctx, photo, { form: ctx.form, errors })
}

const KINDS = [
  { value: 'blur', label: 'Blur' },
  { value: 'tiles', label: 'Tiles' },
]
const COUNTS = Array.from({ length: MOST_FRAMES - FEWEST_FRAMES + 1 }, (_, i) => ({
  value: FEWEST_FRAMES + i,
  label: `${FEWEST_FRAMES + i}`,
}))

/** The form offers what was chosen last. */
async function showPage(ctx: Context, photo: Photo, data: object = {}) {
  const film = await frames.ofPhoto(ctx.db, photo.id)
  const form = film[0] ? { kind: film[0].kind, count: film.length } : { kind: 'blur', count: MOST_FRAMES }
  const shown = film.map((frame) => ({ ...frame, src: `/${frameKey(frame.name)}` }))
  ctx.render('admin/frames/show', { photo, film: shown, kinds: KINDS, counts: COUNTS, form, ...data })
}
