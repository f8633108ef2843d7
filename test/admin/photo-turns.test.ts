import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import sharp from 'sharp'
import { type Page, type Site, startApp } from '../client.ts'
import { photoDesk, WORDS } from './photo-desk.ts'

describe('A photo', () => {
  let site: Site
  let editor: Awaited<ReturnType<Site['as']>>
  let desk: ReturnType<typeof photoDesk>
  before(async () => {
    site = await startApp('admin')
    editor = await site.as('editor')
    desk = photoDesk(site, editor)
  })
  after(() => site.close())

  const send = (id: number, act: string, fields: object = {}, by = editor) =>
    by.post(`/admin/photos/${id}/${act}`, { version: 1, ...fields })
  const aim = (id: number, focal_x: number | string, focal_y: number, version = 1) =>
    editor.post(pathOf(id), { ...WORDS, focal_x, focal_y, version })
  const pathOf = (id: number) => `/admin/photos/${id}`
  const problemOf = (page: Page) => /class="message bad" role="alert">([^<]*)/.exec(page.text)?.[1] ?? ''
  /** Red on the left, blue on the right. */
  const halves = async () => {
    return await sharp({ create: { width: 240, height: 60, channels: 3, background: '#f00' } })
      .composite([
        { input: { create: { width: 120, height: 60, channels: 3, background: '#00f' } }, left: 120, top: 0 },
      ])
      .jpeg()
      .withExif({ IFD0: { Make: `Halves ${halvesMade++}` } })
      .toBuffer()
  }
  let halvesMade = 0

  /** What colour most of a part of a file is, `r` or `b`: of its left, right, top or bottom fifth. */
  async function colourAt(path: string, side: 'left' | 'right' | 'top' | 'bottom') {
    const { width, height } = await sharp(path).metadata()
    const [w, h] = [Math.ceil(width / 5), Math.ceil(height / 5)]
    const area = {
      left: { left: 0, top: 0, width: w, height },
      right: { left: width - w, top: 0, width: w, height },
      top: { left: 0, top: 0, width, height: h },
      bottom: { left: 0, top: height - h, width, height: h },
    }[side]
    const pixels = await sharp(path).extract(area).raw().toBuffer()
    const sum = (offset: number) => pixels.reduce((all, value, i) => all + (i % 3 === offset ? value : 0), 0)
    return sum(0) > sum(2) ? 'r' : 'b'
  }

  const thumbOf = async (id: number) => (await desk.filesOf(id)).find((one) => one.endsWith('thumb.jpg'))!
  const sizedOf = async (id: number) => (await desk.filesOf(id)).filter((one) => !one.endsWith('thumb.jpg'))

  describe('that is turned', () => {
    test('stands otherwise in all its sizes, and its focal point stays on the same spot', async () => {
      const id = await desk.bring(await halves())
      await aim(id, 10, 30)
      const page = await send(id, 'turns', { by: 90, from: 0, version: 2 })
      assert.equal(page.location, `${pathOf(id)}?note=photo-turned`)
      const row = await desk.row(id)
      assert.deepEqual([row.turn, row.width, row.height], [90, 60, 240])
      assert.deepEqual([row.focal_x, row.focal_y], [70, 10])
      for (const path of await sizedOf(id))
        assert.deepEqual([await colourAt(path, 'top'), await colourAt(path, 'bottom')], ['r', 'b'], path)
      await send(id, 'turns', { by: 270, from: 90, version: 3 })
      const back = await desk.row(id)
      assert.deepEqual([back.turn, back.width, back.focal_x, back.focal_y], [0, 240, 10, 30])
      for (const path of await sizedOf(id)) assert.equal(await colourAt(path, 'left'), 'r')
    })

    test('has other addresses; the old ones live for an hour', async () => {
      const id = await desk.bring()
      const old = await desk.filesOf(id)
      await send(id, 'turns', { by: 90, from: 0 })
      await desk.tidy(0)
      assert.ok(old.every((path) => existsSync(path)))
      await desk.tidy(3_600_001)
      assert.ok(old.every((path) => !existsSync(path)))
      assert.ok((await desk.filesOf(id)).length === old.length)
    })

    test('is turned once by a form that is sent twice', async () => {
      const id = await desk.bring()
      const twice = await Promise.all([1, 2].map(() => send(id, 'turns', { by: 270, from: 0 })))
      assert.deepEqual(
        twice.map(({ location }) => location),
        Array(2).fill(`${pathOf(id)}?note=photo-turned`),
      )
      const row = await desk.row(id)
      assert.deepEqual([row.turn, row.version], [270, 2])
    })

    test('is not, when somebody else changed it meanwhile or the form says no direction', async () => {
      const id = await desk.bring()
      await editor.post(pathOf(id), { ...WORDS, photo_title: 'Theirs', version: 1 })
      const late = await send(id, 'turns', { by: 90, from: 0 })
      assert.equal(late.status, 409)
      assert.match(problemOf(late), /Somebody changed this photo meanwhile/)
      assert.match(late.text, /Theirs/)
      for (const by of ['45', '-90', '', undefined])
        assert.equal((await send(id, 'turns', { by, from: 0, version: 2 })).status, 422)
      assert.equal((await desk.row(id)).turn, 0)
    })

    test('loses its detective frames, and says so', async () => {
      const id = await desk.bring()
      await editor.post(`${pathOf(id)}/frames`, { kind: 'blur', count: 4 })
      assert.equal((await desk.framesOf(id)).length, 4)
      const page = await send(id, 'turns', { by: 90, from: 0 })
      assert.equal(page.location, `${pathOf(id)}?note=photo-turned.frames-gone`)
      assert.match(
        (await editor.get(page.location)).text,
        /detective frames showed the old picture and are gone/,
      )
      assert.deepEqual(await desk.framesOf(id), [])
    })
  })

  describe('with a focal point', () => {
    test('is cut around it where it is small, in every list', async () => {
      const id = await desk.bring(await halves())
      const page = await aim(id, 95, 50)
      assert.equal(page.location, `${pathOf(id)}?note=saved`)
      for (const side of ['left', 'right'] as const)
        assert.equal(await colourAt(await thumbOf(id), side), 'b')
      await aim(id, 0, 0, 2)
      for (const side of ['left', 'right'] as const)
        assert.equal(await colourAt(await thumbOf(id), side), 'r')
      const { sha256, recipe } = await desk.row(id)
      const thumb = `/media/${sha256.slice(0, 2)}/${sha256}/${recipe}-thumb.jpg`
      const question = await desk.ask(id)
      await desk.hang(id, 'cairo')
      const cairo = /\/admin\/cities\/\d+/.exec((await editor.get('/admin/cities?q=cairo')).text)![0]
      for (const path of [
        pathOf(id),
        '/admin/photos',
        '/admin/questions',
        `/admin/questions/${question}`,
        cairo,
      ])
        assert.ok((await editor.get(path)).text.includes(`src="${thumb}"`), path)
    })

    test('has a cross on its page at that very spot, without JavaScript as well', async () => {
      const id = await desk.bring(await desk.jpeg(200, 100))
      await aim(id, 80, 20)
      const { text } = await editor.get(pathOf(id))
      assert.match(
        text,
        /<svg viewBox="0 0 200 100" aria-hidden="true"><g transform="translate\(160 20\) scale\(2\)">/,
      )
      assert.match(text, /name="focal_x" form="words" type="number" min="0" max="100" required value="80"/)
    })

    test('keeps what was typed when it is no point of the picture, or somebody was quicker', async () => {
      const id = await desk.bring()
      for (const x of ['101', '-1', '1.5', 'left', '']) {
        const page = await aim(id, x, 33)
        assert.equal(page.status, 422, x)
        assert.match(page.text, /id="focal_x-error">A number from 0 to 100/)
        assert.match(page.text, /name="focal_y"[^>]*value="33"/)
      }
      await aim(id, 20, 20)
      const late = await aim(id, 70, 71)
      assert.equal(late.status, 409)
      assert.match(late.text, /from the left, in %[\s\S]*<mark>70<\/mark>[\s\S]*<mark>20<\/mark>/)
      assert.match(late.text, /name="focal_y"[^>]*value="71"/)
      assert.equal((await desk.row(id)).focal_x, 20)
      assert.equal((await aim(id, 20, 20)).location, `${pathOf(id)}?note=saved`)
      assert.equal((await desk.row(id)).version, 2)
    })

    test('is saved together with its words', async () => {
      const id = await desk.bring()
      await editor.post(pathOf(id), { ...WORDS, photo_title: 'Quay', focal_x: 5, focal_y: 6, version: 1 })
      const { title, focal_x, focal_y, version } = await desk.row(id)
      assert.deepEqual([title, focal_x, focal_y, version], ['Quay', 5, 6, 2])
    })
  })

  test('that came with other settings in its files is the same to the byte for the same settings', async () => {
    const id = await desk.bring()
    const first = (await desk.filesOf(id)).map((path) => readFileSync(path))
    const names = await desk.filesOf(id)
    await aim(id, 30, 30)
    await aim(id, 50, 50, 2)
    assert.deepEqual(await desk.filesOf(id), names)
    assert.deepEqual(
      (await desk.filesOf(id)).map((path) => readFileSync(path)),
      first,
    )
  })
})
