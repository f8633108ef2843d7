import { setTimeout as sleep } from 'node:timers/promises'
import { config } from '../../shared/config.ts'
import * as batchItems from '../../shared/db/batch-items.ts'
import * as batches from '../../shared/db/batches.ts'
import type { Reader, Tx } from '../../shared/db/connection.ts'
import { log } from '../../shared/log.ts'
import type { Services } from '../../shared/web/context.ts'
import { checkDisk } from '../../shared/web/disk.ts'
import { backUp, isBackedUpFirst } from './backups.ts'
import { apply, nextItem, takeBack } from './batch-doing.ts'
import { LEFT, ownBatch, personOf, Refused } from './batch-hands.ts'
import { writeLooked, writeShortly } from './batch-holds.ts'
import { look } from './batch-looking.ts'
import { workFor } from './batch-works.ts'

type World = Pick<Services, 'db' | 'write' | 'clock'>

const AGAIN_MS = 10_000

const inHand = new Map<number, Promise<void>>()

/** Has this process work on a batch, whose row says so; gives back when it is done with it. The same batch is never worked on twice at a time. */
export function workOn({ db, write, clock }: World, id: number): Promise<void> {
  const before = inHand.get(id) ?? Promise.resolve()
  const work = before.then(() => loop({ db, write, clock }, id))
  inHand.set(id, work)
  return work.finally(() => {
    if (inHand.get(id) === work) inHand.delete(id)
  })
}

/** Takes away a batch of which nothing came, bit by bit. */
export async function forget({ write }: Pick<World, 'write'>, id: number): Promise<void> {
  while (await writeShortly(write, (tx) => batches.removeSome(tx, id)));
}

const DAY_MS = 86_400_000

/** Takes away what was looked at and not begun within a day. */
export async function forgetIdle(world: Pick<World, 'db' | 'write'>, now: number): Promise<void> {
  for (const { id } of await batches.idleBefore(world.db, now - DAY_MS)) await forget(world, id)
}

const CUT_OFF =
  'The server was restarted while this was gathered, so only a part of it is here and it cannot go on. Begin it again.'

/** What a process does when it starts: it goes on with the batches it was working on when it ended. */
export async function workOnOwnBatches(world: World): Promise<void> {
  await world.write((tx) => batches.endReading(tx, config.instance, world.clock(), CUT_OFF))
  for (const { id } of await batches.activeOf(world.db, config.instance)) void workOn(world, id)
}

/** A database that is locked for long stops nothing for good. */
async function loop(world: World, id: number): Promise<void> {
  try {
    while (await step(world, id));
  } catch (error) {
    log.error({ err: error, batch: id }, 'batch interrupted, going on soon')
    await sleep(AGAIN_MS, undefined, { ref: false })
    await loop(world, id)
  }
}

/** Does what is next. False when there are no more, or the batch is not this process's. */
async function step(world: World, id: number): Promise<boolean> {
  const batch = await ownBatch(world.db, id)
  if (!batch) return false
  if (!batch.undoes && !workFor(batch.action)) return await stop(world, id, UNKNOWN)
  if (batch.state === 'checking') return await check(world, batch)
  const full = await checkDisk(0).catch((error: Error) => error.message)
  if (full) return await stop(world, id, full)
  if (await wantsBackup(world, batch)) return await backUpFirst(world, batch)
  try {
    return await writeLooked(
      world,
      (db) => nextOf(db, id),
      (tx, next) => act(world, tx, next),
    )
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    error.told()
    await writeShortly(world.write, (tx) => leave(tx, id, error))
    return true
  }
}

const UNKNOWN = 'This release does not know how to do this.'

async function check(world: World, batch: batches.Batch): Promise<boolean> {
  const person = await personOf(world.db, batch)
  if (!person) return await stop(world, batch.id, LEFT)
  return await look(world, batch, workFor(batch.action)!, person)
}

async function stop({ write, clock }: World, id: number, problem: string): Promise<false> {
  await write((tx) => batches.end(tx, id, 'cancelled', clock(), problem))
  return false
}

async function wantsBackup(
  { db }: World,
  { id, done, backup, undoes, total }: batches.Batch,
): Promise<boolean> {
  if (done > 0 || backup) return false
  return isBackedUpFirst(undoes ? total : (await batchItems.countByState(db, id)).ready)
}

async function backUpFirst(world: World, { id }: batches.Batch): Promise<boolean> {
  const { name, problem } = await backUp()
  if (name === undefined)
    return await stop(world, id, `Nothing was changed, as no backup could be made. ${problem}`)
  await world.write((tx) => batches.setBackup(tx, id, name))
  return true
}

/** What is to be done next, for as long as nobody writes; undefined when the batch is not this process's. */
async function nextOf(db: Reader | Tx, id: number) {
  const batch = await ownBatch(db, id)
  if (batch?.state !== 'running') return
  const person = await personOf(db, batch)
  const item = person && !batch.undoes ? await nextItem(db, { batch, person }) : undefined
  return { batch, person, item }
}

async function act(world: World, tx: Tx, next: Awaited<ReturnType<typeof nextOf>>): Promise<boolean> {
  if (!next) return false
  const { batch, person, item } = next
  const end = (state: 'cancelled' | 'finished', problem?: string) =>
    batches.end(tx, batch.id, state, world.clock(), problem)
  if (!person) {
    await end('cancelled', LEFT)
    return false
  }
  const by = { editor: person.id, now: world.clock(), batch: batch.id }
  const more = batch.undoes ? await takeBack(tx, { batch, person }, by) : item !== undefined
  if (item) await apply(tx, batch, item, by)
  if (!more) await end('finished')
  return more
}

/** Marks what could not be done; what was begun of it is undone. */
async function leave(tx: Tx, id: number, { position, ref, message }: Refused): Promise<void> {
  const batch = await ownBatch(tx, id)
  if (!batch) return
  if (batch.undoes) return await batchItems.addLeft(tx, id, { id: position, ref }, message)
  await batchItems.setItem(tx, { batch_id: id, position }, { state: 'left', problem: message })
  await batches.pass(tx, id, 1, batch.last)
}
