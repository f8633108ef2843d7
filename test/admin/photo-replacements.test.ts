import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type Page, type Site, startApp } from '../client.ts'
import { photoDesk, WORDS } from './photo-desk.ts'

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
  const aim = (id: number, focal_x: number | string, focal_y: number, version = 1) =>
    editor.post(pathOf(id), { ...WORDS, focal_x, focal_y, version })
  const pathOf = (id: number) => `/admin/photos/${id}`
  const original = (sha256: string) => join(process.env.DATA_DIR!, 'originals', sha256.slice(0, 2), sha256)
  const problemOf = (page: Page) => /class="message bad" role="alert">([^<]*)/.exec(page.text)?.[1] ?? ''
  const errorOf = (page: Page) => /class="error" id="photo_file-error">([^<]*)/.exec(page.text)?.[1] ?? ''

  describe('whose file is replaced', () => {
    const replace = (id: number, bytes: Buffer, fields: object = {}) =>
      send(id, 'replacements', { photo_file: file(bytes), ...fields })

    test('has the same words in the same places, and begins anew with turn and focal point', async () => {
      const id = await desk.bring()
      const question = await desk.ask(id, { next: 'publish' })
      await editor.post(`${pathOf(id)}/frames`, { kind: 'blur', count: 4 })
      await aim(id, 1, 2)
      await send(id, 'turns', { by: 90, from: 0, version: 2 })
      await editor.post(`${pathOf(id)}/frames`, { kind: 'tiles', count: 4 })
      const before = await desk.row(id)
      const page = await replace(id, await desk.jpeg(400, 300), { version: 3 })
      assert.equal(page.location, `${pathOf(id)}?note=photo-replaced.frames-gone`)
      const row = await desk.row(id)
      assert.notEqual(row.sha256, before.sha256)
      assert.deepEqual([row.width, row.turn, row.focal_x, row.focal_y], [400, 0, 50, 50])
      assert.deepEqual([row.title, row.alt, row.previous], [before.title, before.alt, before.sha256])
      assert.deepEqual(await desk.framesOf(id), [])
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
      await desk.tidy(4_000_000)
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
      await desk.tidy(4_000_000)
      assert.ok(existsSync(original(other)))
      assert.ok(!existsSync(original(old)), 'one file is kept, not all there ever were')
      const gone = await send(id, 'replacements', { previous: old, version: 5 })
      assert.equal(gone.status, 422)
      assert.match(problemOf(gone), /no longer here/)
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
      assert.match(page.text, new RegExp(`already\\. <a href="${pathOf(other)}">See “A test”</a></p>`))
      assert.match(problemOf(page), /^The file was not replaced\. This very file is another photo already/)
      const ambassador = await site.as('ambassador', { country: 'FR' })
      const own = await photoDesk(site, ambassador).bring()
      const theirs = await send(own, 'replacements', { photo_file: file(bytes) }, ambassador)
      assert.match(problemOf(theirs), /which somebody else brought/)
      assert.doesNotMatch(theirs.text, new RegExp(`href="${pathOf(other)}"`))
      await send(other, 'deletion')
      const deleted = await replace(id, bytes)
      assert.match(
        deleted.text,
        new RegExp(`brought back\\. <a href="${pathOf(other)}">See “A test”</a></p>`),
      )
      const again = await send(own, 'replacements', { photo_file: file(bytes) }, ambassador)
      assert.match(problemOf(again), /which somebody else brought/)
      assert.equal((await desk.row(id)).version, 1)
    })

    test('is not, by what is no photo, by nothing, or after somebody else changed it', async () => {
      const id = await desk.bring()
      const wrong = await replace(id, Buffer.from('just words'))
      assert.equal(wrong.status, 422)
      assert.match(problemOf(wrong), /^The file was not replaced\..*not a photo/)
      assert.match(errorOf(wrong), /not a photo/)
      assert.match(wrong.text, /<details open><summary>Replace the file/)
      assert.match(errorOf(await send(id, 'replacements')), /Choose a photo/)
      await editor.post(pathOf(id), { ...WORDS, photo_title: 'Theirs', version: 1 })
      const late = await replace(id, await desk.jpeg())
      assert.equal(late.status, 409)
      assert.match(errorOf(late), /Choose the file once more/)
      assert.deepEqual(readdirSync(join(process.env.DATA_DIR!, 'incoming', '0')), [])
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
})
