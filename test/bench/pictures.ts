import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { seeded } from '../../shared/rules/random.ts'
import { root } from '../journey/stack.ts'

export const WIDTH = 4000
export const HEIGHT = 3000
/** How coarse a layer of noise is, in pixels, and how strong: the finest is the grain of a camera, the others are leaves and walls. */
const OCTAVES = [
  [1, 14],
  [2, 20],
  [4, 18],
  [8, 18],
  [32, 16],
] as const
const QUALITY = 90
/** Changes with everything above, so that pictures of another make are not taken for these. */
const MADE = `aroundtheworld-bench-pictures-${WIDTH}x${HEIGHT}-1`

/**
 * Paths of `count` photos of 12 megapixels and 4 to 6 MB, as a phone takes them: starter photos scaled up, with detail
 * down to the pixel put in, the same at every run. Made once, and kept in the temporary folder.
 */
export async function pictures(count: number): Promise<string[]> {
  const folder = join(tmpdir(), MADE)
  mkdirSync(folder, { recursive: true })
  const paths = Array.from({ length: count }, (_, i) => join(folder, `${i}.jpg`))
  if (paths.every((path) => existsSync(path))) return paths
  const landmarks = join(root, 'shared', 'content', 'landmarks')
  const names = readdirSync(landmarks).sort()
  const noise = await makeNoise()
  for (const [i, path] of paths.entries()) {
    if (!existsSync(path)) await make(join(landmarks, names[i % names.length]!), path, noise, i)
  }
  return paths
}

async function make(landmark: string, path: string, noise: Int16Array, shift: number): Promise<void> {
  const data = await sharp(landmark)
    .resize(WIDTH, HEIGHT, { fit: 'cover', kernel: 'cubic' })
    .flatten()
    .toColourspace('srgb')
    .raw()
    .toBuffer()
  const from = shift * 293_339
  for (let pixel = 0, at = 0; at < data.length; pixel++) {
    const grain = noise[(pixel + from) % noise.length]!
    for (let channel = 0; channel < 3; channel++, at++) {
      data[at] = Math.min(255, Math.max(0, data[at]! + grain))
    }
  }
  const jpeg = await sharp(data, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
    .jpeg({ quality: QUALITY })
    .toBuffer()
  writeFileSync(`${path}.part`, jpeg)
  renameSync(`${path}.part`, path)
}

async function makeNoise(): Promise<Int16Array> {
  const random = seeded(1)
  const sum = new Int16Array(WIDTH * HEIGHT)
  for (const [size, strength] of OCTAVES) {
    const [width, height] = [WIDTH / size, Math.ceil(HEIGHT / size)]
    const grains = Buffer.from(Uint8Array.from({ length: width * height }, () => random() * 256))
    const layer = await sharp(grains, { raw: { width, height, channels: 1 } })
      .resize(WIDTH, HEIGHT, { fit: 'fill', kernel: 'cubic' })
      .extractChannel(0)
      .raw()
      .toBuffer()
    for (let i = 0; i < sum.length; i++) sum[i]! += ((layer[i]! - 128) * strength) / 128
  }
  return sum
}

/**
 * The same photo as another file: a comment behind the first two bytes of a JPEG. Nobody can have seen these bytes before,
 * and decoding them is the same work.
 */
export function remarked(jpeg: Buffer, remark: string): Buffer {
  const words = Buffer.from(remark)
  const segment = Buffer.from([0xff, 0xfe, 0, 0])
  segment.writeUInt16BE(words.length + 2, 2)
  return Buffer.concat([jpeg.subarray(0, 2), segment, words, jpeg.subarray(2)])
}

/** Where one run of a bench keeps its files; gone when the process ends. */
export function workFolder(name: string): string {
  const folder = join(tmpdir(), `aroundtheworld-bench-${name}-${process.pid}`)
  mkdirSync(folder)
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}
