import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Page, type Site, startApp } from '../client.ts'
import { addComplaint, addFeedback, addMessage } from './people.ts'

type Person = Awaited<ReturnType<Site['as']>>

const LISTS = ['questions', 'photos', 'cities', 'places', 'complaints', 'messages', 'feedback']

describe('Every list of the dashboard', () => {
  let site: Site
  let editor: Person
  before(async () => {
    site = await startApp('admin')
    editor = await site.as('editor')
    for (const text of ['Bonjour', 'Salut']) await addComplaint(site, await addMessage(site, text))
    for (const text of ['=1+1', 'Lovely']) await addFeedback(site, text)
  })
  after(() => site.close())

  const cells = (page: Page) =>
    page.text
      .replace('\ufeff', '')
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(','))

  test('shows its first page for whatever nonsense stands in the address', async () => {
    const first = async (list: string) =>
      /<(table|ol|ul)[^>]*(list|entries|photo-cards)[\s\S]*?<\/\1>/.exec(
        (await editor.get(`/admin/${list}`)).text,
      )![0]
    for (const list of LISTS) {
      const rows = (text: string) =>
        /<(table|ol|ul)[^>]*(list|entries|photo-cards)[\s\S]*?<\/\1>/.exec(text)?.[0]
      const tokenless = (text?: string) =>
        text?.replaceAll(/value="[\w-]{43}"|href="[^"]*"|name="back" value="[^"]*"/g, '')
      const wanted = tokenless(await first(list))
      for (const nonsense of [
        'after=x',
        'before=x',
        'after=W10',
        `after=${Buffer.from('["x",1e400]').toString('base64url')}`,
        'sort=__proto__',
        'sort=a&sort=b',
        'state[]=1',
        'note=batch&of=99999',
        `other=${'x'.repeat(5000)}`,
        '%ff=%fe&q=%00',
      ]) {
        const page = await editor.get(`/admin/${list}?${nonsense}`)
        assert.equal(page.status, 200, `${list}?${nonsense}`)
        if (!nonsense.includes('q=')) assert.equal(tokenless(rows(page.text)), wanted, `${list}?${nonsense}`)
      }
    }
  })

  test('finds nothing for a filter that means nothing, and says so', async () => {
    const admin = await site.as('admin')
    for (const [list, ...queries] of [
      [
        'questions',
        'state=foo',
        'state=draft&state=retired',
        'category=-1',
        'city=1e3',
        'country=ZZ',
        'due=x',
      ],
      ['photos', 'missing=foo', 'use=foo', 'licence=foo', 'mine=foo', `use=${'x'.repeat(5000)}`],
      ['cities', 'locked=foo', 'photo=foo', 'intro=foo', 'country=ZZ'],
      ['places', 'country=ZZ'],
      ['complaints', 'kind=foo', 'state=foo', 'question=0x1', 'about=-1', 'by=1.5'],
      ['messages', 'state=__proto__', 'player=foo', 'id=foo'],
      ['feedback', 'state=foo', 'player=foo', 'id=foo'],
      ['players', 'role=foo', 'state=foo', 'account=foo'],
      ['documents', 'kind=foo', 'state=foo'],
      ['audit', 'act=foo', 'editor=foo', 'batch=foo', 'from=foo', 'to=2026-02-31', 'kind=foo'],
      ['news', 'state=foo'],
      ['staff', 'role=player', 'country=ZZ'],
      ['errors', 'state=foo', 'id=foo'],
      ['batches', 'kind=foo', 'mine=foo'],
      ['imports', 'mine=foo'],
      ['progress', 'country=ZZ', 'category=foo', 'short=foo'],
    ] as const)
      for (const query of queries) {
        const page = await admin.get(`/admin/${list}?${query}`)
        assert.equal(page.status, 200, query)
        assert.match(page.text, /fits/, `${list}?${query}`)
        assert.doesNotMatch(page.text, /<table class="list"|<[ou]l class="(panel entries|photo-cards)/, query)
        assert.match(page.text, /“[^”]+” is nothing this list|selected>“/, `${list}?${query}`)
        if (list === 'imports' || list === 'progress') continue
        const file = await admin.get(`/admin/${list}/export?format=json&${query}`)
        assert.deepEqual(JSON.parse(file.text), [], `${list}?${query}`)
      }
  })

  test('does nothing to all that such a filter finds', async () => {
    const all = { list: '/admin/questions', action: 'question.retirement', all: '1' }
    for (const query of ['state=foo', 'category=x', 'state=draft&state=published']) {
      const page = await editor.post('/admin/batches', { ...all, query })
      assert.equal(page.status, 422, query)
      assert.match(page.text, /No row is chosen/)
    }
    const { location } = await editor.post('/admin/batches', { ...all, query: 'country=FR' })
    assert.match(location, /batches\/\d+/, 'a filter that means something chooses')
  })

  test('is sorted both ways by its heads, and says which way', async () => {
    const order = async (search: string) => {
      const { text } = await editor.get(`/admin/questions?state=published${search}`)
      const value = /<th[^>]*?(?:aria-sort="(\w+)")?><a href="([^"]+)">Value/.exec(text)!
      const values = [...text.matchAll(/<\/svg>\s*(\d)<\/td>/g)].map(([, n]) => Number(n))
      return { sort: value[1], next: value[2]!.replaceAll('&amp;', '&').replace(/.*published/, ''), values }
    }
    const first = await order('')
    assert.equal(first.sort, undefined)
    const down = await order(first.next)
    assert.deepEqual([down.sort, down.values[0]], ['descending', 5])
    assert.deepEqual(down.values, down.values.toSorted().toReversed())
    const up = await order(down.next)
    assert.deepEqual([up.sort, up.values[0]], ['ascending', 1])
    assert.equal((await order(up.next)).sort, 'descending')
    assert.match(
      (await editor.get('/admin/questions')).text,
      /aria-sort="descending"><a href="\/admin\/questions\?sort=updated_at">Saved/,
    )
  })

  test('of questions finds what is to be checked, now or soon, and of that only what is published', async () => {
    const day = (days: number) => new Date(site.clock.now + days * 86_400_000).toISOString().slice(0, 10)
    const rows = site.db.selectFrom('questions').select('id').where('country', '=', 'IT').limit(6)
    const ids = (await rows.execute()).map(({ id }) => id)
    const days = ['', day(-1), day(0), day(89), day(90), day(-5)]
    for (const [i, id] of ids.entries())
      await site.write((tx) =>
        tx
          .updateTable('questions')
          .set({ verify_by: days[i]!, ...(i === 5 && { state: 'retired' as const }) })
          .where('id', '=', id)
          .execute(),
      )
    const found = async (due: string) =>
      JSON.parse((await editor.get(`/admin/questions/export?format=json&country=IT&due=${due}`)).text).map(
        (row: { id: string }) => ids.indexOf(Number(row.id)),
      )
    assert.deepEqual(await found('now'), [1])
    assert.deepEqual(await found('soon'), [2, 3])
  })

  test('has a search, which / finds', async () => {
    for (const list of LISTS)
      assert.match(
        (await editor.get(`/admin/${list}`)).text,
        /<input type="search" name="q"[^>]*data-search>/,
        list,
      )
    for (const [list, words] of [
      ['feedback', 'lovel'],
      ['complaints', 'salu'],
    ] as const)
      assert.equal(cells(await editor.get(`/admin/${list}/export?q=${words}`)).length, 2, list)
    assert.match((await editor.get('/admin/complaints?q=%25_')).text, /Nothing fits/)
  })

  test('can be chosen from, and each tick says which row it is', async () => {
    for (const list of LISTS) {
      const { text } = await editor.get(`/admin/${list}`)
      const ticks = text.match(
        /<input type="checkbox" name="chosen" value="\d+" form="bulk"><span class="unseen">Choose [^<]+/g,
      )!
      const ids = /name="rows" value="([\d,]+)"/.exec(text)![1]!.split(',').filter(Boolean)
      assert.equal(ticks.length, ids.length, list)
      assert.match(text, /<form class="bulk" id="bulk" method="post" action="\/admin\/batches"/)
    }
  })

  test('is exported with just what its filter finds, by number', async () => {
    const all = await site.db
      .selectFrom('questions')
      .select('id')
      .where('country', '=', 'DE')
      .orderBy('id')
      .execute()
    const page = await editor.get('/admin/questions/export?format=json&country=DE&sort=text')
    assert.deepEqual(
      JSON.parse(page.text).map((row: { id: string }) => Number(row.id)),
      all.map((row) => row.id),
    )
    const cities = await editor.get('/admin/cities/export?format=csv&q=par')
    assert.deepEqual(
      cells(cities).map((row) => row[1]),
      ['name', 'Paris'],
    )
    const day = new Date(site.clock.now).toISOString().slice(0, 10)
    assert.equal(cities.headers.get('Content-Disposition'), `attachment; filename="cities-${day}.csv"`)
    assert.match(cities.headers.get('Content-Type')!, /^text\/csv/)
    assert.equal((await editor.get('/admin/cities/export?q=nowhere&format=json')).text, '[]\n')
    assert.equal(cells(await editor.get('/admin/cities/export?q=nowhere')).length, 1)
  })

  test('is exported whole when it is long: each row once', async () => {
    const { n } = await site.db
      .selectFrom('questions')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    assert.ok(n > 3000)
    for (const sort of ['updated_at', '-text', 'value']) {
      const rows = JSON.parse((await editor.get(`/admin/questions/export?format=json&sort=${sort}`)).text)
      assert.equal(rows.length, n)
      assert.equal(new Set(rows.map((row: { id: string }) => row.id)).size, n)
    }
  })

  test('keeps a row in its export that is saved while it is sent', async () => {
    const { list } = await import('../../shared/db/question-lists.ts')
    const order = { by: 'updated_at', descending: true } as const
    const { all } = await list(site.db, null, {}, order)
    const rows = site.db.selectFrom('questions').select('id').orderBy('updated_at').orderBy('id')
    const wanted = new Set((await rows.execute()).map(({ id }) => id))
    const found = new Set<number>()
    let n = 0
    /** Of what is still to come, every twentieth. */
    const saveSome = (updated_at: number) => {
      const some = [...wanted.difference(found)].filter((_, i) => i % 20 === 0)
      return site.write((tx) =>
        tx.updateTable('questions').set({ updated_at }).where('id', 'in', some).execute(),
      )
    }
    for await (const { id } of all()) {
      found.add(id)
      if (++n % 1000 === 1) await saveSome(site.clock.now + n)
    }
    assert.equal(n, wanted.size)
    assert.deepEqual(found, wanted)
  })

  test('has links that export this very filter', async () => {
    for (const list of [...LISTS, 'documents', 'audit', 'news', 'errors', 'batches']) {
      const { text } = await editor.get(`/admin/${list}?q=a&state=&sort=`)
      assert.ok(text.includes(`/admin/${list}/export?`) || /Nothing fits|<h2>No /.test(text), list)
      for (const [, link = ''] of text.matchAll(/href="(\/admin\/\w+\/export[^"]*)"/g)) {
        const page = await editor.get(link.replaceAll('&amp;', '&'))
        assert.equal(page.status, 200, link)
        if (text.includes('name="q"')) assert.match(link, /q=a/)
      }
    }
  })

  test('exports no cell that a spreadsheet would run, and nothing of a person but their name', async () => {
    assert.match((await editor.get('/admin/feedback/export')).text, /,'=1\+1,/)
    assert.equal(JSON.parse((await editor.get('/admin/feedback/export?format=json')).text).length, 2)
    for (const list of LISTS)
      for (const format of ['csv', 'json'])
        assert.doesNotMatch(
          (await editor.get(`/admin/${list}/export?format=${format}`)).text,
          /@example\.org|argon2/,
        )
  })

  test('of people is exported for admins alone, without their addresses', async () => {
    const admin = await site.as('admin')
    const page = await admin.get('/admin/players/export?format=json&role=editor')
    const names = JSON.parse(page.text).map((row: { name: string }) => row.name)
    assert.ok(names.includes(editor.name) && !names.includes(admin.name))
    assert.doesNotMatch(page.text, /@/)
    assert.equal((await editor.get('/admin/players/export')).status, 403)
    const staff = await admin.get('/admin/staff/export?role=editor')
    assert.ok(cells(staff).some(([, name]) => name === editor.name))
    assert.doesNotMatch(staff.text, /@/)
    assert.equal((await editor.get('/admin/staff/export')).status, 403)
    const rows = JSON.parse((await editor.get('/admin/audit/export?format=json')).text)
    assert.ok(rows.every((row: { kind: string }) => row.kind !== 'player'))
  })

  test('of news, errors and batches is exported too', async () => {
    await editor.post('/admin/news', { title: 'Hear, hear', body: 'All is well.' })
    await editor.post('/admin/errors', { message: '=Oh' })
    const json = async (path: string, who = editor) => JSON.parse((await who.get(path)).text)
    assert.deepEqual((await json('/admin/news/export?format=json&state=draft'))[0].title, 'Hear, hear')
    assert.deepEqual(await json('/admin/news/export?format=json&state=published'), [])
    assert.equal((await json('/admin/errors/export?format=json')).length, 1)
    assert.match((await editor.get('/admin/errors/export')).text, /,'=Oh,/)
    assert.ok((await json('/admin/batches/export?format=json')).length > 0)
    const ambassador = await site.as('ambassador', { country: 'FR' })
    assert.deepEqual(await json('/admin/batches/export?format=json', ambassador), [])
  })

  test('gives an ambassador what is theirs, as a page, as a file and as a batch', async () => {
    const french = await site.as('ambassador', { country: 'FR' })
    for (const list of ['messages', 'feedback'])
      assert.equal((await french.get(`/admin/${list}/export`)).status, 403, list)
    const countries = new Set(cells(await french.get('/admin/cities/export?country=DE')).slice(1))
    assert.equal(countries.size, 0)
    assert.ok(
      JSON.parse((await french.get('/admin/questions/export?format=json&country=DE')).text).length === 0,
    )
    assert.equal(JSON.parse((await french.get('/admin/photos/export?format=json')).text).length, 0)
    const post = await french.post('/admin/batches', {
      list: '/admin/messages',
      action: 'message.removal',
      chosen: '1',
    })
    assert.equal(post.status, 422)
    const city = await site.db
      .selectFrom('cities')
      .select('id')
      .where('slug', '=', 'paris')
      .executeTakeFirstOrThrow()
    const lock = await french.post('/admin/batches', {
      list: '/admin/cities',
      action: 'city.locking',
      chosen: String(city.id),
    })
    assert.equal(lock.status, 422)
    assert.doesNotMatch((await french.get('/admin/cities')).text, /id="bulk"|name="chosen"/)
  })
})

describe('Bulk acts of the other lists', () => {
  let site: Site
  let editor: Person
  before(async () => {
    site = await startApp('admin')
    editor = await site.as('editor')
  })
  after(() => site.close())

  /** Does it and gives back the page one is led to, and the batch. */
  const run = async (list: string, action: string, ids: number[]) => {
    const path = `/admin/${list}`
    const looked = await editor.post('/admin/batches', {
      list: path,
      action,
      chosen: ids.map(String),
      back: path,
    })
    const id = Number(/batches\/(\d+)/.exec(looked.location)![1])
    const page = await editor.get(looked.location)
    const started = await editor.post(`/admin/batches/${id}/start`, { back: path })
    return { id, looked: page.text, done: (await editor.get(started.location)).text }
  }
  const undo = async (id: number) => await editor.post(`/admin/batches/${id}/reversal`)

  test('messages are taken off the wall with the complaints about them, and put back', async () => {
    const [first, second] = [await addMessage(site, 'One'), await addMessage(site, 'Two')]
    const complaint = await addComplaint(site, first)
    const state = async () =>
      await site.db
        .selectFrom('messages')
        .select(['hidden_at', 'hidden_by'])
        .where('id', 'in', [first.id, second.id])
        .orderBy('id')
        .execute()
    const complaintState = async () =>
      (
        await site.db
          .selectFrom('complaints')
          .select('state')
          .where('id', '=', complaint)
          .executeTakeFirstOrThrow()
      ).state
    const { id, done } = await run('messages', 'message.removal', [first.id, second.id])
    assert.match(done, /2 messages were taken off the wall\./)
    assert.deepEqual(
      (await state()).map((row) => row.hidden_by),
      [editor.id, editor.id],
    )
    assert.equal(await complaintState(), 'accepted')
    await undo(id)
    assert.deepEqual(
      (await state()).map((row) => row.hidden_at),
      [null, null],
    )
    assert.equal(await complaintState(), 'open')
    await run('messages', 'message.removal', [first.id])
    assert.match(
      (await run('messages', 'message.restoration', [first.id, second.id])).looked,
      /1 is so already/,
    )
    await site.write((tx) =>
      tx
        .updateTable('messages')
        .set({ hidden_by: second.player_id, hidden_at: 1 })
        .where('id', '=', second.id)
        .execute(),
    )
    assert.match(
      (await run('messages', 'message.restoration', [second.id])).looked,
      /Its writer has taken this message back/,
    )
  })

  test('complaints get one verdict, and one that has another keeps it', async () => {
    const ids = await Promise.all(
      ['A', 'B', 'C'].map(async (text) => await addComplaint(site, await addMessage(site, text))),
    )
    const states = async () =>
      (
        await site.db.selectFrom('complaints').select('state').where('id', 'in', ids).orderBy('id').execute()
      ).map((row) => row.state)
    await editor.post(`/admin/complaints/${ids[0]}/acceptance`)
    const { id, looked, done } = await run('complaints', 'complaint.dismissal', ids)
    assert.match(looked, /2 complaints<\/strong> will be dismissed, 1 cannot be/)
    assert.match(looked, /It was accepted before\./)
    assert.match(done, /2 complaints were dismissed/)
    assert.deepEqual((await states()).toSorted(), ['accepted', 'dismissed', 'dismissed'])
    await undo(id)
    assert.deepEqual((await states()).toSorted(), ['accepted', 'open', 'open'])
  })

  test('feedback is closed and opened again', async () => {
    const ids = [await addFeedback(site, 'First'), await addFeedback(site, 'Second')]
    const states = async () =>
      (await site.db.selectFrom('feedback').select('state').where('id', 'in', ids).execute()).map(
        (row) => row.state,
      )
    const { id } = await run('feedback', 'feedback.closing', ids)
    assert.deepEqual(await states(), ['closed', 'closed'])
    await run('feedback', 'feedback.reopening', [ids[0]!])
    assert.deepEqual((await states()).toSorted(), ['closed', 'open'])
    await undo(id)
    assert.deepEqual(await states(), ['open', 'open'])
  })

  test('cities are locked and unlocked, but for those every game needs', async () => {
    const cities = await site.db
      .selectFrom('cities')
      .select(['id', 'slug'])
      .where('slug', 'in', ['lima', 'lagos', 'nomansland', 'no-mans-land', 'moon', 'berlin'])
      .execute()
    const some = cities
      .filter(({ slug }) => ['lima', 'lagos', 'berlin'].includes(slug))
      .map((city) => city.id)
    const locked = async () =>
      (await site.db.selectFrom('cities').select('locked').where('id', 'in', some).execute()).map(
        (row) => row.locked,
      )
    const before = await locked()
    const { id } = await run('cities', 'city.locking', some)
    assert.ok((await locked()).every((flag) => flag === 1))
    await undo(id)
    assert.deepEqual(await locked(), before)
    const { NOMANSLAND } = await import('../../shared/db/cities.ts')
    const needed = await site.db
      .selectFrom('cities')
      .select('id')
      .where('slug', '=', NOMANSLAND)
      .executeTakeFirstOrThrow()
    assert.match((await run('cities', 'city.locking', [needed.id])).looked, /so it stays open/)
  })

  test('places and photos are deleted when nothing uses them, and brought back', async () => {
    const hill = { country: 'FR', lat: '48.886', lng: '2.34' }
    for (const name of ['Hill of Lists', 'Tower of Lists'])
      await editor.post('/admin/places', { ...hill, name })
    const places = await site.db
      .selectFrom('places')
      .select('id')
      .where('name', 'like', '% of Lists')
      .orderBy('id')
      .execute()
    const [unused, used] = places.map((row) => row.id) as [number, number]
    const shown = await site.db
      .selectFrom('question_photos')
      .select('photo_id as id')
      .executeTakeFirstOrThrow()
    await site.write((tx) =>
      tx.updateTable('photos').set({ place_id: used }).where('id', '=', shown.id).execute(),
    )
    const { id, looked } = await run('places', 'place.deletion', [unused, used])
    assert.match(looked, /1 place<\/strong> will be deleted, 1 cannot be/)
    const left = async () =>
      (await site.db.selectFrom('places').select('id').where('id', 'in', [unused, used]).execute()).map(
        (row) => row.id,
      )
    assert.deepEqual(await left(), [used])
    await undo(id)
    assert.deepEqual(await left(), [unused, used])
    const { id: free } = await site.write((tx) =>
      tx
        .insertInto('photos')
        .columns([
          'sha256',
          'recipe',
          'format',
          'width',
          'height',
          'widths',
          'title',
          'alt',
          'description',
          'author',
          'licence',
          'source',
          'created_at',
        ])
        .expression((eb) =>
          eb
            .selectFrom('photos')
            .select((s) => [
              s.val('f'.repeat(64)).as('sha256'),
              'recipe',
              'format',
              'width',
              'height',
              'widths',
              'title',
              'alt',
              'description',
              'author',
              'licence',
              'source',
              'created_at',
            ])
            .where('id', '=', shown.id),
        )
        .returning('id')
        .executeTakeFirstOrThrow(),
    )
    const photos = await run('photos', 'photo.deletion', [free, shown.id])
    assert.match(photos.looked, /This photo is used: with/)
    const deleted = async () =>
      (
        await site.db
          .selectFrom('photos')
          .select('deleted_at')
          .where('id', '=', free)
          .executeTakeFirstOrThrow()
      ).deleted_at !== null
    assert.equal(await deleted(), true)
    await undo(photos.id)
    assert.equal(await deleted(), false)
  })

  test('chosen photos begin a new question, and nothing is changed', async () => {
    const page = await editor.post('/admin/batches', {
      list: '/admin/photos',
      action: 'photo.question',
      chosen: ['3', '5'],
    })
    assert.equal(page.location, '/admin/questions/new?photo=3&photo=5')
    assert.equal(
      (await site.db.selectFrom('batches').select('id').where('action', '=', 'photo.question').execute())
        .length,
      0,
    )
  })
})
