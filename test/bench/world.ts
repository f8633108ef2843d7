import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { setImmediate as breath } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { copyWorld } from '../client.ts'
import { history } from './history.ts'

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

/** So many travellers are known at most. */
const KNOWN = 500

/**
 * Fills `folder` (which may be there) with the starter content and a game of this size as playing leaves it: every sum,
 * place, count and balance is what its rows say. The same at every run but for the time, which is now. `travellers` are
 * up to 500 from the whole range of players, a tenth of whom travel. Ten million answers of a million players take two
 * minutes and 2.6 GB. Like everything in production it writes no statistics for SQLite's planner.
 */
export async function makeWorld(
  folder: string,
  size: Size,
): Promise<{ dataDir: string; travellers: Traveller[] }> {
  await copyWorld(folder)
  return { dataDir: folder, travellers: await play(join(folder, 'aroundtheworld.db'), size) }
}

/** Plays a game of this size into the database at `path`, which nobody has open and which has no player yet. */
async function play(path: string, size: Size): Promise<Traveller[]> {
  const file = new Database(path)
  try {
    file.function('token_hash', { deterministic: true }, (player) => hash(tokenOf(Number(player)), 'hex'))
    // Minutes of SQL must not keep an interrupt waiting.
    for (const _ of history(file, size, Date.now())) await breath()
    return knownOf(file)
  } finally {
    file.close()
  }
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
