import { fork } from 'node:child_process'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { processors } from '../../admin/processors.ts'
import { JOB_SIZE } from '../../shared/rules/jobs.ts'
import { heard } from './forked.ts'

/** What is asked for: `paths` of `url` one after another, as whoever has this cookie, so many a second. */
export interface Load {
  url: string
  paths: string[]
  cookie: string
  perSecond: number
  seconds: number
  /** Where there are any, every fifth request is an answer of one of them. */
  players?: Player[]
}

/** Somebody who has been asked the question in this slot of a job. */
export interface Player {
  cookie: string
  csrf: string
  category: string
  job: string
  slot: number
}

export interface Answers {
  /** Milliseconds from the planned moment of each request to the end of its answer. */
  latencies: number[]
  /** Pages other than 200, forms other than 303, and requests without any answer. */
  failures: number
  /** The first of them, in words. */
  failed: string[]
  /** Where the players are by now: the next load goes on from there. */
  players: Player[]
}

/** For what must not be kept off a processor that the bench itself leaves. */
export const onAllProcessors = processors.length > 1 && {
  execPath: 'taskset',
  execArgv: ['--cpu-list', processors.join(), process.execPath],
}

/** How long an answer is waited for. */
export const PATIENCE_MS = 10_000
const ANSWERS_EVERY = 5
const FAILURES_TOLD = 5

/**
 * Asks at a fixed rate, whether or not answers come, in a process of its own. A site that stands still is asked on, and
 * every request it keeps waiting counts from the moment it was due: a generator that waits for answers would hide that.
 */
export async function load(what: Load): Promise<Answers> {
  // A session of its own: players do not share a processor with those who send photos.
  const child = fork(import.meta.filename, { ...onAllProcessors, detached: true })
  const end = () => child.kill()
  process.once('exit', end)
  child.send(what)
  const answers = (await heard(child)) as Answers | undefined
  process.off('exit', end)
  if (!answers) throw new Error('The load generator died.')
  return answers
}

interface Asked {
  path: string
  cookie: string
  planned: number
  /** Is sent by POST. */
  form?: Record<string, string | number>
}

async function generate({ url, paths, cookie, perSecond, seconds, players = [] }: Load): Promise<Answers> {
  const agent = new Agent({ keepAlive: true })
  const answers: Answers = { latencies: [], failures: 0, failed: [], players }

  /** Where the answer leads to; undefined when it is none that was hoped for. */
  const ask = ({ path, cookie, planned, form }: Asked) =>
    new Promise<string | undefined>((resolve) => {
      const done = (status: number, location = '') => {
        answers.latencies.push(performance.now() - planned)
        if (status === (form ? 303 : 200)) return resolve(location)
        answers.failures++
        if (answers.failed.length < FAILURES_TOLD) answers.failed.push(`${status || 'no answer'} for ${path}`)
        resolve(undefined)
      }
      const sent = request(url + path, { agent, method: form ? 'POST' : 'GET', headers: { cookie } })
      sent.once('response', (response) => {
        const { statusCode = 0, headers } = response
        response.resume().once('close', () => done(response.complete ? statusCode : 0, headers.location))
      })
      sent.setTimeout(PATIENCE_MS, () => sent.destroy())
      sent.once('error', () => done(0))
      if (form) {
        sent.setHeader('Content-Type', 'application/x-www-form-urlencoded')
        sent.setHeader('Sec-Fetch-Site', 'same-origin')
      }
      sent.end(form && String(new URLSearchParams(Object.entries(form).map(([k, v]) => [k, String(v)]))))
    })

  /** Answers, and has the next question asked at once. What fails is sent again at the player's next turn, as it is safe to. */
  async function play(player: Player, planned: number): Promise<void> {
    const { cookie, csrf, category, job, slot } = player
    const send = (path: string, form: Asked['form'], planned = performance.now()) =>
      ask({ path, cookie, planned, form: { csrf, ...form } })
    if ((await send(`${job}/answers`, { slot, option: 0 }, planned)) === undefined) return
    if (slot < JOB_SIZE) {
      const asked = await send(`${job}/deliveries`, { slot: slot + 1 })
      if (asked !== undefined) player.slot++
    } else {
      const begun = await send('/jobs', { category })
      if (begun !== undefined) Object.assign(player, { job: begun, slot: 1 })
    }
  }

  const busy = players.map(() => Promise.resolve())
  const asked: Promise<unknown>[] = []
  const start = performance.now()
  for (let i = 0; i < perSecond * seconds; i++) {
    const planned = start + (i * 1000) / perSecond
    const wait = planned - performance.now()
    if (wait > 0) await pause(wait)
    if (players.length > 0 && i % ANSWERS_EVERY === 0) {
      const one = (i / ANSWERS_EVERY) % players.length
      // Nobody answers before the last answer has come; the wait counts.
      busy[one] = busy[one]!.then(() => play(players[one]!, planned))
    } else {
      asked.push(ask({ path: paths[i % paths.length]!, cookie, planned }))
    }
  }
  await Promise.all([...asked, ...busy])
  agent.destroy()
  return answers
}

// Only a forked process can send.
if (process.argv[1] === import.meta.filename) {
  const [what] = await once(process, 'message')
  const answers = await generate(what as Load)
  process.send!(answers, undefined, undefined, () => process.disconnect!())
}
