import * as audit from '../../shared/db/audit.ts'
import * as leftovers from '../../shared/db/leftovers.ts'
import * as photoStorage from '../../shared/db/photo-storage.ts'
import { OPTIONS } from '../../shared/media/pipeline.ts'
import { free, readable, removalProblem } from '../../shared/media/store.ts'
import { isEditor } from '../../shared/rules/roles.ts'
import type { Context } from '../../shared/web/context.ts'
import type { Routes } from '../../shared/web/routes.ts'
import { byOf, type RecordKind } from '../history/record-kind.ts'
import { type Done, repair } from './repairs.ts'
import { type Broken, brokenPhotos, type Found, files, originalsProblem } from './sweep.ts'

export const routes: Routes = [
  ['GET', '/admin/storage', (ctx) => show(ctx)],
  ['POST', '/admin/storage/repairs', create],
]

/** The page shows what is left afterwards; sent again it finds nothing more to do. */
async function create(ctx: Context) {
  const done = await repair(ctx)
  if (done.refused) ctx.status = 422
  await note(ctx, done)
  await show(ctx, done)
}

async function note(ctx: Context, { removed, remade, frames, forgotten }: Done) {
  const did = { 'files removed': removed, 'photos made again': remade, 'films dropped': frames, forgotten }
  const parts = Object.entries(did).flatMap(([what, n]) => (n > 0 ? [`${what}: ${n}`] : []))
  if (parts.length === 0) return
  const change = {
    kind: 'storage',
    ref: '',
    name: 'Storage',
    after: { what: `Mended: ${parts.join(', ')}.` },
  }
  await ctx.write((tx) => audit.noteDone(tx, byOf(ctx), change))
}

export const record: RecordKind = {
  kind: 'storage',
  noun: 'Storage',
  labels: {},
  path: () => '/admin/storage',
  read: async () => undefined,
  mayOpen: (_db, person) => isEditor(person),
}

async function show(ctx: Context, done?: Done) {
  const stuck = await surveyStuck(ctx, done)
  ctx.render('admin/storage/show', {
    ...(await surveyFiles(ctx, stuck)),
    broken: await surveyRows(ctx, done),
    stuck: [...stuck].map(([key, why]) => ({ name: readable(key), why })),
    problem: done?.refused ?? (await originalsProblem(ctx.db)),
    done,
    mostListed: MOST_LISTED,
    outdated: await photoStorage.countOutdated(ctx.db, OPTIONS),
    free: await free(),
  })
}

const MOST_LISTED = 100

/** Removing takes milliseconds, and is tried again every ten minutes. */
const STUCK_MS = 3_600_000

/** What cannot be removed, by how it is noted, with why as far as it is known: other processes remove as well. */
async function surveyStuck({ db, clock }: Context, done?: Done) {
  const stuck = new Map<string, string | undefined>(done?.stuck)
  for (const note of await leftovers.stuck(db, clock() - STUCK_MS, MOST_LISTED))
    if (!stuck.has(note)) stuck.set(note, await removalProblem(note))
  return stuck
}

const none = () => ({ files: 0, bytes: 0 })

async function surveyFiles({ db }: Context, stuck: Map<string, unknown>) {
  const kinds = { originals: none(), media: none(), frames: none() }
  const states = {
    shown: none(),
    noted: none(),
    lost: none(),
    strange: none(),
    closed: none(),
    stuck: none(),
  }
  const listed: Found[] = []
  const closed: Found[] = []
  for await (const file of files(db)) {
    const state = stuck.has(file.note ?? file.key) ? 'stuck' : file.state
    for (const sum of [states[state], ...(state === 'closed' ? [] : [kinds[kindOf(file.key)]])]) {
      sum.files++
      sum.bytes += file.bytes
    }
    const list = { lost: listed, strange: listed, closed }[state as string]
    if (list && list.length < MOST_LISTED) list.push(file)
  }
  return { kinds, states, listed: listed.map(withName), closed: closed.map(withName) }
}

const withName = (file: Found) => ({ ...file, name: readable(file.key) })

function kindOf(key: string): 'originals' | 'frames' | 'media' {
  if (key.startsWith('originals/')) return 'originals'
  return key.startsWith('media/frames/') ? 'frames' : 'media'
}

/** The first photos that lack files, with why they could not be mended, and how many there are. */
async function surveyRows({ db }: Context, done?: Done) {
  const rows: (Broken & { why?: string })[] = []
  let count = 0
  for await (const photo of brokenPhotos(db))
    if (++count <= MOST_LISTED) rows.push({ ...photo, why: done?.left.get(photo.id) })
  return { rows, count }
}
