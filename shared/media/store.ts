import { randomUUID } from 'node:crypto'
import {
  access,
  constants,
  copyFile,
  lstat,
  mkdir,
  open,
  readdir,
  rename,
  rm,
  statfs,
  unlink,
  writeFile,
} from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { config } from '../config.ts'

/**
 * Where files are kept, by keys such as `media/ab/…`: on this disk, and only these functions know it, so that a bucket
 * can stand here one day. What begins with `media/` is served to everybody; the rest is for us alone.
 */

const isPublic = (key: string) => /^media(\/|$)/.test(key)
const rootOf = (key: string) => (isPublic(key) ? config.www : config.dataDir)
const pathOf = (key: string) => join(rootOf(key), key)

/** The path of whatever stands on the disk. A name there need not be UTF-8, so its key has a letter for each byte. */
const bytesOf = (key: string) => Buffer.concat([Buffer.from(`${rootOf(key)}/`), Buffer.from(key, 'latin1')])

/** A key as a person reads it. */
export const readable = (key: string) => Buffer.from(key, 'latin1').toString()

/** Keeps the bytes, or the file at a path, under `key`: whole and for good when this resolves, or not at all. */
export async function put(key: string, source: Buffer | { path: string }): Promise<void> {
  const target = pathOf(key)
  const partial = join(config.incoming, randomUUID())
  await makeFolder(dirname(target))
  await mkdir(config.incoming, { recursive: true })
  try {
    if (Buffer.isBuffer(source)) await writeFile(partial, source)
    else await copyFile(source.path, partial)
    const file = await open(partial, 'r+')
    await file.chmod(isPublic(key) ? 0o644 : 0o600)
    await file.sync().finally(() => file.close())
    await rename(partial, target)
    await syncFolder(dirname(target))
  } finally {
    await rm(partial, { force: true })
  }
}

/** Makes the folder and those above it, each of which is a name in the one above. */
async function makeFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true })
  if (!first) return
  for (let made = path; made !== dirname(first); made = dirname(made)) await syncFolder(dirname(made))
}

/** Without this the name of a file can be lost in a power cut, though its bytes are there. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path)
  await folder.sync().finally(() => folder.close())
}

/** Whether an error says that there is nothing of that name. Nothing else proves that a file is gone. */
export const isGone = (error: unknown) => ['ENOENT', 'ENOTDIR'].includes(codeOf(error))

const codeOf = (error: unknown) => String((error as NodeJS.ErrnoException).code)

function unlessGone(error: unknown): undefined {
  if (!isGone(error)) throw error
}

const WORDS: Record<string, string> = {
  EACCES: 'the program may not do that',
  EPERM: 'the program may not do that',
  EROFS: 'the disk can only be read',
  EIO: 'the disk is broken',
  ELOOP: 'links lead in a circle',
}

/** What the disk said against it, in words. */
export const reasonOf = (error: unknown) => WORDS[codeOf(error)] ?? `the system says ${codeOf(error)}`

/** A path where the bytes of `key` can be read. Throws when there are none: a link or a folder is no file. */
export async function get(key: string): Promise<string> {
  const path = pathOf(key)
  if ((await lstat(path)).isFile()) return path
  throw Object.assign(new Error(`Not a file: ${path}`), { code: 'ENOENT' })
}

/** Throws when that cannot be told, as when a disk fails or a folder may not be read. */
export async function has(key: string): Promise<boolean> {
  return (await get(key).catch(unlessGone)) !== undefined
}

/** Takes a file away, or a link itself and never what it leads to; false when it is gone already. */
export async function remove(key: string): Promise<boolean> {
  const removed = unlink(bytesOf(key)).then(() => true)
  return (await removed.catch(unlessGone)) ?? false
}

const entriesOf = (folder: string) => readdir(bytesOf(folder), { encoding: 'buffer', withFileTypes: true })

/** The files whose keys are this one, or go on behind it with a dash. */
export async function keys(beginning: string): Promise<string[]> {
  const [folder, start] = [dirname(beginning), basename(beginning)]
  const entries = (await entriesOf(folder).catch(unlessGone)) ?? []
  return entries
    .filter((entry) => entry.isFile())
    .map(({ name }) => name.toString('latin1'))
    .filter((name) => name === start || name.startsWith(`${start}-`))
    .map((name) => `${folder}/${name}`)
}

/** `other` is neither file nor folder: a link, which is never followed, or a pipe. `closed` is what cannot be looked at, and why. */
export type Kept = { key: string } & (
  | { kind: 'file' | 'other'; bytes: number }
  | { kind: 'closed'; bytes: 0; why: string }
)

const closed = (key: string, error: unknown): Kept[] =>
  isGone(error) ? [] : [{ key, kind: 'closed', bytes: 0, why: reasonOf(error) }]

/** All there is below a folder such as `originals`, one after another: there may be very many. */
export async function* below(folder: string): AsyncGenerator<Kept> {
  const entries = await entriesOf(folder).catch((error: Error) => error)
  if (entries instanceof Error) return yield* closed(folder, entries)
  for (const entry of entries) {
    const key = `${folder}/${entry.name.toString('latin1')}`
    if (entry.isDirectory()) yield* below(key)
    else yield* await measure(key, entry.isFile() ? 'file' : 'other')
  }
}

const measure = (key: string, kind: 'file' | 'other'): Promise<Kept[]> =>
  lstat(bytesOf(key)).then(
    ({ size }) => [{ key, kind, bytes: size }],
    (error) => closed(key, error),
  )

/** Where a folder such as `originals` is on this machine, and why it cannot be used, in words; undefined when it can. */
export async function lookAt(folder: string): Promise<{ path: string; why?: string }> {
  const path = pathOf(folder)
  const told = (error: unknown) => ({ path, why: isGone(error) ? 'it is not there' : reasonOf(error) })
  return await readdir(path).then(() => ({ path }), told)
}

/** Why a file of this key cannot be removed, in words; undefined when the disk says nothing against it. */
export const removalProblem = (key: string): Promise<string | undefined> =>
  access(dirname(pathOf(key)), constants.W_OK | constants.X_OK).then(
    () => undefined,
    (error) => (isGone(error) ? undefined : reasonOf(error)),
  )

/** The bytes that are free. */
export async function free(): Promise<number> {
  const { bavail, bsize } = await statfs(config.dataDir)
  return bavail * bsize
}
