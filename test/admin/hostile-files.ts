import { randomBytes } from 'node:crypto'
import { crc32, deflateSync } from 'node:zlib'

/** Makers of files that nobody means well with, and of odd ones that phones do write. None of them needs a decoder. */

const latin = (text: string) => Buffer.from(text, 'latin1')
const u16 = (value: number) => [value >> 8, value & 255]
const u32 = (value: number) => [...u16(value >>> 16), ...u16(value & 65_535)]
const zeros = (count: number) => new Array<number>(count).fill(0)

type Part = Buffer | string | number[]
const joined = (parts: Part[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? latin(part) : Buffer.from(part))))

// JPEG ------------------------------------------------------------------------------------------------------------

function segment(marker: number, ...parts: Part[]): Buffer {
  const body = joined(parts)
  return joined([[255, marker], u16(body.length + 2), body])
}

const START = 2
const insert = (file: Buffer, at: number, ...parts: Part[]) =>
  joined([file.subarray(0, at), ...parts, file.subarray(at)])

export const withComment = (jpeg: Buffer, words: string) => insert(jpeg, START, segment(0xfe, words))

export const withNonsenseExif = (jpeg: Buffer) =>
  insert(jpeg, START, segment(0xe1, 'Exif\0\0II*\0\x08\0\0\0\xff\xff', randomBytes(65_000)))

/** A progressive JPEG of nothing: each scan goes over all of it, and takes a few bytes. At most 883 of them. */
export function manyScans(width: number, height: number, scans: number): Buffer {
  const blocks = Math.ceil(width / 8) * Math.ceil(height / 8)
  const empty = bits(runsOf(blocks))
  const parts: Part[] = [
    [255, 0xd8],
    segment(0xdb, [0], new Array(64).fill(1)),
    segment(0xc2, [8], u16(height), u16(width), [1, 1, 0x11, 0]),
    segment(0xc4, [0, 1], zeros(16)),
    segment(
      0xc4,
      [0x10, 0, 0, 0, 15],
      zeros(12),
      [...Array(15).keys()].map((run) => run << 4),
    ),
    segment(0xda, [1, 1, 0, 0, 0, 0]),
    bits(new Array(blocks).fill('0')),
  ]
  for (let scan = 0; scan < scans - 1; scan++) {
    const [band, bit] = [1 + (scan % 63), 13 - Math.floor(scan / 63)]
    parts.push(segment(0xda, [1, 1, 0, band, band, (bit === 13 ? 0 : (bit + 1) << 4) | bit]), empty)
  }
  return joined([...parts, [255, 0xd9]])
}

/** The runs of empty blocks that make up so many: which power of two, in the four bits of its code, and what is over. */
function runsOf(blocks: number): string[] {
  const runs: string[] = []
  for (let left = blocks; left > 0; ) {
    const power = Math.min(14, Math.floor(Math.log2(left)))
    const run = Math.min(left, 2 ** (power + 1) - 1)
    runs.push(power.toString(2).padStart(4, '0'))
    if (power > 0) runs.push((run - 2 ** power).toString(2).padStart(power, '0'))
    left -= run
  }
  return runs
}

/** Bits as a scan holds them: ones at the end, and a zero after each byte of ones. */
function bits(codes: string[]): Buffer {
  const bytes = codes.join('').match(/.{1,8}/g) ?? []
  return Buffer.from(
    bytes.flatMap((byte) => {
      const value = Number.parseInt(byte.padEnd(8, '1'), 2)
      return value === 255 ? [255, 0] : [value]
    }),
  )
}

/** As phones write it: a film behind the photo. Its pixels are chance, and hold the four letters a ZIP ends with. */
export const withFilmBehind = (jpeg: Buffer) =>
  joined([
    insert(jpeg, START, segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x="adobe:ns:meta/"/>')),
    box('ftyp', 'mp42', zeros(4), 'isommp42'),
    box(
      'mdat',
      randomBytes(300_000),
      'PK\x05\x06',
      randomBytes(40_000),
      '<?=<?',
      '\xff\xda\0x'.repeat(200),
      randomBytes(2000),
    ),
    box('moov', zeros(200)),
    'SEFHe\0\0\0SEFT',
  ])

/** As phones write it: more pictures behind the photo, named in a list at its head, and a map of its lights. */
export function withPicturesBehind(jpeg: Buffer, behind: Buffer[]): Buffer {
  const lights = segment(
    0xe1,
    'http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
    '<rdf:Description xmlns:hdrgm="http://ns.adobe.com/hdr-gain-map/1.0/" hdrgm:Version="1.0" hdrgm:GainMapMax="2.3"/></rdf:RDF></x:xmpmeta>',
  )
  const entries = behind.flatMap((one) => [...u32(0), ...u32(one.length), ...u32(jpeg.length), ...u32(0)])
  const list = segment(0xe2, 'MPF\0MM\0*', u32(8), u16(1), [0xb0, 2, 0, 7], u32(entries.length), entries)
  return joined([insert(jpeg, START, lights, list), ...behind])
}

// What is hidden in a photo ---------------------------------------------------------------------------------------

/** A ZIP of one empty file; what a reader finds is reckoned from its end, so that it may stand behind anything. */
export function zip(comment = ''): Buffer {
  const entry = [...zeros(20), 1, 0, 0, 0]
  const local = joined(['PK\x03\x04', zeros(22), [1, 0, 0, 0], 'x'])
  const list = joined(['PK\x01\x02', [20, 0], entry, zeros(16), 'x'])
  const end = [
    1,
    0,
    1,
    0,
    list.length,
    0,
    0,
    0,
    local.length,
    0,
    0,
    0,
    comment.length & 255,
    comment.length >> 8,
  ]
  return joined([local, list, 'PK\x05\x06', zeros(4), end, comment])
}

/** The end of a ZIP that counts in eight bytes: the four are full, and another record stands before them. */
export const zipOfManyGigabytes = () =>
  joined(['PK\x06\x07', zeros(16), 'PK\x05\x06', zeros(4), new Array(12).fill(255), [0, 0]])

/** A ZIP whose end says where its list begins in the whole file, and not how long it is. */
export function withZipBehindCounted(jpeg: Buffer): Buffer {
  const made = joined([jpeg, zip()])
  const end = made.lastIndexOf('PK\x05\x06')
  made.writeUInt32LE(1, end + 12)
  made.writeUInt32LE(made.lastIndexOf('PK\x01\x02'), end + 16)
  return made
}

export const PDF = '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n'

// PNG -------------------------------------------------------------------------------------------------------------

export function chunk(type: string, ...parts: Part[]): Buffer {
  const body = joined([type, ...parts])
  return joined([u32(body.length - 4), body, u32(crc32(body))])
}

const HEAD_END = 33
export const withChunks = (png: Buffer, ...chunks: Buffer[]) => insert(png, HEAD_END, ...chunks)

/** Text or colours that unfold to so many bytes of zeros. */
export const unfolding = (type: 'zTXt' | 'iCCP', bytes: number) =>
  chunk(type, 'Comment\0\0', deflateSync(Buffer.alloc(bytes), { level: 9 }))

export const animationHead = () => chunk('acTL', u32(2), u32(0))

/** A square PNG of one bit a pixel, all of them there: 16,000 pixels of side are 31 KB. */
export const oneBit = (side: number) =>
  joined([
    '\x89PNG\r\n\x1a\n',
    chunk('IHDR', u32(side), u32(side), [1, 0, 0, 0, 0]),
    chunk('IDAT', deflateSync(Buffer.alloc(side * (side / 8 + 1)), { level: 9 })),
    chunk('IEND'),
  ])

/** The PNG with a head that says it is `side` pixels wide and high. */
export const claiming = (png: Buffer, side: number) =>
  joined([
    png.subarray(0, 8),
    chunk('IHDR', u32(side), u32(side), png.subarray(24, 29)),
    png.subarray(HEAD_END),
  ])

// AVIF and HEIC ---------------------------------------------------------------------------------------------------

function box(type: string, ...parts: Part[]): Buffer {
  const body = joined(parts)
  return joined([u32(body.length + 8), type, body])
}

/** The AVIF with a box that says it is `side` pixels wide and high. */
export function avifClaiming(avif: Buffer, side: number): Buffer {
  const made = Buffer.from(avif)
  const size = made.indexOf('ispe') + 8
  made.writeUInt32BE(side, size)
  made.writeUInt32BE(side, size + 4)
  return made
}

/** The AVIF with the first box of a film of pictures. */
export const avifSequence = (avif: Buffer) =>
  joined([box('ftyp', 'avis', zeros(4), 'avifavismsf1miafMA1B'), avif.subarray(avif.readUInt32BE(0))])

const HEVC = [1, 1, 0x60, 0, 0, 0, 0x90, 0, 0, 0, 0, 0, 93, 0xf0, 0, 0xfc, 0xfd, 0xf8, 0xf8, 0, 0, 15, 0]

/** The boxes of a HEIC file as a phone writes them, with an HEVC item and no pixels worth the name. */
export function heic(brands = 'mif1heic'): Buffer {
  const full = zeros(4)
  const item = box('infe', [2, 0, 0, 0, 0, 1, 0, 0], 'hvc1', [0])
  const meta = box(
    'meta',
    full,
    box('hdlr', full, zeros(4), 'pict', zeros(13)),
    box('pitm', full, [0, 1]),
    box('iloc', full, [0x44, 0, 0, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 40, 0, 0, 0, 8]),
    box('iinf', full, [0, 1], item),
    box(
      'iprp',
      box('ipco', box('ispe', full, [0, 0, 1, 0, 0, 0, 1, 0]), box('hvcC', HEVC)),
      box('ipma', full, [0, 0, 0, 1, 0, 1, 2, 1, 0x82]),
    ),
  )
  return joined([box('ftyp', 'heic', full, brands), meta, box('mdat', zeros(64))])
}

export const film = () => joined([box('ftyp', 'isom', zeros(4), 'isommp42'), box('mdat', zeros(64))])

// What is no photo at all -----------------------------------------------------------------------------------------

export const SVG =
  '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><script>alert(1)</script></svg>'

/** A GIF of one pixel and so many frames. */
export function gif(frames: number): Buffer {
  const frame = joined(['!\xf9\x04\0\0\0\0\0', ',\0\0\0\0\x01\0\x01\0\0', [2, 2, 0x44, 1, 0]])
  const head = ['GIF89a', [1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255]] as Part[]
  return joined([...head, ...new Array<Buffer>(frames).fill(frame), ';'])
}

/** A TIFF that says it is so many pixels wide, and ends there. */
export const tiffClaiming = (width: number) =>
  joined([
    'MM\0*',
    u32(8),
    u16(2),
    u16(256),
    u16(4),
    u32(1),
    u32(width),
    u16(257),
    u16(4),
    u32(1),
    u32(width),
    u32(0),
  ])
