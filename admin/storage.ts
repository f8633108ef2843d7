import * as photoStorage from '../shared/db/photo-storage.ts'
import { OPTIONS } from '../shared/media/pipeline.ts'
import { free } from '../shared/media/store.ts'
import type { Context } from '../shared/web/context.ts'
import type { Routes } from '../shared/web/routes.ts'
import { type Done, repair } from './repairs.ts'
import { type Broken, brokenPhotos, type FileState, files } from './sweep.ts'

export const routes: Routes = [
  ['GET', '/admin/storage', (ctx) => show(ctx)],
  ['POST', '/admin/storage/repairs', create],
]

/** The page shows what is left afterwards; sent again it finds nothing more to do. */
async function create(ctx: Context) {
  await show(ctx, await repair(ctx))
}

async function show(ctx: Context, done?: Done) {
  const { kinds, states, listed } = await surveyFiles(ctx)
  const broken = await surveyRows(ctx, done)
  ctx.render('admin/storage/show', {
    kinds,
    states,
    listed,
    broken,
    done,
    mostListed: MOST_LISTED,
    outdated: await photoStorage.countOutdated(ctx.db, OPTIONS),
    free: await free(),
  })
}

const MOST_LISTED = 100

const none = () => ({ files: 0, bytes: 0 })

async function surveyFiles({ db }: Context) {
  const kinds = { originals: none(), media: none(), frames: none() }
  const states: Record<FileState, ReturnType<typeof none>> = {
    shown: none(),
    noted: none(),
    lost: none(),
    strange: none(),
  }
  const listed: { key: string; bytes: number; state: FileState }[] = []
  for await (const { key, bytes, state } of files(db)) {
    const kind = key.startsWith('originals/')
      ? 'originals'
      : key.startsWith('media/frames/')
        ? 'frames'
        : 'media'
    for (const sum of [kinds[kind], states[state]]) {
      sum.files++
      sum.bytes += bytes
    }
    if ((state === 'lost' || state === 'strange') && listed.length < MOST_LISTED)
      listed.push({ key, bytes, state })
  }
  return { kinds, states, listed }
}

/** The first photos that lack files, with why they could not be mended, and how many there are. */
async function surveyRows({ db }: Context, done?: Done) {
  const rows: (Broken & { why?: string })[] = []
  let count = 0
  for await (const photo of brokenPhotos(db))
    if (++count <= MOST_LISTED) rows.push({ ...photo, why: done?.left.get(photo.id) })
  return { rows, count }
}
