import sharp, { type Sharp } from 'sharp'
import { chance } from '../chance.ts'
import type { FrameKind, Turn } from '../db/tables.ts'
import { blurSteps, type Grid, gridFor, tileSteps } from '../rules/frames.ts'
import './check.ts'

/** A very high picture becomes narrower: ten of them would fill the memory, and no window shows them. */
const LARGEST = { width: 960, height: 1920 }
const QUALITY = 80

interface Wanted {
  kind: FrameKind
  count: number
}

interface Pixels {
  data: Buffer
  width: number
  height: number
  channels: 1 | 2 | 3 | 4
}

/** Derives `count` frames as WebP, the last one sharp, from the original at `path`: upright, turned, sRGB, without any metadata, never enlarged. */
export async function makeFrames(path: string, turn: Turn, { kind, count }: Wanted) {
  const pixels = await readPixels(path, turn)
  const pictures = kind === 'blur' ? blurred(pixels, count) : shifted(pixels, count)
  const { width, height } = pixels
  const frames: Buffer[] = []
  for (const picture of pictures) frames.push(await picture.webp({ quality: QUALITY }).toBuffer())
  return { width, height, frames }
}

async function readPixels(path: string, turn: Turn): Promise<Pixels> {
  const { data, info } = await sharp(path, { failOn: 'warning', sequentialRead: true })
    .autoOrient()
    .rotate(turn)
    .resize({ ...LARGEST, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { data, ...info }
}

const pictureOf = ({ data, width, height, channels }: Pixels) =>
  sharp(data, { raw: { width, height, channels } })

/** The library blurs nothing by less than this. */
const LEAST = 0.3

function* blurred(pixels: Pixels, count: number): Generator<Sharp> {
  for (const step of blurSteps(count)) {
    const picture = pictureOf(pixels)
    yield step === 0 ? picture : picture.blur(Math.max(LEAST, step * pixels.width))
  }
}

function* shifted(pixels: Pixels, count: number): Generator<Sharp> {
  const grid = gridFor(pixels.width, pixels.height)
  for (const order of tileSteps(count, grid.columns * grid.rows, chance))
    yield pictureOf({ ...pixels, data: arrange(pixels, grid, order) })
}

/** The pixels with tile `order[place]` at each place. */
function arrange({ data, width, height, channels }: Pixels, grid: Grid, order: number[]): Buffer {
  const arranged = Buffer.alloc(data.length)
  const cut = { x: cuts(width, grid.columns), y: cuts(height, grid.rows) }
  for (const [place, tile] of order.entries()) {
    const to = placeAt(cut, grid, place)
    const from = placeAt(cut, grid, tile)
    // Places may differ by a pixel: a tile takes the size of its place, and what is missing from its neighbour.
    const left = Math.min(from.left, width - to.width)
    const top = Math.min(from.top, height - to.height)
    for (let y = 0; y < to.height; y++) {
      const start = ((top + y) * width + left) * channels
      const target = ((to.top + y) * width + to.left) * channels
      data.copy(arranged, target, start, start + to.width * channels)
    }
  }
  return arranged
}

/** Where `parts` parts of `size` pixels begin, and the end of the last. */
const cuts = (size: number, parts: number) =>
  Array.from({ length: parts + 1 }, (_, i) => Math.round((i * size) / parts))

function placeAt(cut: { x: number[]; y: number[] }, { columns }: Grid, place: number) {
  const [column, row] = [place % columns, Math.floor(place / columns)]
  const [left, top] = [cut.x[column]!, cut.y[row]!]
  return { left, top, width: cut.x[column + 1]! - left, height: cut.y[row + 1]! - top }
}
