import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import sharp from 'sharp'
import { COUNTRIES } from './sources/countries.ts'
import { drawn, mainland } from './sources/outlines.ts'
import { flagPhotos } from './templates/flags.ts'
import { outlinePhotos } from './templates/outlines.ts'

/** One size and shape for all, or they would give the answer away. */
const SIZE = { width: 640, height: 480 }
const PAPER = '#faf6ee'
const SEA = '#0f2f4a'
const CONTENT = new URL('../', import.meta.url)

/** Draws all flags and outlines anew. */
export async function pictures() {
  fresh('flags/')
  for (const { file } of flagPhotos()) {
    const source = file.replace('flags/', 'node_modules/flag-icons/flags/4x3/').replace('.webp', '.svg')
    await draw(new URL(source, import.meta.url).pathname, file)
  }
  fresh('outlines/')
  for (const { file } of outlinePhotos()) await draw(Buffer.from(outline(file)), file)
}

function outline(file: string): string {
  const country = COUNTRIES.find((c) => file.endsWith(`/${c.iso2.toLowerCase()}.webp`))!
  const size = `width="${SIZE.width}" height="${SIZE.height}"`
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}>
    <rect ${size} fill="${PAPER}"/><path d="${drawn(mainland(country)!)}" fill="${SEA}"/></svg>`
}

function fresh(folder: string) {
  rmSync(new URL(folder, CONTENT), { recursive: true, force: true })
  mkdirSync(new URL(folder, CONTENT))
}

/** Lossless: flat colours stay exact, and the files are smaller too. Without metadata, which names the country. */
async function draw(svg: string | Buffer, file: string) {
  const picture = sharp(svg)
    .resize({ ...SIZE, fit: 'fill' })
    .flatten({ background: '#fff' })
  writeFileSync(new URL(file, CONTENT), await picture.webp({ lossless: true, effort: 6 }).toBuffer())
}
