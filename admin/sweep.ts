import type { Reader } from '../shared/db/connection.ts'
import * as leftovers from '../shared/db/leftovers.ts'
import * as storage from '../shared/db/photo-storage.ts'
import { below, has, type Kept } from '../shared/media/store.ts'
import { frameKey, keysOf, originalKey, readKey } from '../shared/media/urls.ts'

/** The sweep compares the disk with the rows, a part at a time, as there may be very many of both. */

const FILES_AT_ONCE = 500
const ROWS_AT_ONCE = 100

/** `shown` by a row; `noted` as a leftover, or in somebody's hands; `lost`: nothing speaks of it; `strange`: no name this program gives. */
export type FileState = 'shown' | 'noted' | 'lost' | 'strange'
export type Found = Kept & { state: FileState; note?: string }

/** Every file there is, but what is still arriving. The disk is read before the rows, so what is being written is not taken for lost. */
export async function* files(db: Reader): AsyncGenerator<Found> {
  let part: Kept[] = []
  for (const folder of ['originals', 'media'])
    for await (const file of below(folder)) {
      part.push(file)
      if (part.length < FILES_AT_ONCE) continue
      yield* await judge(db, part)
      part = []
    }
  yield* await judge(db, part)
}

async function judge(db: Reader, part: Kept[]): Promise<Found[]> {
  const states = await statesOf(db, part)
  const judged = part.map((file) => ({ ...file, ...states(file.key) }))
  const lost = judged.filter(({ state }) => state === 'lost')
  if (lost.length === 0) return judged
  // Between the two questions a row may have come, or a leftover gone.
  const again = await statesOf(db, lost)
  for (const file of lost) Object.assign(file, again(file.key))
  const gone = new Set<Found>()
  for (const file of lost) if (!(await has(file.key))) gone.add(file)
  return judged.filter((file) => !gone.has(file))
}

async function statesOf(db: Reader, part: Kept[]) {
  const read = part.flatMap(({ key }) => readKey(key) ?? [])
  const sha256s = [...new Set(read.flatMap(({ sha256 }) => sha256 ?? []))]
  const shown = await storage.shown(
    db,
    sha256s,
    read.flatMap(({ frame }) => frame ?? []),
  )
  const noted = await leftovers.noted(db, [...new Set(read.map(({ note }) => note))])
  return (key: string): { state: FileState; note?: string } => {
    const note = readKey(key)?.note
    if (shown.has(key)) return { state: 'shown', note }
    if (!note || shown.has(note)) return { state: 'strange' }
    return { state: noted.has(note) ? 'noted' : 'lost', note }
  }
}

/** A photo whose row speaks of files that are not there. */
export type Broken = Awaited<ReturnType<typeof storage.page>>[number] & { lacks: Lacks }

interface Lacks {
  original: boolean
  /** How many of its derivatives. */
  derivatives: number
  /** The file it had before it was replaced. */
  previous: boolean
  frames: number
}

/** Every photo that lacks a file. One that is being changed is looked at twice. */
export async function* brokenPhotos(db: Reader): AsyncGenerator<Broken> {
  for (let after = 0; ; ) {
    const rows = await storage.page(db, after, ROWS_AT_ONCE)
    for (const row of rows) {
      if (!(await lacksOf(row))) continue
      const [present] = await storage.page(db, row.id - 1, 1)
      const lacks = present?.id === row.id ? await lacksOf(present) : undefined
      if (lacks) yield { ...present!, lacks }
    }
    if (rows.length < ROWS_AT_ONCE) return
    after = rows.at(-1)!.id
  }
}

async function lacksOf(photo: Awaited<ReturnType<typeof storage.page>>[number]): Promise<Lacks | undefined> {
  const [original, ...derivatives] = await Promise.all(keysOf(photo).map(isMissing))
  const lacks = {
    original: original!,
    derivatives: derivatives.filter(Boolean).length,
    previous: !!photo.previous && (await isMissing(originalKey(photo.previous))),
    frames: (await Promise.all(photo.frames.map((name) => isMissing(frameKey(name))))).filter(Boolean).length,
  }
  return Object.values(lacks).some(Boolean) ? lacks : undefined
}

const isMissing = async (key: string) => !(await has(key))
