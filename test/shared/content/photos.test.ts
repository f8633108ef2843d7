import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import sharp from 'sharp'
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
    assert.match(licence, /^(Public Domain|CC0-1\.0|MIT)$/, file)
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
