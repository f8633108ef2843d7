import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import sharp from 'sharp'
import { flagPhotos } from './templates/flags.ts'

/** One size and shape for all, or they would give the answer away. */
const SIZE = { width: 640, height: 480 }
const CONTENT = new URL('../', import.meta.url)

fresh('flags/')
for (const { file } of flagPhotos()) {
  const source = file.replace('flags/', 'node_modules/flag-icons/flags/4x3/').replace('.webp', '.svg')
  await draw(new URL(source, import.meta.url).pathname, file)
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
