import { appendFileSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { until } from '../journey/stack.ts'

/** A process, or all of the machine, stood still from one moment to another (ms since 1970). */
export interface Stop {
  from: number
  to: number
}

const EVERY_MS = 5
/** Less than that no bench can tell from a busy machine. */
const SHORTEST_MS = 5
const INSPECTOR = 'http://127.0.0.1:9229/json'

export const lengthOf = ({ from, to }: Stop) => to - from

/** What lies in a stop of one list and in one of the other. */
export function both(some: Stop[], others: Stop[]): Stop[] {
  return some.flatMap((one) =>
    others
      .map((other) => ({ from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) }))
      .filter((stop) => lengthOf(stop) > 0),
  )
}

/** The longest of `stops` (ms), each without what of it lies in one of `others`, of which no two lie in the same moment. */
export const longestBeside = (stops: Stop[], others: Stop[]): number =>
  Math.max(
    0,
    ...stops.map((stop) =>
      both([stop], others).reduce((left, shared) => left - lengthOf(shared), lengthOf(stop)),
    ),
  )

/** Looks at the clock every 5 ms from now on, and tells `hear` how long it could not. */
export async function watchClock(hear: (stop: Stop) => void): Promise<never> {
  const now = () => performance.timeOrigin + performance.now()
  for (let before = now(); ; before = now()) {
    await sleep(EVERY_MS)
    const stop: Stop = { from: before + EVERY_MS, to: now() }
    if (lengthOf(stop) > SHORTEST_MS) hear(stop)
  }
}

/** The same, written down line by line in the file at `path`, which begins with a stop of no length. */
export function keepStops(path: string): void {
  const write = (stop: Stop) => appendFileSync(path, `${JSON.stringify(stop)}\n`)
  const now = performance.timeOrigin + performance.now()
  write({ from: now, to: now })
  void watchClock(write)
}

/**
 * Begins `keepStops` in Node processes that run already, one after the other by the inspector that SIGUSR1 opens, which is
 * closed again. The result gives what they have written.
 */
export async function watchProcesses(pids: number[], path: string): Promise<() => Stop[]> {
  const script = `
    process.getBuiltinModule('module').createRequire(${JSON.stringify(import.meta.url)})('./standstill.ts')
      .keepStops(${JSON.stringify(path)})
    setTimeout(() => process.getBuiltinModule('inspector').close())`
  for (const pid of pids) await runIn(pid, script)
  return () =>
    readFileSync(path, 'utf8')
      .trim()
      .split('\n')
      .map((line): Stop => JSON.parse(line))
}

async function runIn(pid: number, expression: string): Promise<void> {
  const open = () =>
    fetch(INSPECTOR).then(
      async (response) => (await response.json()) as { webSocketDebuggerUrl: string }[],
      () => undefined,
    )
  if (await open()) throw new Error(`Another process can be inspected at ${INSPECTOR}: it must end first.`)
  process.kill(pid, 'SIGUSR1')
  const [target] = await until(open, () => `process ${pid} cannot be inspected`)
  const socket = new WebSocket(target!.webSocketDebuggerUrl)
  const answer = await new Promise<string>((resolve, reject) => {
    socket.onerror = () => reject(new Error(`process ${pid} does not talk`))
    socket.onmessage = ({ data }) => resolve(String(data))
    socket.onopen = () =>
      socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression } }))
  })
  if (answer.includes('exceptionDetails')) throw new Error(answer)
  await until(
    async () => !(await open()),
    () => `process ${pid} goes on being inspected`,
  )
}
