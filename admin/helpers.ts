import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { giveWay, LEAST } from './giving-way.ts'

/**
 * Runs Node with these arguments in a process, with a session of its own, that gives way to all others: for work that holds no
 * lock. It keeps to the processors of this one.
 */
export function startHelper(args: string[], options: SpawnOptions): ChildProcess {
  const child = spawn(process.execPath, args, { ...options, detached: true })
  if (child.pid) void giveWay(LEAST, child.pid)
  return child
}
