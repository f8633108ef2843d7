import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open as openFile } from 'node:fs/promises'
import sharp from 'sharp'
import { Invalid } from '../errors.ts'

const MOST_PIXELS = 50_000_000
const WIDTHS = [320, 640, 1280]
const QUALITY = 80
const FORMATS = ['jpeg', 'png', 'webp', 'avif'] as const
type Format = (typeof FORMATS)[number]

/** Only what a photo is made of may be decoded: sharp would open SVG, PDF and much more. */
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: [
    'VipsForeignLoadJpegFile',
    'VipsForeignLoadPngFile',
    'VipsForeignLoadWebpFile',
    'VipsForeignLoadHeifFile',
  ],
})

/** Names the options below and the library that follows them: other ones make other URLs, so a URL's bytes never change. */
export const RECIPE = createHash('sha256')
  .update(JSON.stringify([WIDTHS, QUALITY, sharp.versions]))
  .digest('hex')
  .slice(0, 8)

export interface Derivative {
  width: number
  format: 'jpg' | 'webp'
  bytes: Buffer
}

export interface Photo {
  sha256: string
  format: Format
  /** Pixels of the upright picture. */
  width: number
  height: number
  widths: number[]
  derivatives: Derivative[]
}

const open = (path: string, limitInputPixels: number | false = MOST_PIXELS) =>
  sharp(path, { limitInputPixels, failOn: 'warning', sequentialRead: true })

let last: Promise<unknown> = Promise.resolve()

/**
 * Reads the photo at `path`, whatever its name says, and derives its sizes: upright, sRGB, without any metadata, never
 * enlarged. Throws Invalid with a sentence for the person. One after another: 50 megapixels take 200 MB while they are open.
 */
export function readPhoto(path: string): Promise<Photo> {
  const turn = last.then(() => derive(path))
  last = turn.catch(() => {})
  return turn
}

/** As `readPhoto`, but at once: for pictures that are known to be small. */
export async function derive(path: string): Promise<Photo> {
  const format = await checkFormat(path)
  try {
    const sha256 = await hashFile(path)
    const upright = await open(path)
      .autoOrient()
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true })
    const { width, height, channels } = upright.info
    const widths = [...new Set(WIDTHS.map((w) => Math.min(w, width)))]
    const derivatives: Derivative[] = []
    for (const w of widths) {
      const sized = sharp(upright.data, { raw: { width, height, channels } })
        .resize({ width: w })
        .flatten({ background: '#fff' })
      derivatives.push({
        width: w,
        format: 'jpg',
        bytes: await sized.clone().jpeg({ quality: QUALITY, mozjpeg: false }).toBuffer(),
      })
      derivatives.push({
        width: w,
        format: 'webp',
        bytes: await sized.clone().webp({ quality: QUALITY }).toBuffer(),
      })
    }
    return { sha256, format, width, height, widths, derivatives }
  } catch (error) {
    throw new Invalid(`This picture is damaged and cannot be read whole (${firstLine(error)}).`)
  }
}

async function checkFormat(path: string): Promise<Format> {
  const head = await readHead(path)
  if (head.length === 0) throw new Invalid('The file is empty.')
  // Reads the head alone, which says how large the picture is before any of it is decoded.
  const found = await open(path, false)
    .metadata()
    .catch(() => undefined)
  if (found?.compression === 'hevc' || (!found && HEIC.test(head))) {
    throw new Invalid(
      'HEIC photos cannot be read here. On the phone choose "Most compatible", or save it as JPEG.',
    )
  }
  const format = found?.format === 'heif' ? 'avif' : found?.format
  if (!found || !FORMATS.includes(format as Format)) {
    throw new Invalid(
      'This is not a photo that can be used. Take a JPEG, PNG, WebP or AVIF of at most 50 megapixels.',
    )
  }
  if ((found.pages ?? 1) > 1) throw new Invalid('Moving pictures cannot be used. Take a photo of one frame.')
  if (found.width * found.height > MOST_PIXELS) throw new Invalid('The picture has more than 50 megapixels.')
  return format as Format
}

/** How the files of a phone's camera begin. */
const HEIC = /^.{4}ftyp(hei[cmsx]|hev[cmsx]|mif1|msf1)/s

async function readHead(path: string): Promise<string> {
  const file = await openFile(path)
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(32) }).finally(() => file.close())
  return buffer.toString('latin1', 0, bytesRead)
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk)
  return hash.digest('hex')
}

const firstLine = (error: unknown) => String((error as Error).message).split('\n')[0]
