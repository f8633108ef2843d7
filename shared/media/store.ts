import { randomUUID } from 'node:crypto'
import { copyFile, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { config } from '../config.ts'
import { type Photo, RECIPE } from './pipeline.ts'
import { derivativePath } from './urls.ts'

/** Keeps the original, for us alone, and the derivatives, for the web. Whole or not at all: each file appears under its name when it is complete. */
export async function keep(photo: Photo, originalPath: string): Promise<void> {
  const original = join(config.originals, photo.sha256.slice(0, 2), photo.sha256)
  await place(original, 0o600, (path) => copyFile(originalPath, path))
  for (const { width, format, bytes } of photo.derivatives) {
    const target = join(config.www, derivativePath(photo.sha256, RECIPE, width, format))
    await place(target, 0o644, async (path) => {
      const file = await open(path, 'w')
      await file.writeFile(bytes).finally(() => file.close())
    })
  }
}

async function place(target: string, mode: number, write: (path: string) => Promise<void>): Promise<void> {
  const partial = join(config.incoming, randomUUID())
  await mkdir(dirname(target), { recursive: true })
  await mkdir(config.incoming, { recursive: true })
  try {
    await write(partial)
    const file = await open(partial, 'r+')
    await file.chmod(mode)
    await file.sync().finally(() => file.close())
    await rename(partial, target)
  } finally {
    await rm(partial, { force: true })
  }
}
