import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { giveWay } from './giving-way.ts'
import { leaveFirst } from './processors.ts'

/** The least there is, for work that holds no lock: photos and backups. */
const SESSION_NICE = 19

/** Starts a script of ours in a process, with a session of its own, that gives way to all others. */
export function startHelper(script: string, args: string[], options: SpawnOptions): ChildProcess {
  const child = spawn(process.execPath, [script, ...args], { ...options, detached: true })
  if (child.pid) {
    leaveFirst(child.pid)
    giveWay(SESSION_NICE, child.pid)
  }
  return child
}
