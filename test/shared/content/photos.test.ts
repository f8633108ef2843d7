import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import sharp from 'sharp'
import { LICENCES } from '../../../shared/rules/licences.ts'
import { saysOneOf } from '../../../shared/rules/questions.ts'
import { countries, folder, photos, questions } from './load.ts'

const FOLDERS = ['flags', 'landmarks', 'outlines']
const drawn = photos.filter((photo) => !photo.file.startsWith('landmarks/'))
const bytes = (file: string) => readFileSync(new URL(file, folder))

test('photos.json lists every picture there is, and each is asked about', () => {
  const files = FOLDERS.flatMap((name) => readdirSync(new URL(name, folder)).map((file) => `${name}/${file}`))
  assert.deepEqual(photos.map((photo) => photo.file).toSorted(), files.toSorted())
  const asked = new Set(questions.flatMap((q) => q.photos ?? []))
  assert.deepEqual([...asked].toSorted(), files.toSorted())
})

test('no two pictures are the same: one file has one title', () => {
  const seen = new Set(photos.map(({ file }) => createHash('sha256').update(bytes(file)).digest('hex')))
  assert.equal(seen.size, photos.length)
})

test('every picture has a title, a description, an author, a licence and a source', () => {
  for (const { file, title, alt, description, author, licence, source } of photos) {
    assert.ok(title && description.endsWith('.') && author, file)
    assert.ok(alt.length > 25 && alt.length < 300 && alt.endsWith('.'), `${file}: ${alt}`)
    assert.ok(LICENCES.includes(licence), `${file}: ${licence}`)
    assert.match(source, /^https:\/\//, file)
  }
})

test('what is drawn is of one size and shape, and holds nothing but pixels', async () => {
  for (const { file } of drawn) {
    const { width, height, format, exif, icc, xmp, pages } = await sharp(bytes(file)).metadata()
    assert.deepEqual({ width, height, format }, { width: 640, height: 480, format: 'webp' }, file)
    assert.ok(!exif && !icc && !xmp && !pages, file)
  }
})

test('6: an outline is one piece of land, and no edge of the picture cuts it off', async () => {
  for (const { file } of drawn.filter((photo) => photo.file.startsWith('outlines/'))) {
    const { data, info } = await sharp(bytes(file)).greyscale().raw().toBuffer({ resolveWithObject: true })
    const dark = new Uint8Array(data.length / info.channels).map((_, i) =>
      data[i * info.channels]! < 200 ? 1 : 0,
    )
    assert.deepEqual(pieces(dark, info.width), { land: 1, cut: false }, file)
  }
})

/** Of the land: spits thinner than a pixel may come loose. */
const SPECK = 0.005

/** How many pieces there are that count, and whether one of them reaches the rim. */
function pieces(dark: Uint8Array, width: number): { land: number; cut: boolean } {
  const sizes: number[] = []
  let cut = false
  for (let start = dark.indexOf(1); start >= 0; start = dark.indexOf(1, start)) {
    const open = [start]
    dark[start] = 0
    let size = 0
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      size++
      const [x, y] = [at % width, Math.floor(at / width)]
      cut ||= x === 0 || x === width - 1 || y === 0 || (y + 1) * width === dark.length
      for (const step of [-width - 1, -width, 1 - width, -1, 1, width - 1, width, width + 1]) {
        if (dark[at + step] !== 1) continue
        dark[at + step] = 0
        open.push(at + step)
      }
    }
    sizes.push(size)
  }
  const least = Math.max(...sizes) * SPECK
  return { land: sizes.filter((size) => size > least).length, cut }
}

const PEOPLES =
  'American Argentine Austrian Belgian Brazilian British Canadian Chinese Cuban Czech Danish Dutch Egyptian English ' +
  'French German Greek Indian Irish Italian Japanese Lebanese Maltese Mexican Norwegian Polish Portuguese Russian ' +
  'Scottish Spanish Swedish Swiss Turkish Ukrainian Vietnamese Welsh'

test('what a picture is described as names no country and no people', () => {
  const names = [...countries.map((c) => c.name), ...PEOPLES.split(' '), 'America', 'England', 'Union Jack']
  for (const { file, alt } of photos) {
    const told = names.filter((name) => new RegExp(`\\b${name}`, 'i').test(alt))
    assert.deepEqual(told, [], `${file}: ${alt}`)
  }
})

test('no author, whose name is written into the files players get, says an alternative', () => {
  const byFile = new Map(photos.map((photo) => [photo.file, photo]))
  for (const { key, alternatives, photos: shown = [] } of questions) {
    for (const file of shown) {
      const { author } = byFile.get(file)!
      const said = saysOneOf(alternatives)(author)
      assert.ok(!said, `${key}: ${author}`)
    }
  }
})
