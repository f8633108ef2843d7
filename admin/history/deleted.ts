import * as audit from '../../shared/db/audit.ts'
import { Conflict, NotFound } from '../../shared/errors.ts'
import type { Context, Handler } from '../../shared/web/context.ts'
import { numberOf } from '../lists/lists.ts'
import { fieldsIn, historyOf, lookAgain } from './history.ts'
import { compareChange } from './record-changes.ts'
import { byOf, type RecordKind } from './record-kind.ts'

/** A record somebody deleted, and what keeps it from coming back. */
export interface Gone {
  row: NonNullable<Awaited<ReturnType<typeof deletionOf>>>
  fields: audit.Fields
  problem: string | undefined
}

/**
 * A page of a record, where the record is here. One that was deleted has a page that says so; a form that comes too late
 * is shown `again`, with all that was typed, and brings the record back when it is sent from there.
 */
export async function unlessDeleted(
  ctx: Context,
  kind: RecordKind,
  handle: Handler,
  again?: (ctx: Context, gone: Gone) => Promise<void>,
) {
  const problem = await bringBack(ctx, kind)
  try {
    await handle(ctx)
  } catch (error) {
    const row = error instanceof NotFound && (await deletionOf(ctx, kind))
    if (!row) throw error
    if (ctx.method !== 'POST') return await showDeleted(ctx, kind, row)
    if (!again) throw new Conflict(`${row.editor} deleted this meanwhile.`, lookAgain(kind, row.ref))
    ctx.status = 409
    await again(ctx, { row, fields: fieldsIn(row.before), problem })
  }
}

/** The row by which the record was deleted, for who might open it; undefined when it is here, or never was. */
async function deletionOf(ctx: Context, kind: RecordKind) {
  const row = await audit.newest(ctx.db, kind.kind, ctx.params.id ?? '')
  if (row?.act !== 'removed') return
  return (await kind.mayOpen(ctx.db, ctx.player, fieldsIn(row.before))) ? row : undefined
}

/** What the form asks for that was shown `again`: the deletion it names is taken back, and the form is of the newest version. */
async function bringBack(ctx: Context, kind: RecordKind): Promise<string | undefined> {
  const wanted = numberOf(String(ctx.form?.deletion ?? ''))
  const row = wanted ? await deletionOf(ctx, kind) : undefined
  if (!row || row.id !== wanted) return
  const problem = await ctx.write(async (tx) => {
    if (await kind.read(tx, row.ref)) return
    const change = { ref: row.ref, now: undefined, fields: fieldsIn(row.before) }
    return await kind.put!(tx, change, { ...byOf(ctx), undoes: row.id })
  })
  ctx.form.version = String((await kind.read(ctx.db, row.ref))?.version)
  return problem
}

async function showDeleted(ctx: Context, kind: RecordKind, row: Gone['row']) {
  ctx.status = 410
  ctx.render('admin/audit/deleted', {
    row,
    noun: kind.noun,
    ...(await compareChange(ctx.db, row, kind, undefined)),
    history: await historyOf(ctx, kind, row.ref),
  })
}
