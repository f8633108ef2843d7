/**
 * Why a file of these bytes is no photo to take, or undefined. Looks at what the decoder must never see, and at what no
 * decoder looks at. Phones put films and more pictures behind their photos: those stay as they are.
 */
export function bytesProblem(bytes: Buffer): string | undefined {
  const text = bytes.toString('latin1')
  return unfit(text.slice(0, 1024)) ?? smuggled(bytes, text) ?? bomb(bytes, text)
}

const SAVE = 'Save it as JPEG, PNG, WebP or AVIF and send that.'
export const MOVING = 'Moving pictures cannot be used. Take a photo of one frame.'
export const HEIC =
  'HEIC photos cannot be read here. On the phone choose "Most compatible", or save the photo as JPEG.'

/** How other files begin that people take for photos. */
const OTHERS: [RegExp, string][] = [
  [/^GIF8/, 'a GIF'],
  [/^(?:II[*+]\0|MM\0[*+])/, "a TIFF or a camera's raw file"],
  [/^%PDF-/, 'a document (PDF)'],
  [/^PK[^ -~]{2}/, 'an archive (ZIP)'],
  [/<svg[\s>]/i, 'a drawing (SVG)'],
]

function unfit(head: string): string | undefined {
  if (head === '') return 'The file is empty. Choose the photo again.'
  if (/^(?:\xff\xd8\xff|\x89PNG\r\n|RIFF.{4}WEBP)/s.test(head)) return undefined
  if (head.startsWith('ftyp', 4)) return unfitBrands(head)
  const other = OTHERS.find(([begins]) => begins.test(head))?.[1]
  if (other) return `This is ${other}, not a photo that can be used. ${SAVE}`
  return 'This is not a photo that can be used. Take a JPEG, PNG, WebP or AVIF of at most 50 megapixels.'
}

/** AVIF, HEIC and films are all made of boxes; the first one lists the brands of what is inside. */
function unfitBrands(head: string): string | undefined {
  const brands = head.slice(8, Buffer.from(head.slice(0, 4), 'latin1').readUInt32BE())
  if (brands.includes('avis')) return MOVING
  if (brands.includes('avif')) return undefined
  if (/hei[cmsx]|hev[cmsx]|mif1|msf1/.test(brands)) return HEIC
  return `This is a film, not a photo that can be used. ${SAVE}`
}

const ANEW = 'Open the photo, save it anew as JPEG and send the new file.'

/**
 * What makes a photo something else too, for whoever opens it as that: original files lie here for years. Whatever is
 * looked for in the whole file is long enough that 25 MB of chance hold it once in 50,000; a bare "<?=" they hold once.
 */
function smuggled(bytes: Buffer, text: string): string | undefined {
  const what = cargo(bytes, text)
  return what && `There is ${what} inside this photo. ${ANEW}`
}

function cargo(bytes: Buffer, text: string): string | undefined {
  if (CODE.test(text) || text.startsWith(COMMENT)) return 'the code of a program or of a page'
  // Readers of PDF find the beginning within 1024 bytes, or else begin with the end.
  if (/%PDF-\d/.test(text.slice(0, 1024)) || /startxref\s+\d+\s+%%EOF/.test(text.slice(-1024)))
    return 'a document (PDF)'
  if (text.includes('Rar!\x1a\x07') || text.includes('7z\xbc\xaf\x27\x1c')) return 'an archive (RAR or 7z)'
  return isZip(bytes, text) ? 'an archive (ZIP)' : undefined
}

/** No part may run on over the next "<": else a file made for it keeps the process busy for seconds. */
const CODE =
  /<(?:\?php\s|\?=[\s -;=-~]{4,200}?\?>|!doctype html|(?:html|script|iframe)[\s>]|[a-z]{1,10}\s[ -;=-~]{0,300}?\bon[a-z]{3,20}=)/i

/** A head whose length reads as the beginning of a comment; a thumbnail can make it longer, but never this long. */
const COMMENT = '\xff\xd8\xff\xe0/*'

const END = 'PK\x05\x06'
const FURTHEST = 22 + 65_535

/**
 * Where readers of ZIP look: for the end record in the last 64 KB, and from there for the list of files. Both must be
 * there, so 25 MB of chance pass for a ZIP once in 10^14.
 */
function isZip(bytes: Buffer, text: string): boolean {
  for (let end = text.indexOf(END, text.length - FURTHEST); end >= 0; end = text.indexOf(END, end + 1)) {
    if (end + 22 > text.length) return false
    const starts = [end - bytes.readUInt32LE(end + 12), bytes.readUInt32LE(end + 16)]
    if (starts.some((at) => text.startsWith('PK\x01\x02', at))) return true
    if (text.startsWith('PK\x06\x07', end - 20)) return true
  }
  return false
}

const MOST_SCANS = 100
const MOST_TEXTS = 10

function bomb(bytes: Buffer, text: string): string | undefined {
  const chunks = chunksOf(bytes)
  if (chunks.acTL) return MOVING
  // Each may unfold to 8 MB while its picture is open: 900 of them, a file of 7 MB, took 4 GB.
  if ((chunks.zTXt ?? 0) + (chunks.iTXt ?? 0) > MOST_TEXTS)
    return `This photo brings more than ${MOST_TEXTS} texts of its own. ${ANEW}`
  // Each goes over the whole picture again: 882 of them, a file of 180 KB, took 9 seconds at 49 megapixels. Cameras
  // write 1, the web about 10; with the pictures behind the picture that is still far from here.
  if (bytes[0] === 0xff && hasManyScans(text))
    return `This JPEG is drawn in more than ${MOST_SCANS} steps. ${ANEW}`
  return undefined
}

/** What the decoder takes for the head of a scan: how long it is follows from its components, of which there are 1 to 4. */
const SCAN = '\xff\xda\0'
const SCAN_HEADS = ['\x08\x01', '\x0a\x02', '\x0c\x03', '\x0e\x04']

function hasManyScans(text: string): boolean {
  let scans = 0
  for (let at = text.indexOf(SCAN); at >= 0 && scans <= MOST_SCANS; at = text.indexOf(SCAN, at + 1))
    if (SCAN_HEADS.includes(text.slice(at + 3, at + 5))) scans++
  return scans > MOST_SCANS
}

/** How often a PNG has each of the chunks that tell against it. */
function chunksOf(bytes: Buffer): Partial<Record<string, number>> {
  const found: Partial<Record<string, number>> = {}
  if (!bytes.toString('latin1', 0, 4).endsWith('PNG')) return found
  for (let at = 8; at + 8 <= bytes.length; at += bytes.readUInt32BE(at) + 12) {
    const type = bytes.toString('latin1', at + 4, at + 8)
    if (/^(?:acTL|[zi]TXt)$/.test(type)) found[type] = (found[type] ?? 0) + 1
  }
  return found
}
