import type { Context } from '../../shared/web/context.ts'
import type { Routes } from '../../shared/web/routes.ts'
import { saved } from '../history/history.ts'
import { byOf } from '../history/record-kind.ts'
import { closeAccount, reopenAccount } from './account-closings.ts'
import { findPlayer, showPlayer } from './player-pages.ts'
import { record } from './player-records.ts'

export const routes: Routes = [
  ['POST', '/admin/players/:id/closure', close],
  ['POST', '/admin/players/:id/reopening', reopen],
]

/** Asks for a tick: what is closed by a slip has lost its name and its role. */
async function close(ctx: Context) {
  const { id } = await findPlayer(ctx)
  if (ctx.form.sure !== '1') return await refuse(ctx, 'Tick that you mean it.')
  const problem = await ctx.write((tx) => closeAccount(tx, id, byOf(ctx)))
  if (problem) return await refuse(ctx, problem)
  await saved(ctx, record, id, 'account-closed')
}

async function reopen(ctx: Context) {
  const { id } = await findPlayer(ctx)
  await ctx.write((tx) => reopenAccount(tx, id, byOf(ctx)))
  await saved(ctx, record, id, 'account-open')
}

async function refuse(ctx: Context, sure: string) {
  ctx.status = 422
  await showPlayer(ctx, { errors: { sure } })
}
