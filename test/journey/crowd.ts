import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import { connect, type Reader } from '../../shared/db/connection.ts'
import { asked, jobOf, offered, type Player, secret } from '../app/play.ts'
import { checkBooks } from '../app/walks.ts'
import { Client, type Page, type Site } from '../client.ts'

/** People who use the site while something goes wrong with it, and write down all that it said it had taken. */

const PATIENCE_MS = 60_000

/** A browser whose owner presses again until the site answers: a broken connection, 502 and 503 are no answers. */
export class Patient extends Client {
  heard: (page: Page) => void = () => {}

  override async request(path: string, init: RequestInit): Promise<Page> {
    for (const deadline = performance.now() + PATIENCE_MS; ; await pause(20)) {
      const signal = AbortSignal.timeout(10_000)
      const page = await super.request(path, { ...init, signal }).catch(() => undefined)
      if (page && page.status !== 502 && page.status !== 503) {
        assert.ok(page.status < 500, `${init.method ?? 'GET'} ${path}: ${page.status}`)
        this.heard(page)
        return page
      }
      assert.ok(performance.now() < deadline, `${path} was not answered: ${page?.status}`)
    }
  }
}

export interface Taken {
  answers: { job: number; slot: number; choice: number }[]
  flights: { number: number; to: string }[]
  messages: { city: string; text: string }[]
}

export class Traveller {
  readonly client: Patient
  readonly taken: Taken = { answers: [], flights: [], messages: [] }
  readonly #db: Reader
  readonly #choose: (most: number) => number
  job = 0
  #city = ''

  /** `choose` gives a whole number below its argument. */
  constructor(url: string, db: Reader, choose: (most: number) => number) {
    this.client = new Patient(url, '/sign-in')
    this.#db = db
    this.#choose = choose
  }

  async begin(): Promise<void> {
    this.job = jobOf(await this.client.post('/players'))
  }

  /** What comes next in the game: an answer, the next question, or a flight and the next job. */
  async step(): Promise<void> {
    const page = await this.client.get(`/jobs/${this.job}`)
    const question = asked(page)
    const next = /deliveries[\s\S]*?name="slot" value="(\d+)"/.exec(page.text)?.[1]
    if (question) await this.#answer(question.slot)
    else if (next) await this.client.post(`/jobs/${this.job}/deliveries`, { slot: next })
    else await this.#goOn()
  }

  async #answer(slot: number) {
    const { right, wrong, shuffle } = await secret({ db: this.#db } as Site, this.job, slot)
    const option = this.#choose(10) < 8 ? right : wrong
    const page = await this.client.post(`/jobs/${this.job}/answers`, { slot, option })
    assert.equal(page.status, 303)
    this.taken.answers.push({ job: this.job, slot, choice: JSON.parse(shuffle)[option] })
    const after = await this.client.get(page.location)
    assert.notEqual(asked(after)?.slot, slot, 'the page after an answer does not ask it again')
  }

  async #goOn() {
    await this.#fly()
    await this.#write()
    const [category] = await offered({ client: this.client, id: 0, job: this.job }, this.#city)
    const page = await this.client.post('/jobs', { category })
    if (page.status === 303) this.job = jobOf(page)
  }

  /** Some tickets cost more than one has. */
  async #fly() {
    const { text } = await this.client.get('/airport')
    const tickets = [...text.matchAll(/href="\/tickets\/([\w-]+)"/g)].map((one) => one[1]!)
    const to = tickets[this.#choose(tickets.length)]
    const number = this.taken.flights.length + 1
    const page = await this.client.post('/flights', { to, number, class: 'economy' })
    if (page.status !== 303) return
    this.#city = to!
    this.taken.flights.push({ number, to: to! })
    assert.equal((await this.client.get(page.location)).status, 200)
  }

  /** Nobody may write more than a few messages a day. */
  async #write() {
    const message = { city: this.#city, text: `Greetings ${this.taken.messages.length} from job ${this.job}` }
    const page = await this.client.post('/messages', message)
    if (page.status !== 303) return
    this.taken.messages.push(message)
    assert.ok((await this.client.get(page.location)).text.includes(message.text))
  }
}

/** Opens the database as the crowd needs it; what is checked is read past the site's own processes. */
export const openDatabase = (path: string) => connect(path, { timeout: 5000 })

/** Finds in the database whatever was taken of these people, and the books right. */
export async function checkTaken(
  db: Reader,
  travellers: Pick<Traveller, 'taken' | 'client' | 'job'>[],
): Promise<void> {
  const players: Player[] = []
  for (const { taken, client, job } of travellers) {
    const { player_id: id } = await db
      .selectFrom('jobs')
      .select('player_id')
      .where('id', '=', job)
      .executeTakeFirstOrThrow()
    players.push({ client, id, job })
    for (const { job, slot, choice } of taken.answers) {
      const found = await db
        .selectFrom('job_questions')
        .selectAll()
        .where('job_id', '=', job)
        .where('slot', '=', slot)
        .executeTakeFirstOrThrow()
      assert.deepEqual({ choice: found.choice, player: found.player_id }, { choice, player: id })
      assert.notEqual(found.answered_at, null)
    }
    const flights = await db
      .selectFrom('flights')
      .innerJoin('cities', 'cities.id', 'to_city_id')
      .select(['number', 'slug as to'])
      .where('player_id', '=', id)
      .orderBy('number')
      .execute()
    assert.deepEqual(flights.slice(0, taken.flights.length), taken.flights)
    const messages = await db.selectFrom('messages').select('text').where('player_id', '=', id).execute()
    for (const { text } of taken.messages) assert.ok(messages.some((one) => one.text === text))
  }
  await checkBooks({ db } as Site, players)
  await checkPoints(db)
}

/** The points of each finished job are those of its questions. */
async function checkPoints(db: Reader) {
  const sums = await db
    .selectFrom('jobs')
    .innerJoin('job_questions as slot', 'slot.job_id', 'jobs.id')
    .select(['jobs.id', 'jobs.points', (eb) => eb.fn.sum<number>('slot.points').as('sum')])
    .where('state', '=', 'finished')
    .groupBy('jobs.id')
    .execute()
  for (const { id, points, sum } of sums) assert.equal(points, sum, `job ${id}`)
}
