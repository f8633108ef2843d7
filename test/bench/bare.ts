import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'

/**
 * The limit: the same eight files by sharp alone, without a server, a database, a check or a file that must outlast a power
 * cut. Run as a process of its own: the folder for the files, then the photos; prints how many seconds they took.
 */
const WIDTHS = [320, 640, 1280, 1920]
const QUALITY = 80
/** Two photos keep every core busy while one of them is being decoded. */
const AT_ONCE = 2

sharp.cache(false)

async function derive(path: string, target: string): Promise<void> {
  const { data, info } = await sharp(path, { sequentialRead: true })
    .autoOrient()
    .resize({ width: WIDTHS.at(-1)! })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { width, height, channels } = info
  const picture = sharp(data, { raw: { width, height, channels } })
  await Promise.all(
    WIDTHS.flatMap((w) => {
      const sized = picture.clone().resize({ width: w })
      return [
        sized.clone().webp({ quality: QUALITY }).toFile(`${target}-${w}.webp`),
        sized.clone().jpeg({ quality: QUALITY }).toFile(`${target}-${w}.jpg`),
      ]
    }),
  )
}

const [folder, ...paths] = process.argv.slice(2) as [string, ...string[]]
mkdirSync(folder, { recursive: true })
const waiting = [...paths.entries()]
const start = performance.now()
const work = async () => {
  for (let next = waiting.shift(); next; next = waiting.shift())
    await derive(next[1], join(folder, String(next[0])))
}
await Promise.all(Array.from({ length: AT_ONCE }, work))
console.log((performance.now() - start) / 1000)
