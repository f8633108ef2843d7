import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Tx } from '../../shared/db/connection.ts'
import { type Site, startApp } from '../client.ts'
import { photoDesk, WORDS } from './photo-desk.ts'

describe('The page of a photo', () => {
  let site: Site
  let editor: Awaited<ReturnType<Site['as']>>
  let desk: ReturnType<typeof photoDesk>
  before(async () => {
    site = await startApp('admin')
    editor = await site.as('editor')
    desk = photoDesk(site, editor)
  })
  after(() => site.close())

  const save = (id: number, fields: object = {}, by = editor) =>
    by.post(`/admin/photos/${id}`, { ...WORDS, version: 1, ...fields })

  test('changes its words, its licence and where it was taken', async () => {
    const id = await desk.bring()
    const [place] = await site.db.selectFrom('places').selectAll().limit(1).execute()
    const words = {
      photo_title: 'Quay',
      photo_alt: 'Ships',
      photo_author: 'Grace',
      photo_licence: 'CC BY-SA 3.0',
    }
    const rest = {
      photo_source: 'https://example.org',
      photo_description: 'At noon.',
      photo_place: place!.id,
    }
    assert.equal((await save(id, { ...words, ...rest })).location, `/admin/photos/${id}?note=saved`)
    const row = await desk.row(id)
    assert.deepEqual(
      [row.title, row.alt, row.author, row.licence, row.source, row.description, row.place_id, row.version],
      ['Quay', 'Ships', 'Grace', 'CC BY-SA 3.0', 'https://example.org', 'At noon.', place!.id, 2],
    )
  })

  test('offers every licence of the list, and keeps one that is not on it', async () => {
    const { LICENCES } = await import('../../shared/rules/licences.ts')
    const id = await desk.bring()
    await site.write((tx) =>
      tx.updateTable('photos').set({ licence: 'Ask first' }).where('id', '=', id).execute(),
    )
    const { text } = await editor.get(`/admin/photos/${id}`)
    const offered = [...text.matchAll(/<option( selected)?>([^<]+)<\/option>/g)].map((one) => one[2])
    assert.deepEqual(offered, [...LICENCES, 'Ask first'])
    assert.equal((await save(id, { photo_licence: 'Ask first' })).status, 303)
    assert.equal((await save(id, { photo_licence: 'All mine', version: 2 })).status, 422)
    assert.equal((await desk.row(id)).licence, 'Ask first')
  })

  test('with another author or licence there is another credit in every file players get', async () => {
    const id = await desk.bring()
    const before = await desk.row(id)
    assert.equal((await save(id, { photo_alt: 'Only the text' })).status, 303)
    assert.equal((await desk.row(id)).recipe, before.recipe, 'no new files for other words')
    assert.equal((await save(id, { photo_author: 'Grace Hopper', version: 2 })).status, 303)
    const files = await desk.filesOf(id)
    assert.ok(files.length > 2)
    for (const file of files) {
      const bytes = readFileSync(file)
      assert.ok(bytes.includes('Grace Hopper, CC BY 4.0'), file)
      assert.ok(!bytes.includes('Ada'), file)
    }
  })

  test('needs a title; what only players need may come later', async () => {
    const id = await desk.bring()
    assert.equal((await save(id, { photo_title: '' })).status, 422)
    assert.equal((await save(id, { photo_alt: '', photo_author: '', photo_licence: '' })).status, 303)
    const row = await desk.row(id)
    assert.deepEqual([row.alt, row.author, row.licence], ['', '', ''])
    const empty = await editor.post(`/admin/photos/${id}`, { version: 2 })
    assert.equal(empty.status, 422)
    assert.doesNotMatch(empty.text, /Invalid|expected|undefined/)
  })

  test('lets a photo that players see lack nothing, and says so of each field', async () => {
    const hung = await desk.bring()
    await desk.hang(hung, 'cairo')
    const asked = await desk.bring()
    await desk.ask(asked, { next: 'publish' })
    const drafted = await desk.bring()
    await desk.ask(drafted)
    const nothing = { photo_title: '', photo_alt: ' ', photo_author: '', photo_licence: '' }
    for (const id of [hung, asked]) {
      const page = await save(id, { ...nothing, photo_source: 'still typed' })
      assert.equal(page.status, 422)
      assert.equal((page.text.match(/class="error"/g) ?? []).length, 4)
      assert.match(page.text, /Players see this photo, so it needs an alternative text\./)
      assert.match(page.text, /value="still typed"/)
    }
    assert.equal((await save(drafted, { photo_alt: '' })).status, 303)
  })

  test('two editors at once: the later sees both versions and can go on with either', async () => {
    const id = await desk.bring()
    await save(id, { photo_title: 'Theirs' })
    const page = await save(id, { photo_title: 'Mine', photo_description: 'Long words' })
    assert.equal(page.status, 409)
    assert.match(page.text, /<mark>Mine<\/mark>[\s\S]*<mark>Theirs<\/mark>/)
    assert.match(page.text, /Long words<\/textarea>/)
    assert.equal((await desk.row(id)).title, 'Theirs')
    const version = Number(/name="version" value="(\d+)"/.exec(page.text)?.[1])
    assert.equal((await save(id, { photo_title: 'Mine', version })).status, 303)
    assert.equal((await desk.row(id)).title, 'Mine')
  })

  test('what the later left as it was when the form was loaded is theirs in the form that comes back', async () => {
    const id = await desk.bring()
    const was = Object.fromEntries(Object.entries(WORDS).map(([name, words]) => [`was_${name}`, words]))
    await save(id, { photo_alt: 'Their ships', photo_description: 'One\nTwo' })
    const page = await save(id, { ...was, photo_title: 'Mine' })
    assert.equal(page.status, 409)
    assert.match(page.text, /name="photo_title"[^>]*value="Mine"/)
    assert.match(page.text, /name="photo_alt"[^>]*>Their ships<\/textarea>/)
    assert.equal(page.text.match(/chip draft">differs/g)?.length, 1)
    const sent = Object.fromEntries(
      [...page.text.matchAll(/name="(was_\w+)" value="([^"]*)"/g)].map(([, name, words]) => [name!, words!]),
    )
    assert.equal(sent.was_photo_alt, 'Their ships', 'from now on it is theirs that was there')
    const theirs = { photo_alt: 'Their ships', photo_description: 'One\r\nTwo' }
    const untouched = { ...WORDS, ...theirs, focal_x: 50, focal_y: 50 }
    await save(id, { ...untouched, photo_source: 'A book', version: 2 })
    const twice = await save(id, { ...untouched, ...sent, version: 2 })
    assert.equal(twice.location, `/admin/photos/${id}?note=saved`, 'who typed nothing has nothing to compare')
    assert.equal((await desk.row(id)).source, 'A book')
  })

  test('takes the alternative text as one line, however it was typed', async () => {
    const id = await desk.bring()
    assert.equal((await save(id, { photo_alt: 'Ships \r\n at a quay' })).status, 303)
    assert.equal((await desk.row(id)).alt, 'Ships at a quay')
  })

  test('a form that is sent twice is saved once', async () => {
    const id = await desk.bring()
    const words = { photo_title: 'Twice', photo_author: 'Grace' }
    const pages = await Promise.all([save(id, words), save(id, words), save(id, words)])
    assert.deepEqual(
      pages.map(({ location }) => location),
      Array(3).fill(`/admin/photos/${id}?note=saved`),
    )
    assert.equal((await desk.row(id)).version, 2)
  })

  test('leads on to the next photo without an alternative text, round the list, until all have one', async () => {
    const ambassador = await site.as('ambassador', { country: 'FR' })
    const theirs = photoDesk(site, ambassador)
    const [a, b, c] = [await theirs.bring(), await theirs.bring(), await theirs.bring()]
    for (const id of [a, c]) await save(id, { photo_alt: '' }, ambassador)
    const on = (id: number, version: number, photo_alt = 'Ships') =>
      save(id, { photo_alt, version, next: '1' }, ambassador)
    assert.equal((await on(b, 1)).location, `/admin/photos/${a}?note=saved`)
    assert.equal((await on(a, 2)).location, `/admin/photos/${c}?note=saved`)
    assert.equal((await on(c, 2)).location, '/admin/photos?note=photos-described')
  })

  test('warns of words that say an alternative, question by question, with a link', async () => {
    const id = await desk.bring()
    const question = await desk.ask(id)
    await save(id, { photo_alt: 'The SEINE at noon', photo_author: 'Rhône Valley Club' })
    const { text } = await editor.get(`/admin/photos/${id}?note=saved`)
    assert.match(
      text,
      new RegExp(`alternative text of this photo says[^.]*href="/admin/questions/${question}"`),
    )
    assert.match(text, new RegExp(`author of this photo says[^.]*href="/admin/questions/${question}"`))
    const there = await editor.get(`/admin/questions/${question}`)
    assert.match(there.text, /alternative text of “A test” says/)
    assert.match(there.text, /author of “A test” says/)
    await save(id, { photo_alt: 'A river', photo_author: 'Ada', version: 2 })
    assert.doesNotMatch((await editor.get(`/admin/photos/${id}`)).text, /says one of the alternatives/)
  })

  test('does not warn of a photo that comes with the answer', async () => {
    const [first, second] = [await desk.bring(), await desk.bring()]
    await desk.ask(first, { photo2_id: second })
    await save(second, { photo_alt: 'The Seine' })
    assert.doesNotMatch((await editor.get(`/admin/photos/${second}`)).text, /says one of the alternatives/)
  })

  test('says where it is used: in questions, in older versions of them, in cities, and as frames', async () => {
    const id = await desk.bring()
    assert.match((await editor.get(`/admin/photos/${id}`)).text, /Nowhere yet/)
    const [draft, before] = [await desk.ask(id), await desk.ask(id)]
    await desk.edit(before, { photo1_id: '' })
    await desk.hang(id, 'cairo')
    await editor.post(`/admin/photos/${id}/frames`, { kind: 'blur', count: 4 })
    const { text } = await editor.get(`/admin/photos/${id}`)
    assert.match(
      text,
      new RegExp(`href="/admin/questions/${draft}">[^<]*</a> <span class="chip draft">draft`),
    )
    assert.match(
      text,
      new RegExp(`href="/admin/questions/${before}">[^<]*</a> <span class="chip">older version`),
    )
    assert.match(text, /href="\/admin\/cities\/\d+">Cairo<\/a>/)
    assert.match(text, /4 detective frames/)
  })

  test('shows ambassadors their own photos, with links only to what they may open', async () => {
    const ambassador = await site.as('ambassador', { country: 'FR' })
    const others = await desk.bring()
    for (const path of ['', '/original'])
      assert.equal((await ambassador.get(`/admin/photos/${others}${path}`)).status, 404)
    assert.equal((await save(others, {}, ambassador)).status, 404)
    const id = await photoDesk(site, ambassador).bring()
    const [french, british] = [await desk.ask(id), await desk.ask(id, { subject: 'country:GB' })]
    await desk.hang(id, 'cairo')
    const { text } = await ambassador.get(`/admin/photos/${id}`)
    assert.match(text, new RegExp(`href="/admin/questions/${french}"`))
    assert.doesNotMatch(text, new RegExp(`href="/admin/questions/${british}"`))
    assert.match(text, /Cairo <span class="chip">city/)
    const mixed = await desk.ask(others, { photo2_id: id })
    const there = await ambassador.get(`/admin/questions/${mixed}`)
    assert.doesNotMatch(there.text, new RegExp(`href="/admin/photos/${others}"`))
    assert.match(there.text, new RegExp(`href="/admin/photos/${id}"`))
  })

  test('gives the file as it came, under a name that no disk minds', async () => {
    const id = await desk.bring(await desk.jpeg(60, 40))
    await save(id, { photo_title: '../São "Paulo"\\; filename=x.html' })
    const { sha256 } = await desk.row(id)
    const response = await fetch(`${site.url}/admin/photos/${id}/original`, {
      headers: { Cookie: editor.cookie },
    })
    assert.equal(
      response.headers.get('Content-Disposition'),
      `attachment; filename="sao-paulo-filename-x-html-${id}.jpg"`,
    )
    assert.equal(response.headers.get('Content-Type'), 'image/jpeg')
    assert.equal(response.headers.get('X-Content-Type-Options'), 'nosniff')
    const path = join(process.env.DATA_DIR!, 'originals', sha256.slice(0, 2), sha256)
    assert.deepEqual(Buffer.from(await response.arrayBuffer()), readFileSync(path))
    const { text } = await editor.get(`/admin/photos/${id}`)
    assert.match(text, new RegExp(`brought by ${editor.name}`))
    assert.match(text, /60 × 40/)
  })

  test('what an editor types is text, never markup', async () => {
    const id = await desk.bring()
    const evil = '"><img src=x onerror=alert(1)>'
    await save(id, {
      photo_title: evil,
      photo_alt: evil,
      photo_author: evil,
      photo_source: evil,
      photo_description: evil,
    })
    const { text } = await editor.get(`/admin/photos/${id}`)
    assert.doesNotMatch(text, /<img src=x/)
  })
})

describe('Photos players see', () => {
  let site: Site
  let desk: ReturnType<typeof photoDesk>
  let editor: Awaited<ReturnType<Site['as']>>
  before(async () => {
    site = await startApp('admin')
    editor = await site.as('editor')
    desk = photoDesk(site, editor)
  })
  after(() => site.close())

  const bare = async (fields: object = { photo_alt: '' }) => {
    const id = await desk.bring()
    await editor.post(`/admin/photos/${id}`, { ...WORDS, ...fields, version: 1 })
    return id
  }
  const stateOf = async (id: number) =>
    (await site.db.selectFrom('questions').select('state').where('id', '=', id).executeTakeFirstOrThrow())
      .state

  test('keep a question from being published while their words are missing, wherever that is tried', async () => {
    const id = await bare({ photo_alt: '', photo_licence: '' })
    const sentence = /“A test” still needs an alternative text and a licence\./
    const form = await editor.post('/admin/questions', {
      ...(await desk.draft()),
      photo1_id: id,
      next: 'publish',
    })
    assert.equal(form.status, 422)
    assert.match(form.text, new RegExp(`id="photos-error">${sentence.source}`))
    const question = await desk.ask(id)
    const button = await editor.post(`/admin/questions/${question}/publication`, { version: 1 })
    assert.equal(button.status, 422)
    assert.match(button.text, sentence)
    assert.equal(await stateOf(question), 'draft')
    const other = await desk.ask(await desk.bring(), { next: 'publish' })
    const saved = await editor.post(`/admin/questions/${other}`, {
      ...(await desk.draft()),
      photo1_id: id,
      version: 1,
    })
    assert.equal(saved.status, 422)
    assert.match(saved.text, sentence)
    await editor.post(`/admin/photos/${id}`, { ...WORDS, version: 2 })
    assert.equal((await editor.post(`/admin/questions/${question}/publication`, { version: 1 })).status, 303)
  })

  test('keep a question from being published when the author says an alternative: it is inside the file', async () => {
    const id = await bare({ photo_author: 'Jean de la Seine' })
    const question = await desk.ask(id)
    const page = await editor.post(`/admin/questions/${question}/publication`, { version: 1 })
    assert.equal(page.status, 422)
    assert.match(page.text, /author of “A test” says one of the alternatives/)
    const later = await desk.ask(await desk.bring(), { photo2_id: id, next: 'publish' })
    assert.equal(await stateOf(later), 'published', 'one that comes with the answer tells nothing')
  })

  test('of a published question get no author who says an alternative, not at the same moment either', async () => {
    const { setState } = await import('../../shared/db/questions.ts')
    const [id, other, later] = [await desk.bring(), await desk.bring(), await desk.bring()]
    await desk.ask(id, { photo2_id: later, next: 'publish' })
    const draft = await desk.ask(other)
    const name = (photo: number) =>
      editor.post(`/admin/photos/${photo}`, { ...WORDS, photo_author: 'Jean de la Seine', version: 1 })
    const pages = [
      await name(id),
      await desk.meanwhile(
        () => name(other),
        /"question_photos" inner join "questions".*"state" = \?/,
        (tx) => setState(tx, draft, 1, 'published', { editor: null, now: site.clock.now }),
      ),
    ]
    for (const page of pages) {
      assert.equal(page.status, 422)
      assert.match(page.text, /id="photo_author-error">[^<]*this author says one of its alternatives/)
      assert.match(page.text, /value="Jean de la Seine"/)
    }
    for (const photo of [id, other]) assert.equal((await desk.row(photo)).author, WORDS.photo_author)
    assert.equal((await name(later)).status, 303, 'one that comes with the answer tells nothing')
  })

  test('are checked by their own words when the bytes that come are here already', async () => {
    const bytes = await desk.jpeg()
    const id = await desk.bring(bytes)
    await editor.post(`/admin/photos/${id}`, { ...WORDS, photo_alt: '', version: 1 })
    const file = () => new File([new Uint8Array(bytes)], 'again.jpg')
    const brought = Object.fromEntries(
      Object.entries(WORDS).map(([name, words]) => [name.replace('photo', 'photo1'), words]),
    )
    const question = await editor.post('/admin/questions', {
      ...(await desk.draft()),
      ...brought,
      photo1_file: file(),
      next: 'publish',
    })
    assert.equal(question.status, 422)
    assert.match(question.text, /“A test” still needs an alternative text/)
    const city = await editor.post(...(await desk.cityForm('tokyo', { ...WORDS, photo_file: file() })))
    assert.equal(city.status, 422)
    assert.match(city.text, /here already\. “A test” still needs an alternative text/)
    const hung = await site.db.selectFrom('city_photos').selectAll().where('photo_id', '=', id).execute()
    assert.deepEqual(hung, [])
  })

  test('are told of together with all else that keeps a question from being published', async () => {
    const bytes = await desk.jpeg()
    const id = await desk.bring(bytes)
    await editor.post(`/admin/photos/${id}`, { ...WORDS, photo_alt: '', version: 1 })
    const form = { ...(await desk.draft()), source: '', next: 'publish' }
    const typed = { photo1_title: 'T', photo1_alt: 'A', photo1_author: 'B', photo1_licence: 'CC0' }
    for (const photo of [
      { photo1_id: id },
      { ...typed, photo1_file: new File([new Uint8Array(bytes)], 'again.jpg') },
    ]) {
      const page = await editor.post('/admin/questions', { ...form, ...photo })
      assert.match(page.text, /id="source-error"/)
      assert.match(page.text, /id="photos-error">“A test” still needs an alternative text/)
    }
  })

  describe('when two things happen at the same moment', () => {
    const photoRead = /from "photos" where "id" = \? and "deleted_at" is null/
    const empty = (id: number) => (tx: Tx) =>
      tx.updateTable('photos').set({ alt: '' }).where('id', '=', id).execute()

    test('keep their words in a question that is published just then', async () => {
      const id = await desk.bring()
      const question = await desk.ask(id)
      const { setState } = await import('../../shared/db/questions.ts')
      const page = await desk.meanwhile(
        () => editor.post(`/admin/photos/${id}`, { ...WORDS, photo_alt: '', version: 1 }),
        /"question_photos" inner join "questions".*"state" = \?/,
        (tx) => setState(tx, question, 1, 'published', { editor: null, now: site.clock.now }),
      )
      assert.equal(page.status, 422)
      assert.match(page.text, /Players see this photo, so it needs an alternative text/)
      assert.equal((await desk.row(id)).alt, WORDS.photo_alt)
    })

    test('keep a question from being published, or saved, that were emptied just then', async () => {
      const [first, second] = [await desk.bring(), await desk.bring()]
      const published = await desk.ask(first, { next: 'publish' })
      const form = { ...(await desk.draft()), photo1_id: second }
      for (const [path, fields] of [
        ['/admin/questions', { next: 'publish' }],
        [`/admin/questions/${published}`, { version: 1 }],
      ] as const) {
        const page = await desk.meanwhile(
          () => editor.post(path, { ...form, ...fields }),
          photoRead,
          empty(second),
        )
        assert.equal(page.status, 422, path)
        assert.match(page.text, /id="photos-error">“A test” still needs an alternative text/)
        await site.write((tx) =>
          tx.updateTable('photos').set({ alt: 'Back' }).where('id', '=', second).execute(),
        )
      }
      const used = await site.db
        .selectFrom('question_photos')
        .selectAll()
        .where('photo_id', '=', second)
        .execute()
      assert.deepEqual(used, [])
    })

    test('are not taken into a question when they were deleted just then', async () => {
      const id = await desk.bring()
      const form = { ...(await desk.draft()), photo1_id: id }
      const page = await desk.meanwhile(
        () => editor.post('/admin/questions', form),
        photoRead,
        (tx) => tx.updateTable('photos').set({ deleted_at: 1 }).where('id', '=', id).execute(),
      )
      assert.equal(page.status, 422)
      assert.match(page.text, /id="photos-error">One of these photos was deleted meanwhile/)
    })
  })

  test('keep their focal point in sight where a city’s page cuts them', async () => {
    const app = await startApp('app')
    try {
      const { text } = await editor.get('/admin/cities?q=cairo')
      const city = /\/admin\/cities\/(\d+)/.exec(text)?.[1]
      assert.ok(city)
      const id = await desk.bring()
      await desk.hang(id, 'cairo', true)
      await editor.post(`/admin/photos/${id}`, { ...WORDS, focal_x: 80, focal_y: 20, version: 1 })
      const player = await app.as('player')
      const page = await player.get('/cities/cairo')
      assert.match(page.text, /<img class="at-x8 at-y2" src="\/media\//)
      const css = readFileSync(join(import.meta.dirname, '../../static/css/app.css'), 'utf8')
      for (const axis of ['x', 'y'])
        for (let tenth = 0; tenth <= 10; tenth++)
          assert.ok(css.includes(`.at-${axis}${tenth} {\n    --${axis}: ${tenth * 10}%;`), `${axis} ${tenth}`)
      assert.match(css, /object-fit: cover;\s+object-position: var\(--x, 50%\) var\(--y, 50%\)/)
    } finally {
      await app.close()
    }
  })
})
