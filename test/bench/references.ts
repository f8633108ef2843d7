import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** What else makes the eight files of a photo: JPEG and WebP of quality 80 in four widths. Each gives photos a second. */
const WIDTHS = [320, 640, 1280, 1920]
const FORMATS = ['jpg', 'webp']

const VIPSTHUMBNAIL = '/usr/bin/vipsthumbnail'
const CONVERT = '/usr/bin/convert'

const run = promisify(execFile)

export function checkReferences(): void {
  const missing = [VIPSTHUMBNAIL, CONVERT].filter((program) => !existsSync(program))
  if (missing.length > 0)
    throw new Error(`${missing.join(' and ')} missing: apt-get install libvips-tools imagemagick`)
}

/** bare.ts: one process for all photos, each decoded once. */
export async function bare(paths: string[], folder: string): Promise<number> {
  const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'bare.ts'), folder, ...paths])
  return paths.length / Number(stdout)
}

export const vipsthumbnail = (paths: string[], folder: string) =>
  fileByFile(paths, folder, (path, width, target) =>
    run(VIPSTHUMBNAIL, [path, '--size', `${width}x`, '-o', `${target}[Q=80,strip]`]),
  )

export const imageMagick = (paths: string[], folder: string) =>
  fileByFile(paths, folder, (path, width, target) =>
    run(CONVERT, [path, '-auto-orient', '-resize', `${width}x`, '-strip', '-quality', '80', target]),
  )

/** A program that is run once for each file, as a script of a few lines would. */
async function fileByFile(
  paths: string[],
  folder: string,
  make: (path: string, width: number, target: string) => Promise<unknown>,
): Promise<number> {
  mkdirSync(folder, { recursive: true })
  const start = performance.now()
  for (const [i, path] of paths.entries()) {
    for (const width of WIDTHS)
      for (const format of FORMATS) await make(path, width, join(folder, `${i}-${width}.${format}`))
  }
  return (paths.length * 1000) / (performance.now() - start)
}

/** Throws unless all these folders hold the eight files of their first photo, of about the same sizes: all did the same work. */
export function checkSameWork(folders: string[]): void {
  const [first, ...others] = folders.map(sizes) as [Map<string, number>, ...Map<string, number>[]]
  for (const width of WIDTHS) {
    for (const format of FORMATS) {
      const name = `${width}.${format}`
      const bytes = [first, ...others].map((one) => one.get(name) ?? 0)
      assert.ok(Math.min(...bytes) > 0.75 * Math.max(...bytes), `${name} has ${bytes.join(', ')} bytes`)
    }
  }
}

/** Bytes by what the names end in: `0-320.jpg` or the dashboard's `<recipe>-320.jpg`. */
function sizes(folder: string): Map<string, number> {
  const found = new Map<string, number>()
  for (const name of readdirSync(folder).filter((one) => !/^[1-9]\d*-/.test(one)))
    found.set(name.slice(name.lastIndexOf('-') + 1), statSync(join(folder, name)).size)
  return found
}
