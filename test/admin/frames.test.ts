import assert from 'node:assert/strict'
import { existsSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import sharp from 'sharp'
import { type Page, type Site, startApp } from '../client.ts'
import { withoutRoom } from './full.ts'

const WORDS = {
  photo_title: 'A test',
  photo_alt: 'Coloured noise',
  photo_author: 'Ada',
  photo_licence: 'CC BY 4.0',
}

/** No two of them are the same photo. */
let photos = 0

/** Of square fields, `size` pixels wide. */
async function noise(width: number, height: number, size = 1): Promise<Buffer> {
  const grain = { type: 'gaussian', mean: 128, sigma: 60 } as const
  const fields = { width: width / size, height: height / size }
  const create = { ...fields, channels: 3, background: '#888', noise: grain } as const
  return await sharp({ create })
    .resize(width, height, { kernel: 'nearest' })
    .jpeg()
    .withExif({ IFD0: { Make: `Camera ${photos++}` } })
    .toBuffer()
}

describe('Detective frames', () => {
  let site: Site
  let editor: Awaited<ReturnType<Site['as']>>
  before(async () => {
    site = await startApp('admin')
    editor = await site.as('editor')
  })
  after(() => site.close())

  async function bring(bytes: Buffer, by = editor): Promise<number> {
    const photo_file = new File([new Uint8Array(bytes)], 'photo.jpg')
    const { location } = await by.post('/admin/photos', { ...WORDS, photo_file })
    return Number(/photos\/(\d+)/.exec(location)?.[1])
  }

  const make = (id: number, fields: object = {}) =>
    editor.post(`/admin/photos/${id}/frames`, { kind: 'blur', count: 6, ...fields })

  const rowsOf = (id: number) =>
    site.db.selectFrom('frames').selectAll().where('photo_id', '=', id).orderBy('position').execute()

  const fileOf = (name: string) =>
    join(process.env.DATA_DIR!, 'www/media/frames', name.slice(0, 2), `${name}.webp`)

  const pixelsOf = (name: string) =>
    sharp(fileOf(name)).removeAlpha().raw().toBuffer({ resolveWithObject: true })

  /** The frames as the page has them in its strip: their addresses. */
  const strip = (page: Page) => [...page.text.matchAll(/<li><img src="([^"]+)"/g)].map(([, src]) => src!)

  const filesThere = () =>
    readdirSync(join(process.env.DATA_DIR!, 'www/media/frames'), { recursive: true }).filter((one) =>
      String(one).endsWith('.webp'),
    ).length

  /** What the dashboard does by itself, more than an hour from now. */
  async function cleanLater() {
    const { clean } = await import('../../admin/photos/photo-cleaning.ts')
    await clean({ write: site.write, now: site.clock.now + 3_600_001 }, 'old')
  }

  async function made(bytes: Buffer, fields: object = {}) {
    const id = await bring(bytes)
    const page = await make(id, fields)
    assert.equal(page.status, 303, page.text)
    return { id, rows: await rowsOf(id) }
  }

  test('are made of one photo, stand on its page in their order, and the last one is the photo', async () => {
    const bytes = await noise(1200, 900)
    const { id, rows } = await made(bytes, { count: 7 })
    assert.deepEqual(
      rows.map(({ position }) => position),
      [1, 2, 3, 4, 5, 6, 7],
    )
    const page = await editor.get(`/admin/photos/${id}/frames?note=frames-made`)
    assert.match(page.text, /The frames are here/)
    const addresses = strip(page)
    assert.equal(addresses.length, 7)
    for (const [i, address] of addresses.entries()) {
      assert.ok(address.endsWith(`/${rows[i]!.name}.webp`))
      assert.equal((await editor.get(address)).headers.get('Content-Type'), 'image/webp')
    }
    const off: number[] = []
    for (const { name } of rows) off.push(await differenceFrom(bytes, name))
    assert.ok(off.at(-1)! < 10 && off.slice(0, -1).every((one) => one > 20), `${off}`)
  })

  /** How far the frame is from the photo: the mean of what each colour of each pixel differs by. */
  async function differenceFrom(photo: Buffer, name: string): Promise<number> {
    const { data, info } = await pixelsOf(name)
    const original = await sharp(onDisk(photo)).resize({ width: info.width }).raw().toBuffer()
    return data.reduce((sum, value, i) => sum + Math.abs(value - original[i]!), 0) / data.length
  }

  const onDisk = (bytes: Buffer): string => {
    const path = join(process.env.DATA_DIR!, `photo-${photos++}`)
    writeFileSync(path, bytes)
    return path
  }

  test('of a blur become sharper one after another', async () => {
    // Fields instead of grain, of which the widest blurs leave nothing but what the encoder makes of it.
    const { rows } = await made(await noise(800, 608, 16), { count: 10 })
    const sharpness: number[] = []
    for (const { name } of rows) sharpness.push((await sharp(fileOf(name)).stats()).sharpness)
    for (const [i, one] of sharpness.slice(1).entries()) assert.ok(one > sharpness[i]!, `${sharpness}`)
  })

  test('of a blur look alike in every size: the same part of the picture runs together', async () => {
    const edge = async (width: number) => {
      const half = await sharp({
        create: { width: width / 2, height: width, channels: 3, background: '#fff' },
      })
        .extend({ left: width / 2, background: '#000' })
        .png()
        .toBuffer()
      const { rows } = await made(half, { count: 4 })
      const { data, info } = await pixelsOf(rows[0]!.name)
      const line = Array.from({ length: info.width }, (_, x) => data[x * 3]!)
      return line.filter((value) => value > 50 && value < 205).length / info.width
    }
    const [small, large] = [await edge(200), await edge(900)]
    assert.ok(small > 0.05 && Math.abs(small - large) < 0.02, `${small} ${large}`)
  })

  test('of tiles have the pixels of the photo, each in another place, until they are home', async () => {
    const fields = await sharp({ create: { width: 480, height: 360, channels: 3, background: '#000' } })
      .composite(
        Array.from({ length: 108 }, (_, i) => ({
          input: { create: { width: 40, height: 40, channels: 3, background: shade(i) } },
          left: (i % 12) * 40,
          top: Math.floor(i / 12) * 40,
        })),
      )
      .png()
      .toBuffer()
    const { rows } = await made(fields, { kind: 'tiles', count: 5 })
    let home = -1
    for (const { name } of rows) {
      const order = await tilesOf(name)
      assert.deepEqual(
        order.toSorted((a, b) => a - b),
        Array.from({ length: 108 }, (_, i) => i),
      )
      const now = order.filter((tile, place) => tile === place).length
      assert.ok(now > home)
      home = now
    }
    assert.equal((await tilesOf(rows[0]!.name)).filter((tile, place) => tile === place).length, 0)
    assert.equal(home, 108)
  })

  /** A colour for each of 108 tiles that stays itself in a WebP. */
  const shade = (i: number) => ({
    r: (i % 6) * 50,
    g: (Math.floor(i / 6) % 6) * 50,
    b: Math.floor(i / 36) * 100,
  })

  /** Which tile lies at each place, by the colour in its middle. */
  async function tilesOf(name: string): Promise<number[]> {
    const { data, info } = await pixelsOf(name)
    return Array.from({ length: 108 }, (_, place) => {
      const at = ((Math.floor(place / 12) * 40 + 20) * info.width + (place % 12) * 40 + 20) * 3
      const [r, g, b] = [data[at]!, data[at + 1]!, data[at + 2]!]
      return Math.round(r / 50) + 6 * Math.round(g / 50) + 36 * Math.round(b / 100)
    })
  }

  test('of tiles fill the picture where its sides cannot be divided evenly', async () => {
    const white = await sharp({ create: { width: 331, height: 217, channels: 3, background: '#fff' } })
      .png()
      .toBuffer()
    const { rows } = await made(white, { kind: 'tiles', count: 4 })
    for (const { name } of rows) {
      const { data, info } = await pixelsOf(name)
      assert.deepEqual([info.width, info.height], [331, 217])
      assert.ok(data.every((value) => value > 250))
    }
  })

  test('of tiles never take in what lies on the other side of the picture', async () => {
    const { gridFor } = await import('../../shared/rules/frames.ts')
    const [width, height] = [331, 217]
    const { columns, rows: lines } = gridFor(width, height)
    const cut = (i: number) => Math.round((i * width) / columns)
    const photo = await sharp({ create: { width: width - cut(1), height, channels: 3, background: '#fff' } })
      .extend({ left: cut(1), background: '#000' })
      .png()
      .toBuffer()
    const { rows } = await made(photo, { kind: 'tiles', count: 4 })
    for (const { name } of rows) {
      const { data } = await pixelsOf(name)
      for (let place = 0; place < columns * lines; place++) {
        const [column, line] = [place % columns, Math.floor(place / columns)]
        const y = Math.round(((line + 0.5) * height) / lines)
        const at = (x: number) => data[(y * width + x) * 3]!
        const middle = Math.round((cut(column) + cut(column + 1)) / 2)
        if (at(middle) > 127) assert.ok(at(cut(column + 1) - 1) > 127, `${name}, place ${place}`)
      }
    }
  })

  test('are at most 960 pixels wide, never larger than the photo, and say nothing of the camera', async () => {
    const sizes: [number, number][] = []
    for (const [width, height] of [
      [2000, 1000],
      [300, 200],
      [400, 3000],
    ] as const) {
      const { rows } = await made(await noise(width, height), { count: 4 })
      sizes.push([rows[0]!.width, rows[0]!.height])
      for (const { name, ...row } of rows) {
        const found = await sharp(fileOf(name)).metadata()
        assert.deepEqual([found.format, found.width, found.height], ['webp', row.width, row.height])
        for (const kind of ['exif', 'xmp', 'iptc', 'icc', 'orientation'] as const)
          assert.equal(found[kind], undefined, kind)
      }
    }
    assert.deepEqual(sizes, [
      [960, 480],
      [300, 200],
      [256, 1920],
    ])
  })

  test('stand upright, and turned as the editor turned the photo', async () => {
    const sideways = await sharp(onDisk(await noise(600, 300)))
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    const id = await bring(sideways)
    await make(id, { count: 4 })
    assert.deepEqual(sizeOf(await rowsOf(id)), [300, 600])
    await site.write((tx) => tx.updateTable('photos').set({ turn: 90 }).where('id', '=', id).execute())
    await make(id, { count: 4 })
    assert.deepEqual(sizeOf(await rowsOf(id)), [600, 300])
  })

  const sizeOf = ([row]: { width: number; height: number }[]) => [row!.width, row!.height]

  test('have names of their own that say neither their number nor their photo', async () => {
    const { id, rows } = await made(await noise(200, 150), { count: 10 })
    const { sha256 } = await site.db
      .selectFrom('photos')
      .select('sha256')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    const names = rows.map(({ name }) => name)
    assert.equal(new Set(names).size, 10)
    for (const name of names) {
      assert.match(name, /^[0-9a-f]{32}$/)
      assert.ok(!sha256.includes(name.slice(0, 8)))
      assert.equal(statSync(fileOf(name)).mode & 0o777, 0o644)
    }
    const again = await made(await noise(200, 150), { count: 10 })
    assert.equal(new Set([...names, ...again.rows.map(({ name }) => name)]).size, 20)
  })

  test('that are made anew replace the old ones, whose files go away an hour later', async () => {
    const { id, rows: old } = await made(await noise(200, 150), { count: 8 })
    await cleanLater()
    assert.equal((await make(id, { kind: 'tiles', count: 4 })).status, 303)
    const rows = await rowsOf(id)
    assert.deepEqual(
      rows.map(({ kind }) => kind),
      ['tiles', 'tiles', 'tiles', 'tiles'],
    )
    const { clean } = await import('../../admin/photos/photo-cleaning.ts')
    await clean({ write: site.write, now: site.clock.now }, 'old')
    assert.ok(
      old.every(({ name }) => existsSync(fileOf(name))),
      'somebody may still be looking at them',
    )
    await cleanLater()
    assert.ok(old.every(({ name }) => !existsSync(fileOf(name))))
    assert.ok(rows.every(({ name }) => existsSync(fileOf(name))))
  })

  test('can be removed, twice as well, and made again', async () => {
    const { id, rows } = await made(await noise(200, 150))
    await cleanLater()
    for (let i = 0; i < 2; i++)
      assert.equal(
        (await editor.post(`/admin/photos/${id}/frames/removal`)).location,
        `/admin/photos/${id}/frames?note=frames-removed`,
      )
    assert.deepEqual(await rowsOf(id), [])
    const page = await editor.get(`/admin/photos/${id}/frames`)
    assert.match(page.text, /no frames yet/)
    await cleanLater()
    assert.ok(rows.every(({ name }) => !existsSync(fileOf(name))))
    assert.equal((await make(id)).status, 303)
  })

  test('whose writing was cut short leave no file behind at the next start', async () => {
    const { rows: kept } = await made(await noise(200, 150))
    const [leftovers, store, urls, files] = await Promise.all([
      import('../../shared/db/leftovers.ts'),
      import('../../shared/media/store.ts'),
      import('../../shared/media/urls.ts'),
      import('../../admin/photos/photo-cleaning.ts'),
    ])
    const key = urls.frameKey('ab'.repeat(16))
    await site.write((tx) => leftovers.add(tx, [key], { worker: 0, now: site.clock.now }))
    await store.put(key, Buffer.from('half a film'))
    await files.recover({ db: site.db, write: site.write, close: site.close } as never, site.clock.now)
    assert.equal(existsSync(fileOf('ab'.repeat(16))), false)
    assert.ok(kept.every(({ name }) => existsSync(fileOf(name))))
    assert.deepEqual(await leftovers.noted(site.db, [key]), new Set())
  })

  test('are asked for once more when the words of the form do not fit, with what was typed', async () => {
    const id = await bring(await noise(200, 150))
    for (const fields of [
      { count: 3 },
      { count: 11 },
      { count: 'many' },
      { count: '' },
      { kind: 'fog' },
      { kind: ['blur', 'tiles'] },
    ]) {
      const page = await make(id, { kind: 'tiles', ...fields })
      assert.equal(page.status, 422, JSON.stringify(fields))
      assert.match(page.text, /class="error"/)
    }
    const page = await make(id, { kind: 'tiles', count: 99 })
    assert.match(page.text, /value="tiles" selected/)
    assert.equal((page.text.match(/class="error"/g) ?? []).length, 1)
    assert.equal((await editor.post(`/admin/photos/${id}/frames`)).text.match(/class="error"/g)?.length, 2)
    assert.deepEqual(await rowsOf(id), [])
  })

  test('of a photo whose original is damaged or gone, or that there is no room for, are not made, and a sentence says why', async () => {
    const { id, rows } = await made(await noise(200, 150))
    const { originalKey } = await import('../../shared/media/urls.ts')
    const photo = await site.db.selectFrom('photos').select('sha256').where('id', '=', id).executeTakeFirst()
    const path = join(process.env.DATA_DIR!, originalKey(photo!.sha256))
    const refused = async (page: Page, why: RegExp) => {
      assert.equal(page.status, 422)
      assert.match(page.text, why)
      assert.match(page.text, /value="tiles" selected/)
      assert.deepEqual(await rowsOf(id), rows)
    }
    const again = () => make(id, { kind: 'tiles' })
    await refused(await withoutRoom(site, again), /disk of the server is nearly full/)
    truncateSync(path, 1000)
    await refused(await again(), /The original of this photo is damaged.+Replace it by the same file/)
    rmSync(path)
    await refused(await again(), /The original of this photo is missing on the disk/)
  })

  test('of a photo that is turned meanwhile are not taken, and the person is told', async () => {
    const id = await bring(await noise(2000, 1500))
    await site.write((tx) => tx.deleteFrom('leftovers').execute())
    const sent = make(id, { count: 10 })
    // The names are noted before the first of ten frames is on disk.
    while ((await site.db.selectFrom('leftovers').select('key').execute()).length === 0)
      await new Promise(setImmediate)
    await site.write((tx) => tx.updateTable('photos').set({ turn: 180 }).where('id', '=', id).execute())
    const page = await sent
    assert.equal(page.status, 409)
    assert.match(page.text, /turned or replaced the photo meanwhile/)
    assert.match(page.text, /value="10" selected/)
    assert.deepEqual(await rowsOf(id), [])
    await cleanLater()
    const shown = await site.db.selectFrom('frames').select('name').execute()
    assert.ok(shown.every(({ name }) => existsSync(fileOf(name))))
    assert.equal(filesThere(), shown.length, 'and their files are not kept')
  })

  test('made twice at the same moment are one film', async () => {
    const id = await bring(await noise(200, 150))
    const pages = await Promise.all([make(id, { count: 5 }), make(id, { count: 9 }), make(id, { count: 5 })])
    assert.deepEqual(
      pages.map(({ status }) => status),
      [303, 303, 303],
    )
    const rows = await rowsOf(id)
    assert.ok(rows.length === 5 || rows.length === 9)
    assert.ok(rows.every(({ name }) => existsSync(fileOf(name))))
    assert.deepEqual(readdirSync(join(process.env.DATA_DIR!, 'incoming'), { recursive: true }), ['0'])
  })

  test('of others are not there for an ambassador', async () => {
    const ambassador = await site.as('ambassador', { country: 'FR' })
    const { id } = await made(await noise(200, 150))
    assert.equal((await ambassador.get(`/admin/photos/${id}/frames`)).status, 404)
    for (const path of ['frames', 'frames/removal'])
      assert.equal(
        (await ambassador.post(`/admin/photos/${id}/${path}`, { kind: 'blur', count: 4 })).status,
        404,
      )
    assert.equal((await rowsOf(id)).length, 6)
    const own = await bring(await noise(200, 150), ambassador)
    assert.equal(
      (await ambassador.post(`/admin/photos/${own}/frames`, { kind: 'blur', count: 4 })).status,
      303,
    )
  })
})
