import { readFile } from 'node:fs/promises'
import sharp, { type Metadata } from 'sharp'
import { Invalid } from '../errors.ts'
import { bytesProblem, HEIC, MOVING } from './bytes.ts'

const MOST_PIXELS = 50_000_000
/** WebP ends at 16,383 pixels: a picture of 1920 pixels in width must fit. */
const LONGEST_SHAPE = 8
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
  const problem = bytesProblem(await readFile(path))
  if (problem) throw new Invalid(problem)
  // Reads the head alone, which says how large the picture is before any of it is decoded.
  const found = await sharp(path, { limitInputPixels: false, failOn: 'warning', sequentialRead: true })
    .metadata()
    .catch(() => undefined)
  if (!found) throw new Invalid(DAMAGED)
  if ((found.pages ?? 1) > 1) throw new Invalid(MOVING)
  const { width, height } = found.autoOrient
  if (width * height > MOST_PIXELS)
    throw new Invalid('The picture has more than 50 megapixels. Save it smaller and send it again.')
  if (Math.max(width, height) > LONGEST_SHAPE * Math.min(width, height)) throw new Invalid(TOO_LONG)
  return { format: formatOf(found), width, height }
}

export const DAMAGED =
  'This picture is damaged and cannot be read. Save it anew as JPEG, or take it from where it was whole.'
const TOO_LONG = `The picture is more than ${LONGEST_SHAPE} times as long as it is wide. Cut it and send it again.`

/** Boxes of AVIF may hold pictures of other kinds, which cannot be read here. */
function formatOf({ format, compression }: Metadata): Format {
  const name = compression === 'av1' ? 'avif' : format
  const known = FORMATS.find((one) => one === name)
  if (!known) throw new Invalid(HEIC)
  return known
}
