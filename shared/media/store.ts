import { randomUUID } from 'node:crypto'
import {
  access,
  copyFile,
  mkdir,
  open,
  opendir,
  readdir,
  rename,
  rm,
  stat,
  statfs,
  writeFile,
} from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { config } from '../config.ts'

/**
 * Where files are kept, by keys such as `media/ab/…`: on this disk, and only these functions know it, so that a bucket
 * can stand here one day. What begins with `media/` is served to everybody; the rest is for us alone.
 */

const isPublic = (key: string) => /^media(\/|$)/.test(key)
const pathOf = (key: string) => join(isPublic(key) ? config.www : config.dataDir, key)

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

/** A path where the bytes of `key` can be read. Throws when there are none. */
export async function get(key: string): Promise<string> {
  await access(pathOf(key))
  return pathOf(key)
}

export const has = (key: string): Promise<boolean> =>
  access(pathOf(key)).then(
    () => true,
    () => false,
  )

/** Takes the file away; one that is gone already is no error. */
export const remove = (key: string): Promise<void> => rm(pathOf(key), { force: true })

/** The keys that begin so. A prefix that ends in a slash finds all below it. */
export async function keys(prefix: string): Promise<string[]> {
  const deep = prefix.endsWith('/')
  const folder = deep ? prefix.slice(0, -1) : dirname(prefix)
  const found = await readdir(pathOf(folder), { recursive: deep, withFileTypes: true }).catch(() => [])
  return found
    .filter((entry) => entry.isFile() && (deep || entry.name.startsWith(basename(prefix))))
    .map((entry) => folder + join(entry.parentPath, entry.name).slice(pathOf(folder).length))
}

export interface Kept {
  key: string
  bytes: number
}

/** All files below a folder such as `originals`, one after another: there may be very many. */
export async function* below(folder: string): AsyncGenerator<Kept> {
  const entries = await opendir(pathOf(folder)).catch(unlessGone)
  for await (const entry of entries ?? []) {
    const key = `${folder}/${entry.name}`
    if (entry.isDirectory()) yield* below(key)
    else if (entry.isFile()) {
      const found = await stat(pathOf(key)).catch(unlessGone)
      if (found) yield { key, bytes: found.size }
    }
  }
}

function unlessGone(error: { code?: string }): undefined {
  if (error.code !== 'ENOENT') throw error
}

/** The bytes that are free. */
export async function free(): Promise<number> {
  const { bavail, bsize } = await statfs(config.dataDir)
  return bavail * bsize
}
