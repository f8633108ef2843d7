import assert from 'node:assert/strict'
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import sharp from 'sharp'
import { type Client, type Site, startApp } from '../client.ts'

const WORDS = {
  photo_title: 'A test',
  photo_alt: 'Coloured fields',
  photo_author: 'Ada',
  photo_licence: 'CC BY 4.0',
  photo_source: '',
  photo_description: '',
}

const fields = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#c84' } })
const file = (bytes: Buffer, name: string) => new File([new Uint8Array(bytes)], name)

/** The pipeline lets sharp read files of four formats and nothing else in this process, bytes in memory neither. */
let files = 0
function onDisk(bytes: Buffer): string {
  const path = join(process.env.DATA_DIR ?? tmpdir(), `test-${files++}`)
  writeFileSync(path, bytes)
  return path
}

describe('Photos in the dashboard', () => {
  let site: Site
  let editor: Awaited<ReturnType<Site['as']>>
  let data: string
  before(async () => {
    site = await startApp('admin')
    editor = await site.as('editor')
    data = process.env.DATA_DIR!
  })
  after(() => site.close())

  const send = (bytes: Buffer, name = 'photo.jpg', client: Client = editor) =>
    client.post('/admin/photos', { ...WORDS, photo_file: file(bytes, name) })

  async function taken(bytes: Buffer, name = 'photo.jpg') {
    const page = await send(bytes, name)
    assert.equal(page.status, 303, page.text.slice(0, 5000))
    const id = Number(/photos\/(\d+)/.exec(page.location)?.[1])
    const row = await site.db.selectFrom('photos').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    const folder = join(data, 'www/media', row.sha256.slice(0, 2), row.sha256)
    const made = readdirSync(folder).map((one) => join(folder, one))
    return { row, made }
  }

  test('a photo comes in, and the web gets it in every size as JPEG and WebP', async () => {
    const { row, made } = await taken(await fields(1500, 900).jpeg().toBuffer())
    assert.deepEqual(JSON.parse(row.widths), [320, 640, 1280, 1500])
    assert.equal(made.length, 9)
    const path = made[0]!.slice(join(data, 'www').length)
    const response = await editor.get(path)
    assert.equal(response.status, 200)
    assert.match(response.headers.get('Cache-Control') ?? '', /immutable/)
    const original = join(data, 'originals', row.sha256.slice(0, 2), row.sha256)
    assert.equal(statSync(original).mode & 0o777, 0o600, 'the original is for us alone')
    assert.deepEqual(readdirSync(join(data, 'incoming', '0')), [])
  })

  test('a file that cannot be read is not called damaged: it is the fault of the system', async () => {
    const { readPhoto, UNTOUCHED } = await import('../../shared/media/pipeline.ts')
    const path = onDisk(await fields(60, 40).jpeg().toBuffer())
    const settings = { ...UNTOUCHED, author: '', licence: '' }
    // Looked at between the check and the reading.
    const vanishing = Object.defineProperty(settings, 'turn', {
      get() {
        rmSync(path, { force: true })
        return 0
      },
    })
    await assert.rejects(readPhoto(path, vanishing), { code: 'ENOENT' })
    const damaged = onDisk((await fields(600, 400).jpeg().toBuffer()).subarray(0, 900))
    await assert.rejects(readPhoto(damaged, { ...UNTOUCHED, author: '', licence: '' }), /damaged/)
  })

  test('a small photo is never enlarged', async () => {
    const { row, made } = await taken(await fields(200, 100).png().toBuffer(), 'small.png')
    assert.deepEqual(JSON.parse(row.widths), [200])
    assert.equal(made.length, 3)
  })

  test('a photo taken on its side stands upright, and no file of the web says where it was taken', async () => {
    const exif = {
      IFD0: { Make: 'Camera', Orientation: '6' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '48/1 51/1 0/1' },
    }
    const sideways = await fields(600, 300).withExif(exif).withMetadata({ orientation: 6 }).jpeg().toBuffer()
    assert.ok((await sharp(onDisk(sideways)).metadata()).exif, 'the test brings metadata')
    const { row, made } = await taken(sideways)
    assert.deepEqual([row.width, row.height], [300, 600])
    for (const path of made) {
      const found = await sharp(path).metadata()
      if (!path.endsWith('thumb.jpg')) assert.ok(found.height > found.width, path)
      for (const kind of ['xmp', 'iptc'] as const) assert.equal(found[kind], undefined, kind)
      assert.equal(found.orientation, 1)
      const bytes = readFileSync(path)
      for (const secret of ['GPS', 'Camera']) assert.equal(bytes.includes(secret), false, secret)
      for (const credit of ['Ada', 'Ada, CC BY 4.0']) assert.ok(bytes.includes(credit), credit)
    }
  })

  test('transparency becomes white', async () => {
    const clear = sharp({
      create: { width: 400, height: 400, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    })
    const { made } = await taken(await clear.png().toBuffer(), 'clear.png')
    for (const path of made) {
      const { data: pixels } = await sharp(path).raw().toBuffer({ resolveWithObject: true })
      assert.ok(pixels[0]! > 250, path)
    }
  })

  test('CMYK, 16 bits and shades of grey become what every browser shows', async () => {
    const inputs = {
      cmyk: await fields(500, 400).toColourspace('cmyk').jpeg().toBuffer(),
      deep: await fields(501, 400).toColourspace('rgb16').png().toBuffer(),
      grey: await fields(502, 400).toColourspace('b-w').jpeg().toBuffer(),
      greyDeepClear: await sharp({
        create: { width: 503, height: 400, channels: 4, background: { r: 90, g: 90, b: 90, alpha: 0.5 } },
      })
        .toColourspace('grey16')
        .png()
        .toBuffer(),
      palette: await fields(504, 400).png({ palette: true }).toBuffer(),
    }
    for (const [name, bytes] of Object.entries(inputs)) {
      const { made } = await taken(bytes, name)
      for (const path of made) {
        const { space, depth, channels } = await sharp(path).metadata()
        assert.deepEqual([space, depth, channels], ['srgb', 'uchar', 3], `${name} ${path}`)
        const [red, green, blue] = (await sharp(path).stats()).channels.map((channel) => channel.mean)
        if (name === 'cmyk' || name === 'deep' || name === 'palette')
          assert.ok(
            Math.abs(red! - 204) < 20 && Math.abs(green! - 136) < 20 && Math.abs(blue! - 68) < 30,
            `${name}: ${red} ${green} ${blue}`,
          )
      }
    }
  })

  test('WebP and AVIF are photos too', async () => {
    assert.equal((await taken(await fields(400, 300).webp().toBuffer(), 'x.webp')).row.format, 'webp')
    assert.equal(
      (await taken(await fields(400, 301).avif({ effort: 0 }).toBuffer(), 'x.avif')).row.format,
      'avif',
    )
  })

  test('the same photo twice is one photo, and keeps its words', async () => {
    const bytes = await fields(420, 300).jpeg().toBuffer()
    const first = await taken(bytes)
    const page = await editor.post('/admin/photos', {
      ...WORDS,
      photo_title: 'Other words',
      photo_file: file(bytes, 'again.jpg'),
    })
    assert.equal(page.location, `/admin/photos/${first.row.id}?note=photo-known`)
    assert.match((await editor.get(page.location)).text, /was here already/)
    assert.doesNotMatch((await editor.get(page.location)).text, /Other words/)
  })

  test('a photo may come without words: its title is the name of its file, and words that do not fit are said', async () => {
    const bytes = await fields(430, 300).jpeg().toBuffer()
    const photo_file = file(bytes, 'IMG_2041.JPG')
    const long = { photo_author: 'A'.repeat(121), photo_licence: 'All mine', photo_place: '0' }
    const page = await editor.post('/admin/photos', { ...long, photo_file })
    assert.equal(page.status, 422)
    const errors = [...page.text.matchAll(/id="photo_(\w+)-error"/g)].map(([, name]) => name)
    assert.deepEqual(errors.sort(), ['author', 'file', 'licence', 'place'])
    assert.equal((await editor.post('/admin/photos', WORDS)).status, 422)
    const added = await editor.post('/admin/photos', { photo_file })
    const id = Number(/photos\/(\d+)/.exec(added.location)?.[1])
    const row = await site.db.selectFrom('photos').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    assert.deepEqual([row.title, row.alt, row.author, row.licence], ['IMG 2041', '', '', ''])
  })

  test('its words can be changed, and it can be taken into a new question', async () => {
    const { row } = await taken(await fields(440, 300).jpeg().toBuffer())
    const renamed = { ...WORDS, photo_title: 'Renamed', version: row.version }
    assert.equal((await editor.post(`/admin/photos/${row.id}`, renamed)).status, 303)
    assert.match((await editor.get(`/admin/photos?q=renam`)).text, /Renamed/)
    assert.match((await editor.get(`/admin/questions/new?photo=${row.id}`)).text, /Renamed/)
  })

  test('a licence that is no longer on the list stays with its photo', async () => {
    const { row } = await taken(await fields(445, 300).jpeg().toBuffer())
    const old = { licence: 'GFDL 1.2' }
    await site.write((tx) => tx.updateTable('photos').set(old).where('id', '=', row.id).execute())
    const words = { ...WORDS, version: 1, photo_licence: old.licence }
    assert.equal((await editor.post(`/admin/photos/${row.id}`, words)).status, 303)
    const kept = site.db.selectFrom('photos').select('licence').where('id', '=', row.id)
    assert.deepEqual(await kept.executeTakeFirst(), old)
    const other = { ...WORDS, version: 2, photo_licence: 'All mine' }
    assert.equal((await editor.post(`/admin/photos/${row.id}`, other)).status, 422)
  })

  test('an ambassador has the photos they brought and no others', async () => {
    const ambassador = await site.as('ambassador', { country: 'FR' })
    const { row } = await taken(await fields(450, 300).jpeg().toBuffer())
    assert.equal((await ambassador.get(`/admin/photos/${row.id}`)).status, 404)
    assert.equal((await ambassador.post(`/admin/photos/${row.id}`, WORDS)).status, 404)
    const page = await send(await fields(451, 300).jpeg().toBuffer(), 'own.jpg', ambassador)
    assert.equal((await ambassador.get(page.location)).status, 200)
    const known = await send(await fields(450, 300).jpeg().toBuffer(), 'own.jpg', ambassador)
    assert.equal(known.status, 422)
    assert.match(known.text, /another photo already, which somebody else brought/)
  })
})
