import type { Reader } from '../../shared/db/connection.ts'
import * as leftovers from '../../shared/db/leftovers.ts'
import * as storage from '../../shared/db/photo-storage.ts'
import { below, has, type Kept, lookAt } from '../../shared/media/store.ts'
import { frameKey, keysOf, originalKey, readKey } from '../../shared/media/urls.ts'

/** The sweep compares the disk with the rows, a part at a time, as there may be very many of both. */

const FILES_AT_ONCE = 500
const ROWS_AT_ONCE = 100

/** `shown` by a row; `noted` as a leftover, or in somebody's hands; `lost`: nothing speaks of it; `strange`: no file, or no name, of this program's; `closed`: it cannot be looked at. */
export type FileState = 'shown' | 'noted' | 'lost' | 'strange' | 'closed'
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
  const judged = part.map((file) => ({ ...file, ...states(file) }))
  const lost = judged.filter(({ state }) => state === 'lost')
  if (lost.length === 0) return judged
  // Between the two questions a row may have come, or a leftover gone.
  const again = await statesOf(db, lost)
  for (const file of lost) Object.assign(file, again(file))
  const gone = new Set<Found>()
  for (const file of lost) if ((await isMissing(file.key)) === true) gone.add(file)
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
  return ({ key, kind }: Kept): { state: FileState; note?: string } => {
    if (kind !== 'file') return { state: kind === 'closed' ? 'closed' : 'strange' }
    const note = readKey(key)?.note
    if (shown.has(key)) return { state: 'shown', note }
    if (!note || shown.has(note)) return { state: 'strange' }
    return { state: noted.has(note) ? 'noted' : 'lost', note }
  }
}

/** A photo whose row speaks of files that are not there. */
export type Broken = Row & { lacks: Lacks }

interface Lacks {
  original: boolean
  /** How many of its derivatives. */
  derivatives: number
  /** The file it had before it was replaced. */
  previous: boolean
  frames: number
  /** So many files may be there or not: nobody can tell now. */
  closed: number
}

/** Every photo that lacks a file. One that is being changed is looked at twice. */
export async function* brokenPhotos(db: Reader): AsyncGenerator<Broken> {
  for await (const rows of pages(db))
    for (const row of rows) {
      if (!(await lacksOf(row))) continue
      const [present] = await storage.page(db, row.id - 1, 1)
      const lacks = present?.id === row.id ? await lacksOf(present) : undefined
      if (lacks) yield { ...present!, lacks }
    }
}

type Row = Awaited<ReturnType<typeof storage.page>>[number]

async function* pages(db: Reader): AsyncGenerator<Row[]> {
  for (let after = 0; ; ) {
    const rows = await storage.page(db, after, ROWS_AT_ONCE)
    yield rows
    if (rows.length < ROWS_AT_ONCE) return
    after = rows.at(-1)!.id
  }
}

async function lacksOf(photo: Row): Promise<Lacks | undefined> {
  const [original, ...derivatives] = await areMissing(keysOf(photo))
  const previous = photo.previous ? await isMissing(originalKey(photo.previous)) : false
  const frames = await areMissing(photo.frames.map(frameKey))
  const count = (all: (boolean | undefined)[]) => all.filter(Boolean).length
  const lacks = {
    original: !!original,
    derivatives: count(derivatives),
    previous: !!previous,
    frames: count(frames),
    closed: [original, ...derivatives, previous, ...frames].filter((one) => one === undefined).length,
  }
  return Object.values(lacks).some(Boolean) ? lacks : undefined
}

/** Undefined when it cannot be told. */
const isMissing = (key: string): Promise<boolean | undefined> =>
  has(key).then(
    (there) => !there,
    () => undefined,
  )

const areMissing = (keys: string[]) => Promise.all(keys.map(isMissing))

/** Of fewer photos it says nothing that most have no original. */
const FEWEST_MISSING = 3

/** A sentence when the originals look as if their disk were not there, or were another one: then nothing else that is missing is proof of anything. */
export async function originalsProblem(db: Reader): Promise<string | undefined> {
  const { path, why } = await lookAt('originals')
  const folder = `The folder of the originals is ${path}`
  if (why) return `${folder}, and ${why}.`
  let [photos, missing] = [0, 0]
  for await (const rows of pages(db)) {
    const found = await areMissing(rows.map(({ sha256 }) => originalKey(sha256)))
    photos += rows.length
    missing += found.filter((one) => one !== false).length
  }
  if (missing < FEWEST_MISSING || missing <= photos / 2) return
  return `${folder}, and ${missing} of ${photos} are not to be found in it.`
}
