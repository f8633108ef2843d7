import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Client, type Page, type Site, startApp } from '../client.ts'
import { addMessage } from './people.ts'
import { photoDesk, WORDS } from './photo-desk.ts'

type Person = Awaited<ReturnType<Site['as']>>

describe('The history of records', () => {
  let site: Site
  let editor: Person
  let french: Person
  let belgian: Person
  let desk: ReturnType<typeof photoDesk>
  before(async () => {
    site = await startApp('admin')
    editor = await site.as('editor')
    french = await site.as('ambassador', { country: 'FR' })
    belgian = await site.as('ambassador', { country: 'BE' })
    desk = photoDesk(site, editor)
  })
  after(() => site.close())

  let count = 0
  const hill = (fields = {}) => ({ name: `Hill ${++count}`, country: 'FR', lat: '48', lng: '2', ...fields })
  const numberIn = ({ location }: Page) => Number(/\/(\d+)(\?|$)/.exec(location)?.[1])
  const add = async (who: Client = editor, fields = {}) =>
    numberIn(await who.post('/admin/places', hill(fields)))
  const place = (id: number) =>
    site.db.selectFrom('places').selectAll().where('id', '=', id).executeTakeFirst()
  const rows = (kind: string, ref: number | string) =>
    site.db
      .selectFrom('audit')
      .selectAll()
      .where('kind', '=', kind)
      .where('ref', '=', String(ref))
      .orderBy('id')
      .execute()
  const last = async (kind: string, ref: number | string) => (await rows(kind, ref)).at(-1)!
  const takeBack = (who: Client, id: number) => who.post(`/admin/audit/${id}/reversal`)
  const ids = ({ text }: Page) =>
    [...text.matchAll(/class="main"><a href="\/admin\/audit\/(\d+)"/g)].map(([, id]) => Number(id))

  test('says who changed what, in the words of the form, with the changed words marked', async () => {
    const id = await add()
    const before = (await place(id))!.name
    await editor.post(`/admin/places/${id}`, {
      ...hill({ name: `${before} <i>top</i>` }),
      lat: '49',
      version: 1,
    })
    const row = await last('place', id)
    const { text } = await editor.get(`/admin/audit/${row.id}`)
    assert.match(text, /<th scope="row">Name[\s\S]*?<ins> &lt;i&gt;top&lt;\/i&gt;<\/ins>/)
    assert.match(text, /<th scope="row">Latitude[\s\S]*?<del>48<\/del>[\s\S]*?<ins>49<\/ins>/)
    assert.doesNotMatch(text, /Longitude/)
    assert.ok(text.includes(editor.name) && text.includes(row.request))
    assert.ok(text.includes(`href="/admin/places/${id}"`))
  })

  test('finds changes by who, kind, act, day and record, and pages through all of them', async () => {
    const other = await site.as('editor')
    const id = await add(other)
    const version = 1
    await other.post(`/admin/places/${id}`, { ...hill(), version })
    const all = (await rows('place', id)).map((row) => row.id)
    const find = async (query: string) => ids(await editor.get(`/admin/audit?${query}`))
    assert.deepEqual(await find(`editor=${other.id}`), all.toReversed())
    assert.deepEqual(await find(`editor=${other.id}&act=added`), [all[0]])
    assert.deepEqual(await find(`kind=place&ref=${id}`), all.toReversed())
    assert.deepEqual(await find(`kind=category&ref=${id}`), [])
    const day = (days: number) => new Date(site.clock.now + days * 86_400_000).toISOString().slice(0, 10)
    assert.deepEqual(await find(`editor=${other.id}&from=${day(0)}&to=${day(0)}`), all.toReversed())
    assert.deepEqual(await find(`editor=${other.id}&from=${day(1)}`), [])
    assert.deepEqual(await find(`editor=${other.id}&to=${day(-1)}`), [])
    for (const query of ['from=2026-99-99', 'editor=x', 'act=x', 'batch=-1', 'kind=x%27', 'ref=%00'])
      assert.equal((await editor.get(`/admin/audit?${query}`)).status, 200, query)

    for (let i = 2; i < 40; i++) await other.post(`/admin/places/${id}`, { ...hill(), version: i })
    const seen: number[] = []
    for (let next: string | undefined = `/admin/audit?kind=place&ref=${id}`; next; ) {
      const page = await editor.get(next)
      seen.push(...ids(page))
      next = /rel="next" href="([^"]*)"/.exec(page.text)?.[1]?.replaceAll('&amp;', '&')
    }
    assert.deepEqual(seen, (await rows('place', id)).map((row) => row.id).toReversed())
  })

  test('says of a day that there is none of, and that days are those of UTC', async () => {
    assert.match((await editor.get('/admin/audit')).text, /Days \(UTC\) from <input type="date" name="from"/)
    for (const day of ['garbage', '2026-02-31']) {
      const { text } = await editor.get(`/admin/audit?from=${day}`)
      assert.ok(text.includes(`“${day}” is nothing this list can be filtered by`))
      assert.ok(text.includes(`<input type="text" name="from" value="${day}">`))
      assert.doesNotMatch(text, /class="main"/)
    }
  })

  test('takes a deletion back from the note, from the history and for good, and the undo in turn', async () => {
    const id = await add()
    const before = await place(id)
    const deleted = await editor.post(`/admin/places/${id}/deletion`, { version: 1 })
    const gone = await last('place', id)
    assert.equal(deleted.location, `/admin/places?of=${gone.id}&note=removed`)
    const note = await editor.get(deleted.location)
    assert.match(note.text, /Deleted\.[\s\S]{0,400}>Undo</)
    assert.ok(note.text.includes(`action="/admin/audit/${gone.id}/reversal"`))
    assert.ok(ids(await editor.get('/admin/audit?act=removed')).includes(gone.id))
    const back = await takeBack(editor, gone.id)
    const undone = await last('place', id)
    assert.equal(back.location, `/admin/places/${id}?of=${undone.id}&note=reversed`)
    assert.deepEqual(await place(id), { ...before, version: 2 })
    assert.match((await editor.get(back.location)).text, /Taken back\./)
    assert.equal((await takeBack(editor, gone.id)).status, 303, 'sent twice')
    assert.equal((await rows('place', id)).length, 3)
    const again = await takeBack(editor, undone.id)
    assert.match(again.location, new RegExp(`^/admin/audit/${undone.id}\\?of=\\d+&note=reversed$`))
    assert.equal(await place(id), undefined)
    assert.equal((await editor.get(again.location)).status, 200)
  })

  test('says why a change is not taken back, with all three states and the way to the form', async () => {
    const id = await add()
    await editor.post(`/admin/places/${id}`, { ...hill({ name: 'Second' }), version: 1 })
    const row = await last('place', id)
    await editor.post(`/admin/places/${id}`, { ...hill({ name: 'Third' }), version: 2 })
    const page = await takeBack(editor, row.id)
    assert.equal(page.status, 409)
    assert.match(page.text, /Nothing was taken back\. It was changed again since: Name\./)
    assert.match(page.text, /<del>Hill \d+<\/del>[\s\S]*?<ins>Second<\/ins>[\s\S]*?<td>Third<\/td>/)
    assert.ok(page.text.includes(`<a href="/admin/places/${id}">Change it on its own page</a>`))
    assert.equal((await place(id))!.name, 'Third')
  })

  test('fills the form with what was, and changes nothing until it is saved', async () => {
    const id = await add()
    const { name } = (await place(id))!
    await editor.post(`/admin/places/${id}`, { ...hill({ name: 'Renamed', lat: '11' }), version: 1 })
    await editor.post(`/admin/places/${id}`, { ...hill({ name: 'Renamed', lat: '12' }), version: 2 })
    const [first, second] = await rows('place', id)
    const old = await editor.get(`/admin/places/${id}?as=${first!.id}`)
    assert.ok(old.text.includes(`name="name" type="text" autocomplete="off" value="${name}"`))
    assert.match(old.text, /name="version" value="3"/)
    assert.match(old.text, /Nothing is changed until you save/)
    assert.match((await editor.get(`/admin/places/${id}?as=${second!.id}`)).text, /value="11"/)
    const now = await editor.get(`/admin/places/${id}`)
    assert.match(now.text, /value="12"/)
    assert.ok(now.text.includes(`/admin/places/${id}?as=${first!.id}`), 'the page leads there')
    const other = await add()
    const strange = (await last('place', other)).id
    for (const as of [strange, 999999, 'x'])
      assert.match((await editor.get(`/admin/places/${id}?as=${as}`)).text, /value="12"/)
  })

  test('of a question brings words, photos and state back, and what was deleted with all of it', async () => {
    const photo = await desk.bring()
    const id = await desk.ask(photo)
    const form = await desk.draft()
    await editor.post(`/admin/questions/${id}`, { ...form, photo1_id: '', text: 'Which one?', version: 1 })
    const page = await editor.get(`/admin/questions/${id}?as=${(await rows('question', id))[0]!.id}`)
    assert.ok(
      page.text.includes(`name="photo1_id" value="${photo}"`) || page.text.includes(`value="${photo}"`),
    )
    assert.match(page.text, /name="version" value="2"/)
    assert.equal((await takeBack(editor, (await last('question', id)).id)).status, 303)
    const shown = () =>
      site.db.selectFrom('question_photos').select('photo_id').where('question_id', '=', id).execute()
    assert.deepEqual(await shown(), [{ photo_id: photo }])
    const deleted = await editor.post(`/admin/questions/${id}/deletion`, { version: 3 })
    assert.match(deleted.location, /^\/admin\/questions\?of=\d+&note=removed$/)
    assert.equal((await editor.get(`/admin/questions/${id}`)).status, 410)
    await takeBack(editor, (await last('question', id)).id)
    assert.deepEqual(await shown(), [{ photo_id: photo }])
    assert.equal((await editor.get(`/admin/questions/${id}`)).status, 200)
  })

  test('of a question that players were asked cannot lose it', async () => {
    const id = await desk.ask(await desk.bring())
    const { complainAbout } = await import('./people.ts')
    await complainAbout(site, id)
    const page = await editor.post(`/admin/questions/${id}/deletion`, { version: 1 })
    assert.equal(page.status, 409)
    assert.match(page.text, /Retire it/)
    assert.doesNotMatch((await editor.get(`/admin/questions/${id}`)).text, /\/deletion"/)
  })

  test('of a photo takes words back, and says of what stands inside its files that it is changed on its page', async () => {
    const id = await desk.bring()
    await editor.post(`/admin/photos/${id}`, { ...WORDS, photo_alt: 'Other fields', version: 1 })
    const alt = await last('photo', id)
    await editor.post(`/admin/photos/${id}`, {
      ...WORDS,
      photo_alt: 'Other fields',
      photo_author: 'G',
      version: 2,
    })
    const author = await last('photo', id)
    const refused = await takeBack(editor, author.id)
    assert.equal(refused.status, 409)
    assert.match(refused.text, /made on its own page/)
    assert.equal((await takeBack(editor, alt.id)).status, 303)
    assert.deepEqual([(await desk.row(id)).alt, (await desk.row(id)).author], [WORDS.photo_alt, 'G'])
    await editor.post(`/admin/photos/${id}/deletion`, { version: 4 })
    await takeBack(editor, (await last('photo', id)).id)
    assert.equal((await desk.row(id)).deleted_at, null)
  })

  test('of a city, a category, a document, a message and a role is taken back by the rules of their forms', async () => {
    const [path, form] = await desk.cityForm('paris', { name: 'Lutetia' })
    await editor.post(path, form as never)
    const city = numberIn({ location: path } as Page)
    assert.equal((await takeBack(editor, (await last('city', city)).id)).status, 303)
    const [, now] = await desk.cityForm('paris', {})
    assert.equal(now.name, 'Paris')

    const category = { name: `Odds ${++count}`, description: 'Ends', position: 5 }
    const id = numberIn(await editor.post('/admin/categories', category))
    await editor.post(`/admin/categories/${id}/deletion`, { version: 1 })
    await editor.post('/admin/categories', category)
    const taken = await takeBack(editor, (await last('category', id)).id)
    assert.equal(taken.status, 409)
    assert.match(taken.text, /There is a category of this name/)

    await editor.post('/admin/documents/country/IT', { body: 'A boot.', version: 0 })
    await editor.post('/admin/documents/country/IT/deletion', { version: 1 })
    await takeBack(editor, (await last('document', 'country/IT')).id)
    assert.match((await editor.get('/admin/documents/country/IT')).text, /A boot\./)

    const message = await addMessage(site, 'Well, well')
    await editor.post(`/admin/messages/${message.id}/removal`)
    await takeBack(editor, (await last('message', message.id)).id)
    const { hidden_at } = await site.db
      .selectFrom('messages')
      .select('hidden_at')
      .where('id', '=', message.id)
      .executeTakeFirstOrThrow()
    assert.equal(hidden_at, null)

    const admin = await site.as('admin')
    const player = await site.as('player')
    const role = { role: 'editor', country: '', was_role: 'player' }
    await admin.post(`/admin/players/${player.id}/role`, role)
    const row = await last('player', player.id)
    assert.equal((await player.get('/admin')).status, 303)
    assert.equal((await takeBack(admin, row.id)).status, 303)
    const { role: back } = await site.db
      .selectFrom('players')
      .select('role')
      .where('id', '=', player.id)
      .executeTakeFirstOrThrow()
    assert.equal(back, 'player')
  })

  test('is shown to an ambassador as far as the records are theirs, in the list only what they did', async () => {
    const theirs = await add(french)
    const editors = await add(editor)
    const foreign = await add(belgian, { country: 'BE' })
    const list = ids(await french.get('/admin/audit'))
    assert.deepEqual(list, [(await last('place', theirs)).id])
    assert.equal((await french.get(`/admin/audit/${(await last('place', editors)).id}`)).status, 200)
    assert.deepEqual(ids(await french.get(`/admin/audit?kind=place&ref=${editors}`)), [
      (await last('place', editors)).id,
    ])
    const other = (await last('place', foreign)).id
    assert.deepEqual(ids(await french.get(`/admin/audit?kind=place&ref=${foreign}`)), [])
    assert.equal((await french.get(`/admin/audit/${other}`)).status, 404)
    assert.equal((await takeBack(french, other)).status, 404)
    await belgian.post(`/admin/places/${foreign}/deletion`, { version: 1 })
    const gone = (await last('place', foreign)).id
    assert.equal((await french.get(`/admin/audit/${gone}`)).status, 404, 'nor when it is gone')
    assert.equal((await belgian.get(`/admin/audit/${gone}`)).status, 200)
  })

  test('lets nobody get or give away by an undo what their forms would not let them', async () => {
    const id = await add(editor, { country: 'BE' })
    const { name } = (await place(id))!
    await editor.post(`/admin/places/${id}`, { ...hill({ name, country: 'FR' }), version: 1 })
    const moved = await last('place', id)
    assert.equal((await french.get(`/admin/audit/${moved.id}`)).status, 200)
    assert.equal((await takeBack(french, moved.id)).status, 403)
    assert.equal((await place(id))!.country, 'FR')

    const [path, form] = await desk
      .cityForm('lyon', { locked: '1' })
      .catch(() => desk.cityForm('nice', { locked: '1' }))
    await editor.post(path, form as never)
    const locked = await last('city', numberIn({ location: path } as Page))
    assert.match(locked.after!, /"locked":1/)
    const refused = await takeBack(french, locked.id)
    assert.equal(refused.status, 403)
    assert.match(refused.text, /Only editors open and lock a city/)
  })

  test('of people is for admins alone', async () => {
    const admin = await site.as('admin')
    const player = await site.as('player')
    await admin.post(`/admin/players/${player.id}/password-links`)
    const { id, after } = await last('player', player.id)
    assert.doesNotMatch(after!, /password-links|@/)
    const link = `/admin/audit?kind=player&ref=${player.id}`
    assert.deepEqual(ids(await admin.get(link)), [id])
    assert.equal((await admin.get(`/admin/audit/${id}`)).status, 200)
    assert.equal((await takeBack(admin, id)).status, 409, 'a link cannot be unmade')
    for (const who of [editor, french]) {
      assert.deepEqual(ids(await who.get(link)), [])
      assert.ok(!ids(await who.get('/admin/audit')).includes(id))
      assert.equal((await who.get(`/admin/audit/${id}`)).status, 404)
      assert.equal((await takeBack(who, id)).status, 404)
    }
    assert.doesNotMatch((await editor.get('/admin/audit')).text, /value="player"/)
  })

  test('of a kind another release knew is an editor’s to look at', async () => {
    const row = {
      kind: 'bank',
      ref: '1',
      name: 'Old bank',
      act: 'changed',
      before: '{"a":1}',
      after: '{"a":2}',
    } as const
    const { id } = await site.write((tx) =>
      tx
        .insertInto('audit')
        .values({ ...row, at: 1, editor_id: editor.id, request: '' })
        .returning('id')
        .executeTakeFirstOrThrow(),
    )
    assert.match((await editor.get(`/admin/audit/${id}`)).text, /<del>1<\/del>[\s\S]*<ins>2<\/ins>/)
    assert.equal((await french.get(`/admin/audit/${id}`)).status, 404)
    assert.equal((await takeBack(editor, id)).status, 409)
  })
})
