import { fork } from 'node:child_process'
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Ask, likePm2, throughput } from './drive.ts'
import { type Figure, figure, inTurns } from './figures.ts'
import { heard } from './forked.ts'
import { type Game, KINDS, open } from './growth.ts'
import { workFolder } from './pictures.ts'
import type { Lesson } from './raw.ts'

const ROUNDS = 5
const AT_ONCE = 8
/** V8 makes code better for as long as 30,000 pages: a process of the public group then answers half as many again. */
const WARMING = 10

/** What is asked in a turn, and how often: an answer is given once. */
const TURNS: [name: string, times: number, asks: (game: Game) => Ask[]][] = [
  ['city pages', 30, ({ people }) => people.map(({ cookie, city }) => ({ cookie, path: `/cities/${city}` }))],
  ['question pages', 30, questions],
  ['answers', 1, KINDS.answers],
]

function questions(game: Game): Ask[] {
  KINDS.answers(game)
  return game.people.map(({ cookie, job }) => ({ cookie, path: `/jobs/${job}` }))
}

/**
 * One process of the public group, against node:http that runs the same statements and templates and nothing else. Each is
 * one process for all turns, and has done ten of a kind before those that count.
 */
export async function* page(): AsyncGenerator<Figure> {
  const game = await open('page', { players: 1_000, answers: 10_000 })
  const raw = startRaw(game.dataDir)
  for (const [name, times, asksOf] of TURNS) {
    const rateOf = (url: string, asks: Ask[]) =>
      throughput({ url, asks: Array.from({ length: times }, () => asks).flat(), atOnce: AT_ONCE })
    const ours = () => rateOf(game.url, asksOf(game))
    async function reference() {
      const asks = asksOf(game)
      return await rateOf(await raw.learn(asks), asks)
    }
    for (let turn = 0; turn < WARMING; turn++) {
      await ours()
      await reference()
    }
    const rates = await inTurns(ROUNDS, { ours, reference })
    const measured = { bench: 'page', metric: `${name} a second`, ...rates }
    yield figure({ ...measured, referenceName: 'node:http, same statements' }, { atLeast: 0.7 })
  }
  raw.end()
  await game.end()
}

/** A process of raw.ts; `learn` gives back where it answers all of these asks. */
function startRaw(dataDir: string) {
  const copy = workFolder('page-copy')
  // It leaves by itself when this process is gone.
  const child = fork(join(import.meta.dirname, 'raw.ts'), likePm2(dataDir))
  async function learn(asks: Ask[]): Promise<string> {
    rmSync(copy, { recursive: true })
    cpSync(dataDir, copy, { recursive: true })
    child.send({ dataDir, copy, asks } satisfies Lesson)
    const port = await heard(child)
    if (port === undefined) throw new Error('test/bench/raw.ts died.')
    return `http://127.0.0.1:${port}`
  }
  return { learn, end: () => child.kill() }
}
