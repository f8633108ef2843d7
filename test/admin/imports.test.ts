import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Write } from '../../shared/db/connection.ts'
import type { Services } from '../../shared/web/context.ts'
import { type Client, type Page, type Site, startApp } from '../client.ts'
import { withoutRoom } from './full.ts'

const { config } = await import('../../shared/config.ts')
const batchItems = await import('../../shared/db/batch-items.ts')
const batches = await import('../../shared/db/batches.ts')
const { workOn, workOnOwnBatches } = await import('../../admin/batches/batching.ts')
const { readQuestions, writeQuestions } = await import('../../admin/imports/question-files.ts')

type Person = Awaited<ReturnType<Site['as']>>
type Line = Record<string, string>

const COLUMNS =
  'id,key,version,state,category,city,country,everywhere,text,alternative1,alternative2,alternative3,alternative4,answer,sorted,value,seconds,did_you_know,source,source_date,verify_by,notes,photos'.split(
    ',',
  )
const cell = (text = '') => `"${text.replaceAll('"', '""')}"`
const csv = (lines: Line[]) =>
  [COLUMNS.join(','), ...lines.map((line) => COLUMNS.map((name) => cell(line[name])).join(','))].join('\r\n')

let n = 0
/** A line that lacks nothing. Each has words of its own. */
const line = (changes: Line = {}): Line => ({
  text: `Which river is number ${++n}?`,
  category: 'tour-guide',
  country: 'FR',
  ...{ alternative1: 'Seine', alternative2: 'Loire', alternative3: 'Rhône', answer: '1', value: '2' },
  ...{ source: 'An atlas', source_date: '2026-01-31', verify_by: '2029-01-31' },
  ...changes,
})

describe('Questions from a file', () => {
  let site: Site & { services: Services }
  let editor: Person
  before(async () => {
    const started = await startApp('admin')
    const { db, write, close, clock } = started
    site = { ...started, services: { db, write, close, clock: () => clock.now } }
    editor = await site.as('editor')
  })
  after(() => site.close())

  const idOf = ({ location, text, status }: Page) => {
    assert.equal(status, 303, /role="alert">[^<]*/.exec(text)?.[0] ?? text.slice(0, 300))
    return Number(/imports\/(\d+)/.exec(location)![1])
  }
  const send = (who: Client, content: string | Uint8Array, name = 'questions.csv', more: Line = {}) =>
    who.post('/admin/imports', { file: new File([content as string], name), ...more })
  /** Brings a file, and gives back its number when each line was looked at. */
  const bring = async (who: Client, content: string | Uint8Array, name?: string, more?: Line) => {
    const id = idOf(await send(who, content, name, more))
    await workOn(site.services, id)
    return id
  }
  const start = async (who: Client, id: number) => {
    assert.equal((await who.post(`/admin/batches/${id}/start`)).status, 303)
    await workOn(site.services, id)
  }
  /** Takes it back, and gives back what was left alone. */
  const takeBack = async (who: Client, id: number) => {
    const page = await who.post(`/admin/batches/${id}/reversal`)
    const undo = Number(/batches\/(\d+)/.exec(page.location)![1])
    await workOn(site.services, undo)
    return await site.db.selectFrom('batch_items').selectAll().where('batch_id', '=', undo).execute()
  }
  const batch = async (id: number) => (await batches.byId(site.db, id))!
  const items = (id: number) =>
    site.db.selectFrom('batch_items').selectAll().where('batch_id', '=', id).orderBy('position').execute()
  const tally = async (id: number) => {
    const { ready, same, wrong, done, left } = await batchItems.countByState(site.db, id)
    return { ready, same, wrong, done, left }
  }
  const nothing = { ready: 0, same: 0, wrong: 0, done: 0, left: 0 }
  const problems = async (id: number) => (await items(id)).map(({ problem }) => problem)
  const called = async (text: string) =>
    await site.db.selectFrom('questions').selectAll().where('text', '=', text).execute()
  const changes = (id: number) =>
    site.db.selectFrom('audit').selectAll().where('batch_id', '=', id).orderBy('id').execute()
  const exported = async (who: Client, search: string) =>
    (await who.get(`/admin/questions/export?${search}`)).text
  const linesOf = async (text: string, format: 'csv' | 'gift' | 'json') => {
    const found = []
    for await (const read of readQuestions(bytes(text), format)) {
      assert.equal(read.problem, undefined)
      found.push(read.question!)
    }
    return found
  }
  async function* bytes(text: string) {
    yield new TextEncoder().encode(text)
  }
  const written = async (lines: Parameters<typeof writeQuestions>[1]) => {
    let text = ''
    for await (const piece of writeQuestions('csv', lines)) text += piece
    return text
  }
  /** Brings it and has it imported. */
  const imported = async (who: Client, lines: Line[]) => {
    const id = await bring(who, csv(lines))
    await start(who, id)
    return id
  }
  /** A question of these words, as a file has it now. */
  const asExported = async (text: string) => {
    const [one] = (await linesOf(await exported(editor, `q=${encodeURIComponent(text)}`), 'csv')).filter(
      (found) => found.text === text,
    )
    return one!
  }

  test('are looked at first, then added as drafts, and the same file again changes nothing', async () => {
    const [one, two] = [line(), line({ alternative3: '', did_you_know: 'It *flows*.' })]
    const id = await bring(editor, csv([one, two]))
    assert.deepEqual(await tally(id), { ...nothing, ready: 2 })
    assert.deepEqual(await called(one.text!), [])
    const page = await editor.get(`/admin/imports/${id}`)
    assert.match(page.text, /Nothing is changed yet/)
    assert.match(page.text, />Import 2 questions<\/button>/)
    assert.ok(page.text.includes(one.text!))
    await start(editor, id)
    const [first] = await called(one.text!)
    assert.equal(first!.state, 'draft')
    assert.equal(first!.seconds, 10)
    assert.equal(first!.author_id, null, 'bringing a file is not writing')
    assert.match(first!.key!, /^[\w-]{12}$/)
    assert.deepEqual(
      (await changes(id)).map(({ act, editor_id }) => [act, editor_id]),
      [1, 2].map(() => ['added', editor.id]),
    )
    await editor.post(`/admin/batches/${id}/start`)
    const again = await bring(editor, csv([one, two]))
    assert.deepEqual(await tally(again), { ...nothing, same: 2 })
    assert.match((await editor.get(`/admin/imports/${again}`)).text, /there is nothing to import/)
    assert.equal((await called(one.text!)).length, 1)
  })

  test('sent twice, and begun twice at the same time, are there once', async () => {
    const file = csv([line({ text: 'Once?' }), line({ text: 'Once more?' })])
    const ids = (await Promise.all([send(editor, file), send(editor, file)])).map(idOf)
    await Promise.all(ids.map((id) => workOn(site.services, id)))
    await Promise.all([...ids, ...ids].map((id) => editor.post(`/admin/batches/${id}/start`)))
    await Promise.all(ids.map((id) => workOn(site.services, id)))
    for (const text of ['Once?', 'Once more?']) assert.equal((await called(text)).length, 1)
    const counts = await Promise.all(ids.map(tally))
    for (const { ready, wrong, left } of counts) assert.deepEqual([ready, wrong, left], [0, 0, 0])
    const added = (await Promise.all(ids.map(changes))).flat()
    assert.equal(added.length, 2)
  })

  test('that cannot be taken are named by their line with all that is wrong, and wait', async () => {
    const wrong: [Line, RegExp][] = [
      [{ text: '' }, /^Question: Fill this in\.$/],
      [{ text: 'x'.repeat(301) }, /Question: At most 300 characters/],
      [{ alternative2: '', alternative3: '' }, /At least two alternatives/],
      [{ answer: '5' }, /Right alternative: A number from 1 to 4/],
      [{ answer: '4' }, /Right alternative: The alternative marked as right is empty/],
      [{ value: '6', verify_by: '31.02.2029' }, /Value: A number from 1 to 5\. Check again by: A day/],
      [{ category: 'linguists' }, /Category: Nothing is called “linguists” here\. There is .*linguist/],
      [{ category: '' }, /Category: Say which\. There is .*tour-guide/],
      [{ country: '', city: 'Pariss' }, /About: Nothing is called “Pariss” here\. There is paris/],
      [{ country: 'XX' }, /About: Nothing is called “XX” here\.$/],
      [{ city: 'paris' }, /about a city or about a country, not about both/],
      [{ country: '' }, /About: Name a city or a country, or let it be asked everywhere/],
      [{ everywhere: 'yes' }, /Asked in every city: This is 1 for yes or 0 for no/],
      [{ state: 'open' }, /State: this is draft, published or retired/],
      [{ state: 'published', source: '' }, /says it is published, but: Source: Say where the fact is from/],
      [{ photos: '999999' }, /There is no photo with the number “999999”/],
      [{ photos: 'one' }, /There is no photo with the number “one”/],
      [
        { source_date: '3/4/2026' },
        /Read there on: Say a day as 2027-03-31 or 31\.03\.2027: with \/ the month/,
      ],
      [{ key: 'k'.repeat(201) }, /The key is longer/],
    ]
    const lines = [line(), ...wrong.map(([changed]) => line(changed)), line()]
    const id = await bring(editor, csv(lines))
    assert.deepEqual(await tally(id), { ...nothing, ready: 2, wrong: wrong.length })
    for (const [i, item] of (await items(id)).slice(1, -1).entries()) {
      assert.equal(item.line, i + 3)
      assert.match(item.problem, wrong[i]![1])
    }
    const page = await editor.get(`/admin/imports/${id}`)
    assert.match(page.text, /Download these 19 lines/)
    await start(editor, id)
    assert.deepEqual(await tally(id), { ...nothing, done: 2, wrong: wrong.length })
  })

  test('wait in quarantine, leave it as a file with their problems, and come back mended', async () => {
    const good = { text: 'Mended later?', category: 'Tour guide', notes: '=1+1' }
    const id = await bring(editor, `${csv([line({ ...good, value: '9' })])}\r\n"broken`)
    assert.deepEqual(await tally(id), { ...nothing, wrong: 2 })
    const file = await editor.get(`/admin/imports/${id}/quarantine`)
    assert.match(file.headers.get('Content-Disposition')!, /filename="import-\d+-quarantine-.*\.csv"/)
    assert.match(file.text, /,problem\r\n/)
    assert.match(file.text, /"?Value: A number from 1 to 5\."?\r\n/)
    assert.ok(file.text.includes(`'=1+1`), 'a spreadsheet runs nothing of it')
    assert.match(file.text, /broken/)
    const again = await bring(editor, file.text.replace(',9,', ',3,').replace(/\r\n.*broken.*\r\n/, '\r\n'))
    assert.deepEqual(await tally(again), { ...nothing, ready: 1 })
    await start(editor, again)
    assert.equal((await called(good.text))[0]!.notes, '=1+1')
  })

  test('can be mended in the form, which makes the line done', async () => {
    const text = '<b>Mended</b> & here?'
    const id = await bring(
      editor,
      csv([line(), line({ text, key: 'mended:here', value: '', source_date: 'soon' })]),
    )
    const page = await editor.get(`/admin/imports/${id}`)
    assert.ok(page.text.includes('&lt;b&gt;Mended&lt;/b&gt; &amp; here?'))
    const [, path] = /href="(\/admin\/questions\/new\?from=[^"]+)"/.exec(page.text)!
    const form = await editor.get(path!)
    assert.match(form.text, /Line 3 of <a href/)
    assert.match(form.text, /Read there on: A day, such as/)
    assert.match(form.text, /value="Loire"/)
    const from = `${id}-2`
    const category = String(
      (await site.db
        .selectFrom('categories')
        .select('id')
        .where('slug', '=', 'tour-guide')
        .executeTakeFirst())!.id,
    )
    const empty = { alternative2: '', alternative3: '', seconds: '', did_you_know: '', notes: '' }
    const origin = { source: '', source_date: '', verify_by: '' }
    const words = { text, alternative0: 'Seine', alternative1: 'Loire', answer: '0', value: '3', category }
    const typed = { ...empty, ...origin, ...words }
    const refused = await editor.post('/admin/questions', {
      ...typed,
      subject: 'country:FR',
      value: '7',
      from,
    })
    assert.equal(refused.status, 422)
    assert.ok(refused.text.includes(`name="from" value="${from}"`))
    const saved = await editor.post('/admin/questions', { ...typed, subject: 'country:FR', from })
    assert.equal(saved.location, `/admin/imports/${id}?note=added`)
    assert.deepEqual(await tally(id), { ...nothing, ready: 1, done: 1 })
    assert.equal((await called(text))[0]!.key, 'mended:here')
    const stranger = await site.as('ambassador', { country: 'FR' })
    const other = await bring(editor, csv([line({ value: '8' })]))
    assert.doesNotMatch((await stranger.get(`/admin/questions/new?from=${other}-1`)).text, /of <a href/)
    const own = { ...typed, subject: 'country:FR', text: 'Of a stranger?' }
    await stranger.post('/admin/questions', { ...own, from: `${other}-1` })
    assert.equal((await items(other))[0]!.state, 'wrong')
  })

  /** The form of a line that waits, as it is filled in, and where it is sent. */
  const mendingForm = async (who: Client, path: string) => {
    const { text } = await who.get(path)
    const value = (name: string) =>
      new RegExp(`name="${name}"[^>]*value="([^"]*)"`).exec(text)?.[1] ??
      new RegExp(`value="([^"]*)"[^>]*name="${name}"`).exec(text)?.[1] ??
      ''
    const names = ['from', 'version', 'source', 'source_date', 'verify_by', 'value', 'seconds']
    const typed = Object.fromEntries(
      [...names, 'alternative0', 'alternative1'].map((name) => [name, value(name)]),
    )
    const category = /<select id="category"[\s\S]*?value="(\d+)" selected/.exec(text)![1]!
    const more = { alternative2: '', alternative3: '', did_you_know: '', notes: '', answer: '0' }
    return { text, form: { ...typed, ...more, category, subject: 'country:FR' } }
  }
  const mendPaths = async (who: Client, id: number) =>
    Array.from(
      (await who.get(`/admin/imports/${id}`)).text.matchAll(
        /href="(\/admin\/questions\/[^"]+\?from=[^"]+)"/g,
      ),
      ([, path]) => path!,
    )

  test('are published by the form when their line says so, counted as what they are, and go with the one undo', async () => {
    const known = line({ key: 'mended:known' })
    await imported(editor, [known])
    const fresh = line({ state: 'published', value: '9' })
    const changed = { ...known, version: '1', state: 'published', text: 'Mended known?', value: '9' }
    const id = await bring(editor, csv([line(), fresh, changed]))
    const [, ...rest] = await mendPaths(editor, id).then((paths) => ['', ...paths])
    assert.deepEqual(
      rest.map((path) => /new/.test(path)),
      [true, false],
    )
    for (const [i, path] of rest.entries()) {
      const { text, form } = await mendingForm(editor, path)
      assert.match(
        text,
        /<button class="button primary" name="next" value="publish" data-primary>Save and publish</,
      )
      assert.doesNotMatch(text, /Save and add another/)
      const words = { ...form, text: i === 0 ? fresh.text! : 'Mended known?' }
      const to = i === 0 ? '/admin/questions' : path.split('?')[0]!
      const refused = await editor.post(to, { ...words, value: '8', next: 'publish' })
      assert.equal(refused.status, 422)
      assert.match(refused.text, /class="button primary" name="next" value="publish"/)
      const typed = { ...words, value: '3', next: 'publish' }
      const saved = await Promise.all([editor.post(to, typed), editor.post(to, typed)])
      assert.ok(saved.some((page) => page.location?.startsWith(`/admin/imports/${id}`)))
    }
    const states = async () =>
      (await Promise.all([fresh.text!, known.text!, 'Mended known?'].map(called))).map((all) =>
        all.map((one) => [one.state, one.author_id]),
      )
    assert.deepEqual(await states(), [[['published', null]], [], [['published', null]]])
    const facts = async () =>
      Array.from(
        (await editor.get(`/admin/imports/${id}`)).text.matchAll(/<dd class="figure">(\d+)/g),
        ([, n]) => Number(n),
      )
    assert.deepEqual(await facts(), [2, 1, 0, 0])
    await start(editor, id)
    assert.deepEqual(await facts(), [2, 1, 0, 0])
    assert.deepEqual(await takeBack(editor, id), [])
    assert.deepEqual(await states(), [[], [['draft', null]], []])
    const page = await editor.get(`/admin/imports/${id}`)
    assert.match(page.text, /<h2>Taken back<\/h2>/)
    assert.deepEqual(await facts(), [2, 1, 0, 0])
  })

  test('that are mended after the import was taken back stay, as no undo would find them', async () => {
    const [good, bad] = [line(), line({ value: '9' })]
    const id = await imported(editor, [good, bad])
    const [path] = await mendPaths(editor, id)
    await takeBack(editor, id)
    const { form } = await mendingForm(editor, path!)
    await editor.post('/admin/questions', { ...form, text: bad.text!, value: '3' })
    const [made] = await called(bad.text!)
    const row = site.db.selectFrom('audit').selectAll().where('kind', '=', 'question')
    assert.equal((await row.where('ref', '=', String(made!.id)).executeTakeFirst())!.batch_id, null)
  })

  test('that were exported and edited change just what was edited, as a version that jobs keep apart', async () => {
    const lines = [line(), line(), line({ state: 'published' })]
    await imported(editor, lines)
    const found = await Promise.all(lines.map((one) => asExported(one.text!)))
    const file = await written(
      found.map((one, i) => (i === 1 ? one : { ...one, notes: 'Edited', state: 'draft' })),
    )
    const id = await bring(editor, file)
    assert.deepEqual(await tally(id), { ...nothing, ready: 2, same: 1 })
    const page = await editor.get(`/admin/imports/${id}`)
    assert.match(page.text, /<dt>Changed<\/dt><dd class="figure">2<\/dd>/)
    assert.match(page.text, /Notes<\/th><td><mark>\(empty\)<\/mark><\/td><td><mark>Edited<\/mark>/)
    assert.match(page.text, /State<\/th><td><mark>published<\/mark><\/td><td><mark>draft<\/mark>/)
    await start(editor, id)
    const [saved] = await called(lines[2]!.text!)
    assert.deepEqual([saved!.version, saved!.state, saved!.notes], [2, 'draft', 'Edited'])
    const versions = site.db.selectFrom('question_versions').select('version')
    assert.equal((await versions.where('question_id', '=', saved!.id).execute()).length, 2)
    assert.equal((await called(lines[1]!.text!))[0]!.version, 1)
    assert.equal((await changes(id)).length, 2, 'one each')
    assert.deepEqual(await takeBack(editor, id), [])
    const [back] = await called(lines[2]!.text!)
    assert.deepEqual([back!.state, back!.notes], ['published', ''])
  })

  test('that somebody saved meanwhile are left, whenever that was, and their lines lead to the form', async () => {
    const lines = [line(), line()]
    await imported(editor, lines)
    const found = await Promise.all(lines.map((one) => asExported(one.text!)))
    const edit = async (change: Partial<(typeof found)[0]>, some = found) =>
      await bring(editor, await written(some.map((one) => ({ ...one, ...change }))))
    const late = await edit({ notes: 'Late' })
    assert.deepEqual(await tally(late), { ...nothing, ready: 2 })
    await start(editor, await edit({ notes: 'First' }, [found[0]!]))
    await start(editor, late)
    assert.deepEqual(await tally(late), { ...nothing, done: 1, left: 1 })
    const sentence = /Somebody saved version 2 of question \d+ meanwhile; this line was made from version 1/
    assert.match((await items(late))[0]!.problem, sentence)
    assert.equal((await called(lines[0]!.text!))[0]!.notes, 'First')
    const after = await edit({ notes: 'After' }, [found[0]!])
    assert.match((await problems(after))[0]!, sentence)
    const page = await editor.get(`/admin/imports/${after}`)
    const [, path] = /href="(\/admin\/questions\/\d+\?from=[^"]+)"/.exec(page.text)!
    const form = await editor.get(path!)
    assert.match(form.text, /name="version" value="2"/)
    assert.match(form.text, />After<\/textarea>/)
    for (const change of [{ version: '' }, { key: '', version: '2' }]) {
      const without = await edit({ ...change, notes: 'No name or version' }, [found[0]!])
      assert.match((await problems(without))[0]!, /is here already as number \d+, but not just so: Notes\./)
    }
  })

  test('that were exported before somebody retired a question do not bring it back, edited or not', async () => {
    const lines = [line({ state: 'published' }), line({ state: 'published' })]
    await imported(editor, lines)
    const found = await Promise.all(lines.map((one) => asExported(one.text!)))
    const file = await written([found[0]!, { ...found[1]!, notes: 'Edited' }])
    const looked = await bring(editor, file)
    for (const { text } of lines) {
      const { id } = (await called(text!))[0]!
      assert.equal((await editor.post(`/admin/questions/${id}/retirement`, { version: 1 })).status, 303)
    }
    assert.deepEqual(await tally(looked), { ...nothing, ready: 1, same: 1 })
    await start(editor, looked)
    const after = await bring(editor, file)
    for (const problem of [(await problems(looked))[1], ...(await problems(after))])
      assert.match(problem!, /Somebody saved version 2 of question \d+ meanwhile/)
    for (const { text } of lines) {
      const { id, state, notes } = (await called(text!))[0]!
      assert.deepEqual([state, notes], ['retired', ''])
      await editor.post(`/admin/questions/${id}/publication`, { version: 2 })
    }
  })

  test('without a name are known by words, subject, right answer and photos', async () => {
    const one = line({ state: 'published' })
    await imported(editor, [one])
    const id = await bring(
      editor,
      csv([
        { ...one },
        { ...one, answer: '2' },
        { ...one, country: 'DE' },
        { ...one, state: '', notes: 'Else' },
      ]),
    )
    assert.deepEqual(
      (await items(id)).map(({ state }) => state),
      ['same', 'ready', 'ready', 'wrong'],
    )
    const differently = await bring(editor, csv([{ ...one, alternative3: 'Isère' }]))
    assert.match(
      (await problems(differently))[0]!,
      /but not just so: Alternatives\. To change it, say “[\w-]{12}” as its key and “1” as its version/,
    )
    const photo = await site.db.selectFrom('photos').select('id').limit(1).executeTakeFirstOrThrow()
    assert.deepEqual(await tally(await bring(editor, csv([{ ...one, photos: String(photo.id) }]))), {
      ...nothing,
      ready: 1,
    })
  })

  test('of another installation never meet what has their number here, and come once by their keys', async () => {
    const [mine] = [line()]
    await imported(editor, [mine])
    const { id } = (await called(mine.text!))[0]!
    const theirs = [
      line({ id: String(id), key: 'of-elsewhere', version: '1' }),
      line({ id: String(id), version: '1' }),
      line({ id: '987654', version: '3' }),
    ]
    await imported(editor, theirs)
    assert.deepEqual(
      (await called(mine.text!)).map((one) => [one.id, one.version]),
      [[id, 1]],
    )
    for (const { text } of theirs) assert.equal((await called(text!)).length, 1)
    assert.deepEqual(await tally(await bring(editor, csv(theirs))), { ...nothing, same: 3 })
    const keyed = (await called(theirs[0]!.text!))[0]!
    await imported(editor, [{ ...theirs[0]!, text: 'Reworded elsewhere?' }])
    const [reworded] = await called('Reworded elsewhere?')
    assert.deepEqual([reworded!.id, reworded!.key, reworded!.version], [keyed.id, 'of-elsewhere', 2])
  })

  test('cannot be brought back beside a question that came again under their key', async () => {
    const one = line({ key: 'gone:1' })
    await imported(editor, [one])
    const [before] = await called(one.text!)
    await editor.post(`/admin/questions/${before!.id}/deletion`, { version: '1' })
    await imported(editor, [one])
    const removed = await site.db
      .selectFrom('audit')
      .select('id')
      .where('kind', '=', 'question')
      .where('ref', '=', String(before!.id))
      .where('act', '=', 'removed')
      .executeTakeFirstOrThrow()
    const page = await editor.post(`/admin/audit/${removed.id}/reversal`)
    assert.equal(page.status, 409)
    assert.match(page.text, /It came again since, as question \d+\./)
    assert.equal((await called(one.text!)).length, 1)
  })

  test('twice in one file are a problem of the second line', async () => {
    const [one, key] = [line(), line({ key: 'twice:1' })]
    const id = await bring(editor, csv([one, key, { ...one, notes: 'x' }, line({ key: 'twice:1' })]))
    assert.deepEqual(
      (await items(id)).map(({ state, problem }) => [state, problem]),
      [
        ['ready', ''],
        ['ready', ''],
        ['wrong', 'The same question stands in line 2 already.'],
        ['wrong', 'The same question stands in line 3 already.'],
      ],
    )
  })

  test('of an ambassador are about their country, and none else is changed', async () => {
    const ambassador = await site.as('ambassador', { country: 'FR' })
    const [foreign, own] = [line({ country: 'DE', key: 'foreign:1' }), line({ key: 'own:1' })]
    await imported(editor, [foreign, own])
    const id = await bring(
      ambassador,
      csv([
        line(),
        line({ country: 'DE' }),
        line({ country: '', city: 'berlin' }),
        line({ country: '', everywhere: '1' }),
        line({ everywhere: '1' }),
        line({ category: 'tutorial' }),
        { ...foreign, version: '1', country: 'FR' },
        { ...own, version: '1', notes: 'Mine' },
      ]),
    )
    const states = (await items(id)).map(({ state }) => state)
    assert.deepEqual(states, ['ready', 'wrong', 'wrong', 'wrong', 'wrong', 'wrong', 'wrong', 'ready'])
    const said = await problems(id)
    assert.match(said[1]!, /Questions about “Germany” are not yours to write/)
    assert.match(said[3]!, /Name a city or a country\. /)
    assert.match(said[4]!, /Only editors let a question be asked in every city/)
    assert.match(said[5]!, /Questions about “Tutorial” are not yours/)
    assert.match(said[6]!, /Question \d+ is not yours to change/)
    await start(ambassador, id)
    assert.equal((await tally(id)).done, 2)
    const list = await ambassador.get('/admin/imports')
    assert.doesNotMatch(list.text, new RegExp(`/admin/imports/${id - 1}"`))
    assert.equal((await ambassador.get(`/admin/imports/${id - 1}`)).status, 404)
    assert.equal((await ambassador.get(`/admin/imports/${id - 1}/quarantine`)).status, 404)
    const theirs = await linesOf(await exported(ambassador, 'format=json'), 'json')
    assert.ok(theirs.length > 20)
    assert.ok(!theirs.some((one) => one.category === 'tutorial' || one.country === 'DE'))
  })

  test('show photos that are here, each once, and an ambassador their own', async () => {
    const [a, b] = await site.db.selectFrom('photos').select('id').limit(2).execute()
    const ambassador = await site.as('ambassador', { country: 'FR' })
    const shown = csv([
      line({ photos: `${a!.id},${b!.id}` }),
      line({ photos: `${a!.id},${a!.id}` }),
      line({ photos: `${a!.id},${b!.id},3` }),
    ])
    const id = await bring(editor, shown)
    assert.deepEqual((await problems(id))[0], '')
    assert.match((await problems(id))[1]!, /The same photo is here twice/)
    assert.match((await problems(id))[2]!, /Three photos are one too many/)
    const theirs = await bring(ambassador, shown)
    assert.equal((await tally(theirs)).wrong, 3)
    await start(editor, id)
    const kept = site.db.selectFrom('question_photos').select('photo_id').where('photo_id', '=', b!.id)
    assert.ok((await kept.execute()).length > 0)
  })

  test('are taken back by one undo, but for those that were asked or changed since', async () => {
    const lines = [line(), line({ state: 'published' }), line()]
    const id = await imported(editor, lines)
    const [asked, changed] = [(await called(lines[1]!.text!))[0]!, (await called(lines[2]!.text!))[0]!]
    await ask(asked.id)
    await imported(editor, [{ ...lines[2]!, key: changed.key!, version: '1', notes: 'Since' }])
    const left = await takeBack(editor, id)
    assert.deepEqual(await called(lines[0]!.text!), [])
    assert.deepEqual(
      left.map(({ ref }) => ref),
      [String(asked.id), String(changed.id)],
    )
    assert.match(left[0]!.problem, /Players were asked this question, so it stays/)
    assert.match(left[1]!.problem, /It was changed again since: Notes/)
    assert.match(
      (await editor.get(`/admin/imports/${id}`)).text,
      /It was <a href="\/admin\/batches\/\d+">taken back/,
    )
  })

  const ask = async (question: number) => {
    const { id: player_id } = await site.as('player')
    const city = await site.db.selectFrom('cities').select('id').limit(1).executeTakeFirstOrThrow()
    const { category_id } = await site.db
      .selectFrom('questions')
      .select('category_id')
      .where('id', '=', question)
      .executeTakeFirstOrThrow()
    await site.write(async (tx) => {
      const job = { kind: 'job', state: 'finished', seed: 1, size: 1, timed: 1 } as const
      const at = { started_at: site.clock.now, finished_at: site.clock.now }
      const { id: job_id } = await tx
        .insertInto('jobs')
        .values({ ...job, ...at, player_id, city_id: city.id, category_id })
        .returning('id')
        .executeTakeFirstOrThrow()
      const asked = { question_id: question, version: 1, shuffle: '[2,0,1]', value: 2, seconds: 10 }
      await tx
        .insertInto('job_questions')
        .values({ job_id, slot: 1, player_id, ...asked })
        .execute()
    })
  }

  test('of another program say nothing of category and subject, which are chosen then', async () => {
    const gift =
      '// from a course\n::Q1:: Which of these is a river? {=Rhône ~Alps ~Paris}\n\nIs Paris a river? {F}\n\nAn essay {}\n'
    const category = String(
      (await site.db.selectFrom('categories').select('id').where('slug', '=', 'linguist').executeTakeFirst())!
        .id,
    )
    const id = await bring(editor, gift, 'course.gift', { category, subject: 'country:FR' })
    assert.deepEqual(await tally(id), { ...nothing, ready: 2, wrong: 1 })
    assert.match((await problems(id))[2]!, /is not a kind this quiz asks/)
    await start(editor, id)
    const [question] = await called('Is Paris a river?')
    assert.deepEqual([question!.country, question!.answer, question!.value], ['FR', 1, 3])
    assert.deepEqual(await tally(await bring(editor, gift, 'course.gift')), { ...nothing, wrong: 3 })
  })

  test('of Moodle, whose category is none here, go to the chosen one, and the page says so', async () => {
    const gift = [
      '$CATEGORY: $course$/top/Default for Geo\n',
      '// question: 7  name: Q1 [id:geo-7]\n::Q1::Which of these flows into the Elbe? {=Havel ~Oder ~Isar}\n',
      '$CATEGORY: $course$/top/Tour guide\n',
      '::Q2::Does the Havel flow through Berlin? {T}\n',
    ].join('\n')
    const category = String(
      (await site.db.selectFrom('categories').select('id').where('slug', '=', 'linguist').executeTakeFirst())!
        .id,
    )
    const chosen = { category, subject: 'country:DE' }
    const id = await bring(editor, gift, 'moodle.gift', chosen)
    assert.deepEqual(await tally(id), { ...nothing, ready: 2 })
    const page = await editor.get(`/admin/imports/${id}`)
    assert.match(page.text, /“Default for Geo” is no category here\. .* the one you chose: Linguist\./)
    await start(editor, id)
    const lines = [
      await asExported('Which of these flows into the Elbe?'),
      await asExported('Does the Havel flow through Berlin?'),
    ]
    assert.deepEqual(
      lines.map((one) => [one.category, one.country]),
      [
        ['linguist', 'DE'],
        ['tour-guide', 'DE'],
      ],
    )
    assert.deepEqual(await tally(await bring(editor, gift, 'moodle.gift', chosen)), { ...nothing, same: 2 })
    const none = await bring(
      editor,
      gift.replaceAll('Havel', 'Spree').replace('geo-7', 'geo-8'),
      'moodle.gift',
    )
    assert.match((await problems(none))[0]!, /Category: Nothing is called “Default for Geo” here/)
    const table = await bring(editor, csv([line({ category: 'Default for Geo' })]), 'own.csv', chosen)
    assert.match((await problems(table))[0]!, /Nothing is called “Default for Geo” here/)
  })

  test('have days as spreadsheets write them, where they can be meant in one way only', async () => {
    const one = line({ source_date: '31.1.2026', verify_by: '01.02.2029' })
    await imported(editor, [one])
    const [found] = await called(one.text!)
    assert.deepEqual([found!.source_date, found!.verify_by], ['2026-01-31', '2029-02-01'])
  })

  test('that would be changed are shown up to a hundred, folded, and all of them are in a file', async () => {
    const lines = Array.from({ length: 110 }, (_, i) => line({ key: `many:${i}` }))
    await imported(editor, lines)
    const id = await bring(editor, csv(lines.map((one) => ({ ...one, version: '1', notes: '=Edited' }))))
    assert.deepEqual(await tally(id), { ...nothing, ready: 110 })
    const page = await editor.get(`/admin/imports/${id}`)
    assert.equal(page.text.match(/<summary>Line/g)!.length, 100)
    assert.match(page.text, /The first 100 that change/)
    const file = await editor.get(`/admin/imports/${id}/changes`)
    const rows = file.text.trim().split('\r\n')
    assert.equal(rows[0], 'line,question,text,field,now,in the file')
    assert.equal(rows.length, 111)
    assert.match(
      rows[110]!,
      new RegExp(`^111,\\d+,${lines[109]!.text!.replace('?', '\\?')},Notes,,'=Edited$`),
    )
  })

  test('that stand in the examples can be brought as they are, by an ambassador too', async () => {
    for (const who of [editor, await site.as('ambassador', { country: 'NZ' })])
      for (const format of ['csv', 'gift', 'json']) {
        const page = await who.get(`/admin/imports/example?format=${format}`)
        const id = await bring(who, page.text, `example.${format}`)
        assert.deepEqual(await tally(id), { ...nothing, ready: 2 }, format)
      }
  })

  test('are exported as the list’s filter finds them', async () => {
    const drafts = await linesOf(await exported(editor, 'format=gift&state=retired'), 'gift').catch(() => [])
    assert.deepEqual(drafts, [])
    const french = await linesOf(await exported(editor, 'format=json&country=FR&state=published'), 'json')
    const [{ count }] = (await site.db
      .selectFrom('questions')
      .leftJoin('cities', 'cities.id', 'city_id')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('state', '=', 'published')
      .where((eb) => eb.or([eb('questions.country', '=', 'FR'), eb('cities.country', '=', 'FR')]))
      .execute()) as [{ count: number }]
    assert.equal(french.length, count)
    const odd = await editor.get('/admin/questions/export?format=exe&state=nonsense&category=-1')
    assert.equal(odd.status, 200)
    assert.match(odd.headers.get('Content-Type')!, /text\/csv/)
  })

  test('are cancelled in the middle, go on where they were, and come once', async () => {
    const lines = Array.from({ length: 120 }, () => line())
    const id = await bring(editor, csv(lines))
    await site.write((tx) => batches.begin(tx, id, ['ready'], 'running', config.instance))
    await workOn(
      after1(() => editor.post(`/admin/batches/${id}/cancellation`)),
      id,
    )
    const { state, done } = await batch(id)
    assert.equal(state, 'cancelled')
    assert.ok(done > 0 && done < lines.length, String(done))
    const page = await editor.get(`/admin/imports/${id}`)
    assert.match(page.text, /<dt>Not done yet<\/dt>/)
    assert.match(page.text, />Go on<\/button>/)
    await editor.post(`/admin/batches/${id}/resumption`)
    await workOn(site.services, id)
    assert.equal((await batch(id)).state, 'finished')
    for (const { text } of lines) assert.equal((await called(text!)).length, 1)
    assert.deepEqual(await takeBack(editor, id), [])
    for (const { text } of lines) assert.equal((await called(text!)).length, 0)
  })

  /** The services of a process that does something after its first write. */
  const after1 = (then: () => Promise<unknown>): Services => {
    let first = true
    const write: Write = async (work) => {
      const result = await site.write(work)
      if (first) {
        first = false
        await then()
      }
      return result
    }
    return { ...site.services, write }
  }

  test('of somebody who lost their part meanwhile are not done, and by less rights only what those allow', async () => {
    const [leaver, moved] = [await site.as('editor'), await site.as('editor')]
    const role = (person: Person, set: { role: 'player' | 'ambassador'; country: string | null }) =>
      site.write((tx) => tx.updateTable('players').set(set).where('id', '=', person.id).execute())
    const gone = await bring(leaver, csv([line()]))
    const less = await bring(moved, csv([line(), line({ country: 'DE' })]))
    for (const id of [gone, less])
      await site.write((tx) => batches.begin(tx, id, ['ready'], 'running', config.instance))
    await role(leaver, { role: 'player', country: null })
    await role(moved, { role: 'ambassador', country: 'FR' })
    for (const id of [gone, less]) await workOn(site.services, id)
    assert.deepEqual([(await batch(gone)).state, await changes(gone)], ['cancelled', []])
    assert.match((await batch(gone)).problem, /has no part in the dashboard any more/)
    assert.deepEqual(await tally(less), { ...nothing, done: 1, left: 1 })
  })

  test('are cancelled while the file is still read, as other pages are answered meanwhile', async () => {
    const many = csv(Array.from({ length: 20_000 }, () => line()))
    const sent = send(editor, many)
    let reading: { id: number } | undefined
    while (!reading) {
      await editor.get('/admin/imports')
      const found = site.db.selectFrom('batches').select('id').where('state', '=', 'reading')
      reading = await found.where('total', '>', 0).executeTakeFirst()
    }
    const { id } = reading
    await editor.post(`/admin/batches/${id}/cancellation`)
    assert.equal(idOf(await sent), id)
    const { state, total, input } = await batch(id)
    assert.deepEqual([state, input], ['cancelled', ''])
    assert.ok(total < 20_000, String(total))
    assert.doesNotMatch((await editor.get(`/admin/imports/${id}`)).text, />Go on</)
  })

  test('half read when the process ended are cancelled at its next start and cannot go on', async () => {
    const made = { kind: 'import', title: 'x.csv', action: 'question.import', state: 'reading' } as const
    const by = { worker: config.instance, started_by: editor.id, started_at: site.clock.now }
    const id = await site.write(async (tx) => {
      const id = await batches.insert(tx, { ...made, ...by })
      await batchItems.addItems(tx, id, [{ line: 2, data: '{}' }])
      return id
    })
    assert.match((await editor.get(`/admin/imports/${id}`)).text, /Reading the file/)
    await workOnOwnBatches(site.services)
    const page = await editor.get(`/admin/imports/${id}`)
    assert.match(page.text, /only a part of it is here and it cannot go on\. Begin it again/)
    assert.doesNotMatch(page.text, />Go on</)
    assert.equal((await editor.post(`/admin/batches/${id}/resumption`)).status, 409)
    assert.equal((await batch(id)).state, 'cancelled')
  })

  test('in a file that is none are refused with a sentence, and nothing is kept of it', async () => {
    const before = (await site.db.selectFrom('batches').select('id').execute()).length
    const utf16 = Buffer.from(`\ufeff${csv([line()])}`, 'utf16le')
    const latin1 = Buffer.from(csv([line({ text: 'Où?' })]), 'latin1')
    const [header] = csv([line()]).split('\r\n') as [string]
    const many = '{}\n'.repeat(200_001)
    const files: [string, string | Uint8Array, RegExp][] = [
      ['q.csv', Buffer.from('PK\x03\x04 a packed file'), /packed file.*Save the file in UTF-8|packed file/],
      ['q.csv', utf16, /UTF-16/],
      ['q.csv', latin1, /Line 2: The letters of this line are not in UTF-8/],
      ['q.csv', csv([line({ notes: 'a\0b' })]), /code 0/],
      ['q.csv', '', /empty/],
      ['q.csv', header, /no question under the names of the columns/],
      ['q.csv', 'name,price\r\na,b\r\n', /Nobody knows “name”, “price”/],
      ['q.jsonl', many, /more than 200,000 questions/],
      ['q.json', `[${JSON.stringify(line())}`, /not closed by \]/],
      ['q.pdf', '%PDF-1.4', /neither CSV nor GIFT nor JSON/],
      ['../../etc/q.csv', csv([line()]), /The name of the file is a path/],
    ]
    for (const [name, content, sentence] of files) {
      const page = await send(editor, content, name)
      assert.equal(page.status, 422, `${name} ${sentence}`)
      assert.match(page.text, /role="alert">Nothing was brought\./)
      assert.match(page.text, sentence)
    }
    assert.equal((await editor.post('/admin/imports')).status, 422)
    assert.equal((await send(editor, '', '')).status, 422)
    assert.equal((await site.db.selectFrom('batches').select('id').execute()).length, before)
  })

  test('for which the disk has no room are cancelled with a sentence', async () => {
    const many = csv(Array.from({ length: 2000 }, () => line({ notes: 'x'.repeat(500) })))
    const page = await withoutRoom(site, () => send(editor, many))
    assert.equal(page.status, 507)
    assert.match(page.text, /disk of the server is nearly full/)
    const reading = await site.db.selectFrom('batches').select('id').where('state', '=', 'reading').execute()
    assert.deepEqual(reading, [])
  })

  test('may come in 100 MB, and a line of 50 MB spoils no other', async () => {
    const long = csv([line(), line({ notes: 'x'.repeat(50_000_000) }), line()])
    const id = await bring(editor, long)
    assert.deepEqual(await tally(id), { ...nothing, ready: 2, wrong: 1 })
    assert.match((await problems(id))[1]!, /too long for a question/)
    const page = await send(editor, new Uint8Array(100_000_001).fill(65))
    assert.equal(page.status, 413)
    assert.match(page.text, /larger than 100 MB/)
    assert.equal(
      (await editor.post('/admin/photos', { photo_file: new File([new Uint8Array(25_000_001)], 'a.jpg') }))
        .status,
      422,
      'elsewhere a file is no larger than before',
    )
  })

  test('keep what a page could take for its own words', async () => {
    const evil = '<script>alert(1)</script>{{ 7 * 7 }}'
    const lines = [
      line({ text: evil, value: '9' }),
      line({ text: evil, answer: '2', notes: evil, source: evil, did_you_know: evil }),
    ]
    const id = await bring(editor, csv(lines), '<img src=x>.csv')
    const pages = [`/admin/imports/${id}`, '/admin/imports', `/admin/questions/new?from=${id}-1`]
    for (const path of pages) {
      const { status, text } = await editor.get(path)
      assert.equal(status, 200)
      assert.doesNotMatch(text, /<script>alert|<img src=x>/)
      assert.ok(text.includes(path === '/admin/imports' ? '&lt;img src=x&gt;.csv' : '{{ 7 * 7 }}'))
    }
    await start(editor, id)
    assert.equal((await called(evil))[0]!.notes, evil)
  })
})
