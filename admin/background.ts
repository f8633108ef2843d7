import { execFile } from 'node:child_process'
import { giveWay } from './giving-way.ts'
import { leaveRoom } from './processors.ts'

/** The least there is, for work that holds no lock: photos and backups. Imported before all else. */
giveWay(19)
// Where sessions do not come first, as under systemd, nearly all others do so. Linux alone has it.
execFile('chrt', ['--idle', '--all-tasks', '--pid', '0', String(process.pid)], () => {})
leaveRoom(true)
