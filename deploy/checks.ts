import { accessSync, constants, existsSync, mkdtempSync, rmdirSync, statfsSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { type Config, config } from '../shared/config.ts'
import { checkSchema, schemaState } from '../shared/db/schema.ts'
import { checkSqliteVersion } from '../shared/db/sqlite.ts'
import { runLock, takeLock } from './lock.ts'

export const LEAST_FREE_BYTES = 500_000_000

/** Others that only probe the lock hold it for a moment; the running site holds it for good. */
export const PROBE_MS = 1000

/** The first existing folder at or above `path`. */
function nearest(path: string): string {
  return existsSync(path) ? path : nearest(dirname(path))
}

const codeOf = (error: unknown) => (error as { code?: string }).code ?? String(error)

export function checkNotRunning({ dataDir }: Config): void {
  if (!existsSync(runLock(dataDir))) return
  const release = takeLock(runLock(dataDir), PROBE_MS)
  if (!release) throw new Error(alreadyRunning(dataDir))
  release()
}

export const alreadyRunning = (dataDir: string) =>
  `The site is already running (or just starting) from ${dataDir}: npm run pm2 -- list shows it, Ctrl-C where it was started ends it.`

/** Tries to listen on every port the two groups will listen on. */
export async function checkPorts({ appPort, adminPort }: Config): Promise<void> {
  for (const [port, name] of [
    [appPort, 'APP_PORT'],
    [adminPort, 'ADMIN_PORT'],
    [adminPort + 1, 'ADMIN_PORT'],
  ] as const) {
    const problem = await new Promise<string | undefined>((resolve) => {
      const probe = createServer()
      probe.once('error', (error) => resolve(codeOf(error)))
      probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(undefined)))
    })
    if (problem === 'EADDRINUSE') {
      throw new Error(
        `Port ${port} is taken: another program, or the site itself, already listens there; stop it or set ${name}.`,
      )
    }
    if (problem) throw new Error(`Port ${port} cannot be used (${problem}): set ${name} to another one.`)
  }
}

export function checkDataFolder({ dataDir, database }: Config): void {
  const folder = nearest(dataDir)
  if (!statSync(folder).isDirectory()) {
    throw new Error(
      `The data folder ${dataDir} cannot be made: ${folder} is a file; set DATA_DIR to a folder.`,
    )
  }
  try {
    rmdirSync(mkdtempSync(join(folder, '.write-test-')))
    if (existsSync(database)) accessSync(database, constants.W_OK)
  } catch (error) {
    if (codeOf(error) === 'ENOSPC') throw new Error(tooFull(dataDir, 0))
    throw new Error(
      `The data folder ${dataDir} is not writable (${codeOf(error)}): make it so, or set DATA_DIR to another.`,
    )
  }
}

const tooFull = (dataDir: string, megabytes: number) =>
  `The disk that holds ${dataDir} is too full: ${megabytes} MB are free and 500 MB are needed; make room first.`

export function checkDisk({ dataDir }: Pick<Config, 'dataDir'>): void {
  const free = freeBytes(dataDir)
  if (free < LEAST_FREE_BYTES) throw new Error(tooFull(dataDir, Math.floor(free / 1e6)))
}

/** Free bytes, for somebody who is not root, on the disk that holds `path` or will hold it. */
export function freeBytes(path: string): number {
  const { bavail, bsize } = statfsSync(nearest(path))
  return bavail * bsize
}

/** Absent and older are what starting is for; a newer one, or a file that is no database, is somebody else's. */
export function checkDatabase({ database }: Config): void {
  checkSqliteVersion()
  let state: ReturnType<typeof schemaState>
  try {
    state = schemaState(database)
  } catch (error) {
    throw new Error(
      `The database ${database} cannot be read (${codeOf(error)}): restore a backup, or move it away.`,
    )
  }
  if (state === 'newer') checkSchema(database)
}

/** Everything that can stop a start, in order; throws an Error of one sentence at the first, and changes nothing. */
export async function checkAll(): Promise<void> {
  checkDataFolder(config)
  checkNotRunning(config)
  await checkPorts(config)
  checkDisk(config)
  checkDatabase(config)
}
