import assert from 'node:assert/strict'
import { type Client, type Site, startApp } from '../client.ts'
import { answer, begin, inParis, offered, secret, take } from './play.ts'

export interface Form {
  client: Client
  path: string
  fields: Record<string, string | number>
}

/** The site the forms are filled in on. */
export let site: Site

export async function open(): Promise<Site> {
  site = await startApp('app')
  return site
}

/** Somebody in the middle of a job, its first question answered, the second one not asked yet. */
async function atWork() {
  const player = await inParis(site)
  const [category] = (await offered(player)).filter((slug) => slug !== 'tutorial')
  await take(player, category!)
  await answer(site, player, 1)
  return player
}

/** Signing in and out is not playing: test/shared/auth.test.ts has it. */
export const SIGN_IN = ['/sessions', '/password-links/:token', '/sign-out', '/password']

/** What a script sends counts each time: test/app/errors.test.ts has it. */
export const REPORTS = ['/errors']

/** Every other form there is, filled in so that it does something; by the path in its route. */
export const FORMS: Record<string, () => Promise<Form>> = {
  '/players': async () => ({ client: site.client(), path: '/players', fields: {} }),
  '/accounts': async () => {
    const { client, id } = await begin(site)
    const fields = { email: `twice.${id}@example.org`, password: 'a new and quite long one' }
    return { client, path: '/accounts', fields }
  },
  '/jobs': async () => {
    const player = await inParis(site)
    const [category] = await offered(player)
    return { client: player.client, path: '/jobs', fields: { category: category! } }
  },
  '/jobs/:id/deliveries': async () => {
    const { client, job } = await atWork()
    return { client, path: `/jobs/${job}/deliveries`, fields: { slot: 2 } }
  },
  '/jobs/:id/answers': async () => {
    const { client, job } = await begin(site)
    const { right } = await secret(site, job, 1)
    return { client, path: `/jobs/${job}/answers`, fields: { slot: 1, option: right } }
  },
  '/flights': async () => {
    const player = await inParis(site)
    const { moveCoins } = await import('../../shared/db/ledger.ts')
    const gift = { coins: 5000, reason: 'award' as const, ref: 'gift', at: site.clock.now }
    await site.write((tx) => moveCoins(tx, player.id, gift))
    return { client: player.client, path: '/flights', fields: { to: 'london', number: 2, class: 'first' } }
  },
  '/settings': async () => {
    const { client } = await begin(site)
    return { client, path: '/settings', fields: { units: 'km', clock: '0' } }
  },
  '/settings/name': async () => {
    const { client, id } = await begin(site)
    return { client, path: '/settings/name', fields: { name: `Twice ${id}` } }
  },
  '/jobs/:id/ratings': async () => {
    const { client, job } = await atWork()
    return { client, path: `/jobs/${job}/ratings`, fields: { slot: 1, stars: 4 } }
  },
  '/jobs/:id/complaints': async () => {
    const { client, job } = await atWork()
    return {
      client,
      path: `/jobs/${job}/complaints`,
      fields: { slot: 1, reason: 'wrong', text: 'It is not.' },
    }
  },
  '/messages': async () => {
    const { client } = await inParis(site)
    return { client, path: '/messages', fields: { city: 'paris', text: 'Good evening' } }
  },
  '/messages/:id/removal': async () => {
    const { client, id } = await inParis(site)
    return { client, path: `/messages/${await write(client, id)}/removal`, fields: {} }
  },
  '/messages/:id/complaints': async () => {
    const writer = await inParis(site)
    const message = await write(writer.client, writer.id)
    const { client } = await begin(site)
    return { client, path: `/messages/${message}/complaints`, fields: { reason: 'spam', text: '' } }
  },
  '/players/:id/complaints': async () => {
    const { id } = await begin(site)
    const { client } = await begin(site)
    return { client, path: `/players/${id}/complaints`, fields: { reason: 'rude', text: '' } }
  },
  '/invitations': async () => ({ client: (await begin(site)).client, path: '/invitations', fields: {} }),
  '/friendships': async () => {
    const { client } = await begin(site)
    return { client, path: '/friendships', fields: { code: await invite() } }
  },
  '/friendships/:id/removal': async () => {
    const { client, id } = await begin(site)
    await client.post('/friendships', { code: await invite() })
    const { friend_id } = await site.db
      .selectFrom('friendships')
      .select('friend_id')
      .where('player_id', '=', id)
      .executeTakeFirstOrThrow()
    return { client, path: `/friendships/${friend_id}/removal`, fields: {} }
  },
  '/feedback': async () => {
    const { client } = await begin(site)
    return { client, path: '/feedback', fields: { text: 'More islands, please.', page: '/airport' } }
  },
  '/awards/seen': async () => {
    const { client, id } = await inParis(site)
    const { newest } = await site.db
      .selectFrom('awards')
      .select((eb) => eb.fn.max('id').as('newest'))
      .where('player_id', '=', id)
      .executeTakeFirstOrThrow()
    return { client, path: '/awards/seen', fields: { newest } }
  },
}

/** Writes on the wall of Paris; gives back the message's number. */
async function write(client: Client, player: number): Promise<number> {
  await client.post('/messages', { city: 'paris', text: 'Good evening' })
  const message = await site.db
    .selectFrom('messages')
    .select('id')
    .where('player_id', '=', player)
    .executeTakeFirstOrThrow()
  return message.id
}

/** The code of somebody who invites. */
async function invite(): Promise<string> {
  const host = await begin(site)
  await host.client.post('/invitations')
  const { code } = await site.db
    .selectFrom('invitations')
    .select('code')
    .where('player_id', '=', host.id)
    .executeTakeFirstOrThrow()
  return code
}

/** Fails when a form of the public site has no line above. */
export async function checkForms(): Promise<void> {
  const { open, closed } = await import('../../app/app.ts')
  const paths = [...open, ...closed].flat().flatMap(([method, path]) => (method === 'POST' ? [path] : []))
  assert.deepEqual([...Object.keys(FORMS), ...SIGN_IN, ...REPORTS].toSorted(), paths.toSorted())
}
