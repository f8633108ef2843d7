import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type Page, type Site, startApp } from '../client.ts'
import { photoDesk, WORDS } from './photo-desk.ts'

const file = (bytes: Buffer, name = 'other.jpg') => new File([new Uint8Array(bytes)], name)

const DAY_MS = 86_400_000

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
  const problemOf = (page: Page) => /class="message bad" role="alert">([^<]*)/.exec(page.text)?.[1] ?? ''

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
      const there = await editor.get(pathOf(id))
      assert.match(
        there.text,
        new RegExp(
          `Deleted by ${editor.name}, <time[^>]*>[^<]*UTC</time>\\. For 30 days it can be brought back`,
        ),
      )
      assert.match(there.text, new RegExp(`action="${pathOf(id)}/restoration"`))
      const late = await editor.post(pathOf(id), { ...WORDS, version: 1 })
      assert.equal(late.status, 404)
      assert.match(late.text, new RegExp(`This photo was deleted[\\s\\S]*href="${pathOf(id)}"`))
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

    test('stands with all deleted ones in a list of their own, with who deleted it, and comes back from there', async () => {
      const [id, other] = [await desk.bring(), await desk.bring()]
      await send(id, 'deletion')
      const { text } = await editor.get('/admin/photos?use=deleted')
      const card = text.split('<li>').find((one) => one.includes(`href="${pathOf(id)}"`)) ?? ''
      assert.match(card, new RegExp(`Deleted by ${editor.name}, <time[^>]*>[^<]*UTC`))
      assert.match(card, new RegExp(`<form method="post" action="${pathOf(id)}/restoration">`))
      assert.equal(text.includes(`href="${pathOf(other)}"`), false)
      const ambassador = await site.as('ambassador', { country: 'FR' })
      assert.equal((await ambassador.get('/admin/photos?use=deleted')).text.includes(pathOf(id)), false)
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
      await desk.edit(question, { photo1_id: '' })
      assert.equal((await send(id, 'deletion')).status, 303)
      const { sha256 } = await desk.row(id)
      const { text } = await editor.get(`/admin/questions/${question}`)
      assert.ok(text.includes(sha256))
      assert.doesNotMatch(text, new RegExp(`href="${pathOf(id)}"`))
      await desk.tidy(40 * DAY_MS)
      assert.ok((await desk.row(id)).deleted_at, 'a version shows it, so it stays for ever')
      assert.ok((await desk.filesOf(id)).every((path) => existsSync(path)))
    })

    test('goes for good after 30 days, with all its files, and its number is never used again', async () => {
      const id = await desk.bring()
      await send(id, 'replacements', { photo_file: file(await desk.jpeg()) })
      await editor.post(`${pathOf(id)}/frames`, { kind: 'blur', count: 4 })
      await send(id, 'deletion', { version: 2 })
      const { sha256, previous } = await desk.row(id)
      const frames = await desk.framesOf(id)
      const frame = ({ name }: { name: string }) =>
        join(process.env.DATA_DIR!, 'www/media/frames', name.slice(0, 2), `${name}.webp`)
      const files = [...(await desk.filesOf(id)), original(sha256), original(previous!), ...frames.map(frame)]
      assert.equal(files.filter((path) => existsSync(path)).length, files.length)
      await desk.tidy(30 * DAY_MS)
      assert.ok((await desk.row(id)).deleted_at, 'not a moment before')
      await desk.tidy(30 * DAY_MS + 1)
      assert.equal((await site.db.selectFrom('photos').select('id').where('id', '=', id).execute()).length, 0)
      await desk.tidy(30 * DAY_MS + 3_700_000)
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
      await desk.tidy(40 * DAY_MS)
      assert.equal((await desk.row(id)).deleted_at, null)
    })
  })

  test('of others is not there for an ambassador, whatever is to be done with it', async () => {
    const ambassador = await site.as('ambassador', { country: 'FR' })
    const id = await desk.bring()
    const before = await desk.row(id)
    const fields = { by: 90, from: 0, photo_file: file(await desk.jpeg()) }
    for (const act of ['turns', 'replacements', 'deletion', 'restoration'])
      assert.equal((await send(id, act, fields, ambassador)).status, 404, act)
    assert.deepEqual(await desk.row(id), before)
    await send(id, 'deletion')
    for (const act of ['deletion', 'restoration'])
      assert.equal((await send(id, act, {}, ambassador)).status, 404, act)
    assert.equal((await ambassador.get(pathOf(id))).status, 404)
    assert.ok((await desk.row(id)).deleted_at)
  })
})
