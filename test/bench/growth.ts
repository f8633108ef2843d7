import { join } from 'node:path'
import Database from 'better-sqlite3'
import { Client } from '../client.ts'
import { type Ask, startApp, throughput } from './drive.ts'
import { type Figure, figure, inTurns } from './figures.ts'
import { workFolder } from './pictures.ts'
import { makeWorld, type Size, type Traveller } from './world.ts'

const YOUNG: Size = { players: 1_000, answers: 10_000 }
const GROWN: Size = { players: 1_000_000, answers: 10_000_000 }
/** Short turns, and many of them: what else the machine does falls on both alike. */
const ROUNDS = 9
/** Turns before those that count: whatever is compiled or read for the first time is so by then. */
const WARMING = 20
/** So many people ask in one turn: for a page each, or by ten answers each. */
const READERS = 500
const WRITERS = 100
const AT_ONCE = 8
const SLOTS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]

/** What one process of the public group answers in a game that has grown, against the same when it was young. */
export async function* growth(): AsyncGenerator<Figure> {
  const grown = await open('grown', GROWN)
  const young = await open('young', YOUNG)
  for (const [name, asks] of Object.entries(KINDS)) {
    const turn = async (game: Game) => await throughput({ url: game.url, asks: asks(game), atOnce: AT_ONCE })
    for (let i = 0; i < WARMING; i++) {
      await turn(grown)
      await turn(young)
    }
    const { ours, reference } = await inTurns(ROUNDS, {
      ours: () => turn(grown),
      reference: () => turn(young),
    })
    yield figure(
      {
        bench: 'growth',
        metric: `${name} a second, ${GROWN.answers} answers`,
        ours,
        reference,
        referenceName: `${YOUNG.answers} answers`,
      },
      { atLeast: 0.9 },
    )
  }
  await Promise.all([grown.end(), young.end()])
}

interface Person extends Traveller {
  csrf: string
}

export type Game = Awaited<ReturnType<typeof open>>

/** A game of this size with one process on it, and who plays it. */
export async function open(name: string, size: Size) {
  const { dataDir, travellers } = await makeWorld(workFolder(name), size)
  const app = await startApp(dataDir)
  const people: Person[] = []
  for (const one of travellers) {
    const client = new Client(app.url, `/cities/${one.city}`)
    client.cookie = one.cookie
    people.push({ ...one, csrf: await client.token() })
  }
  return { ...app, dataDir, people, asked: 0 }
}

/** What is asked in one turn. */
export const KINDS = {
  'city pages': (game: Game): Ask[] =>
    next(game, READERS).map(({ cookie, city }) => ({ cookie, path: `/cities/${city}` })),
  // That of the week: on the one of all time a traveller of a young game is among the first, and reads less.
  leaderboards: (game: Game): Ask[] =>
    next(game, READERS).map(({ cookie }) => ({ cookie, path: '/leaderboards' })),
  answers(game: Game): Ask[] {
    const people = next(game, WRITERS)
    askAll(game.dataDir, people)
    return SLOTS.flatMap((slot) =>
      people.map(({ cookie, csrf, job }) => ({
        path: `/jobs/${job}/answers`,
        cookie,
        form: new URLSearchParams({ slot: String(slot), option: String(slot % 4), csrf }).toString(),
      })),
    )
  },
}

/** The next of the people, round and round: what they read lies far apart, and is not what was read last. */
const next = (game: Game, count: number) =>
  Array.from({ length: count }, () => game.people[game.asked++ % game.people.length]!)

/** Each of them has an open job of which nothing is answered yet, and has been asked all of it just now. */
function askAll(dataDir: string, people: Person[]): void {
  const now = Date.now()
  const file = new Database(join(dataDir, 'aroundtheworld.db'), { timeout: 5000 })
  const state = file.prepare('select state from jobs where id = ?').pluck()
  const again = file.prepare(
    `insert into jobs (player_id, kind, city_id, category_id, seed, size, timed, started_at)
     select player_id, kind, city_id, category_id, seed, size, timed, ? from jobs where id = ?`,
  )
  const questions = file.prepare(
    `insert into job_questions (job_id, slot, player_id, question_id, version, shuffle, value, seconds)
     select ?, slot, player_id, question_id, version, shuffle, value, seconds from job_questions where job_id = ?`,
  )
  const deliver = file.prepare('update job_questions set delivered_at = ? where job_id = ?')
  file.transaction(() => {
    for (const one of people) {
      if (state.get(one.job) === 'finished') {
        const job = Number(again.run(now, one.job).lastInsertRowid)
        questions.run(job, one.job)
        one.job = job
      }
      deliver.run(now, one.job)
    }
  })()
  file.close()
}
