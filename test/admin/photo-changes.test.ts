import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import sharp from 'sharp'
import { type Page, type Site, startApp } from '../client.ts'
import { photoDesk, WORDS } from './photo-desk.ts'

const DAY_MS = 86_400_000
const file = (bytes: Buffer, name = 'other.jpg') => new File([new Uint8Array(bytes)], name)

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
  const pathOf = (id: number) => `/admin/photos/${id}`
  const original = (sha256: string) => join(process.env.DATA_DIR!, 'originals', sha256.slice(0, 2), sha256)
  const framesOf = (id: number) =>
    site.db.selectFrom('frames').selectAll().where('photo_id', '=', id).execute()
  const problemOf = (page: Page) => /class="message bad" role="alert">([^<]*)/.exec(page.text)?.[1] ?? ''
  const errorOf = (page: Page) => /class="error" id="photo_file-error">([^<]*)/.exec(page.text)?.[1] ?? ''

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

  /** What the dashboard does by itself, so much later. */
  async function tidy(later: number) {
    const { clean } = await import('../../admin/photo-files.ts')
    const { purge } = await import('../../admin/photo-purges.ts')
    const now = site.clock.now + later
    await purge({ db: site.db, write: site.write, now })
    await clean({ write: site.write, now }, 'old')
  }

  describe('that is turned', () => {
    test('stands otherwise in all its sizes, and its focal point stays on the same spot', async () => {
      const id = await desk.bring(await halves())
      await send(id, 'focal-points', { x: 10, y: 30 })
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
      await tidy(0)
      assert.ok(old.every((path) => existsSync(path)))
      await tidy(3_600_001)
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
      assert.equal((await framesOf(id)).length, 4)
      const page = await send(id, 'turns', { by: 90, from: 0 })
      assert.equal(page.location, `${pathOf(id)}?note=photo-turned.frames-gone`)
      assert.match(
        (await editor.get(page.location)).text,
        /detective frames showed the old picture and are gone/,
      )
      assert.deepEqual(await framesOf(id), [])
    })
  })

  describe('with a focal point', () => {
    test('is cut around it where it is small, in every list', async () => {
      const id = await desk.bring(await halves())
      const page = await send(id, 'focal-points', { x: 95, y: 50 })
      assert.equal(page.location, `${pathOf(id)}?note=photo-focused`)
      for (const side of ['left', 'right'] as const)
        assert.equal(await colourAt(await thumbOf(id), side), 'b')
      await send(id, 'focal-points', { x: 0, y: 0, version: 2 })
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
      await send(id, 'focal-points', { x: 80, y: 20 })
      const { text } = await editor.get(pathOf(id))
      assert.match(
        text,
        /<svg viewBox="0 0 200 100" aria-hidden="true"><g transform="translate\(160 20\) scale\(2\)">/,
      )
      assert.match(text, /name="x" type="number" min="0" max="100" required value="80"/)
    })

    test('keeps what was typed when it is no point of the picture, or somebody was quicker', async () => {
      const id = await desk.bring()
      for (const x of ['101', '-1', '1.5', 'left', '']) {
        const page = await send(id, 'focal-points', { x, y: 33 })
        assert.equal(page.status, 422, x)
        assert.match(page.text, /id="x-error">A number from 0 to 100/)
        assert.match(page.text, /name="y"[^>]*value="33"/)
      }
      await send(id, 'focal-points', { x: 20, y: 20 })
      const late = await send(id, 'focal-points', { x: 70, y: 71 })
      assert.equal(late.status, 409)
      assert.match(late.text, /name="y"[^>]*value="71"/)
      assert.equal((await desk.row(id)).focal_x, 20)
      const twice = await send(id, 'focal-points', { x: 20, y: 20 })
      assert.equal(twice.location, `${pathOf(id)}?note=photo-focused`)
      assert.equal((await desk.row(id)).version, 2)
    })
  })

  describe('whose file is replaced', () => {
    const replace = (id: number, bytes: Buffer, fields: object = {}) =>
      send(id, 'replacements', { photo_file: file(bytes), ...fields })

    test('has the same words in the same places, and begins anew with turn and focal point', async () => {
      const id = await desk.bring()
      const question = await desk.ask(id, { next: 'publish' })
      await editor.post(`${pathOf(id)}/frames`, { kind: 'blur', count: 4 })
      await send(id, 'focal-points', { x: 1, y: 2 })
      await send(id, 'turns', { by: 90, from: 0, version: 2 })
      await editor.post(`${pathOf(id)}/frames`, { kind: 'tiles', count: 4 })
      const before = await desk.row(id)
      const page = await replace(id, await desk.jpeg(400, 300), { version: 3 })
      assert.equal(page.location, `${pathOf(id)}?note=photo-replaced.frames-gone`)
      const row = await desk.row(id)
      assert.notEqual(row.sha256, before.sha256)
      assert.deepEqual([row.width, row.turn, row.focal_x, row.focal_y], [400, 0, 50, 50])
      assert.deepEqual([row.title, row.alt, row.previous], [before.title, before.alt, before.sha256])
      assert.deepEqual(await framesOf(id), [])
      assert.equal((await desk.filesOf(id)).length, 2 * JSON.parse(row.widths).length + 1)
      assert.ok((await editor.get(`/admin/questions/${question}`)).text.includes(row.sha256))
    })

    test('can have the file before back, and that one again', async () => {
      const [first, second] = [await desk.jpeg(), await desk.jpeg(400, 300)]
      const id = await desk.bring(first)
      const { sha256: old } = await desk.row(id)
      await replace(id, second)
      const { sha256: other } = await desk.row(id)
      assert.match((await editor.get(pathOf(id))).text, /Take the file before back/)
      await tidy(4_000_000)
      assert.ok(existsSync(original(old)), 'it is kept as long as it can be taken back')
      const twice = () => send(id, 'replacements', { previous: old, version: 2 })
      assert.equal((await twice()).location, `${pathOf(id)}?note=photo-replaced`)
      assert.equal(
        (await twice()).location,
        `${pathOf(id)}?note=photo-same`,
        'a second click takes nothing back',
      )
      const row = await desk.row(id)
      assert.deepEqual([row.sha256, row.previous, row.width], [old, other, 90])
      await send(id, 'replacements', { previous: other, version: 3 })
      await replace(id, await desk.jpeg(), { version: 4 })
      await tidy(4_000_000)
      assert.ok(existsSync(original(other)))
      assert.ok(!existsSync(original(old)), 'one file is kept, not all there ever were')
      const gone = await send(id, 'replacements', { previous: old, version: 5 })
      assert.equal(gone.status, 422)
      assert.match(errorOf(gone), /no longer here/)
    })

    test('by itself is left alone, in a form that is sent twice as well', async () => {
      const bytes = await desk.jpeg()
      const id = await desk.bring(bytes)
      assert.equal((await replace(id, bytes)).location, `${pathOf(id)}?note=photo-same`)
      assert.equal((await desk.row(id)).version, 1)
      const other = await desk.jpeg()
      const pages = await Promise.all([1, 2].map(() => replace(id, other)))
      assert.ok(pages.every(({ status }) => status === 303))
      assert.equal((await desk.row(id)).version, 2)
      assert.equal((await replace(id, other)).location, `${pathOf(id)}?note=photo-same`)
    })

    test('is not, by what is another photo already: the page leads there', async () => {
      const bytes = await desk.jpeg()
      const [id, other] = [await desk.bring(), await desk.bring(bytes)]
      const page = await replace(id, bytes)
      assert.equal(page.status, 422)
      assert.match(errorOf(page), /another photo already/)
      assert.match(page.text, new RegExp(`<a href="${pathOf(other)}">A test</a>`))
      const ambassador = await site.as('ambassador', { country: 'FR' })
      const own = await photoDesk(site, ambassador).bring()
      const theirs = await send(own, 'replacements', { photo_file: file(bytes) }, ambassador)
      assert.match(errorOf(theirs), /which somebody else brought/)
      assert.doesNotMatch(theirs.text, new RegExp(`href="${pathOf(other)}"`))
      await send(other, 'deletion')
      assert.match(errorOf(await replace(id, bytes)), /was deleted\. Add it as a new photo/)
      assert.equal((await desk.row(id)).version, 1)
    })

    test('is not, by what is no photo, by nothing, or after somebody else changed it', async () => {
      const id = await desk.bring()
      const wrong = await replace(id, Buffer.from('just words'))
      assert.equal(wrong.status, 422)
      assert.match(errorOf(wrong), /not a photo/)
      assert.match(errorOf(await send(id, 'replacements')), /Choose a photo/)
      await editor.post(pathOf(id), { ...WORDS, photo_title: 'Theirs', version: 1 })
      const late = await replace(id, await desk.jpeg())
      assert.equal(late.status, 409)
      assert.match(errorOf(late), /Choose the file once more/)
      assert.deepEqual(readdirSync(join(process.env.DATA_DIR!, 'incoming', '0')), [])
    })
  })

  describe('that is deleted', () => {
    const isListed = async (id: number, by = editor) =>
      (await by.get('/admin/photos')).text.includes(`/admin/photos/${id}"`)

    test('is in no list, leads nowhere, and comes back by the button beside the note', async () => {
      const id = await desk.bring()
      const before = await desk.row(id)
      assert.match((await editor.get(pathOf(id))).text, /Delete this photo/)
      const page = await send(id, 'deletion')
      assert.equal(page.location, `/admin/photos?of=${id}&note=photo-deleted`)
      const { text } = await editor.get(page.location)
      assert.match(text, /For 30 days it can be brought back/)
      assert.match(text, new RegExp(`<form method="post" action="${pathOf(id)}/restoration">`))
      assert.equal(await isListed(id), false)
      assert.equal((await editor.get(pathOf(id))).status, 404)
      const form = { ...(await desk.draft()), photo1_id: id }
      assert.match((await editor.post('/admin/questions', form)).text, /no photo with this number/)
      assert.equal((await send(id, 'deletion')).location, page.location, 'sent twice it is the same')
      for (let i = 0; i < 2; i++)
        assert.equal((await send(id, 'restoration')).location, `${pathOf(id)}?note=photo-restored`)
      const { version: _, ...row } = await desk.row(id)
      const { version: __, ...old } = before
      assert.deepEqual(row, old)
      assert.equal(await isListed(id), true)
    })

    test('comes back with the same file, too', async () => {
      const bytes = await desk.jpeg()
      const id = await desk.bring(bytes)
      await send(id, 'deletion')
      assert.equal(await desk.bring(bytes), id)
      assert.equal((await editor.get(pathOf(id))).status, 200)
    })

    test('is not, while a question of any state or a city has it: the page says which', async () => {
      const id = await desk.bring()
      const question = await desk.ask(id)
      const text = (
        await site.db
          .selectFrom('questions')
          .select('text')
          .where('id', '=', question)
          .executeTakeFirstOrThrow()
      ).text
      assert.doesNotMatch((await editor.get(pathOf(id))).text, /Delete this photo/)
      const drafted = await send(id, 'deletion')
      assert.equal(drafted.status, 409)
      assert.ok(problemOf(drafted).includes(`with the question “${text}”. Take it away there first`))
      await desk.hang(id, 'cairo')
      assert.match(problemOf(await send(id, 'deletion')), /with the city Cairo and the question/)
      await desk.ask(id)
      assert.match(
        problemOf(await send(id, 'deletion')),
        /with the city Cairo, the question “[^”]*” and 1 more\./,
      )
      assert.equal((await desk.row(id)).deleted_at, null)
    })

    test('is not, when somebody changed it or took it into a question at the same moment', async () => {
      const changed = await desk.bring()
      await editor.post(pathOf(changed), { ...WORDS, photo_title: 'Theirs', version: 1 })
      assert.equal((await send(changed, 'deletion')).status, 409)
      for (let i = 0; i < 5; i++) {
        const id = await desk.bring()
        const form = { ...(await desk.draft()), photo1_id: id }
        const [deletion, question] = await Promise.all([
          send(id, 'deletion'),
          editor.post('/admin/questions', form),
        ])
        assert.ok(deletion.status === 303 || question.status === 303)
        const used = await site.db
          .selectFrom('question_photos')
          .selectAll()
          .where('photo_id', '=', id)
          .execute()
        assert.equal(used.length === 0, (await desk.row(id)).deleted_at !== null)
      }
    })

    test('is still seen in older versions of a question, and leads nowhere there', async () => {
      const id = await desk.bring()
      const question = await desk.ask(id)
      await desk.edit(question, { photo1_gone: '1' })
      assert.equal((await send(id, 'deletion')).status, 303)
      const { sha256 } = await desk.row(id)
      const { text } = await editor.get(`/admin/questions/${question}`)
      assert.ok(text.includes(sha256))
      assert.doesNotMatch(text, new RegExp(`href="${pathOf(id)}"`))
      await tidy(40 * DAY_MS)
      assert.ok((await desk.row(id)).deleted_at, 'a version shows it, so it stays for ever')
      assert.ok((await desk.filesOf(id)).every((path) => existsSync(path)))
    })

    test('goes for good after 30 days, with all its files, and its number is never used again', async () => {
      const id = await desk.bring()
      await send(id, 'replacements', { photo_file: file(await desk.jpeg()) })
      await editor.post(`${pathOf(id)}/frames`, { kind: 'blur', count: 4 })
      await send(id, 'deletion', { version: 2 })
      const { sha256, previous } = await desk.row(id)
      const frames = await framesOf(id)
      const frame = ({ name }: { name: string }) =>
        join(process.env.DATA_DIR!, 'www/media/frames', name.slice(0, 2), `${name}.webp`)
      const files = [...(await desk.filesOf(id)), original(sha256), original(previous!), ...frames.map(frame)]
      assert.equal(files.filter((path) => existsSync(path)).length, files.length)
      await tidy(30 * DAY_MS)
      assert.ok((await desk.row(id)).deleted_at, 'not a moment before')
      await tidy(30 * DAY_MS + 1)
      assert.equal((await site.db.selectFrom('photos').select('id').where('id', '=', id).execute()).length, 0)
      await tidy(30 * DAY_MS + 3_700_000)
      assert.deepEqual(
        files.filter((path) => existsSync(path)),
        [],
      )
      assert.equal((await send(id, 'restoration')).status, 404)
      assert.ok((await desk.bring()) > id)
    })

    test('stays when it was brought back and deleted anew: its days begin again', async () => {
      const id = await desk.bring()
      await send(id, 'deletion')
      await send(id, 'restoration')
      await tidy(40 * DAY_MS)
      assert.equal((await desk.row(id)).deleted_at, null)
    })
  })

  test('whose original is missing on the disk says so, keeps what was typed, and is mended by the same file', async () => {
    const bytes = await desk.jpeg()
    const id = await desk.bring(bytes)
    const path = original((await desk.row(id)).sha256)
    rmSync(path)
    assert.match((await editor.get(pathOf(id))).text, /missing on the disk: replace it by the same file/)
    assert.equal((await editor.get(`${pathOf(id)}/original`)).status, 404)
    const form = { ...WORDS, photo_author: 'Grace', photo_description: 'Long words', version: 1 }
    const pages = [await editor.post(pathOf(id), form), await send(id, 'turns', { by: 90, from: 0 })]
    for (const page of pages) {
      assert.equal(page.status, 422)
      assert.match(problemOf(page), /missing on the disk\. Replace it by the same file/)
    }
    assert.match(pages[0]!.text, /Long words<\/textarea>/)
    const mended = await send(id, 'replacements', { photo_file: file(bytes) })
    assert.equal(mended.location, `${pathOf(id)}?note=photo-same`)
    assert.deepEqual(readFileSync(path), bytes)
    assert.equal((await send(id, 'turns', { by: 90, from: 0 })).status, 303)
  })

  test('of others is not there for an ambassador, whatever is to be done with it', async () => {
    const ambassador = await site.as('ambassador', { country: 'FR' })
    const id = await desk.bring()
    const before = await desk.row(id)
    const fields = { by: 90, from: 0, x: 1, y: 1, photo_file: file(await desk.jpeg()) }
    for (const act of ['turns', 'focal-points', 'replacements', 'deletion', 'restoration'])
      assert.equal((await send(id, act, fields, ambassador)).status, 404, act)
    assert.deepEqual(await desk.row(id), before)
    await send(id, 'deletion')
    for (const act of ['deletion', 'restoration'])
      assert.equal((await send(id, act, {}, ambassador)).status, 404, act)
    assert.ok((await desk.row(id)).deleted_at)
  })

  test('that came with other settings in its files is the same to the byte for the same settings', async () => {
    const id = await desk.bring()
    const first = (await desk.filesOf(id)).map((path) => readFileSync(path))
    const names = await desk.filesOf(id)
    await send(id, 'focal-points', { x: 30, y: 30 })
    await send(id, 'focal-points', { x: 50, y: 50, version: 2 })
    assert.deepEqual(await desk.filesOf(id), names)
    assert.deepEqual(
      (await desk.filesOf(id)).map((path) => readFileSync(path)),
      first,
    )
  })
})
