import * as complaintLists from '../shared/db/complaint-lists.ts'
import type { Tx } from '../shared/db/connection.ts'
import * as messages from '../shared/db/messages.ts'
import { Conflict, NotFound } from '../shared/errors.ts'
import type { Context } from '../shared/web/context.ts'
import { idParam, type Routes } from '../shared/web/routes.ts'
import { backTo, goTo, here, listLinks, listQuery, numberOf, oneOf } from './lists.ts'

export const routes: Routes = [
  ['GET', '/admin/messages', list],
  ['POST', '/admin/messages/:id/removal', remove],
  ['POST', '/admin/messages/:id/restoration', restore],
]

async function list(ctx: Context) {
  const { query, cursor } = listQuery(ctx, ['q', 'state', 'player'])
  const state = oneOf(['shown', 'hidden'], query.state)
  const filter = { words: query.q, hidden: state && state === 'hidden', player: numberOf(query.player) }
  const page = await messages.list(ctx.db, filter, cursor)
  ctx.render('admin/messages/list', {
    page,
    list: listLinks('/admin/messages', query, page),
    here: here(ctx),
  })
}

/** Takes a message off the wall, which is what every open complaint about it asks for. */
async function remove(ctx: Context) {
  const by = { editor: ctx.player.id, now: ctx.now }
  await ctx.write(async (tx) => {
    const { id } = await find(ctx, tx)
    await messages.remove(tx, id, ctx.player.id, ctx.now)
    await complaintLists.close(tx, { kind: 'message', message_id: id }, 'accepted', by)
  })
  goTo(ctx, backTo(ctx, '/admin/messages'), 'message-removed')
}

async function restore(ctx: Context) {
  await ctx.write(async (tx) => {
    const { id, player_id, hidden_by } = await find(ctx, tx)
    if (hidden_by === player_id)
      throw new Conflict('Its writer has taken this message back, and nobody else can restore it.')
    await messages.restore(tx, id)
  })
  goTo(ctx, backTo(ctx, '/admin/messages'), 'message-restored')
}

async function find(ctx: Context, tx: Tx) {
  const message = await messages.byId(tx, idParam(ctx))
  if (!message) throw new NotFound('There is no such message.')
  return message
}
