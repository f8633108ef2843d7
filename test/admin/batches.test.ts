import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import type { Bulk } from '../../admin/batches/batch-work.ts'
import type { Write } from '../../shared/db/connection.ts'
import { TUTORIAL_SIZE } from '../../shared/rules/jobs.ts'
import type { Context, Services } from '../../shared/web/context.ts'
import { type Client, type Page, type Site, startApp } from '../client.ts'

const { config } = await import('../../shared/config.ts')
const batchItems = await import('../../shared/db/batch-items.ts')
const batches = await import('../../shared/db/batches.ts')
const { keepChoice } = await import('../../admin/batches/batch-choices.ts')
const { writeShortly } = await import('../../admin/batches/batch-holds.ts')
const { workFor } = await import('../../admin/batches/batch-works.ts')
const { forgetIdle, workOn, workOnOwnBatches } = await import('../../admin/batches/batching.ts')

type Person = Awaited<ReturnType<Site['as']>>

describe('Many questions at once', () => {
  let site: Site & { services: Services }
  let editor: Person
  before(async () => {
    const started = await startApp('admin')
    const { db, write, close, clock } = started
    site = { ...started, services: { db, write, close, clock: () => clock.now } }
    editor = await site.as('editor')
  })
  after(() => site.close())

  const LIST = '/admin/questions'
  const idOf = ({ location }: Page) => Number(/batches\/(\d+)/.exec(location)![1])
  const batch = async (id: number) =>
    await site.db.selectFrom('batches').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const question = async (id: number) =>
    await site.db.selectFrom('questions').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const states = async (ids: number[]) => await Promise.all(ids.map(async (id) => (await question(id)).state))
  const changes = async (id: number) =>
    await site.db.selectFrom('audit').selectAll().where('batch_id', '=', id).orderBy('id').execute()

  /** The sentences on what the undo of a batch left alone. */
  const lefts = async (id: number) => {
    const items = site.db.selectFrom('batch_items').innerJoin('batches', 'batches.id', 'batch_id')
    return await items.select('batch_items.problem').where('undoes', '=', id).execute()
  }

  /** Published questions of the starter world about this country (null: any), outside the tutorial. */
  const some = async (n: number, country: string | null = 'FR') => {
    const rows = await site.db
      .selectFrom('questions')
      .innerJoin('categories', 'categories.id', 'category_id')
      .select('questions.id')
      .where((eb) => (country ? eb('country', '=', country) : eb.lit(true)))
      .where('state', '=', 'published')
      .where('slug', '!=', 'tutorial')
      .orderBy('questions.id')
      .limit(n)
      .execute()
    return rows.map((row) => row.id)
  }

  const choose = async (who: Client, action: string, ids: number[], more: Record<string, string> = {}) =>
    await who.post('/admin/batches', { list: LIST, action, chosen: ids.map(String), back: LIST, ...more })

  /** Looks at it, and does it. */
  const run = async (who: Client, action: string, ids: number[], more: Record<string, string> = {}) => {
    const id = idOf(await choose(who, action, ids, more))
    return { id, page: await who.post(`/admin/batches/${id}/start`, { back: LIST }) }
  }

  test('those of a page are counted before, changed at once and put back by one undo', async () => {
    const [first, second, third] = (await some(3)) as [number, number, number]
    await run(editor, 'question.retirement', [third])
    const looked = await choose(editor, 'question.retirement', [first, second, third])
    assert.equal(looked.status, 303)
    const id = idOf(looked)
    const page = await editor.get(looked.location)
    assert.match(page.text, /<strong>2 questions<\/strong> will be retired, 1 is so already/)
    assert.match(page.text, />Retire 2 questions<\/button>/)
    assert.deepEqual(await states([first, second]), ['published', 'published'])
    const started = await editor.post(`/admin/batches/${id}/start`, { back: `${LIST}?state=published` })
    assert.equal(started.location, `${LIST}?state=published&note=batch&of=${id}`)
    assert.deepEqual(await states([first, second, third]), ['retired', 'retired', 'retired'])
    const note = await editor.get(started.location)
    assert.match(note.text, /2 questions were retired\./)
    assert.match(note.text, new RegExp(`action="/admin/batches/${id}/reversal"`))
    const rows = await changes(id)
    assert.deepEqual(
      rows.map((row) => [row.ref, row.before, row.after, row.editor_id]),
      [
        [String(first), '{"state":"published"}', '{"state":"retired"}', editor.id],
        [String(second), '{"state":"published"}', '{"state":"retired"}', editor.id],
      ],
    )
    const undone = await editor.post(`/admin/batches/${id}/reversal`, { back: LIST })
    assert.deepEqual(await states([first, second, third]), ['published', 'published', 'retired'])
    assert.match((await editor.get(undone.location)).text, /Taken back: 2 changes\./)
  })

  test('all that a filter finds are chosen, beyond the page that is seen', async () => {
    const search = 'q=flag&state=published&country=FR'
    const found = await site.db.selectFrom('questions').select('id').where('country', '=', 'DE').execute()
    assert.ok(found.length > 25)
    const list = await editor.get(`${LIST}?country=DE`)
    assert.match(list.text, new RegExp(`All ${found.length} that this filter finds`))
    const id = idOf(await choose(editor, 'question.value', [], { all: '1', query: 'country=DE', value: '2' }))
    assert.equal((await batch(id)).total, found.length)
    const none = idOf(await choose(editor, 'question.value', await some(1), { query: search, value: '2' }))
    assert.equal((await batch(none)).total, 1)
    const page = idOf(await choose(editor, 'question.value', [], { page: '1', rows: '5,6,7,', value: '2' }))
    assert.equal((await batch(page)).total, 3)
  })

  test('an ambassador changes those of their country, and others are not there', async () => {
    const mine = await some(2, 'FR')
    const theirs = await some(2, 'DE')
    const french = await site.as('ambassador', { country: 'FR' })
    const looked = await choose(french, 'question.retirement', [...mine, ...theirs])
    const page = await french.get(looked.location)
    assert.match(page.text, /<strong>2 questions<\/strong> will be retired, 2 cannot be/)
    for (const id of theirs) {
      assert.match(page.text, new RegExp(`Number ${id}: There is no such question\\.`))
      assert.ok(!page.text.includes((await question(id)).text))
    }
    await french.post(`/admin/batches/${idOf(looked)}/start`)
    assert.deepEqual(await states([...mine, ...theirs]), ['retired', 'retired', 'published', 'published'])
    const all = await choose(french, 'question.retirement', [], { all: '1', query: 'country=DE' })
    assert.equal(all.status, 422)
    const german = await site.as('ambassador', { country: 'DE' })
    assert.equal((await german.get(looked.location)).status, 404)
    assert.equal((await german.post(`/admin/batches/${idOf(looked)}/reversal`)).status, 404)
    await french.post(`/admin/batches/${idOf(looked)}/reversal`)
    assert.deepEqual(await states(mine), ['published', 'published'])
  })

  test('one that somebody saved since it was looked at is left alone and named', async () => {
    const [first, second] = (await some(2)) as [number, number]
    const looked = await choose(editor, 'question.value', [first, second], { value: '5' })
    const other = await site.as('editor')
    const late = idOf(await choose(other, 'question.seconds', [first], { seconds: '44' }))
    await other.post(`/admin/batches/${late}/start`)
    const started = await editor.post(`/admin/batches/${idOf(looked)}/start`, { back: LIST })
    assert.match(started.location, /^\/admin\/batches\/\d+\?back=/)
    const page = await editor.get(started.location)
    assert.match(page.text, new RegExp(`${other.name} changed it meanwhile\\.`))
    assert.deepEqual([(await question(first)).seconds, (await question(second)).value], [44, 5])
    assert.notEqual((await question(first)).value, 5)
    assert.match(page.text, /1 question<\/strong> was given the value 5, 1 was left alone/)
  })

  test('one that somebody retired since it was looked at is not published', async () => {
    const [first, second] = (await some(2)) as [number, number]
    const go = async (id: number, where: string) => {
      const { version } = await question(id)
      assert.equal((await editor.post(`${LIST}/${id}/${where}`, { version })).status, 303)
    }
    for (const id of [first, second]) await go(id, 'draft')
    const looked = idOf(await choose(editor, 'question.publication', [first, second]))
    await go(first, 'retirement')
    const started = await editor.post(`/admin/batches/${looked}/start`, { back: LIST })
    assert.deepEqual(await states([first, second]), ['retired', 'published'])
    assert.match((await editor.get(started.location)).text, /changed it meanwhile\./)
    await go(first, 'publication')
  })

  test('what is sent twice is done once, and undone once', async () => {
    const ids = await some(3)
    const id = idOf(await choose(editor, 'question.retirement', ids))
    await Promise.all([1, 2].map(() => editor.post(`/admin/batches/${id}/start`)))
    await editor.post(`/admin/batches/${id}/start`)
    assert.equal((await changes(id)).length, 3)
    const undone = await Promise.all([1, 2].map(() => editor.post(`/admin/batches/${id}/reversal`)))
    assert.equal(idOf(undone[0]!), idOf(undone[1]!))
    assert.equal((await changes(idOf(undone[0]!))).length, 3)
    assert.deepEqual(await states(ids), ['published', 'published', 'published'])
  })

  test('an undo leaves what was changed since, and can be undone in turn', async () => {
    const ids = (await some(3)) as [number, number, number]
    await run(editor, 'question.value', ids, { value: '2' })
    const { id } = await run(editor, 'question.value', ids, { value: '4' })
    const changed = (await changes(id)).map((row) => Number(row.ref))
    await run(editor, 'question.value', [changed[0]!], { value: '1' })
    const undone = await editor.post(`/admin/batches/${id}/reversal`, { back: LIST })
    const page = await editor.get(undone.location)
    assert.match(page.text, /It was changed again since: Value\./)
    assert.match(page.text, new RegExp(`href="/admin/questions/${changed[0]}"`))
    assert.equal((await question(changed[0]!)).value, 1)
    assert.equal((await question(changed[1]!)).value, 2)
    await editor.post(`/admin/batches/${idOf(undone)}/reversal`)
    assert.equal((await question(changed[0]!)).value, 1)
    assert.equal((await question(changed[1]!)).value, 4)
  })

  test('each act does what its form would, and says what keeps it from it', async () => {
    const ids = await some(2, 'IT')
    const geography = await site.db
      .selectFrom('categories')
      .selectAll()
      .where('slug', '!=', 'tutorial')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow()
    await run(editor, 'question.category', ids, { category: String(geography.id) })
    await run(editor, 'question.seconds', ids, { seconds: '33' })
    await run(editor, 'question.checking', ids, { verify_by: '2031-01-31' })
    const { category_id, seconds, verify_by } = await question(ids[0]!)
    assert.deepEqual([category_id, seconds, verify_by], [geography.id, 33, '2031-01-31'])
    const versions = site.db
      .selectFrom('question_versions')
      .select('version')
      .where('question_id', '=', ids[0]!)
    assert.ok((await versions.execute()).length >= 3)
    await run(editor, 'question.draft', ids)
    assert.deepEqual(await states(ids), ['draft', 'draft'])
    await site.write((tx) =>
      tx.updateTable('questions').set({ source: '' }).where('id', '=', ids[0]!).execute(),
    )
    const page = await editor.get((await choose(editor, 'question.publication', ids)).location)
    assert.match(page.text, /<strong>1 question<\/strong> will be published, 1 cannot be/)
    assert.match(page.text, /Say where the fact is from/)
    const { page: gone, id } = await run(editor, 'question.deletion', [ids[1]!])
    assert.match((await editor.get(gone.location)).text, /1 question was deleted\./)
    assert.equal((await editor.get(`/admin/questions/${ids[1]}`)).status, 410)
    await editor.post(`/admin/batches/${id}/reversal`)
    assert.deepEqual(await lefts(id), [])
    assert.equal((await question(ids[1]!)).state, 'draft')
  })

  test('the last questions of the tutorial stay, and those chosen with them are changed all the same', async () => {
    const tutorial = await site.db
      .selectFrom('questions')
      .innerJoin('categories', 'categories.id', 'category_id')
      .select('questions.id')
      .where('slug', '=', 'tutorial')
      .where('state', '=', 'published')
      .execute()
    const [before, behind] = (await some(2, 'ES')) as [number, number]
    const ids = [before, ...tutorial.map((row) => row.id), behind]
    const { id, page } = await run(editor, 'question.retirement', ids)
    const text = (await editor.get(page.location)).text
    assert.match(text, /Every game begins with \d+ questions of the tutorial/)
    assert.deepEqual(await states([before, behind]), ['retired', 'retired'])
    const left = (await states(tutorial.map((row) => row.id))).filter((state) => state === 'published')
    assert.equal(left.length, TUTORIAL_SIZE)
    const { done, total } = await batch(id)
    assert.equal(done, total)
    assert.equal((await changes(id)).length, total - left.length)
    await editor.post(`/admin/batches/${id}/reversal`)
    assert.deepEqual(
      await states(ids),
      ids.map(() => 'published'),
    )
  })

  test('nothing chosen, no act, an act that is unknown and a value that does not fit are told, and the choice stays', async () => {
    const [id] = (await some(1)) as [number]
    const none = await choose(editor, 'question.retirement', [])
    assert.equal(none.status, 422)
    assert.match(none.text, /No row is chosen\./)
    for (const [action, more, sentence] of [
      ['', {}, /Choose what is to be done/],
      ['question.explosion', {}, /Choose what is to be done/],
      ['question.value', { value: '6' }, /Choose one of the list/],
      ['question.seconds', { seconds: '4' }, /A number from 5 to 60/],
      ['question.checking', { verify_by: '2031-02-31' }, /A day, such as/],
      ['question.category', { category: '999' }, /Choose one of the list/],
    ] as const) {
      const page = await choose(editor, action, [id], more)
      assert.equal(page.status, 422, action)
      assert.match(page.text, sentence)
      assert.match(page.text, new RegExp(`name="chosen" value="${id}"`))
      for (const typed of Object.values(more))
        assert.ok(page.text.includes(`value="${typed}"`) || typed === '999' || typed === '6')
    }
    for (const list of ['', '/admin/players', '/admin/nothing', '__proto__'])
      assert.equal(
        (await editor.post('/admin/batches', { list, action: 'question.retirement', chosen: '1' })).status,
        422,
      )
    const french = await site.as('ambassador', { country: 'FR' })
    const tutorial = await site.db
      .selectFrom('categories')
      .select('id')
      .where('slug', '=', 'tutorial')
      .executeTakeFirstOrThrow()
    const page = await choose(french, 'question.category', [id], { category: String(tutorial.id) })
    assert.equal(page.status, 422)
  })

  /** The services of a process that does something after each of its writes. */
  const world = (then: (n: number) => Promise<unknown> | unknown) => {
    let n = 0
    const write: Write = async (work) => {
      const result = await site.write(work)
      await then(++n)
      return result
    }
    return { db: site.db, clock: () => site.clock.now, write }
  }

  const ready = async (action: string, ids: number[], more: Record<string, string> = {}) => {
    const id = idOf(await choose(editor, action, ids, more))
    assert.equal((await batch(id)).state, 'ready')
    return id
  }

  const begin = (id: number) =>
    site.write((tx) => batches.begin(tx, id, ['ready'], 'running', config.instance))

  test('what is cancelled in the middle stays as far as it is, and goes on where it was', async () => {
    const ids = await some(60, 'GB')
    const id = await ready('question.retirement', ids)
    await begin(id)
    await workOn(
      world(() => site.write((tx) => batches.end(tx, id, 'cancelled', site.clock.now))),
      id,
    )
    const { done } = await batch(id)
    assert.ok(done > 0 && done < ids.length)
    const retired = async () => (await states(ids)).filter((state) => state === 'retired').length
    assert.equal(await retired(), done)
    assert.match((await editor.get(`/admin/batches/${id}`)).text, new RegExp(`${done} questions?</strong> w`))
    await editor.post(`/admin/batches/${id}/resumption`)
    await workOn(site.services, id)
    assert.equal(await retired(), ids.length)
    assert.deepEqual([(await batch(id)).state, (await changes(id)).length], ['finished', ids.length])
    await editor.post(`/admin/batches/${id}/reversal`)
    assert.equal(await retired(), 0)
  })

  test('one that is cancelled while it is looked at changed nothing, and is looked at to its end later', async () => {
    const ids = await some(150, null)
    const id = await site.write((tx) =>
      batches.insert(tx, {
        ...{ kind: 'bulk', title: 'Retire', action: 'question.retirement', state: 'checking' },
        ...{ started_by: editor.id, started_at: site.clock.now, worker: config.instance },
      }),
    )
    await site.write((tx) =>
      batchItems.addItems(
        tx,
        id,
        ids.map((ref) => ({ ref: String(ref) })),
      ),
    )
    await workOn(
      world(() => site.write((tx) => batches.end(tx, id, 'cancelled', site.clock.now))),
      id,
    )
    assert.deepEqual([(await batch(id)).state, (await batch(id)).done], ['cancelled', 25])
    const page = await editor.post(`/admin/batches/${id}/resumption`)
    assert.match((await editor.get(page.location)).text, />Retire 150 questions<\/button>/)
    assert.equal((await changes(id)).length, 0)
    assert.ok((await states(ids)).every((state) => state === 'published'))
  })

  test('one that is cancelled before its click waits for the click when it goes on, and begins with its first item', async () => {
    const ids = await some(3, 'PT')
    for (const passed of [0, 3]) {
      const id = await ready('question.retirement', ids)
      // Behind the last look, and before the row says that it is ready: the worker's pause.
      const looked = { state: 'checking', done: passed, last: passed } as const
      await site.write((tx) => tx.updateTable('batches').set(looked).where('id', '=', id).execute())
      await editor.post(`/admin/batches/${id}/cancellation`)
      const page = await editor.post(`/admin/batches/${id}/resumption`)
      assert.equal((await batch(id)).state, 'ready')
      assert.match((await editor.get(page.location)).text, />Retire 3 questions<\/button>/)
      assert.ok((await states(ids)).every((state) => state === 'published'))
      await editor.post(`/admin/batches/${id}/start`)
      assert.ok((await states(ids)).every((state) => state === 'retired'))
      await editor.post(`/admin/batches/${id}/reversal`)
    }
  })

  test('what was taken back does not go on, so that nothing comes that no undo reaches', async () => {
    const ids = await some(60, 'GB')
    const id = await ready('question.retirement', ids)
    await begin(id)
    await workOn(
      world(() => site.write((tx) => batches.end(tx, id, 'cancelled', site.clock.now))),
      id,
    )
    assert.match((await editor.get(`/admin/batches/${id}`)).text, />Go on</)
    await editor.post(`/admin/batches/${id}/reversal`)
    const page = await editor.post(`/admin/batches/${id}/resumption`)
    assert.equal(page.status, 409)
    assert.match(page.text, /It was taken back, so it cannot go on/)
    assert.ok((await states(ids)).every((state) => state === 'published'))
    assert.doesNotMatch((await editor.get(`/admin/batches/${id}`)).text, />Go on</)
    const file = { kind: 'import', title: 'questions.csv' } as const
    await site.write((tx) => tx.updateTable('batches').set(file).where('id', '=', id).execute())
    const shown = await editor.get(`/admin/imports/${id}`)
    assert.match(shown.text, /taken back/)
    assert.doesNotMatch(shown.text, />Go on</)
  })

  test('a choice of which only a part was gathered is cancelled with a sentence and never goes on', async () => {
    const ids = await some(1200, null)
    const retire = workFor('question.retirement') as Bulk
    const newest = async () =>
      await site.db.selectFrom('batches').selectAll().orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow()
    const remains = async (sentence: RegExp) => {
      const { id, state, total } = await newest()
      assert.deepEqual([state, total], ['cancelled', 100])
      const page = await editor.get(`/admin/batches/${id}`)
      assert.match(page.text, sentence)
      assert.doesNotMatch(page.text, />Go on</)
      const refused = await editor.post(`/admin/batches/${id}/resumption`)
      assert.equal(refused.status, 409)
      assert.match(refused.text, /Only a part of it is here/)
      assert.equal((await batch(id)).state, 'cancelled')
    }
    await killedAfter(2, 'batches/batch-choices.ts', (write) => {
      const ctx = `{ db, write: ${write}, player: { id: ${editor.id} }, now: ${site.clock.now} }`
      return `const { workFor } = await import('./admin/batches/batch-works.ts')
        await keepChoice(${ctx}, workFor('question.retirement'), '', ${JSON.stringify(ids)})`
    })
    const { id } = await newest()
    assert.match((await editor.get(`/admin/batches/${id}`)).text, /Gathering what was chosen/)
    await workOnOwnBatches(site.services)
    await remains(/The server was restarted/)
    const cancel = async (n: number) =>
      n === 2 && (await editor.post(`/admin/batches/${(await newest()).id}/cancellation`))
    const ctx = { ...world(cancel), player: { id: editor.id }, now: site.clock.now } as unknown as Context
    await workOn(site.services, await keepChoice(ctx, retire, '', ids))
    await remains(/nothing was changed/)
    const breakOff = (n: number) => {
      if (n === 2) throw new Error('broken off')
    }
    await assert.rejects(keepChoice({ ...ctx, ...world(breakOff) } as Context, retire, '', ids), /broken off/)
    await remains(/Choose again/)
  })

  test('a process that is killed goes on when it starts again, with looking and with doing, and nothing is done twice', async () => {
    const ids = await some(120, null)
    const id = await ready('question.value', ids, { value: '5' })
    const wanted = (await batchItems.countByState(site.db, id)).ready
    await site.write((tx) =>
      tx.updateTable('batches').set({ state: 'checking', done: 0 }).where('id', '=', id).execute(),
    )
    await site.write((tx) =>
      tx.updateTable('batch_items').set({ state: 'new', version: null }).where('batch_id', '=', id).execute(),
    )
    await killedAfter(1, 'batches/batching.ts', working(id))
    assert.deepEqual([(await batch(id)).state, (await batch(id)).done], ['checking', 25])
    await workOnOwnBatches(site.services)
    await workOn(site.services, id)
    assert.equal((await batch(id)).state, 'ready')
    await begin(id)
    await killedAfter(2, 'batches/batching.ts', working(id))
    const { state, done } = await batch(id)
    assert.ok(state === 'running' && done > 0 && done < wanted)
    assert.equal((await changes(id)).length, done)
    await workOnOwnBatches(site.services)
    await workOn(site.services, id)
    assert.equal((await batch(id)).state, 'finished')
    const rows = await changes(id)
    assert.equal(rows.length, wanted)
    assert.equal(new Set(rows.map((row) => row.ref)).size, wanted)
    await workOn(site.services, idOf(await editor.post(`/admin/batches/${id}/reversal`)))
  })

  const working = (id: number) => (write: string) =>
    `await workOn({ db, write: ${write}, clock: Date.now }, ${id})`

  /** A real process does this with a module of the dashboard, and is killed after so many writes. */
  async function killedAfter(writes: number, file: string, work: (write: string) => string): Promise<void> {
    const program = `
      const { config } = await import('./shared/config.ts')
      const { connect } = await import('./shared/db/connection.ts')
      const { keepChoice, workOn } = await import('./admin/${file}')
      const { db, write } = connect(config.database, { timeout: 5000 })
      let n = 0
      const counted = async (work) => {
        const result = await write(work)
        if (++n === ${writes}) process.kill(process.pid, 'SIGKILL')
        return result
      }
      ${work('counted')}`
    const root = join(import.meta.dirname, '..', '..')
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      cwd: root,
      stdio: 'inherit',
    })
    const [, signal] = await once(child, 'exit')
    assert.equal(signal, 'SIGKILL')
  }

  test('what breaks in an undo is left out, and all others are taken back', async () => {
    const ids = await some(3, 'NO')
    const { id } = await run(editor, 'question.seconds', ids, { seconds: '41' })
    const broken = (await changes(id))[1]!
    await site.write((tx) =>
      tx
        .updateTable('audit')
        .set({ before: '{"category_id":99999}', after: '{}' })
        .where('id', '=', broken.id)
        .execute(),
    )
    const undone = await editor.post(`/admin/batches/${id}/reversal`)
    assert.match((await editor.get(undone.location)).text, /Something broke on our side/)
    const seconds = await Promise.all(ids.map(async (one) => (await question(one)).seconds))
    assert.deepEqual(
      ids.map((one, i) => [String(one) === broken.ref, seconds[i] === 41]),
      ids.map((one) => [String(one) === broken.ref, String(one) === broken.ref]),
    )
    assert.deepEqual([(await batch(idOf(undone))).done, (await changes(idOf(undone))).length], [3, 2])
  })

  test('a batch that is left is gone, and one that nobody begins is gone after a day; what changed something stays', async () => {
    const ids = await some(2, 'SE')
    const left = await ready('question.retirement', ids)
    const page = await editor.post(`/admin/batches/${left}/cancellation`, { back: `${LIST}?q=x` })
    assert.equal(page.location, `${LIST}?q=x&note=batch-left`)
    assert.equal((await editor.get(`/admin/batches/${left}`)).status, 404)
    const idle = await ready('question.retirement', ids)
    const { id: done } = await run(editor, 'question.draft', ids)
    const day = 86_400_000
    await forgetIdle(site, site.clock.now + day - 1)
    assert.equal((await editor.get(`/admin/batches/${idle}`)).status, 200)
    await forgetIdle(site, site.clock.now + day + 1)
    assert.equal((await editor.get(`/admin/batches/${idle}`)).status, 404)
    assert.equal((await editor.get(`/admin/batches/${done}`)).status, 200)
    assert.equal(
      (
        await site.db
          .selectFrom('batch_items')
          .select('position')
          .where('batch_id', 'in', [left, idle])
          .execute()
      ).length,
      0,
    )
  })

  test('who is no editor any more changes nothing more', async () => {
    const ids = await some(2, 'FI')
    const french = await site.as('editor')
    const looked = await choose(french, 'question.retirement', ids)
    const id = idOf(looked)
    await begin(id)
    await site.write((tx) =>
      tx.updateTable('players').set({ role: 'player' }).where('id', '=', french.id).execute(),
    )
    await workOn(site.services, id)
    assert.deepEqual([(await batch(id)).state, await states(ids)], ['cancelled', ['published', 'published']])
    assert.match((await editor.get(`/admin/batches/${id}`)).text, /no part in the dashboard any more/)
  })

  test('what this release does not know how to do is not begun', async () => {
    const ids = await some(2, 'FI')
    const id = idOf(await choose(editor, 'question.retirement', ids))
    await begin(id)
    await site.write((tx) =>
      tx.updateTable('batches').set({ action: 'question.gone' }).where('id', '=', id).execute(),
    )
    await workOn(site.services, id)
    const { state, problem } = await batch(id)
    assert.deepEqual([state, await states(ids)], ['cancelled', ['published', 'published']])
    assert.match(problem, /does not know how to do this/)
  })

  test('a backup is made before more than a thousand changes, however many were chosen', async () => {
    const ids = await some(1050, null)
    await run(editor, 'question.draft', ids.slice(0, 2))
    const looked = await choose(editor, 'question.publication', [], { page: '1', rows: ids.join(',') })
    const id = idOf(looked)
    await workOn(site.services, id)
    assert.equal((await batch(id)).total, 1050)
    const page = await editor.get(looked.location)
    assert.match(page.text, /<strong>2 questions<\/strong> will be published/)
    assert.doesNotMatch(page.text, /backup/)
    await editor.post(`/admin/batches/${id}/start`)
    await workOn(site.services, id)
    assert.deepEqual([(await batch(id)).state, (await batch(id)).backup], ['finished', ''])
  })

  test('one write behind another leaves the lock to others in between, also when it fails', async () => {
    const { restAfter } = await import('../../admin/batches/batch-holds.ts')
    assert.deepEqual([1, 10, 11, 1000].map(restAfter), [3, 30, 220, 500])
    const told: string[] = []
    const hold = (name: string) =>
      writeShortly(site.write, async () => {
        told.push(`${name} begins`)
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 15)
        if (name === 'first') throw new Error('on purpose')
      })
    const first = assert.rejects(hold('first'), /on purpose/).then(() => told.push('first has ended'))
    const second = hold('second')
    await first
    // Any time within the rest, which is 300 ms.
    await sleep(5)
    await site.write(async () => told.push('a player writes'))
    await second
    assert.deepEqual(told, ['first begins', 'first has ended', 'a player writes', 'second begins'])
  })

  test('the wait for a slow disk is no hold of the lock', async () => {
    const told: string[] = []
    const write: Write = async (work) => {
      const result = await site.write(work)
      await sleep(50)
      return result
    }
    await writeShortly(write, async () => {})
    const second = writeShortly(write, async () => told.push('the next'))
    // A hold of 50 ms would be followed by 500.
    await sleep(250)
    told.push('later')
    await second
    assert.deepEqual(told, ['the next', 'later'])
  })

  test('what a batch has to do next is found by its state', () => {
    const file = new Database(config.database, { readonly: true })
    const [query] = site.queries.filter((text) => /^select \* from "batch_items".+"state" = \+\?/.test(text))
    const plan = file.prepare(`explain query plan ${query}`).all(1, 1, 'new', 0, 1) as { detail: string }[]
    file.close()
    assert.match(plan.map(({ detail }) => detail).join('; '), /batch_items_state \(batch_id=\? AND state=\?/)
    assert.doesNotMatch(plan.map(({ detail }) => detail).join('; '), /SCAN/)
  })

  test('over a thousand a backup is made first, each write does little, and one undo takes all back', async () => {
    const spent: number[] = []
    const write: Write = async (work) => {
      const before = process.threadCpuUsage()
      const result = await site.write(work)
      const { user, system } = process.threadCpuUsage(before)
      spent.push((user + system) / 1000)
      return result
    }
    const services = { ...site.services, write }
    const id = idOf(
      await choose(editor, 'question.seconds', [], { all: '1', query: 'q=country', seconds: '58' }),
    )
    await workOn(services, id)
    const { ready: wanted } = await batchItems.countByState(site.db, id)
    assert.ok(wanted > 1000)
    await begin(id)
    await workOn(services, id)
    const { state, backup, done } = await batch(id)
    assert.deepEqual([state, done], ['finished', wanted])
    assert.ok(existsSync(join(config.backups, backup, 'aroundtheworld.db')))
    assert.match((await editor.get(`/admin/batches/${id}`)).text, new RegExp(`the backup ${backup} was made`))
    const undone = idOf(await editor.post(`/admin/batches/${id}/reversal`))
    await workOn(services, undone)
    assert.equal((await changes(undone)).length, wanted)
    // Processor time, as other programs may take the processor from a transaction; so may a collection of garbage.
    assert.ok(spent.filter((ms) => ms > 25).length < spent.length / 50)
  })
})
