import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Write } from '../../shared/db/connection.ts'
import type { Services } from '../../shared/web/context.ts'
import { type Client, type Page, type Site, startApp } from '../client.ts'
import { withoutRoom } from './full.ts'

const { config } = await import('../../shared/config.ts')
const batchItems = await import('../../shared/db/batch-items.ts')
const batches = await import('../../shared/db/batches.ts')
const { workOn, workOnOwnBatches } = await import('../../admin/batching.ts')
const { readQuestions, writeQuestions } = await import('../../admin/question-files.ts')

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
    assert.equal(first!.author_id, editor.id)
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
      [{ value: '6', verify_by: '31.12.2029' }, /Value: A number from 1 to 5\. Check again by: A day/],
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
      [{ id: 'seven' }, /The id is a number, and “seven” is none/],
      [{ id: '1' }, /has the key “.+”\. If it is the one you mean, say so/],
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
    assert.match(page.text, /Download these 20 lines/)
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
    const without = await edit({ version: '', notes: 'No version' }, [found[0]!])
    assert.match((await problems(without))[0]!, /is here already as number \d+, but not just so: Notes\./)
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
      /but not just so: Alternatives\. To change it, say “\d+” as its id/,
    )
    const photo = await site.db.selectFrom('photos').select('id').limit(1).executeTakeFirstOrThrow()
    assert.deepEqual(await tally(await bring(editor, csv([{ ...one, photos: String(photo.id) }]))), {
      ...nothing,
      ready: 1,
    })
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
    await imported(editor, [{ ...lines[2]!, id: String(changed.id), version: '1', notes: 'Since' }])
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
    assert.match(page.text, /only a part of it is here\. Bring it again/)
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
