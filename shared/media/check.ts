import { open as openFile } from 'node:fs/promises'
import sharp from 'sharp'
import { Invalid } from '../errors.ts'

const MOST_PIXELS = 50_000_000
const LONGEST_NAME = 255
const FORMATS = ['jpeg', 'png', 'webp', 'avif'] as const
export type Format = (typeof FORMATS)[number]

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

/**
 * What the file is by its content, whatever its name says, with the width and height in pixels of the upright picture.
 * Nothing is decoded here: whether it is whole shows when it is. Throws Invalid with a sentence for the person.
 */
export async function checkFile(path: string): Promise<{ format: Format; width: number; height: number }> {
  const head = await readHead(path)
  if (head.length === 0) throw new Invalid('The file is empty.')
  // Reads the head alone, which says how large the picture is before any of it is decoded.
  const found = await sharp(path, { limitInputPixels: false, failOn: 'warning', sequentialRead: true })
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
  return { format: format as Format, width: found.autoOrient.width, height: found.autoOrient.height }
}

/** How the files of a phone's camera begin. */
const HEIC = /^.{4}ftyp(hei[cmsx]|hev[cmsx]|mif1|msf1)/s

async function readHead(path: string): Promise<string> {
  const file = await openFile(path)
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(32) }).finally(() => file.close())
  return buffer.toString('latin1', 0, bytesRead)
}

/** Why a file of this name is not taken, or undefined. No camera and no disk makes such names: they try to be a path. */
export function nameProblem(name: string): string | undefined {
  if (/[/\\]/.test(name)) return 'The name of the file has a slash in it. Rename the file and send it again.'
  if (/\p{Cc}/u.test(name))
    return 'The name of the file has invisible characters in it. Rename the file and send it again.'
  if (Buffer.byteLength(name) > LONGEST_NAME)
    return 'The name of the file is too long. Give it a short one and send it again.'
  return undefined
}
