import { config } from '../shared/config.ts'
import * as friendships from '../shared/db/friendships.ts'
import * as invitations from '../shared/db/invitations.ts'
import { Conflict } from '../shared/errors.ts'
import { titleOf } from '../shared/rules/awards.ts'
import { weekOf } from '../shared/rules/weeks.ts'
import type { Context } from '../shared/web/context.ts'
import { idParam, type Routes } from '../shared/web/routes.ts'
import { findHost, join, newCode } from './invitations.ts'

export const routes: Routes = [
  ['GET', '/friends', show],
  ['POST', '/friendships', befriend],
  ['POST', '/friendships/:id/removal', remove],
]

const NEWS = 20

async function show(ctx: Context) {
  const { id } = ctx.player
  const code = await invitations.ofPlayer(ctx.db, id)
  const news = await friendships.news(ctx.db, id, NEWS)
  ctx.render('app/friends/show', {
    link: code && `${config.baseUrl}/invitations/${code}`,
    friends: await friendships.ofPlayer(ctx.db, id, weekOf(ctx.now)),
    most: friendships.MOST_FRIENDS,
    news: news.map((one) => (one.kind === 'award' ? { ...one, what: titleOf(one.what) } : one)),
  })
}

/** Takes an invitation. Two who are friends already stay so. */
async function befriend(ctx: Context) {
  const refused = await ctx.write(async (tx) => {
    const host = await findHost(tx, String(ctx.form.code))
    return await join(tx, ctx.player.id, host, ctx.now)
  })
  if (refused) throw new Conflict(refused)
  ctx.status = 303
  ctx.redirect('/friends')
}

/** Ends the friendship with the player of this number, for both; it may be sent twice. Who ends it invites with another link: the old one would bring back who has it. */
async function remove(ctx: Context) {
  const friend = idParam(ctx)
  await ctx.write(async (tx) => {
    const ended = await friendships.remove(tx, ctx.player.id, friend)
    if (ended) await invitations.renew(tx, ctx.player.id, newCode(), ctx.now)
  })
  ctx.status = 303
  ctx.redirect('/friends')
}
