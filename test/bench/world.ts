import { createHash } from 'node:crypto'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as breath } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { runNode } from '../journey/stack.ts'
import { history } from './history.ts'
import { workFolder } from './pictures.ts'

export interface Size {
  players: number
  /** Of all of them; four for each player at least, as everybody did the tutorial. */
  answers: number
}

/** Somebody who has e-mail, is in a real city and has a job there whose first question has just been asked. */
export interface Traveller {
  id: number
  /** What the browser sends: session=… */
  cookie: string
  /** Slug of the city. */
  city: string
  /** The open job. */
  job: number
}

export interface World {
  dataDir: string
  travellers: Traveller[]
  /** Those of `travellers`. */
  cookies: string[]
}

/** So many travellers are known at most. */
const KNOWN = 500

/**
 * Fills `folder` (which may be there) with the starter content and a game of this size as playing leaves it: every sum,
 * place, count and balance is what its rows say. The same at every run but for the time, which is now. `travellers` are
 * up to 500 from the whole range of players, a tenth of whom travel. Writes no statistics for the planner, as nothing in
 * production does.
 */
export async function makeWorld(folder: string, size: Size): Promise<World> {
  starter ??= makeStarter()
  cpSync(await starter, folder, { recursive: true })
  const file = new Database(join(folder, 'aroundtheworld.db'))
  try {
    file.function('token_hash', { deterministic: true }, (player) => hash(tokenOf(Number(player)), 'hex'))
    // Minutes of SQL must not keep an interrupt waiting.
    for (const _ of history(file, size, Date.now())) await breath()
    const travellers = knownOf(file)
    return { dataDir: folder, travellers, cookies: travellers.map((one) => one.cookie) }
  } finally {
    file.close()
  }
}

let starter: Promise<string> | undefined

/** The starter world, made once in a run. */
async function makeStarter(): Promise<string> {
  const folder = workFolder('starter')
  for (const script of ['migrate.ts', 'seed.ts']) {
    const { code, stderr } = await runNode([join('deploy', script)], { DATA_DIR: folder })
    if (code !== 0) throw new Error(`deploy/${script} ended with ${code}: ${stderr}`)
  }
  return folder
}

const hash = (words: string, as: 'hex' | 'base64url') => createHash('sha256').update(words).digest(as)

/** Every player of a world has a session; this is the secret of its cookie. */
const tokenOf = (player: number) => hash(`player ${player}`, 'base64url').slice(0, 22)

function knownOf(file: Database.Database): Traveller[] {
  const travelling = file
    .prepare(
      `select players.id, cities.slug as city, jobs.id as job
       from jobs join players on players.id = player_id join cities on cities.id = players.city_id
       where state = 'open' order by players.id`,
    )
    .all() as Omit<Traveller, 'cookie'>[]
  const every = Math.max(1, travelling.length / KNOWN)
  return travelling
    .filter((_, i) => Math.floor(i / every) > Math.floor((i - 1) / every))
    .map((one) => ({ ...one, cookie: `session=${tokenOf(one.id)}` }))
}
