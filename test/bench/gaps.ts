import { readFileSync } from 'node:fs'
import { until } from '../journey/stack.ts'
import type { Stop } from './standstill.ts'

const INSPECTOR = 'http://127.0.0.1:9229/json'

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
