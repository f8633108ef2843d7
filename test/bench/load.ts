import { fork } from 'node:child_process'
import { once } from 'node:events'
import { Agent, get } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'

/** What is asked for: `paths` of `url` one after another, as whoever has this cookie, so many a second. */
export interface Load {
  url: string
  paths: string[]
  cookie: string
  perSecond: number
  seconds: number
}

export interface Answers {
  /** Milliseconds from the planned moment of each request to the end of its answer. */
  latencies: number[]
  /** Answers other than 200, and requests without any. */
  failures: number
}

/** How long an answer is waited for. */
export const PATIENCE_MS = 10_000

/**
 * Asks at a fixed rate, whether or not answers come, in a process of its own. A site that stands still is asked on, and
 * every request it keeps waiting counts from the moment it was due: a generator that waits for answers would hide that.
 */
export async function load(what: Load): Promise<Answers> {
  const child = fork(import.meta.filename, [JSON.stringify(what)])
  const end = () => child.kill()
  process.once('exit', end)
  const first = await Promise.race([once(child, 'message'), once(child, 'exit')])
  process.off('exit', end)
  if (typeof first[0] !== 'object' || !first[0]) throw new Error('The load generator died.')
  return first[0] as Answers
}

async function generate({ url, paths, cookie, perSecond, seconds }: Load): Promise<Answers> {
  const agent = new Agent({ keepAlive: true })
  const answers: Answers = { latencies: [], failures: 0 }
  const ask = (path: string, planned: number) =>
    new Promise<void>((resolve) => {
      const done = (status: number) => {
        answers.latencies.push(performance.now() - planned)
        if (status !== 200) answers.failures++
        resolve()
      }
      const request = get(url + path, { agent, headers: { cookie } }, (response) => {
        response.resume().once('close', () => done(response.complete ? (response.statusCode ?? 0) : 0))
      })
      request.setTimeout(PATIENCE_MS, () => request.destroy())
      request.once('error', () => done(0))
    })
  const asked: Promise<void>[] = []
  const start = performance.now()
  for (let i = 0; i < perSecond * seconds; i++) {
    const planned = start + (i * 1000) / perSecond
    const wait = planned - performance.now()
    if (wait > 0) await pause(wait)
    asked.push(ask(paths[i % paths.length]!, planned))
  }
  await Promise.all(asked)
  agent.destroy()
  return answers
}

// Only a forked process can send.
if (process.argv[1] === import.meta.filename) {
  const answers = await generate(JSON.parse(process.argv[2]!))
  process.send!(answers, undefined, undefined, () => process.disconnect!())
}
