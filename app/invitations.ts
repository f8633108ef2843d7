import { randomBytes } from 'node:crypto'
import type { Reader, Tx } from '../shared/db/connection.ts'
import * as friendships from '../shared/db/friendships.ts'
import * as invitations from '../shared/db/invitations.ts'
import { NotFound } from '../shared/errors.ts'
import type { Context } from '../shared/web/context.ts'
import type { Routes } from '../shared/web/routes.ts'

/** Open to everybody: who follows the link may not be a player yet. */
export const open: Routes = [['GET', '/invitations/:code', show]]
export const closed: Routes = [['POST', '/invitations', invite]]

export const newCode = () => randomBytes(16).toString('base64url')

/** Makes the player's one link; who has one keeps it. */
async function invite(ctx: Context) {
  await ctx.write((tx) => invitations.insert(tx, ctx.player.id, newCode(), ctx.now))
  ctx.status = 303
  ctx.redirect('/friends')
}

async function show(ctx: Context) {
  const code = ctx.params.code ?? ''
  const host = await findHost(ctx.db, code)
  const friend = ctx.visitor && (await friendships.since(ctx.db, ctx.visitor.id, host.id))
  ctx.render('app/invitations/show', { host, code, own: ctx.visitor?.id === host.id, friend: !!friend })
}

/** Who invites with this code. */
export async function findHost(on: Reader | Tx, code: string) {
  const host = /^[\w-]{22}$/.test(code) ? await invitations.host(on, code) : undefined
  if (!host) throw new NotFound('This invitation leads nowhere. Ask your friend for the link again.')
  return host
}

/** Makes the player and the one who invites friends; the reason why not, in a sentence, when that cannot be. */
export async function join(
  tx: Tx,
  playerId: number,
  host: { id: number; name: string },
  now: number,
): Promise<string | undefined> {
  if (host.id === playerId) return 'This is your own invitation: send it to a friend.'
  if (await friendships.since(tx, playerId, host.id)) return
  const most = `${friendships.MOST_FRIENDS} friends, which is as many as one can have.`
  if ((await friendships.count(tx, playerId)) >= friendships.MOST_FRIENDS) return `You have ${most}`
  if ((await friendships.count(tx, host.id)) >= friendships.MOST_FRIENDS) return `${host.name} has ${most}`
  await friendships.insert(tx, playerId, host.id, now)
}
