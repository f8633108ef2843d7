import type { By } from '../../shared/db/audit.ts'
import * as complaintLists from '../../shared/db/complaint-lists.ts'
import type { Tx } from '../../shared/db/connection.ts'
import * as messages from '../../shared/db/messages.ts'
import { Conflict, NotFound } from '../../shared/errors.ts'
import { isEditor } from '../../shared/rules/roles.ts'
import type { Context } from '../../shared/web/context.ts'
import { idParam, type Routes } from '../../shared/web/routes.ts'
import { saved } from '../history/history.ts'
import { byOf, type RecordKind } from '../history/record-kind.ts'
import { backTo } from '../lists/lists.ts'

export const routes: Routes = [
  ['POST', '/admin/messages/:id/removal', remove],
  ['POST', '/admin/messages/:id/restoration', restore],
]

async function remove(ctx: Context) {
  const by = byOf(ctx)
  await ctx.write(async (tx) => {
    const { id } = await find(ctx, tx)
    await takeOff(tx, id, by)
  })
  await saved(ctx, record, idParam(ctx), 'message-removed', backTo(ctx, '/admin/messages'))
}

/** Takes a message off the wall, which is what every open complaint about it asks for. */
export async function takeOff(tx: Tx, id: number, by: By): Promise<void> {
  await messages.remove(tx, id, by)
  await complaintLists.close(tx, { kind: 'message', message_id: id }, 'accepted', by)
}

async function restore(ctx: Context) {
  await ctx.write(async (tx) => {
    const { id, player_id, hidden_by } = await find(ctx, tx)
    if (hidden_by === player_id) throw new Conflict(TAKEN_BACK)
    await messages.restore(tx, id, byOf(ctx))
  })
  await saved(ctx, record, idParam(ctx), 'message-restored', backTo(ctx, '/admin/messages'))
}

export const TAKEN_BACK = 'Its writer has taken this message back, and nobody else can restore it.'

export const record: RecordKind = {
  kind: 'message',
  noun: 'Message',
  labels: { state: 'On the wall' },
  path: (ref) => `/admin/messages?id=${ref}`,
  read: (db, ref) => messages.present(db, Number(ref)),
  mayOpen: (_db, person) => isEditor(person),
  async put(tx, { ref, now, fields }, by) {
    if (!now || !fields) return 'A message stays: take it off the wall instead.'
    const { state } = fields as { state: messages.MessageState }
    if (state === 'taken back' || now.fields.state === 'taken back') return TAKEN_BACK
    if (state === 'removed') await messages.remove(tx, Number(ref), by)
    else await messages.restore(tx, Number(ref), by)
  },
}

async function find(ctx: Context, tx: Tx) {
  const message = await messages.byId(tx, idParam(ctx))
  if (!message) throw new NotFound('There is no such message.')
  return message
}
