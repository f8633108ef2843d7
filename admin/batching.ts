import { setTimeout as sleep } from 'node:timers/promises'
import { config } from '../shared/config.ts'
import * as audit from '../shared/db/audit.ts'
import * as batches from '../shared/db/batches.ts'
import { isFull, isLocked, type Tx } from '../shared/db/connection.ts'
import * as players from '../shared/db/players.ts'
import { PublicError } from '../shared/errors.ts'
import { log } from '../shared/log.ts'
import { isStaff } from '../shared/rules/roles.ts'
import type { Services } from '../shared/web/context.ts'
import { checkDisk } from '../shared/web/disk.ts'
import { backUp } from './backups.ts'
import type { Plan } from './batch-work.ts'
import { workFor } from './batch-works.ts'
import type { Person } from './record-kind.ts'
import { recordKind } from './records.ts'
import { undo } from './undo.ts'

type World = Pick<Services, 'db' | 'write' | 'clock'>

/** From so many changes on a backup is made first. */
export const MOST_WITHOUT_BACKUP = 1000

/** How long the write lock is held at a time, and left to others in between. */
const HOLD_MS = 8
const PAUSE_MS = 12
const CHECKED_AT_ONCE = 100
const AGAIN_MS = 10_000
const BROKE = 'Something broke on our side, which has been written down.'

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
  while (await write((tx) => batches.removeSome(tx, id))) await sleep(PAUSE_MS)
}

const DAY_MS = 86_400_000

/** Takes away what was looked at and not begun within a day. */
export async function forgetIdle(world: Pick<World, 'db' | 'write'>, now: number): Promise<void> {
  for (const { id } of await batches.idleBefore(world.db, now - DAY_MS)) await forget(world, id)
}

const HALF_READ =
  'The server was restarted while this file was read, so only a part of it is here. Bring it again.'

/** What a process does when it starts: it goes on with the batches it was working on when it ended. */
export async function workOnOwnBatches(world: World): Promise<void> {
  await world.write((tx) => batches.endReading(tx, config.instance, world.clock(), HALF_READ))
  for (const { id } of await batches.activeOf(world.db, config.instance)) void workOn(world, id)
}

/** A database that is locked for long stops nothing for good. */
async function loop(world: World, id: number): Promise<void> {
  try {
    while (await step(world, id)) await sleep(PAUSE_MS)
  } catch (error) {
    log.error({ err: error, batch: id }, 'batch interrupted, going on soon')
    await sleep(AGAIN_MS, undefined, { ref: false })
    await loop(world, id)
  }
}

/** So many items as can be done while the lock may be held. False when there are no more, or the batch is not this process's. */
async function step(world: World, id: number): Promise<boolean> {
  const batch = await ownBatch(world.db, id)
  if (!batch) return false
  if (batch.state === 'checking') return await check(world, batch)
  const full = await checkDisk(0).catch((error: Error) => error.message)
  if (full) return await stop(world, id, full)
  if (batch.done === 0 && batch.total > MOST_WITHOUT_BACKUP && !batch.backup)
    return await backUpFirst(world, batch)
  try {
    return await world.write((tx) => act(world, tx, id))
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    await world.write((tx) => leave(tx, id, error))
    return true
  }
}

/** The batch as it is now, with the person whose it is; undefined when this process has nothing to do with it (any more). */
async function ownBatch(db: Tx | World['db'], id: number) {
  const batch = await batches.byId(db, id)
  if (!batch || batch.worker !== config.instance) return
  if (batch.state === 'checking' || batch.state === 'running') return batch
}

async function check(world: World, batch: batches.Batch): Promise<boolean> {
  const { id, input, action } = batch
  const person = await personOf(world.db, batch)
  const work = workFor(action)
  if (!person || !work) return await stop(world, id, person ? UNKNOWN : LEFT)
  const items = await batches.items(world.db, id, 'new', batch.last, CHECKED_AT_ONCE)
  const planned: { item: batches.Item; plan: Plan }[] = []
  for (const item of items) {
    const ask = () => work.plan(world.db, { item, input, person })
    planned.push({ item, plan: await guarded(item.position, item.ref, ask).catch(unfit) })
  }
  await world.write(async (tx) => {
    if ((await ownBatch(tx, id))?.last !== batch.last) return
    for (const { item, plan } of planned) await batches.setItem(tx, item, plan)
    if (items.length > 0) await batches.pass(tx, id, items.length, items.at(-1)!.position)
    else await batches.setReady(tx, id, world.clock())
  })
  return items.length > 0
}

function unfit(error: unknown): Plan {
  if (error instanceof Refused) return { state: 'wrong', problem: error.message }
  throw error
}

const UNKNOWN = 'This release does not know how to do this.'
const LEFT = 'Whoever started this has no part in the dashboard any more.'

async function stop({ write, clock }: World, id: number, problem: string): Promise<false> {
  await write((tx) => batches.end(tx, id, 'cancelled', clock(), problem))
  return false
}

async function personOf(db: Tx | World['db'], batch: batches.Batch): Promise<Person | undefined> {
  const person = await players.byId(db, batch.started_by)
  return person && isStaff(person) ? person : undefined
}

async function backUpFirst(world: World, { id }: batches.Batch): Promise<boolean> {
  const { name, problem } = await backUp()
  if (name === undefined)
    return await stop(world, id, `Nothing was changed, as no backup could be made. ${problem}`)
  await world.write((tx) => batches.setBackup(tx, id, name))
  return true
}

/** What one item threw: the transaction is undone, and the item is left out when the others are done again. */
class Refused extends Error {
  readonly position: number
  readonly ref: string
  constructor(position: number, ref: string, cause: unknown) {
    super(cause instanceof PublicError ? cause.message : BROKE, { cause })
    this.position = position
    this.ref = ref
  }
}

async function act(world: World, tx: Tx, id: number): Promise<boolean> {
  const batch = await ownBatch(tx, id)
  if (batch?.state !== 'running') return false
  const person = await personOf(tx, batch)
  if (!person) {
    await batches.end(tx, id, 'cancelled', world.clock(), LEFT)
    return false
  }
  const by = { editor: person.id, now: world.clock(), batch: id }
  const more = batch.undoes ? await takeBack(tx, batch, by, person) : await apply(tx, batch, by, person)
  if (!more) await batches.end(tx, id, 'finished', world.clock())
  return more
}

const SOME = 50

type Outcome = { state: 'done' | 'same' } | { state: 'left'; problem: string }

async function apply(tx: Tx, batch: batches.Batch, by: audit.By, person: Person): Promise<boolean> {
  const until = performance.now() + HOLD_MS
  const items = await batches.items(tx, batch.id, 'ready', batch.last, SOME)
  const work = workFor(batch.action)!
  let done = 0
  for (const item of items) {
    const outcome = await guarded(item.position, item.ref, async (): Promise<Outcome> => {
      const plan = await work.plan(tx, { item, input: batch.input, person })
      if (plan.state === 'same') return { state: 'same' }
      if (plan.state === 'wrong') return { state: 'left', problem: plan.problem }
      const problem =
        plan.version === item.version
          ? await plan.apply(tx, by)
          : await changedSince(tx, batch.action, item.ref)
      return problem ? { state: 'left', problem } : { state: 'done' }
    })
    await batches.setItem(tx, item, { ...outcome, version: item.version })
    done++
    if (performance.now() > until) break
  }
  if (done > 0) await batches.pass(tx, batch.id, done, items[done - 1]!.position)
  return items.length > 0
}

async function guarded<T>(position: number, ref: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (isLocked(error) || isFull(error)) throw error
    if (!(error instanceof PublicError)) log.error({ err: error, position, ref }, 'an item of a batch broke')
    throw new Refused(position, ref, error)
  }
}

async function changedSince(tx: Tx, action: string, ref: string): Promise<string> {
  const last = await audit.newest(tx, action.split('.')[0]!, ref)
  return `${last?.editor ?? 'Somebody'} changed it meanwhile.`
}

async function takeBack(tx: Tx, batch: batches.Batch, by: audit.By, person: Person): Promise<boolean> {
  const until = performance.now() + HOLD_MS
  const rows = await audit.ofBatch(tx, batch.undoes!, batch.last || Number.MAX_SAFE_INTEGER, SOME)
  let done = 0
  for (const row of rows) {
    if (!(await batches.isLeft(tx, batch.id, row.id))) {
      const problem = await guarded(row.id, row.ref, async () =>
        (await isTheirs(tx, row, person)) ? await undo(tx, row, by) : STRANGE,
      )
      if (problem) await batches.addLeft(tx, batch.id, row, problem)
    }
    done++
    if (performance.now() > until) break
  }
  if (done > 0) await batches.pass(tx, batch.id, done, rows[done - 1]!.id)
  return rows.length > 0
}

const STRANGE = 'It is not yours to change any more.'

/** A record may have gone to another country since. */
async function isTheirs(tx: Tx, row: audit.AuditRow, person: Person): Promise<boolean> {
  const kind = recordKind(row.kind)
  const now = await kind?.read(tx, row.ref)
  const before = row.before && JSON.parse(row.before)
  const fields = now?.fields ?? (row.act === 'removed' && before)
  return !kind || !fields || (await kind.mayOpen(tx, person, fields))
}

/** Marks what could not be done. All that was done together with it is undone, so the work goes on where it was. */
async function leave(tx: Tx, id: number, { position, ref, message }: Refused): Promise<void> {
  const batch = await ownBatch(tx, id)
  if (!batch) return
  if (batch.undoes) return await batches.addLeft(tx, id, { id: position, ref }, message)
  await batches.setItem(tx, { batch_id: id, position }, { state: 'left', problem: message })
  await batches.pass(tx, id, 1, batch.last)
}
