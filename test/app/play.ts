import assert from 'node:assert/strict'
import type { QuestionContent } from '../../shared/db/questions.ts'
import type { Client, Page, Site } from '../client.ts'

/** Playing the public site the way a browser does: from what the pages say. Only the right answer is looked up in the database. */
export interface Asked {
  job: number
  slot: number
  text: string
  /** Words, or what the pictures are called. */
  options: string[]
}

const entities: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&#96;': '`',
}
export const plain = (html: string) => html.replace(/&(?:amp|lt|gt|quot|#39|#96);/g, (one) => entities[one]!)

/** The question on the page; undefined when the page is not one that asks. */
export function asked(page: Page): Asked | undefined {
  const [, job] = /action="\/jobs\/(\d+)\/answers"/.exec(page.text) ?? []
  if (!job) return
  const [, slot] = /name="slot" value="(\d+)"/.exec(page.text)!
  const [, text] = /class="question-text">([^<]*)</.exec(page.text)!
  const options = [...page.text.matchAll(/<button class="option"[^>]*>([\s\S]*?)<\/button>/g)]
  return {
    job: Number(job),
    slot: Number(slot),
    text: plain(text!),
    options: options.map((o) => plain(/<span>([^<]*)<\/span>|alt="([^"]*)"/.exec(o[1]!)!.slice(1).join(''))),
  }
}

export interface Player {
  client: Client
  id: number
  /** The job that was opened last. */
  job: number
}

/** One click on "Start travelling", and the first question is there. */
export async function begin(site: Site): Promise<Player> {
  const client = site.client()
  const page = await client.post('/players')
  const job = jobOf(page)
  const row = await site.db.selectFrom('jobs').select('player_id').where('id', '=', job).executeTakeFirst()
  return { client, id: row!.player_id, job }
}

export function jobOf(page: Page): number {
  assert.equal(page.status, 303)
  assert.match(page.location, /^\/jobs\/\d+$/)
  return Number(page.location.split('/')[2])
}

/** Where the right option stands on the page of this slot, and what else is known of it. */
export async function secret(site: Site, job: number, slot: number) {
  const row = await site.db
    .selectFrom('job_questions as slot')
    .innerJoin('question_versions as words', (join) =>
      join.onRef('words.question_id', '=', 'slot.question_id').onRef('words.version', '=', 'slot.version'),
    )
    .selectAll('slot')
    .select(['words.answer', 'words.alternatives', 'words.did_you_know', 'words.source', 'words.text'])
    .where('job_id', '=', job)
    .where('slot', '=', slot)
    .executeTakeFirstOrThrow()
  const right = (JSON.parse(row.shuffle) as number[]).indexOf(row.answer)
  return { ...row, right, wrong: right === 0 ? 1 : 0 }
}

/** Answers the question of this slot and gives back the page that follows. */
export async function answer(site: Site, player: Player, slot: number, how: 'right' | 'wrong' = 'right') {
  const option = (await secret(site, player.job, slot))[how]
  const page = await player.client.post(`/jobs/${player.job}/answers`, { slot, option })
  assert.equal(page.status, 303)
  return await player.client.get(page.location)
}

export const deliver = (player: Player, slot: number) =>
  player.client.post(`/jobs/${player.job}/deliveries`, { slot })

/** Works the open job to its end; `right(slot)` says which questions are answered rightly. */
export async function finish(site: Site, player: Player, right = (_: number) => true): Promise<Page> {
  const slots = await slotsOf(site, player.job)
  for (const { slot, answered_at, delivered_at } of slots) {
    if (answered_at !== null) continue
    if (delivered_at === null) await deliver(player, slot)
    await answer(site, player, slot, right(slot) ? 'right' : 'wrong')
  }
  return await player.client.get(`/jobs/${player.job}`)
}

export const slotsOf = (site: Site, job: number) =>
  site.db.selectFrom('job_questions').selectAll().where('job_id', '=', job).orderBy('slot').execute()

export const jobRow = (site: Site, job: number) =>
  site.db.selectFrom('jobs').selectAll().where('id', '=', job).executeTakeFirstOrThrow()

export const fly = (player: Player, to: string, number = 1, seat?: string | string[]) =>
  player.client.post('/flights', { to, number, class: seat })

/** A player who has finished the tutorial and stands in Paris. */
export async function inParis(site: Site): Promise<Player> {
  const player = await begin(site)
  await finish(site, player)
  assert.equal((await fly(player, 'paris')).location, '/flights/1')
  return player
}

/** Takes the job and gives back its number. */
export async function take(player: Player, category: string): Promise<number> {
  player.job = jobOf(await player.client.post('/jobs', { category }))
  return player.job
}

/** The slugs of the jobs that the page of the city offers. */
export async function offered(player: Player, city = 'paris'): Promise<string[]> {
  const page = await player.client.get(`/cities/${city}`)
  return [...page.text.matchAll(/name="category" value="([^"]+)"/g)].map((one) => one[1]!)
}

export async function coins(site: Site, player: Player): Promise<number> {
  const row = await site.db
    .selectFrom('balances')
    .select('coins')
    .where('player_id', '=', player.id)
    .executeTakeFirstOrThrow()
  return row.coins
}

export const ledger = (site: Site, player: Player) =>
  site.db.selectFrom('ledger').selectAll().where('player_id', '=', player.id).orderBy('id').execute()

export const flightsOf = (site: Site, player: Player) =>
  site.db.selectFrom('flights').selectAll().where('player_id', '=', player.id).orderBy('number').execute()

export const awardsOf = (site: Site, player: Player) =>
  site.db.selectFrom('awards').selectAll().where('player_id', '=', player.id).orderBy('kind').execute()

/** Every balance equals the sum of its ledger. */
export async function balancesEqualLedgers(site: Site): Promise<void> {
  const balances = await site.db.selectFrom('balances').selectAll().execute()
  const sums = await site.db
    .selectFrom('ledger')
    .select(['player_id', (eb) => eb.fn.sum<number>('coins').as('coins')])
    .groupBy('player_id')
    .execute()
  const paid = new Map(sums.map((sum) => [sum.player_id, sum.coins]))
  for (const { player_id, coins } of balances) assert.equal(coins, paid.get(player_id) ?? 0)
}

const TABLES = [
  'players',
  'sessions',
  'attempts',
  'jobs',
  'job_questions',
  'ledger',
  'balances',
  'flights',
  'awards',
  'sign_in_tokens',
  'visits',
  'works',
  'counters',
  'earnings',
  'ratings',
  'messages',
  'complaints',
  'feedback',
  'invitations',
  'friendships',
] as const

/** Everything that playing can change, to compare before and after. */
export async function world(site: Site): Promise<string> {
  const tables = await Promise.all(TABLES.map((table) => site.db.selectFrom(table).selectAll().execute()))
  return JSON.stringify(tables)
}

/** A published question of our own about France, with the photos of these files. */
export async function addQuestion(site: Site, words: Partial<QuestionContent> = {}): Promise<number> {
  const questions = await import('../../shared/db/questions.ts')
  const category = await site.db
    .selectFrom('categories')
    .select('id')
    .where('slug', '=', 'flags')
    .executeTakeFirstOrThrow()
  const content: QuestionContent = {
    category_id: category.id,
    city_id: null,
    country: 'FR',
    everywhere: 0,
    text: 'Which of these is it?',
    alternatives: ['Alpha', 'Bravo', 'Charlie', 'Delta'],
    answer: 0,
    sorted: 0,
    value: 3,
    seconds: 15,
    did_you_know: 'It was a surprise to all.',
    source: 'An old atlas',
    source_date: '2026-01-01',
    verify_by: '2029-01-01',
    notes: '',
    photos: [],
    ...words,
  }
  const by = { editor: null, now: site.clock.now, state: 'published' } as const
  return await site.write((tx) => questions.insert(tx, content, by))
}

/** Puts a question in a place of the open job, as if it had been picked. */
export async function ask(
  site: Site,
  player: Player,
  slot: number,
  question: number,
  shuffle = [2, 0, 3, 1],
) {
  const set = { question_id: question, version: 1, shuffle: JSON.stringify(shuffle) }
  await site.write(async (tx) => {
    await tx
      .updateTable('job_questions')
      .set(set)
      .where('job_id', '=', player.job)
      .where('slot', '=', slot)
      .execute()
  })
}

/** Some photos of the starter content. */
export const somePhotos = (site: Site, count: number) =>
  site.db
    .selectFrom('photos')
    .selectAll()
    .where('title', 'like', 'Flag of %')
    .orderBy('id')
    .limit(count)
    .execute()
