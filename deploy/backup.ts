import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { config } from '../shared/config.ts'
import { backupName, backupTime, keptBackups } from '../shared/rules/backups.ts'
import { freeBytes, LEAST_FREE_BYTES } from './checks.ts'
import { flushing } from './flushing.ts'
import { takeLock } from './lock.ts'

/** A backup may have to wait for one that is being made: that before an import for that of the day. */
const WAIT_MS = 600_000

/** Photos are named by what is in them and never change, so a backup is these two folders and the database. */
export const photoFolders = [
  { name: 'originals', live: config.originals },
  { name: 'media', live: config.media },
]

/** Throws unless the database file at `path` is whole. */
export function checkIntegrity(path: string): void {
  const file = new Database(path, { readonly: true, fileMustExist: true })
  try {
    const found = file.pragma('integrity_check', { simple: true })
    if (found !== 'ok') throw new Error(`The database ${path} is damaged: ${found}`)
  } finally {
    file.close()
  }
}

/** Writes what the system still holds of a file, or of a folder's list of names, to the disk. */
export function settle(path: string): void {
  const file = openSync(path, 'r')
  fsyncSync(file)
  closeSync(file)
}

/** One statement, from a reading connection: players notice nothing. */
function copyDatabase(to: string): void {
  const file = new Database(config.database, { readonly: true, fileMustExist: true, timeout: 5000 })
  try {
    flushing(to, () => file.prepare('vacuum into ?').run(to))
  } finally {
    file.close()
  }
  checkIntegrity(to)
  settle(to)
}

/** Fills `to` with the files of `from`: linked where the backup before has them, else copied. Half-written ones are left out. */
function copyPhotos(from: string, to: string, before: string | undefined): void {
  mkdirSync(to, { recursive: true, mode: 0o700 })
  if (!existsSync(from)) return
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    const known = before && join(before, entry.name)
    if (entry.isDirectory()) copyPhotos(source, target, known)
    else if (entry.name.endsWith('.part')) continue
    else if (known && existsSync(known) && statSync(known).size === sizeOf(source)) linkSync(known, target)
    else copyNew(source, target)
  }
  settle(to)
}

/** Undefined when its owner deleted it since the folder was read. */
const sizeOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.size

function copyNew(source: string, target: string): void {
  try {
    copyFileSync(source, target, constants.COPYFILE_FICLONE)
    settle(target)
  } catch (error) {
    // Deleted by its owner since the folder was read: then it does not belong into the backup either.
    if ((error as { code?: string }).code !== 'ENOENT') throw error
  }
}

/** The names of all whole backups, the oldest first. */
export const finishedBackups = () =>
  existsSync(config.backups)
    ? readdirSync(config.backups)
        .filter((name) => backupTime(name) !== undefined)
        .sort()
    : []

/** Makes one backup and gives back its folder. What is unfinished carries .part and is never taken for a backup. */
export function backup(): string {
  mkdirSync(config.backups, { recursive: true, mode: 0o700 })
  const release = takeLock(join(config.backups, 'backup.lock'), WAIT_MS)
  if (!release) throw new Error('Another backup has been made for ten minutes: wait for it.')
  try {
    removeUnfinished()
    checkRoom()
    const made = make(join(config.backups, backupName(Date.now())))
    removeOld()
    return made
  } finally {
    release()
  }
}

function checkRoom(): void {
  const needed = statSync(config.database).size + LEAST_FREE_BYTES
  if (freeBytes(config.backups) >= needed) return
  throw new Error(
    `No backup was made: the disk of ${config.backups} is too full, ${Math.ceil(needed / 1e6)} MB must be free.`,
  )
}

/** What fails is taken away again: it is no backup, and a disk that is full because of it would stay so. */
function make(folder: string): string {
  const part = `${folder}.part`
  try {
    const last = finishedBackups().at(-1)
    mkdirSync(part, { mode: 0o700 })
    copyDatabase(join(part, 'aroundtheworld.db'))
    for (const { name, live } of photoFolders)
      copyPhotos(live, join(part, name), last && join(config.backups, last, name))
    settle(part)
    renameSync(part, folder)
    settle(config.backups)
    return folder
  } catch (error) {
    rmSync(part, { recursive: true, force: true })
    const { code } = error as { code?: string }
    if (code !== 'ENOSPC' && code !== 'SQLITE_FULL') throw error
    throw new Error(`No backup was made: the disk of ${config.backups} became full meanwhile.`)
  }
}

/** Left by one that was killed. */
function removeUnfinished(): void {
  for (const name of readdirSync(config.backups))
    if (name.endsWith('.part')) rmSync(join(config.backups, name), { recursive: true })
}

function removeOld(): void {
  const found = finishedBackups()
  const kept = new Set(
    keptBackups(
      found.map((name) => backupTime(name)!),
      Date.now(),
    ),
  )
  for (const name of found)
    if (!kept.has(backupTime(name)!)) rmSync(join(config.backups, name), { recursive: true })
}

if (import.meta.main) {
  try {
    process.stdout.write(`${backup()}\n`)
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`)
    process.exitCode = 1
  }
}
