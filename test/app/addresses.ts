import assert from 'node:assert/strict'
import type { Site } from '../client.ts'
import { answer, deliver, finish, fly, inParis, offered, type Player, take } from './play.ts'

/** Somebody for whom no page is empty: jobs, flights, awards, and a job that is open. */
export async function traveller(site: Site): Promise<Player> {
  const one = await inParis(site)
  const [category] = (await offered(one)).filter((slug) => slug !== 'tutorial')
  await take(one, category!)
  await finish(site, one)
  await fly(one, 'london', 2)
  const [next] = await offered(one, 'london')
  await take(one, next!)
  await answer(site, one, 1)
  await deliver(one, 2)
  return one
}

/** Somebody who took the traveller's invitation and has written on the wall of Paris. */
async function friendOf(site: Site, player: Player) {
  const friend = await inParis(site)
  await player.client.post('/invitations')
  const { code } = await site.db
    .selectFrom('invitations')
    .select('code')
    .where('player_id', '=', player.id)
    .executeTakeFirstOrThrow()
  await friend.client.post('/friendships', { code })
  await friend.client.post('/messages', { city: 'paris', text: 'What a light this evening!' })
  return friend
}

/** An address of each page of the public site that this traveller can open. Fails when a page is missing here. */
export async function addresses(site: Site, player: Player): Promise<string[]> {
  const friend = await friendOf(site, player)
  const first = <T extends 'awards' | 'messages' | 'invitations'>(table: T, owner: number) =>
    site.db
      .selectFrom(table as 'awards')
      .selectAll()
      .where('player_id', '=', owner)
      .executeTakeFirstOrThrow()
  const award = await first('awards', player.id)
  const message = await first('messages', friend.id)
  const invitation = (await first('invitations', player.id)) as unknown as { code: string }
  const known: Record<string, string | undefined> = {
    '/': '/',
    '/sign-in': '/sign-in',
    // Needs a link that was sent to somebody; test/shared/auth.test.ts has it.
    '/password-links/:token': undefined,
    // Is there for those who have an account.
    '/password': undefined,
    '/credits': '/credits',
    '/privacy': '/privacy',
    '/cities/:slug': '/cities/london',
    '/jobs/:id': `/jobs/${player.job}`,
    '/airport': '/airport',
    '/tickets/:slug': '/tickets/paris',
    '/flights/:number': '/flights/1',
    '/coins': '/coins',
    '/settings': '/settings',
    '/sign-up': '/sign-up',
    '/miles': '/miles',
    '/awards': '/awards',
    '/diplomas/:id': `/diplomas/${award.id}`,
    '/cities/:slug/messages': '/cities/paris/messages',
    '/messages/:id/complaints': `/messages/${message.id}/complaints`,
    '/players/:id': `/players/${player.id}`,
    '/players/:id/complaints': `/players/${friend.id}/complaints`,
    '/friends': '/friends',
    '/invitations/:code': `/invitations/${invitation.code}`,
    '/leaderboards': '/leaderboards',
    '/leaderboards/:name': '/leaderboards/friends',
    '/feedback': '/feedback',
    '/news': '/news',
    '/categories/:slug': '/categories/tour-guide',
    '/ambassadors/:country': '/ambassadors/FR',
  }
  const { open, closed } = await import('../../app/app.ts')
  const paths = [...open, ...closed].flat().flatMap(([method, path]) => (method === 'GET' ? [path] : []))
  for (const path of paths) assert.ok(path in known, `${path} is in no test: add an address of it here`)
  return Object.values(known).filter((path) => path !== undefined)
}
