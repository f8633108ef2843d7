import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { type Client, type Page, type Site, startApp } from '../client.ts'

describe('Questions in the dashboard', () => {
  let site: Site
  let editor: Awaited<ReturnType<Site['as']>>
  let draft: Record<string, string>
  before(async () => {
    site = await startApp('admin')
    editor = await site.as('editor')
    draft = {
      text: 'Which river flows through Paris?',
      alternative0: 'Loire',
      alternative1: '',
      alternative2: 'Seine',
      alternative3: 'Rhône',
      answer: '2',
      value: '2',
      seconds: '10',
      category: String(await categoryId('tour-guide')),
      subject: 'country:FR',
      did_you_know: 'It makes *many* turns.',
      source: 'An atlas',
      source_date: '2026-01-31',
      verify_by: '2029-01-31',
      notes: '',
    }
  })
  after(() => site.close())

  let added = 0
  /** Each with a note of its own: the same words again would be the same question. */
  const add = async (client: Client, changes: Record<string, string> = {}) => {
    const page = await client.post('/admin/questions', { ...draft, notes: `Note ${++added}`, ...changes })
    assert.equal(page.status, 303, messages(page))
    return Number(/questions\/(\d+)/.exec(page.location)?.[1])
  }
  const categoryId = async (slug: string) =>
    (await site.db.selectFrom('categories').select('id').where('slug', '=', slug).executeTakeFirstOrThrow())
      .id
  const row = (id: number) =>
    site.db.selectFrom('questions').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const offered = async (id: number) =>
    (await site.db.selectFrom('question_cities').select('city_id').where('question_id', '=', id).execute())
      .length

  test('an editor writes a draft, and nobody is asked it yet', async () => {
    const id = await add(editor)
    const question = await row(id)
    assert.equal(question.state, 'draft')
    assert.deepEqual(JSON.parse(question.alternatives), ['Loire', 'Seine', 'Rhône'])
    assert.equal(question.answer, 1, 'the right one is still Seine after the empty place is gone')
    assert.equal(await offered(id), 0)
    const page = await editor.get(`/admin/questions/${id}`)
    assert.match(page.text, /Version 1/)
  })

  test('publishing offers it in the cities of its country and around, retiring and going back take it away', async () => {
    const id = await add(editor)
    const go = async (where: string) =>
      await editor.post(`/admin/questions/${id}/${where}`, { version: (await row(id)).version })
    assert.equal((await go('publication')).status, 303)
    assert.equal((await row(id)).state, 'published')
    const expected = await site.db
      .selectFrom('city_countries')
      .select('city_id')
      .where('country', '=', 'FR')
      .execute()
    assert.equal(await offered(id), expected.length)
    assert.ok(expected.length > 0)
    await go('retirement')
    assert.equal((await row(id)).state, 'retired')
    assert.equal(await offered(id), 0)
    await go('publication')
    await go('draft')
    assert.equal((await row(id)).state, 'draft')
    assert.equal(await offered(id), 0)
  })

  test('a question about a city is asked there alone, one for everywhere in every city but Nomansland', async () => {
    const paris = await site.db
      .selectFrom('cities')
      .select('id')
      .where('slug', '=', 'paris')
      .executeTakeFirstOrThrow()
    const here = await add(editor, { subject: `city:${paris.id}`, next: 'publish' })
    assert.equal(await offered(here), 1)
    const everywhere = await add(editor, { subject: '', everywhere: '1', next: 'publish' })
    const cities = await site.db.selectFrom('cities').select('id').where('country', 'is not', null).execute()
    assert.equal(await offered(everywhere), cities.length)
  })

  test('a form that does not fit comes back with every message and all that was typed', async () => {
    const page = await editor.post('/admin/questions', {
      ...draft,
      text: '',
      alternative0: '',
      alternative3: '',
      value: '9',
      seconds: 'ten',
      source_date: 'yesterday',
      notes: 'keep "this" <b>note</b>',
    })
    assert.equal(page.status, 422)
    assert.equal((page.text.match(/class="error"/g) ?? []).length, 5)
    assert.match(page.text, /At least two alternatives/)
    assert.match(page.text, /A number from 1 to 5/)
    assert.match(page.text, /A day, such as/)
    assert.match(page.text, /keep &quot;this&quot; &lt;b&gt;note&lt;\/b&gt;/)
    assert.match(page.text, /value="ten"/)
  })

  test('a form with nothing at all in it is a form that does not fit', async () => {
    const empty = await editor.post('/admin/questions', {})
    assert.equal(empty.status, 422)
    assert.doesNotMatch(empty.text, /Invalid|expected/)
    assert.equal((await editor.post('/admin/questions', { ...draft, answer: '7' })).status, 422)
    assert.equal((await editor.post('/admin/questions', { ...draft, alternative2: '' })).status, 422)
    assert.equal((await editor.post('/admin/questions', { ...draft, subject: 'country:XX' })).status, 422)
    assert.equal((await editor.post('/admin/questions', { ...draft, subject: '' })).status, 422)
    assert.equal((await editor.post('/admin/questions', { ...draft, text: ['a', 'b'] })).status, 422)
  })

  test('publishing says in the form what is missing: a source, its dates, alternatives a reader can tell apart', async () => {
    const id = await add(editor, { source: '', source_date: '', verify_by: '', alternative0: 'SEINE' })
    const page = await editor.post(`/admin/questions/${id}/publication`, { version: 1 })
    assert.equal(page.status, 422)
    assert.match(page.text, /id="alternatives-error">[^<]*are the same to a reader/)
    assert.match(page.text, /id="source-error">[^<]*where the fact is from/)
    assert.match(page.text, /id="source_date-error"[\s\S]*id="verify_by-error"/)
    assert.match(
      page.text,
      new RegExp(`<form [^>]*action="/admin/questions/${id}"`),
      'it is saved from there',
    )
    assert.match(page.text, /Which river flows through Paris\?<\/textarea>/)
    assert.match(page.text, /Not published yet/)
    assert.equal((await row(id)).state, 'draft')
  })

  test('a published question cannot be saved into one that could not be published', async () => {
    const id = await add(editor, { next: 'publish' })
    const page = await editor.post(`/admin/questions/${id}`, { ...draft, source: '', version: '1' })
    assert.equal(page.status, 422)
    assert.equal((await row(id)).version, 1)
  })

  test('saving keeps the words players were asked before as a version of their own', async () => {
    const id = await add(editor)
    await editor.post(`/admin/questions/${id}`, {
      ...draft,
      text: 'Which river divides Paris?',
      version: '1',
    })
    const versions = await site.db
      .selectFrom('question_versions')
      .selectAll()
      .where('question_id', '=', id)
      .orderBy('version')
      .execute()
    assert.deepEqual(
      versions.map((version) => version.text),
      ['Which river flows through Paris?', 'Which river divides Paris?'],
    )
    const page = await editor.get(`/admin/questions/${id}`)
    assert.match(page.text, /Changed: question\./)
    assert.ok(page.text.includes(editor.name))
  })

  test('the words of an older version can be taken up again, and nothing is saved by looking at them', async () => {
    const id = await add(editor)
    await editor.post(`/admin/questions/${id}`, { ...draft, text: 'Something else?', version: '1' })
    const page = await editor.get(`/admin/questions/${id}?words=1`)
    assert.match(page.text, /These are the words of version 1/)
    assert.match(page.text, /Which river flows through Paris\?<\/textarea>/)
    assert.match(page.text, /name="version" value="2"/)
    assert.equal((await row(id)).version, 2)
  })

  test('two editors at once: the later save is not taken, sees both versions, and can go on with either', async () => {
    const other = await site.as('editor')
    const id = await add(editor)
    assert.equal(
      (await other.post(`/admin/questions/${id}`, { ...draft, text: 'Theirs?', version: '1' })).status,
      303,
    )
    const page = await editor.post(`/admin/questions/${id}`, { ...draft, text: 'Mine?', version: '1' })
    assert.equal(page.status, 409)
    assert.match(page.text, /<mark>Mine\?<\/mark>/)
    assert.match(page.text, /<mark>Theirs\?<\/mark>/)
    assert.equal((page.text.match(/class="differs"/g) ?? []).length, 1, 'only what differs is marked')
    assert.equal((await row(id)).text, 'Theirs?')
    const version = /name="version" value="(\d+)"/.exec(page.text)?.[1]
    assert.equal(
      (await editor.post(`/admin/questions/${id}`, { ...draft, text: 'Mine?', version })).status,
      303,
    )
    assert.equal((await row(id)).text, 'Mine?')
    assert.equal((await row(id)).version, 3)
  })

  test('a state is set for the version one looked at, and for no newer one', async () => {
    const id = await add(editor)
    await editor.post(`/admin/questions/${id}`, { ...draft, text: 'Newer?', version: '1' })
    assert.equal((await editor.post(`/admin/questions/${id}/publication`, { version: '1' })).status, 409)
    assert.equal((await row(id)).state, 'draft')
  })

  test('whoever looked before somebody changed the state is late, and what is so already is left as it is', async () => {
    const other = await site.as('editor')
    const id = await add(editor)
    const go = async (client: Client, where: string, version: number) =>
      (await client.post(`/admin/questions/${id}/${where}`, { version })).status
    assert.equal(await go(editor, 'publication', 1), 303)
    assert.equal(await go(other, 'retirement', 2), 303)
    for (const version of [1, 2]) assert.equal(await go(editor, 'publication', version), 409)
    assert.equal(await go(editor, 'deletion', 2), 409)
    assert.equal(await go(other, 'retirement', 2), 303, 'sent twice')
    const { state, version } = await row(id)
    assert.deepEqual([state, version], ['retired', 3])
    const late = await editor.post(`/admin/questions/${id}`, { ...draft, text: 'Late?', version: '2' })
    assert.equal(late.status, 409)
    assert.ok(late.text.includes(`State: retired <span class="soft">${other.name}`))
    assert.match(late.text, /It is retired now, and saving leaves it so\./)
    assert.equal(await go(editor, 'publication', 3), 303)
    assert.equal((await row(id)).state, 'published')
  })

  test('a new question that is published at once is one version, sent twice too', async () => {
    const form = { ...draft, text: 'Published at once?', next: 'publish' }
    const [first, second] = [
      await editor.post('/admin/questions', form),
      await editor.post('/admin/questions', form),
    ]
    assert.equal(first.location, second.location)
    const id = Number(/questions\/(\d+)/.exec(first.location)?.[1])
    const { state, version } = await row(id)
    assert.deepEqual([state, version], ['published', 1])
    assert.ok((await offered(id)) > 0)
    const changes = site.db.selectFrom('audit').select('act').where('kind', '=', 'question')
    assert.deepEqual(await changes.where('ref', '=', String(id)).execute(), [{ act: 'added' }])
    await editor.post(`/admin/questions/${id}/retirement`, { version: 1 })
    await editor.post('/admin/questions', form)
    assert.equal((await row(id)).state, 'retired', 'an old form does not bring it back')
  })

  test('the versions are those of the words: a state and a note stand in the history alone', async () => {
    const id = await add(editor)
    const shown = async () => {
      const { text } = await editor.get(`/admin/questions/${id}`)
      return {
        versions: [...text.matchAll(/<summary>Version (\d+) /g)].map(([, version]) => Number(version)),
        older: [...text.matchAll(/\?words=(\d+)"/g)].map(([, version]) => Number(version)),
      }
    }
    await editor.post(`/admin/questions/${id}/publication`, { version: 1 })
    await editor.post(`/admin/questions/${id}`, { ...draft, notes: 'Mended', version: '2' })
    assert.deepEqual(await shown(), { versions: [1], older: [] })
    await editor.post(`/admin/questions/${id}`, { ...draft, text: 'Other words?', version: '3' })
    await editor.post(`/admin/questions/${id}/retirement`, { version: 4 })
    assert.equal((await row(id)).version, 5)
    assert.deepEqual(await shown(), { versions: [4, 1], older: [1] })
  })

  test('its state is changed with the words that stand in the form, as one version', async () => {
    const id = await add(editor, { text: 'Which river is this?' })
    const states = [
      ['publication', 'published'],
      ['retirement', 'retired'],
      ['draft', 'draft'],
    ] as const
    for (const [i, [act, state]] of states.entries()) {
      const { text: page } = await editor.get(`/admin/questions/${id}`)
      assert.ok(page.includes(`form="words" formaction="/admin/questions/${id}/${act}"`), act)
      const text = `Typed just before ${act}?`
      const version = String(i + 1)
      const sent = await editor.post(`/admin/questions/${id}/${act}`, { ...draft, text, version })
      assert.match(sent.location, new RegExp(`note=${state}`))
      const now = await row(id)
      assert.deepEqual([now.text, now.state, now.version], [text, state, i + 2])
    }
    const refused = await editor.post(`/admin/questions/${id}/publication`, {
      ...{ ...draft, source: '', notes: 'Typed as well', version: '4' },
    })
    assert.equal(refused.status, 422)
    assert.match(refused.text, /id="source-error"[\s\S]*Typed as well/)
    assert.equal((await row(id)).version, 4)
  })

  test('deleted while somebody wrote: nothing typed is lost, and it comes back with that', async () => {
    const id = await add(editor, { text: 'Which river is lost?' })
    const other = await site.as('editor')
    assert.equal((await other.post(`/admin/questions/${id}/deletion`, { version: 1 })).status, 303)
    const mine = { ...draft, text: 'Which river is found?', version: '1' }
    for (const act of ['', '/publication']) {
      const page = await editor.post(`/admin/questions/${id}${act}`, mine)
      assert.equal(page.status, 409)
      assert.ok(page.text.includes(`${other.name} deleted this while you were writing`))
      assert.match(page.text, /Which river is found\?[\s\S]*>Bring it back and save</)
    }
    const gone = await editor.get(`/admin/questions/${id}`)
    assert.equal(gone.status, 410)
    assert.match(gone.text, /Which river is lost\?[\s\S]*>Bring it back</)
    const [, deletion] = /name="deletion" value="(\d+)"/.exec(
      (await editor.post(`/admin/questions/${id}`, mine)).text,
    )!
    const back = await editor.post(`/admin/questions/${id}`, { ...mine, deletion: deletion! })
    assert.equal(back.status, 303)
    assert.equal((await row(id)).text, mine.text)
  })

  test('a deletion that comes too late says so, and leads back to the question', async () => {
    const id = await add(editor, { text: 'Which river stays?' })
    await editor.post(`/admin/questions/${id}`, { ...draft, text: 'Which river stayed?', version: '1' })
    for (const act of ['deletion', 'retirement']) {
      const page = await editor.post(`/admin/questions/${id}/${act}`, { version: '1' })
      assert.equal(page.status, 409)
      assert.match(page.text, new RegExp(`href="/admin/questions/${id}">Look again<`))
    }
    assert.equal((await row(id)).version, 2)
  })

  test('publication checks the version it publishes, though another is saved meanwhile', async () => {
    const id = await add(editor)
    const content = { ...(await row(id)), alternatives: ['Loire', 'Seine'], source: '', photos: [] }
    const { id: _, key, version, state, author_id, created_at, updated_at, ...words } = content
    const questions = await import('../../shared/db/questions.ts')
    let asked: Promise<Page> | undefined
    await site.write(async (tx) => {
      await questions.update(tx, id, 1, words, { editor: editor.id, now: site.clock.now })
      asked = editor.post(`/admin/questions/${id}/publication`, { version: 2 })
      await pause(150)
    })
    assert.equal((await asked)?.status, 422)
    assert.equal((await row(id)).state, 'draft')
  })

  test('the tutorial keeps the questions every game begins with', async () => {
    const tutorial = await categoryId('tutorial')
    const published = async () =>
      await site.db
        .selectFrom('questions')
        .selectAll()
        .where('category_id', '=', tutorial)
        .where('state', '=', 'published')
        .execute()
    const [last, ...others] = await published()
    for (const one of others.slice(3))
      assert.equal(
        (await editor.post(`/admin/questions/${one.id}/retirement`, { version: one.version })).status,
        303,
      )
    assert.equal((await published()).length, 4)
    for (const where of ['retirement', 'draft']) {
      const page = await editor.post(`/admin/questions/${last!.id}/${where}`, { version: last!.version })
      assert.equal(page.status, 409)
      assert.match(page.text, /Publish another one there first/)
    }
    const moved = await editor.post(`/admin/questions/${last!.id}`, {
      ...draft,
      text: 'Moved elsewhere?',
      version: String(last!.version),
    })
    assert.equal(moved.status, 409)
    assert.match(moved.text, /Publish another one there first/)
    assert.match(moved.text, /Moved elsewhere\?/, 'all that was typed is still there')
    assert.deepEqual(await row(last!.id), last, 'all is as it was')
    assert.equal((await published()).length, 4)
    await add(editor, { category: String(tutorial), next: 'publish' })
    const retired = await editor.post(`/admin/questions/${last!.id}/retirement`, { version: last!.version })
    assert.equal(retired.status, 303)
  })

  test('a form that is too old leaves no files of its photo', async () => {
    const id = await add(editor)
    await editor.post(`/admin/questions/${id}`, { ...draft, text: 'Newer?', version: '1' })
    const before = originals()
    const page = await editor.post(`/admin/questions/${id}`, { ...draft, ...brought(1, 7), version: '1' })
    assert.equal(page.status, 409)
    assert.match(page.text, /<mark>A new file<\/mark>/)
    assert.deepEqual(originals(), before)
  })

  describe('Photos of a question', () => {
    const photosOf = async (id: number) =>
      (
        await site.db
          .selectFrom('question_photos')
          .select(['position', 'photo_id'])
          .where('question_id', '=', id)
          .orderBy('position')
          .execute()
      ).map((row) => row.photo_id)
    const library = async () =>
      (await site.db.selectFrom('photos').select('id').orderBy('id').limit(5).execute()).map((row) => row.id)
    /** The numbers as they stand in the form, where they can be changed. */
    const numbers = (page: Page) =>
      [...page.text.matchAll(/<input class="short" id="photo\d_id"[^>]* value="(\d*)"/g)].map(([, id]) => id)
    /** Opens the form, changes something, and sends it with the numbers it has. */
    const save = async (id: number, changes: Record<string, string | Blob>) => {
      const { alternatives, version } = await row(id)
      const all = JSON.parse(alternatives).length === 4 ? four : {}
      const ids = numbers(await editor.get(`/admin/questions/${id}`)) as string[]
      const page = await editor.post(`/admin/questions/${id}`, {
        ...draft,
        ...all,
        ...Object.fromEntries(ids.map((one, i) => [`photo${i + 1}_id`, one])),
        ...changes,
        version: String(version),
      })
      assert.equal(page.status, 303, messages(page))
    }
    const named = (ids: (number | '')[]) =>
      Object.fromEntries(ids.map((id, i) => [`photo${i + 1}_id`, String(id)]))
    const four = { alternative1: 'Garonne' }

    test('come with it in one form, and are taken away again', async () => {
      const page = await editor.post('/admin/questions', { ...draft, ...brought(1, 1), ...brought(2, 2) })
      assert.equal(page.status, 303, messages(page))
      const id = Number(/questions\/(\d+)/.exec(page.location)?.[1])
      const shown = await editor.get(`/admin/questions/${id}`)
      const source = /<img class="thumb" src="(\/media\/[^"]+)"/.exec(shown.text)?.[1]
      assert.ok(source)
      assert.equal((await editor.get(source)).status, 200)
      const [, second] = await photosOf(id)
      assert.ok(second)
      await save(id, { photo1_id: '' })
      assert.deepEqual(await photosOf(id), [second], 'the second is the first now')
      await save(id, { photo1_id: '' })
      assert.deepEqual(await photosOf(id), [])
    })

    test('change places by exchanging their numbers, and one is exchanged for another of the library', async () => {
      const [a, b, c, d, e] = (await library()) as [number, number, number, number, number]
      const id = await add(editor, { ...four, ...named([a, b, c, d]) })
      await save(id, { photo1_id: String(b), photo2_id: String(a) })
      assert.deepEqual(await photosOf(id), [b, a, c, d])
      await save(id, { photo4_id: String(e) })
      assert.deepEqual(await photosOf(id), [b, a, c, e])
      await save(id, brought(3, 21))
      const [first, second, third, fourth] = await photosOf(id)
      assert.deepEqual([first, second, fourth], [b, a, e], 'a file takes the place of a number')
      assert.ok(third !== c)
    })

    test('of somebody else’s save stand beside mine by their numbers, place by place', async () => {
      const [a, b, c] = await library()
      const id = await add(editor, named([a!, b!]))
      await save(id, named([b!, a!]))
      const page = await editor.post(`/admin/questions/${id}`, {
        ...draft,
        ...named([a!, c!]),
        version: '1',
      })
      assert.equal(page.status, 409)
      const marks = [...page.text.matchAll(/<mark>([^<]*)<\/mark>/g)].map(([, words]) => words)
      assert.deepEqual(marks, [`Number ${a}`, `Number ${b}`, `Number ${c}`, `Number ${a}`])
      assert.deepEqual(numbers(page), [String(a), String(c), '', ''], 'mine are in the form')
    })

    test('stay when a form says nothing of them, and belong to the version that showed them', async () => {
      const [first, second] = await library()
      const id = await add(editor, named([first!]))
      await editor.post(`/admin/questions/${id}`, { ...draft, text: 'Other words?', version: '1' })
      assert.deepEqual(await photosOf(id), [first])
      const refused = await editor.post(`/admin/questions/${id}`, { ...draft, text: '', version: '2' })
      assert.deepEqual(numbers(refused), [String(first), '', '', ''])
      await editor.post(`/admin/questions/${id}`, { ...draft, version: '2', ...named([second!]) })
      assert.deepEqual(await photosOf(id), [second])
      const versions = await site.db
        .selectFrom('question_versions')
        .select('photos')
        .where('question_id', '=', id)
        .orderBy('version')
        .execute()
      assert.deepEqual(
        versions.map((version) => JSON.parse(version.photos)),
        [[first], [first], [second]],
      )
      assert.match((await editor.get(`/admin/questions/${id}`)).text, /Changed: question, photos\./)
      const old = await editor.get(`/admin/questions/${id}?words=1`)
      assert.match(
        old.text,
        new RegExp(`name="photo1_id"[^>]* value="${first}"`),
        'old words bring their photos',
      )
    })

    test('are none, one, two or four, and with four there are four alternatives', async () => {
      const ids = await library()
      const status = async (n: number, changes: Record<string, string> = {}) =>
        await editor.post('/admin/questions', { ...draft, ...changes, ...named(ids.slice(0, n)) })
      for (const n of [0, 1, 2]) assert.equal((await status(n)).status, 303, String(n))
      assert.match(messages(await status(3)), /Three photos are one too many or one too few/)
      assert.match(messages(await status(3, four)), /Three photos/)
      assert.match(messages(await status(4)), /all four alternatives are needed/)
      assert.equal((await status(4, four)).status, 303)
    })

    test('with four each shows the alternative of its place', async () => {
      const ids = await library()
      const id = await add(editor, { ...four, ...named(ids.slice(0, 4)) })
      assert.deepEqual(await photosOf(id), ids.slice(0, 4))
      const swapped = [ids[1]!, ids[0]!, ids[4]!, ids[3]!]
      await editor.post(`/admin/questions/${id}`, { ...draft, ...four, version: '1', ...named(swapped) })
      assert.deepEqual(await photosOf(id), swapped)
    })

    test('are not the same twice, neither by number nor by file', async () => {
      const [first] = await library()
      const twice = /The same photo is here twice/
      assert.match(
        messages(await editor.post('/admin/questions', { ...draft, ...named([first!, first!]) })),
        twice,
      )
      const files = { ...brought(1, 11), ...brought(2, 11) }
      const before = originals()
      assert.match(messages(await editor.post('/admin/questions', { ...draft, ...files })), twice)
      assert.deepEqual(originals(), before)
    })

    test('that are not here are refused by their number', async () => {
      for (const id of ['999999', 'x', '-1', '1e3']) {
        const page = await editor.post('/admin/questions', { ...draft, photo2_id: id })
        assert.equal(page.status, 422)
        assert.match(messages(page), /There is no photo with this number/)
        assert.match(page.text, new RegExp(`name="photo2_id"[^>]* value="${id}"`))
      }
    })

    test('give time to look: without a number of seconds it is 10, 13 or 15', async () => {
      const ids = await library()
      const seconds = async (n: number) =>
        (await row(await add(editor, { ...four, seconds: '', ...named(ids.slice(0, n)) }))).seconds
      assert.deepEqual(
        [await seconds(0), await seconds(1), await seconds(2), await seconds(4)],
        [10, 13, 13, 15],
      )
      assert.equal((await row(await add(editor, named([ids[0]!])))).seconds, 10, 'what is typed counts')
    })

    test('of a draft may come without words, which are asked for when it is published', async () => {
      const made = await editor.post('/admin/questions', { ...draft, photo1_file: picture(31) })
      assert.equal(made.status, 303, messages(made))
      const id = Number(/questions\/(\d+)/.exec(made.location)?.[1])
      const [photo] = await photosOf(id)
      const { title, alt, author, licence } = await site.db
        .selectFrom('photos')
        .selectAll()
        .where('id', '=', photo!)
        .executeTakeFirstOrThrow()
      assert.deepEqual([title, alt, author, licence], ['petra', '', '', ''])
      const page = await editor.post(`/admin/questions/${id}/publication`, { version: 1 })
      assert.equal(page.status, 422)
      assert.match(page.text, /id="photos-error">“petra” still needs an alternative text/)
      assert.match(page.text, new RegExp(`href="/admin/photos/${photo}" target="_blank" rel="noopener"`))
      assert.deepEqual(numbers(page), [String(photo), '', '', ''])
      assert.equal((await row(id)).state, 'draft')
      await add(editor, named([photo!]))
      const published = { ...draft, next: 'publish', photo1_id: String(photo) }
      const link = new RegExp(`href="/admin/photos/${photo}" target="_blank" rel="noopener"`)
      assert.match((await editor.post('/admin/questions', published)).text, link)
    })

    test('of a question that is published need their words, and the file is to be chosen again', async () => {
      const before = await site.db.selectFrom('photos').select('id').execute()
      const page = await editor.post('/admin/questions', {
        ...draft,
        next: 'publish',
        notes: 'still here',
        photo2_file: picture(2),
      })
      assert.equal(page.status, 422)
      assert.match(page.text, /id="photo2_file-error">Choose the file once more/)
      assert.match(page.text, /id="photo2_alt-error"/)
      assert.match(page.text, /still here/)
      assert.equal((await site.db.selectFrom('photos').select('id').execute()).length, before.length)
    })

    test('whose text says an alternative are warned of, but for the one that comes with the answer', async () => {
      const warning = /says one of the alternatives/
      const telling = { ...brought(1, 3), photo1_alt: 'The river Séine at noon' }
      const made = await editor.post('/admin/questions', { ...draft, ...telling })
      assert.match((await editor.get(made.location)).text, warning)
      const late = { ...brought(1, 4), ...brought(2, 5), photo2_alt: 'The Seine' }
      const second = await editor.post('/admin/questions', { ...draft, ...late })
      assert.doesNotMatch((await editor.get(second.location)).text, warning)
    })

    test('are in the preview what they are in the game', async () => {
      const ids = await library()
      const preview = async (n: number) => {
        const id = await add(editor, { ...four, ...named(ids.slice(0, n)) })
        const { text } = await editor.get(`/admin/questions/${id}/preview`)
        const [before = '', after = ''] = text.split('Did you know?')
        return [before, after].map((part) => part.match(/<picture>/g)?.length ?? 0)
      }
      assert.deepEqual(await preview(1), [1, 0])
      assert.deepEqual(await preview(2), [1, 1], 'the second comes with the answer')
      assert.deepEqual(await preview(4), [4, 0])
    })
  })

  test('the list is searched, filtered and sorted by its address', async () => {
    const id = await add(editor, { text: '100%_sure about the Qqxyz?' })
    const found = await editor.get('/admin/questions?q=%25_sure&state=draft&country=FR')
    assert.match(found.text, new RegExp(`/admin/questions/${id}"`))
    assert.equal(rows(found).length, 1, 'signs that mean something to a database mean nothing here')
    assert.equal(rows(await editor.get('/admin/questions?q=Qqxyz&state=published')).length, 0)
    assert.match((await editor.get('/admin/questions?q=nothing+has+this')).text, /Nothing fits/)
    const sorted = rows(await editor.get('/admin/questions?sort=text')).map((one) => one.text)
    assert.deepEqual(sorted, [...sorted].sort())
  })

  test('pages follow each other without a gap or a repetition, there and back, while somebody adds', async () => {
    for (const sort of ['-updated_at', 'text', '-value']) {
      const first = await editor.get(`/admin/questions?sort=${sort}&state=published`)
      await add(editor, { next: 'publish', text: `AAA in between? ${sort}` })
      const second = await editor.get(link(first, 'next'))
      const third = await editor.get(link(second, 'next'))
      const ids = [first, second, third].flatMap(rows).map((one) => one.id)
      assert.equal(new Set(ids).size, 75)
      const back = await editor.get(link(third, 'prev'))
      assert.deepEqual(rows(back), rows(second))
    }
    const [all, ids] = [await site.db.selectFrom('questions').select('id').execute(), new Set<string>()]
    let page = await editor.get('/admin/questions')
    for (;;) {
      for (const one of rows(page)) ids.add(one.id)
      if (!link(page, 'next')) break
      page = await editor.get(link(page, 'next'))
    }
    assert.equal(ids.size, all.length)
  })

  test('a cursor somebody made up leads to the first page', async () => {
    const first = rows(await editor.get('/admin/questions'))
    const made = [[], {}, [1], ['x', 'y'], [{}, 1], [null, 1], [1, 1.5], 'text'].map((value) => encode(value))
    for (const cursor of ['%00', 'null', '!!!', ...made]) {
      const page = await editor.get(`/admin/questions?after=${cursor}`)
      assert.equal(page.status, 200)
      assert.deepEqual(rows(page), first, cursor)
    }
    assert.equal(
      (await editor.get(`/admin/questions?before=${encode([1e308, 5])}&q=%00%ff&category=9e9`)).status,
      200,
    )
    assert.equal((await editor.get('/admin/questions?q=a&q=b&sort=toString&state=__proto__')).status, 200)
  })

  test('what an editor types is text on every page, never markup', async () => {
    const evil = `<img src=x onerror=alert(1)>"'{{ 7*7 }}`
    const id = await add(editor, {
      text: evil,
      alternative0: evil,
      did_you_know: `${evil} [x](javascript:alert(1))`,
      source: evil,
      notes: evil,
    })
    for (const path of ['', '/preview']) {
      const page = await editor.get(`/admin/questions/${id}${path}`)
      assert.doesNotMatch(page.text, /<img src=x/)
      assert.doesNotMatch(page.text, /href="javascript/)
      assert.match(page.text, /7\*7/)
    }
    assert.doesNotMatch((await editor.get('/admin/questions')).text, /<img src=x/)
  })

  describe('An ambassador of France', () => {
    let ambassador: Awaited<ReturnType<Site['as']>>
    before(async () => {
      ambassador = await site.as('ambassador', { country: 'FR' })
    })

    test('writes and publishes about France and its cities', async () => {
      const id = await add(ambassador, { next: 'publish' })
      assert.equal((await row(id)).state, 'published')
      const paris = await site.db
        .selectFrom('cities')
        .select('id')
        .where('slug', '=', 'paris')
        .executeTakeFirstOrThrow()
      await add(ambassador, { subject: `city:${paris.id}` })
    })

    test('finds other countries neither in the list nor by their number', async () => {
      const id = await add(editor, { subject: 'country:DE' })
      for (const path of ['', '/preview'])
        assert.equal((await ambassador.get(`/admin/questions/${id}${path}`)).status, 404)
      for (const path of ['', '/publication', '/retirement', '/draft'])
        assert.equal(
          (await ambassador.post(`/admin/questions/${id}${path}`, { ...draft, version: '1' })).status,
          404,
        )
      assert.equal(rows(await ambassador.get('/admin/questions?country=DE')).length, 0)
      assert.equal((await row(id)).version, 1)
    })

    test('cannot write about another country, nor move a question there', async () => {
      assert.equal(
        (await ambassador.post('/admin/questions', { ...draft, subject: 'country:DE' })).status,
        422,
      )
      assert.equal(
        (await ambassador.post('/admin/questions', { ...draft, subject: '', everywhere: '1' })).status,
        422,
      )
      const id = await add(ambassador)
      const moved = await ambassador.post(`/admin/questions/${id}`, {
        ...draft,
        subject: 'country:DE',
        version: '1',
      })
      assert.equal(moved.status, 422)
      assert.equal((await row(id)).country, 'FR')
    })

    test('asks nothing in every city, and is not offered to', async () => {
      assert.doesNotMatch((await ambassador.get('/admin/questions/new')).text, /name="everywhere"/)
      assert.match((await editor.get('/admin/questions/new')).text, /name="everywhere"/)
      const id = await add(ambassador, { everywhere: '1', next: 'publish' })
      assert.equal((await row(id)).everywhere, 0)
      const around = await site.db
        .selectFrom('city_countries')
        .select('city_id')
        .where('country', '=', 'FR')
        .execute()
      assert.equal(await offered(id), around.length)
    })

    test('has no part in the tutorial', async () => {
      const tutorial = String(await categoryId('tutorial'))
      assert.equal((await ambassador.post('/admin/questions', { ...draft, category: tutorial })).status, 422)
      const id = await add(editor, { category: tutorial, text: 'For all the world?' })
      assert.equal((await ambassador.get(`/admin/questions/${id}`)).status, 404)
      assert.equal((await ambassador.post(`/admin/questions/${id}/publication`, { version: 1 })).status, 404)
      assert.equal(rows(await ambassador.get('/admin/questions?q=For+all+the+world')).length, 0)
    })

    test('looks after a landmark of the country, which goes on being asked in every city', async () => {
      const id = await add(editor, { everywhere: '1', next: 'publish' })
      const changes = { ...draft, text: 'Which landmark of ours is this?', version: 1 }
      assert.equal((await ambassador.post(`/admin/questions/${id}`, changes)).status, 303)
      assert.deepEqual(
        { ...(await row(id)), country: 'FR' },
        { ...(await row(id)), everywhere: 1, version: 2 },
      )
      const real = await site.db.selectFrom('cities').select('id').where('country', 'is not', null).execute()
      assert.equal(await offered(id), real.length)
    })

    test('neither sees nor attaches a photo that is not theirs', async () => {
      const { id: photo } = await site.db
        .selectFrom('photos')
        .select('id')
        .where('created_by', 'is', null)
        .executeTakeFirstOrThrow()
      assert.equal((await ambassador.get(`/admin/photos/${photo}`)).status, 404)
      assert.doesNotMatch((await ambassador.get(`/admin/questions/new?photo=${photo}`)).text, /<img/)
      const page = await ambassador.post('/admin/questions', { ...draft, photo1_id: String(photo) })
      assert.equal(page.status, 422)
      const id = await add(editor, { photo1_id: String(photo) })
      const kept = { ...draft, version: '1', photo1_id: String(photo) }
      assert.equal(
        (await ambassador.post(`/admin/questions/${id}`, kept)).status,
        303,
        'one that is there stays',
      )
    })

    test('sees no door to people', async () => {
      assert.doesNotMatch((await ambassador.get('/admin')).text, /\/admin\/players/)
    })
  })
})

const messages = (page: Page) =>
  [...page.text.matchAll(/class="error"[^>]*>([^<]*)/g)].map((m) => m[1]).join(' | ')
const rows = (page: Page) =>
  [...page.text.matchAll(/<a href="\/admin\/questions\/(\d+)">([^<]*)<\/a><\/td>/g)].map(([, id, text]) => ({
    id: id!,
    text: text!,
  }))
const link = (page: Page, rel: string) =>
  (new RegExp(`rel="${rel}" href="([^"]*)"`).exec(page.text)?.[1] ?? '').replaceAll('&amp;', '&')
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** The fields of one place with a file; the same salt is the same file. */
const brought = (place: number, salt: number) => ({
  [`photo${place}_title`]: 'Petra',
  [`photo${place}_alt`]: 'A façade of rock',
  [`photo${place}_author`]: 'B. Werther',
  [`photo${place}_licence`]: 'CC0',
  [`photo${place}_file`]: picture(salt),
})

const originals = () =>
  readdirSync(join(process.env.DATA_DIR!, 'originals'), { recursive: true }).map(String).sort()

/** A starter photo with some bytes after its end: another file, the same picture. */
function picture(salt: number): File {
  const bytes = readFileSync(join(import.meta.dirname, '../../shared/content/landmarks/petra.webp'))
  return new File([bytes, Buffer.alloc(salt)], 'petra.webp')
}
