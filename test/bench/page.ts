import { fork } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Ask, throughput } from './drive.ts'
import { type Figure, figure, inTurns } from './figures.ts'
import { type Game, KINDS, open } from './growth.ts'
import { workFolder } from './pictures.ts'
import type { Lesson } from './raw.ts'

const ROUNDS = 5
const AT_ONCE = 8

const ASKS: Record<string, (game: Game) => Ask[]> = {
  'city pages': KINDS['city pages'],
  'question pages'(game) {
    KINDS.answers(game)
    return game.people.map(({ cookie, job }) => ({ cookie, path: `/jobs/${job}` }))
  },
  answers: KINDS.answers,
}

/** One process of the public group, against node:http that runs the same statements and templates and nothing else. */
export async function* page(): AsyncGenerator<Figure> {
  const game = await open('page', { players: 1_000, answers: 10_000 })
  for (const [name, asksOf] of Object.entries(ASKS)) {
    const ours = async () => await throughput({ url: game.url, asks: asksOf(game), atOnce: AT_ONCE })
    const reference = async () => {
      const asks = asksOf(game)
      const raw = await startRaw(game.dataDir, asks)
      const rate = await throughput({ url: raw.url, asks, atOnce: AT_ONCE })
      raw.end()
      return rate
    }
    await ours()
    const rates = await inTurns(ROUNDS, { ours, reference })
    const measured = { bench: 'page', metric: `${name} a second`, ...rates }
    yield figure({ ...measured, referenceName: 'node:http, same statements' }, { atLeast: 0.7 })
  }
  await game.end()
}

/** A server of raw.ts that has learnt to answer all of `asks`. */
async function startRaw(dataDir: string, asks: Ask[]) {
  const copy = workFolder('page-copy')
  cpSync(dataDir, copy, { recursive: true })
  const child = fork(join(import.meta.dirname, 'raw.ts'), {
    env: { NODE_ENV: 'test', LOG_LEVEL: 'warn', DATA_DIR: dataDir },
  })
  child.send({ dataDir, copy, asks } satisfies Lesson)
  const [port] = await Promise.race([once(child, 'message'), once(child, 'exit')])
  if (child.exitCode !== null) throw new Error('test/bench/raw.ts did not start.')
  rmSync(copy, { recursive: true })
  return { url: `http://127.0.0.1:${port}`, end: () => child.kill() }
}
