import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'

/**
 * The limit: the same eight files by sharp alone, without a server, a database, a check or a file that must outlast a power
 * cut. Run as a process of its own: the folder for the files, then the photos; prints how many seconds they took.
 */
const WIDEST = 1920
const WIDTHS = [WIDEST, 1280, 640, 320]
const QUALITY = 80
/** Two photos keep every core busy while one of them is being decoded. */
const AT_ONCE = 2

sharp.cache(false)

async function derive(path: string, target: string): Promise<void> {
  const whole = await pixelsOf(
    sharp(path, { sequentialRead: true }).autoOrient().resize({ width: WIDEST }).toColourspace('srgb'),
  )
  await Promise.all(
    WIDTHS.map(async (w) => {
      const pixels = w === WIDEST ? whole : await pixelsOf(pictureOf(whole).resize({ width: w }))
      await Promise.all([
        pictureOf(pixels).webp({ quality: QUALITY }).toFile(`${target}-${w}.webp`),
        pictureOf(pixels).jpeg({ quality: QUALITY }).toFile(`${target}-${w}.jpg`),
      ])
    }),
  )
}

const pixelsOf = (picture: Sharp) => picture.raw().toBuffer({ resolveWithObject: true })

const pictureOf = ({ data, info }: Awaited<ReturnType<typeof pixelsOf>>) =>
  sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } })

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
