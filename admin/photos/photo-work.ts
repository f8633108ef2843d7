import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { Invalid } from '../../shared/errors.ts'
import { log } from '../../shared/log.ts'
import { photoWork } from '../../shared/web/measures.ts'
import { startHelper } from '../helpers.ts'
import { processors } from '../processors.ts'
import type { Answer, Asked, Works } from './photo-process.ts'

const REST_MS = 60_000
const LONGEST_MS = 600_000

/**
 * As in shared/media, but in a process of its own (photo-process.ts): what takes all of a processor gives way to what may
 * hold the database's lock, its memory is given back, and a picture that breaks it breaks nothing else.
 */
export const readPhoto: Works['readPhoto'] = (...given) =>
  inTurn(() => photoWork(() => ask({ work: 'readPhoto', given }))) as ReturnType<Works['readPhoto']>

export const makeFrames: Works['makeFrames'] = (...given) =>
  inTurn(() => ask({ work: 'makeFrames', given })) as ReturnType<Works['makeFrames']>

let last: Promise<unknown> = Promise.resolve()

/** One after another: 50 megapixels take 200 MB while they are open. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const turn = last.then(work)
  last = turn.catch(() => {})
  return turn
}

let helper: ChildProcess | undefined
let rest: NodeJS.Timeout

async function ask(asked: Asked): Promise<unknown> {
  clearTimeout(rest)
  helper ??= start()
  const answer = await answerOf(helper, asked)
  rest = setTimeout(end, REST_MS).unref()
  if ('done' in answer) return answer.done
  const { message, code, isInvalid } = answer.failed
  throw isInvalid ? new Invalid(message) : Object.assign(new Error(message), { code })
}

function end(): void {
  helper?.disconnect()
  // At once: what is asked before its end is heard of gets another.
  helper = undefined
}

function start(): ChildProcess {
  const script = join(import.meta.dirname, 'photo-process.ts')
  const args = ['--heap-growing-percent=150', script, processors.join()]
  const child = startHelper(args, {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
  })
  const forget = () => {
    if (helper === child) helper = undefined
  }
  child.once('disconnect', forget)
  child.on('error', (error) => {
    log.error({ err: error }, 'the process that reads photos was not reached')
    forget()
  })
  return child
}

/** Throws Invalid when the process breaks over it, as a picture nobody foresaw may make it. */
async function answerOf(child: ChildProcess, asked: Asked): Promise<Answer> {
  const over = new AbortController()
  const timer = setTimeout(() => child.kill('SIGKILL'), LONGEST_MS)
  // This process may end while it rests, not while it works.
  for (const one of [child, child.channel]) one?.ref()
  try {
    if (!child.connected) throw new Error('no process that reads photos could be started')
    const answer = once(child, 'message', over)
    const end = once(child, 'disconnect', over)
    child.send(asked)
    const [said] = await Promise.race([answer, end])
    if (said) return said
    log.error({ asked }, 'the process that reads photos broke')
    throw new Invalid('This picture broke the program that reads pictures. Save it anew as JPEG.')
  } finally {
    over.abort()
    clearTimeout(timer)
    for (const one of [child, child.channel]) one?.unref()
  }
}
