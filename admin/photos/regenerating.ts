import { setTimeout as sleep } from 'node:timers/promises'
import { config } from '../../shared/config.ts'
import * as storage from '../../shared/db/photo-storage.ts'
import * as regenerations from '../../shared/db/regenerations.ts'
import type { Row } from '../../shared/db/tables.ts'
import { PublicError } from '../../shared/errors.ts'
import { log } from '../../shared/log.ts'
import { OPTIONS } from '../../shared/media/pipeline.ts'
import type { Services } from '../../shared/web/context.ts'
import { remakeFiles, showFiles } from './photo-files.ts'

export type World = Pick<Services, 'db' | 'write' | 'clock'>

let working: Promise<unknown> = Promise.resolve()

/** Has this process work on a run, after what it works on already: a run that was cancelled and resumed meanwhile is never worked on twice. */
export function workOn({ db, write, clock }: World, id: number): void {
  working = working.then(() => work({ db, write, clock }, id))
}

/** What a process does when it starts: it goes on with the run it was working on when it ended. */
export async function workOnOwn(world: World): Promise<void> {
  const run = await regenerations.running(world.db)
  if (run?.worker === config.instance) workOn(world, run.id)
}

const PAUSE_MS = 10_000

/** The state of a run is read before each photo, so any process may cancel it. A database that is locked for long stops nothing for good. */
async function work(world: World, id: number): Promise<void> {
  try {
    while (await step(world, id));
  } catch (error) {
    log.error({ err: error }, 'regeneration interrupted, going on soon')
    await sleep(PAUSE_MS, undefined, { ref: false })
    await work(world, id)
  }
}

/** One photo: first all its new files, then its row. False when the run has ended, or is another process's. */
async function step(world: World, id: number): Promise<boolean> {
  const { db, write, clock } = world
  const run = await regenerations.byId(db, id)
  if (run?.state !== 'running' || run.worker !== config.instance) return false
  const photo = await storage.nextOutdated(db, OPTIONS, run.last_id)
  if (!photo) {
    await write((tx) => regenerations.end(tx, id, 'finished', clock()))
    return false
  }
  const { pixels, reason, full } = await tryRemake(world, photo)
  if (full) {
    await write((tx) => regenerations.stop(tx, id, reason, clock()))
    return false
  }
  await write(async (tx) => {
    // A photo that an editor changed meanwhile is looked at once more.
    const same = pixels ? await showFiles(tx, photo, pixels, world) : await storage.isAsRead(tx, photo)
    if (same) await regenerations.pass(tx, run, photo.id, reason)
  })
  return true
}

/** What the row of a photo has to say of its new files, or a sentence on why there are none; `full` when no other photo fares better, for want of room. */
export async function tryRemake(world: World, photo: Row<'photos'>) {
  try {
    return { pixels: await remakeFiles(world, photo.sha256, photo) }
  } catch (error) {
    if (error instanceof PublicError) return { reason: error.message, full: error.status === 507 }
    log.error({ err: error, photo: photo.id }, 'the files of a photo were not made')
    return { reason: 'Something broke on our side, which has been written down. Try again later.' }
  }
}
