import { parse } from 'csv-parse/sync'
import type { Tx } from '../../shared/db/connection.ts'
import type { Page, Site } from '../client.ts'

/** What happens in the game, put straight into the tables at whatever time a report is asked about. */

let made = 0

export async function addPlayer(tx: Tx, at: number, city: number): Promise<number> {
  const name = `Traveller ${++made}`
  const row = {
    name,
    name_key: name.toLowerCase(),
    email: null,
    password: null,
    country: null,
    city_id: city,
  }
  const { id } = await tx
    .insertInto('players')
    .values({ ...row, begun_by: null, created_at: at })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** A finished job with an answer for each outcome, all given at one moment. */
export async function addJob(
  tx: Tx,
  player_id: number,
  at: number,
  { kind = 'job', outcomes = [] }: { kind?: 'job' | 'tutorial'; outcomes?: ('right' | 'wrong' | 'late')[] },
): Promise<void> {
  const questions = await tx
    .selectFrom('questions')
    .select(['id', 'category_id'])
    .limit(outcomes.length + 1)
    .execute()
  const { id: city_id } = await tx.selectFrom('cities').select('id').limit(1).executeTakeFirstOrThrow()
  const job = {
    kind,
    city_id,
    category_id: questions[0]!.category_id,
    state: 'finished',
    seed: 1,
    size: 10,
  } as const
  const { id: job_id } = await tx
    .insertInto('jobs')
    .values({ ...job, player_id, timed: 1, started_at: at - 60_000, finished_at: at })
    .returning('id')
    .executeTakeFirstOrThrow()
  const asked = { version: 1, shuffle: '[0,1,2,3]', value: 3, seconds: 15, delivered_at: at - 60_000 }
  for (const [i, outcome] of outcomes.entries()) {
    const given = {
      slot: i + 1,
      question_id: questions[i]!.id,
      outcome,
      choice: outcome === 'late' ? null : 0,
    }
    await tx
      .insertInto('job_questions')
      .values({ ...asked, ...given, job_id, player_id, answered_at: at })
      .execute()
  }
}

export async function addFlight(
  tx: Tx,
  player_id: number,
  at: number,
  [from_city_id, to_city_id]: [number, number],
  kind: 'economy' | 'first' = 'economy',
): Promise<void> {
  const row = { player_id, number: ++made, from_city_id, to_city_id, miles: 1, fare: 1, class: kind }
  await tx
    .insertInto('flights')
    .values({ ...row, departed_at: at })
    .execute()
}

export async function addPayment(tx: Tx, player_id: number, at: number, reason: string, coins: number) {
  await tx
    .insertInto('ledger')
    .values({ player_id, reason, coins, ref: String(++made), at })
    .execute()
}

export async function addAward(tx: Tx, player_id: number, at: number, kind: string, ref = '', coins = 100) {
  const row = { player_id, kind, ref, coins, at }
  return (await tx.insertInto('awards').values(row).returning('id').executeTakeFirstOrThrow()).id
}

/** A CSV as a list of rows. */
export const cells = (page: Page): string[][] => parse(page.text)

export const cityIds = async (site: Site) =>
  new Map(
    (await site.db.selectFrom('cities').select(['id', 'slug']).execute()).map(({ id, slug }) => [slug, id]),
  )

/** So many awards that a report on them says first how many it reads. */
export async function addManyAwards(tx: Tx, player: number, many: number): Promise<void> {
  const rows = Array.from({ length: 5000 }, (_, i) => i)
  for (let done = 0; done < many; done += rows.length)
    await tx
      .insertInto('awards')
      .values(rows.map((i) => ({ player_id: player, kind: 'moon', ref: String(done + i), coins: 0, at: 0 })))
      .execute()
}
