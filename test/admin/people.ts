import { createHash } from 'node:crypto'
import type { Site } from '../client.ts'

/** What players leave behind in the public group, for the dashboard to look at. */

export const cityId = async (site: Site, slug = 'paris') =>
  (await site.db.selectFrom('cities').select('id').where('slug', '=', slug).executeTakeFirstOrThrow()).id

interface Message {
  id: number
  player_id: number
  text: string
}

/** A message on the wall of Paris. */
export async function addMessage(site: Site, text = 'Bonjour', player?: number): Promise<Message> {
  const player_id = player ?? (await site.as('player')).id
  const row = { player_id, text, city_id: await cityId(site), day: 1, at: site.clock.now }
  return await site.write((tx) =>
    tx.insertInto('messages').values(row).returning(['id', 'player_id', 'text']).executeTakeFirstOrThrow(),
  )
}

/** Somebody says that the message is rude. */
export async function addComplaint(site: Site, { id, player_id, text }: Message): Promise<number> {
  const by = await site.as('player')
  const about = { kind: 'message', message_id: id, about_id: player_id, said: text } as const
  return await insertComplaint(site, { ...about, player_id: by.id })
}

type Words = Parameters<typeof import('../../shared/db/complaints.ts').insert>[1]

export async function insertComplaint(
  site: Site,
  row: Omit<Words, 'reason' | 'text' | 'at'> & { reason?: string; text?: string },
): Promise<number> {
  const words = { reason: 'other', text: 'Look at <this>.', at: site.clock.now, ...row }
  const { id } = await site.write((tx) =>
    tx.insertInto('complaints').values(words).returning('id').executeTakeFirstOrThrow(),
  )
  return id
}

export async function addFeedback(
  site: Site,
  text = 'The map is lovely.',
  page = '/airport',
): Promise<number> {
  const { id: player_id } = await site.as('player')
  const { id } = await site.write((tx) =>
    tx
      .insertInto('feedback')
      .values({ player_id, page, text, at: site.clock.now })
      .returning('id')
      .executeTakeFirstOrThrow(),
  )
  return id
}

/** Somebody's browser said that this went wrong. */
export async function addError(site: Site, message = 'TypeError: x is undefined'): Promise<number> {
  const what = { message, source: '/static/js/app.js:1', page: '/airport', browser: 'Firefox 140 on Linux' }
  const fingerprint = createHash('sha256').update(message).digest('hex')
  const row = { fingerprint, ...what, first_at: site.clock.now, last_at: site.clock.now }
  const { id } = await site.write((tx) =>
    tx.insertInto('errors').values(row).returning('id').executeTakeFirstOrThrow(),
  )
  return id
}

/** Somebody answered the question wrongly, in Paris, and says that it is unclear. */
export async function complainAbout(site: Site, question: number, player?: number) {
  const player_id = player ?? (await site.as('player')).id
  const { text, category_id } = await site.db
    .selectFrom('questions')
    .select(['text', 'category_id'])
    .where('id', '=', question)
    .executeTakeFirstOrThrow()
  const city_id = await cityId(site)
  const { now } = site.clock
  const job_id = await site.write(async (tx) => {
    const job = { kind: 'job', state: 'finished', seed: 1, size: 1, timed: 1, finished_at: now } as const
    const { id } = await tx
      .insertInto('jobs')
      .values({ ...job, player_id, city_id, category_id, started_at: now })
      .returning('id')
      .executeTakeFirstOrThrow()
    const given = { choice: 2, outcome: 'wrong', delivered_at: now, answered_at: now } as const
    const asked = { question_id: question, version: 1, shuffle: '[2,0,3,1]', value: 3, seconds: 15 }
    await tx
      .insertInto('job_questions')
      .values({ job_id: id, slot: 1, player_id, ...asked, ...given })
      .execute()
    return id
  })
  const about = { kind: 'question', job_id, slot: 1, question_id: question, said: text } as const
  return await insertComplaint(site, { ...about, player_id, reason: 'unclear' })
}
