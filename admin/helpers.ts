import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { join } from 'node:path'
import { leaveFirst } from './processors.ts'

/**
 * Starts a script in a process that gives way to all others, in a session of its own, of whose part of the processor it
 * then asks less.
 */
export function startHelper(script: string, args: string[], options: SpawnOptions): ChildProcess {
  const priority = join(import.meta.dirname, 'helper-priority.ts')
  const child = spawn(process.execPath, ['--import', priority, script, ...args], {
    ...options,
    detached: true,
  })
  if (child.pid) leaveFirst(child.pid)
  return child
}
