import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import Database from 'better-sqlite3'
import { type Client, type Site, startApp } from '../client.ts'
import { addComplaint, addFeedback, addMessage, complainAbout } from './people.ts'

let site: Site
before(async () => {
  site = await startApp('admin')
})
after(() => site.close())

const part = (text: string, id: string) => text.split(`<h2 id="${id}">`)[1]?.split('</section>')[0] ?? ''
const home = async (who: Client) => (await who.get('/admin')).text

describe('The home of the dashboard', () => {
  test('says what waits, with a way to each', async () => {
    const editor = await site.as('editor')
    assert.match(part(await home(editor), 'waits'), /Nothing: all that players said/)
    await addComplaint(site, await addMessage(site))
    await addFeedback(site)
    await addFeedback(site, 'Another')
    const question = await site.db
      .selectFrom('questions')
      .select('id')
      .where('country', '=', 'FR')
      .executeTakeFirstOrThrow()
    await complainAbout(site, question.id)
    await editor.post('/admin/errors', { message: 'Oh' })
    await site.write((tx) =>
      tx.updateTable('photos').set({ alt: '', author: '' }).where('id', 'in', [1, 2]).execute(),
    )
    const failed = JSON.stringify([{ id: 1, reason: 'It is broken.' }])
    const run = { state: 'finished', worker: 0, total: 9, failed, started_at: site.clock.now } as const
    await site.write((tx) => tx.insertInto('regenerations').values(run).execute())
    const waits = part(await home(editor), 'waits')
    for (const [href, words] of [
      ['/admin/complaints?kind=message&amp;state=open', '1</span> message that'],
      ['/admin/complaints?kind=question&amp;state=open', '1</span> question that is said'],
      ['/admin/feedback?state=open', '2</span> pieces of feedback'],
      ['/admin/photos?missing=alt&amp;use=used', '2</span> photos in use without alternative text'],
      ['/admin/photos?missing=author&amp;use=used', '2</span> photos in use without an author'],
      ['/admin/regenerations', '1</span> photo that could not be made again'],
      ['/admin/errors', '1</span> error in browsers'],
    ])
      assert.ok(waits.includes(`<a href="${href}"><span class="number">${words}`), `${words}\n${waits}`)
    for (const [, href] of waits.matchAll(/href="([^"]+)"/g))
      assert.equal((await editor.get(href!.replaceAll('&amp;', '&'))).status, 200, href!)
  })

  test('counts an import with lines in quarantine until it is taken back', async () => {
    const editor = await site.as('editor')
    const import_ = {
      kind: 'import',
      title: 'a.csv',
      state: 'finished',
      worker: 0,
      started_by: editor.id,
    } as const
    const add = (started_at: number, state: 'wrong' | 'done') =>
      site.write(async (tx) => {
        const row = { ...import_, started_at }
        const { id } = await tx.insertInto('batches').values(row).returning('id').executeTakeFirstOrThrow()
        await tx.insertInto('batch_items').values({ batch_id: id, position: 1, state }).execute()
        return id
      })
    const waits = async () => /(\d+)<\/span> imports? with lines/.exec(part(await home(editor), 'waits'))?.[1]
    const id = await add(site.clock.now, 'wrong')
    await add(site.clock.now, 'done')
    await add(site.clock.now - 40 * 86_400_000, 'wrong')
    assert.equal(await waits(), '1')
    const other = await site.as('ambassador', { country: 'FR' })
    assert.doesNotMatch(part(await home(other), 'waits'), /lines in quarantine/)
    const undo = { ...import_, kind: 'undo', undoes: id, started_at: site.clock.now } as const
    await site.write((tx) => tx.insertInto('batches').values(undo).execute())
    assert.equal(await waits(), undefined)
  })

  test('shows an ambassador what is the country’s, and nothing of upkeep', async () => {
    const french = part(await home(await site.as('ambassador', { country: 'FR' })), 'waits')
    assert.match(french, /1<\/span> question that is said/)
    assert.doesNotMatch(french, /message|feedback|browsers|made again/)
    const text = await home(await site.as('ambassador', { country: 'DE' }))
    assert.match(text, /<h2 id="states">Questions of Germany<\/h2>/)
    assert.doesNotMatch(part(text, 'waits'), /said to be wrong/)
    assert.equal(part(text, 'health'), '')
  })

  test('tells what was done last, of many at once in one line, to ambassadors only their own', async () => {
    const editor = await site.as('editor')
    const ambassador = await site.as('ambassador', { country: 'FR' })
    const place = await site.db
      .selectFrom('places')
      .selectAll()
      .where('country', '=', 'FR')
      .executeTakeFirstOrThrow()
    const { lat, lng, country, version } = place
    site.pass(1000)
    await editor.post(`/admin/places/${place.id}`, { name: 'Renamed <here>', lat, lng, country, version })
    site.pass(1000)
    await site.write(async (tx) => {
      const batch = { kind: 'bulk', title: 'Publish questions', state: 'finished', worker: 0 } as const
      const by = { started_by: editor.id, started_at: site.clock.now }
      const { id } = await tx
        .insertInto('batches')
        .values({ ...batch, ...by })
        .returning('id')
        .executeTakeFirstOrThrow()
      const rows = Array.from({ length: 30 }, (_, i) => ({
        ...{
          at: site.clock.now,
          editor_id: editor.id,
          kind: 'question',
          ref: String(i + 1),
          name: `Of many ${i}`,
        },
        ...{
          act: 'changed' as const,
          before: '{"state":"draft"}',
          after: '{"state":"published"}',
          batch_id: id,
        },
      }))
      await tx
        .insertInto('audit')
        .values(rows as never)
        .execute()
    })
    const acts = part(await home(editor), 'acts')
    assert.doesNotMatch(acts, /Of many/)
    assert.ok(acts.indexOf('Publish questions') < acts.indexOf('Renamed &lt;here&gt;'), acts)
    const { id } = await site.db
      .selectFrom('audit')
      .select('id')
      .where('name', '=', 'Renamed <here>')
      .executeTakeFirstOrThrow()
    assert.match(acts, new RegExp(`<a href="/admin/audit/${id}">Renamed &lt;here&gt;</a>`))
    assert.match(acts, /Changed: Name, you,/)
    assert.doesNotMatch(await home(ambassador), /Renamed/)
    assert.match(part(await home(await site.as('admin')), 'first'), /Say who helps/)
  })

  test('keeps changes of people from editors', async () => {
    const editor = await site.as('editor')
    const admin = await site.as('admin')
    for (const editor_id of [editor.id, admin.id]) {
      const row = {
        at: site.clock.now,
        editor_id,
        kind: 'player',
        ref: '1',
        name: 'Somebody’s name',
        act: 'changed',
      }
      await site.write((tx) =>
        tx
          .insertInto('audit')
          .values(row as never)
          .execute(),
      )
    }
    assert.doesNotMatch(await home(editor), /Somebody’s name/)
    assert.match(await home(admin), /Somebody’s name/)
  })
})

describe('Facts that are overdue', () => {
  test('are counted, and those that are due longest are listed', async () => {
    const editor = await site.as('editor')
    const ids = (
      await site.db.selectFrom('questions').select('id').where('country', '=', 'IT').limit(8).execute()
    ).map(({ id }) => id)
    for (const [i, id] of ids.entries()) {
      const row = { verify_by: `2026-0${9 - i}-01`, text: `Overdue ${i}?` }
      await site.write((tx) => tx.updateTable('questions').set(row).where('id', '=', id).execute())
    }
    const text = await home(editor)
    assert.match(text, /To be checked again <span class="soft number">8<\/span>/)
    assert.deepEqual(
      [...text.matchAll(/Overdue (\d)\?/g)].map(([, i]) => i),
      ['7', '6', '5', '4', '3', '2'],
    )
    assert.doesNotMatch(await home(await site.as('ambassador', { country: 'FR' })), /Overdue/)
    const [, href = ''] = /<a href="([^"]+)">All that are due/.exec(text)!
    const all = await editor.get(href.replaceAll('&amp;', '&'))
    assert.deepEqual(
      [...all.text.matchAll(/">Overdue (\d)\?/g)].map(([, i]) => i),
      ['7', '6', '5', '4', '3', '2', '1', '0'],
    )
  })

  test('are found without a look at every question', async () => {
    const { config } = await import('../../shared/config.ts')
    const editor = await site.as('editor')
    for (const path of ['/admin', '/admin/questions?due=now&sort=verify_by', '/admin/questions?due=soon']) {
      site.queries.length = 0
      await editor.get(path)
      const asked = site.queries.filter((words) => /verify_by > ''/.test(words))
      assert.ok(asked.length > 0, path)
      const file = new Database(config.database, { readonly: true })
      for (const words of asked) {
        const nothing = (words.match(/\?/g) ?? []).map(() => null)
        const plan = file.prepare(`explain query plan ${words}`).all(nothing) as { detail: string }[]
        assert.match(
          plan.map(({ detail }) => detail).join('\n'),
          /SEARCH questions USING INDEX questions_due/,
        )
      }
      file.close()
    }
  })
})

describe('Whoever comes for the first time', () => {
  test('as an ambassador reads what the country’s cities lack', async () => {
    const paris = await site.db
      .selectFrom('cities')
      .selectAll()
      .where('slug', '=', 'paris')
      .executeTakeFirstOrThrow()
    const ambassador = await site.as('ambassador', { country: 'FR' })
    const jobs = await site.db.selectFrom('categories').select('id').where('slug', '<>', 'tutorial').execute()
    // In the starter world Paris lacks nothing.
    await site.write((tx) =>
      tx
        .deleteFrom('question_cities')
        .where('city_id', '=', paris.id)
        .where('category_id', '=', jobs[0]!.id)
        .execute(),
    )
    let missing = 0
    for (const { id } of jobs) {
      const there = await site.db
        .selectFrom('question_cities')
        .select('question_id')
        .where('city_id', '=', paris.id)
        .where('category_id', '=', id)
        .execute()
      missing += Math.max(0, 10 - there.length)
    }
    assert.ok(missing >= 10)
    const first = part(await home(ambassador), 'first')
    assert.match(first, /You look after France/)
    assert.match(first, new RegExp(`<strong>Paris</strong> lacks <span class="number">${missing}</span>`))
    const link = /href="(\/admin\/questions\/new\?category=\d+&amp;subject=city:\d+)"/.exec(first)?.[1]
    assert.equal((await ambassador.get(link!.replaceAll('&amp;', '&'))).status, 200)
    assert.equal((await ambassador.get('/admin/documents?kind=ambassador')).status, 200)
  })

  for (const [role, words] of [
    ['editor', /what players complain about/],
    ['admin', /npm run backup/],
  ] as const)
    test(`as ${role} reads what to do first, until something is done`, async () => {
      const person = await site.as(role)
      const first = part(await home(person), 'first')
      assert.match(first, words)
      for (const [, href] of first.matchAll(/href="([^"]+)"/g))
        assert.equal((await person.get(href!.replaceAll('&amp;', '&'))).status, 200, href!)
      const row = {
        at: site.clock.now,
        editor_id: person.id,
        kind: 'place',
        ref: '1',
        name: 'X',
        act: 'changed',
      }
      await site.write((tx) =>
        tx
          .insertInto('audit')
          .values(row as never)
          .execute(),
      )
      assert.equal(part(await home(person), 'first'), '')
    })

  test('finds the longer text beside it', async () => {
    const { text } = await (await site.as('editor')).get('/admin/first-steps')
    for (const page of ['imports', 'audit', 'reports', 'questions', 'progress'])
      assert.match(text, new RegExp(`href="/admin/${page}`), page)
  })
})

describe('Health', () => {
  let run: string
  let backups: string
  before(async () => {
    const { config } = await import('../../shared/config.ts')
    run = config.run
    backups = config.backups
  })
  beforeEach(() => {
    for (const folder of [run, backups]) {
      rmSync(folder, { recursive: true, force: true })
      mkdirSync(folder)
    }
  })

  const say = (group: 'app' | 'admin', instance: number, silent = 0) =>
    writeFileSync(
      join(run, `${group}-${instance}.json`),
      JSON.stringify({
        ...{ group, instance, pid: 1, started: site.clock.now - 7_200_000, at: site.clock.now - silent },
        ...{ delay: { p50: 0.1, p99: 7.4, max: 1234.5 }, rss: 123_456_789 },
      }),
    )
  const health = async () =>
    part(await home(await site.as('editor')), 'health')
      .replaceAll(/<[^>]+>/g, ' ')
      .replaceAll(/\s+(?=[;,:])|\s+(?= )/g, '')
      .replaceAll(/\s+/g, ' ')

  test('shows each process that should run: alive, silent or missing, and any more that runs', async () => {
    const { config } = await import('../../shared/config.ts')
    for (let i = 0; i < config.appInstances; i++) say('app', i)
    say('app', config.appInstances, 5000)
    say('app', 60, 60_000)
    say('admin', 0, 31_000)
    const text = await health()
    assert.match(text, /Public site 1 runs since 2 hours ago; delay 7 ms, longest 1,235 ms; 123.5 MB/)
    assert.match(text, new RegExp(`Public site ${config.appInstances + 1} runs`))
    assert.doesNotMatch(text, /Public site 61/)
    assert.match(text, /Dashboard 1 ⚠ silent last heard of just now/)
    assert.match(text, /Dashboard 2 ⚠ missing it does not run/)
    assert.match(
      await home(await site.as('editor')),
      /half a minute: Dashboard 1, Dashboard 2\. One of .+ npm run pm2/,
    )
    say('admin', 0)
    say('admin', 1)
    assert.doesNotMatch(await health(), /silent|missing/)
  })

  test('adds up what the processes did lately, and names the pages that keep people waiting longest', async () => {
    const { Timings } = await import('../../shared/web/measures.ts')
    const page = (route: string, n: number, ms: number) => {
      const timings = new Timings({ method: 'GET', route, status: '200' })
      for (let i = 0; i < n; i++) timings.add(ms)
      return timings
    }
    const photos = [new Timings({ outcome: 'made' }), new Timings({ outcome: 'failed' })]
    for (const ms of [500, 900]) photos[0]!.add(ms)
    photos[1]!.add(1)
    const lately = { requests: 1200, errors: 3, writes: 40, retries: 5, longestWrite: 12.3, gap: 1 }
    const did = (group: 'app' | 'admin', instance: number, ms: number) => {
      say(group, instance)
      const file = join(run, `${group}-${instance}.json`)
      const requests = [page('/slow', 60, 200), page('/quick', 200, 1), page('/rare', 5, 4000)]
      const timings = { requests, statements: [], writes: [], photos: group === 'admin' ? photos : [] }
      writeFileSync(
        file,
        JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), lately: { ...lately, ms }, timings }),
      )
    }
    did('app', 0, 600_000)
    did('app', 1, 60_000)
    did('admin', 0, 600_000)
    const text = await health()
    assert.match(text, /Requests 24 a second in the last ten minutes; 9 of 3,600 ended in an error/)
    assert.match(text, /Slowest pages GET \/slow 248(?:\.\d)? ms, GET \/quick 1(?:\.0)? ms for 99 of 100/)
    assert.match(
      text,
      /Changes 120 in the last ten minutes; they waited 15 times for another, the longest took 12.3 ms/,
    )
    assert.match(text, /Photos 2 made, 0.7 s each since the start; 1 could not be/)
  })

  test('knows how large the database is, what is free, and when the last backup was made', async () => {
    const text = await health()
    assert.match(text, /Database [\d.]+ (?:k|M)B and [\d.]+ (?:k|M)B of WAL/)
    assert.match(text, /Free disk [\d.⚠ low]+ GB/)
    assert.match(text, /Last backup ⚠ never npm run backup makes one/)
    const name = (ms: number) => new Date(ms).toISOString().replace(/[:.]/g, '-')
    mkdirSync(join(backups, name(site.clock.now - 3 * 86_400_000)))
    mkdirSync(join(backups, `${name(site.clock.now)}.part`))
    assert.match(await health(), /Last backup 3 days ago/)
    mkdirSync(join(backups, name(site.clock.now - 3_600_000)))
    assert.match(await health(), /Last backup 1 hour ago$|Last backup 1 hour ago /)
  })
})
