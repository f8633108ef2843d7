import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { addQuestion } from '../app/play.ts'
import { type Site, startApp } from '../client.ts'
import { addComplaint, addMessage, complainAbout, insertComplaint } from './people.ts'

let site: Site
let editor: Awaited<ReturnType<Site['as']>>
before(async () => {
  site = await startApp('admin')
  editor = await site.as('editor')
})
after(() => site.close())

const complaint = (id: number) =>
  site.db.selectFrom('complaints').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const message = (id: number) =>
  site.db.selectFrom('messages').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const person = (id: number) =>
  site.db.selectFrom('players').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const accept = (id: number, who = editor) => who.post(`/admin/complaints/${id}/acceptance`)
const dismiss = (id: number, who = editor) => who.post(`/admin/complaints/${id}/dismissal`)

/** Somebody says that this player's name is rude. */
async function addNameComplaint(about: { id: number; name: string }): Promise<number> {
  const { id: player_id } = await site.as('player')
  return await insertComplaint(site, { kind: 'name', about_id: about.id, said: about.name, player_id })
}

const shownIn = async (path: string, who = editor) =>
  [...(await who.get(path)).text.matchAll(/href="\/admin\/complaints\/(\d+)"/g)].map((one) => Number(one[1]))

describe('The list of complaints', () => {
  test('has the open ones first, and is cut down by kind, state and what they are about', async () => {
    const first = await addMessage(site, 'First')
    const [older, newer] = [await addComplaint(site, first), await addComplaint(site, await addMessage(site))]
    await dismiss(newer)
    const shown = await shownIn('/admin/complaints')
    assert.deepEqual(
      shown.filter((id) => [older, newer].includes(id)),
      [older, newer],
    )
    assert.ok(!(await shownIn('/admin/complaints?state=open')).includes(newer))
    assert.ok((await shownIn('/admin/complaints?state=dismissed&kind=message')).includes(newer))
    assert.deepEqual(await shownIn(`/admin/complaints?about=${first.player_id}`), [older])
    assert.deepEqual(await shownIn(`/admin/complaints?by=${(await complaint(newer)).player_id}`), [newer])
    assert.match((await editor.get('/admin/complaints?kind=name&state=accepted')).text, /Nothing fits/)
  })

  test('goes on page by page without losing or repeating one', async () => {
    const { id, player_id, text } = await addMessage(site, 'Said often')
    for (let i = 0; i < 30; i++) await addComplaint(site, { id, player_id, text })
    const path = `/admin/complaints?about=${player_id}`
    const page = await editor.get(path)
    const next = /rel="next" href="([^"]+)"/.exec(page.text)![1]!.replaceAll('&amp;', '&')
    const shown = [...(await shownIn(path)), ...(await shownIn(next))]
    assert.equal(shown.length, 30)
    assert.equal(new Set(shown).size, 30)
  })

  test('says in the menu and at home how many wait, to an ambassador those of the country', async () => {
    const [french, indian] = [await addQuestion(site), await addQuestion(site, { country: 'IN' })]
    for (const question of [french, indian, indian]) await complainAbout(site, question)
    const open = await site.db.selectFrom('complaints').selectAll().where('state', '=', 'open').execute()
    const count = (kind: string) => open.filter((one) => one.kind === kind).length
    const { text } = await editor.get('/admin')
    assert.match(text, new RegExp(`Complaints <span class="count">${open.length}</span>`))
    assert.match(
      text,
      new RegExp(`<span class="number">${count('message')}</span> messages that somebody minds`),
    )
    assert.match(text, new RegExp(`<span class="number">${count('question')}</span> questions that are said`))
    const ambassador = await site.as('ambassador', { country: 'FR' })
    const theirs = (await ambassador.get('/admin')).text
    assert.match(theirs, /Complaints <span class="count">1</)
    assert.match(theirs, /<span class="number">1<\/span> question that is said/)
    assert.doesNotMatch(theirs, /somebody minds|feedback/i)
  })
})

describe('A complaint about a question', () => {
  test('shows the words that were asked, what was chosen, and whether it was changed since', async () => {
    const question = await addQuestion(site, { text: 'Is this <right>?' })
    const id = await complainAbout(site, question)
    const before = await editor.get(`/admin/complaints/${id}`)
    assert.match(before.text, /Is this &lt;right&gt;\?/)
    assert.match(before.text, /Look at &lt;this&gt;\./)
    assert.match(
      before.text,
      /Charlie <span class="chip draft">chosen[\s\S]*Alpha <span class="chip published">right/,
    )
    assert.match(before.text, /Nobody has changed the question’s words/)
    assert.ok(before.text.includes(`href="/admin/questions/${question}"`))
    const questions = await import('../../shared/db/questions.ts')
    const row = (await questions.byId(site.db, question))!
    const words = { ...row, alternatives: ['Zulu', 'Yankee'], text: 'Better?', photos: [] }
    const { id: _, key, state, version, author_id, created_at, updated_at, ...content } = words
    await site.write((tx) =>
      questions.update(tx, question, 1, content, { editor: editor.id, now: site.clock.now }),
    )
    const { text } = await editor.get(`/admin/complaints/${id}`)
    assert.match(text, /this was version 1, now it is version 2[\s\S]*It reads now: “Better\?”/)
    assert.match(text, /Charlie <span/)
    assert.doesNotMatch(text, /Zulu/)
  })

  test('is handled by itself: others about the same question stay open, and so does the question', async () => {
    const question = await addQuestion(site)
    const [one, two] = [await complainAbout(site, question), await complainAbout(site, question)]
    assert.equal((await accept(one)).status, 303)
    assert.deepEqual(
      [(await complaint(one)).state, (await complaint(one)).closed_by],
      ['accepted', editor.id],
    )
    assert.equal((await complaint(two)).state, 'open')
    const { text } = await editor.get(`/admin/complaints/${two}`)
    assert.ok(text.includes(`href="/admin/complaints/${one}"`))
    const version = /name="version" value="(\d+)"/.exec(text)![1]
    await editor.post(`/admin/questions/${question}/retirement`, { version })
    assert.match(
      (await editor.get(`/admin/complaints/${two}`)).text,
      /Nobody has changed the question’s words\. It is retired/,
    )
    assert.doesNotMatch((await editor.get(`/admin/complaints/${two}`)).text, /Retire the question/)
  })

  test('is an ambassador’s when the question is about their country, and no other complaint is', async () => {
    const [french, indian] = [await addQuestion(site), await addQuestion(site, { country: 'IN' })]
    const [theirs, foreign] = [await complainAbout(site, french), await complainAbout(site, indian)]
    const wall = await addComplaint(site, await addMessage(site))
    const ambassador = await site.as('ambassador', { country: 'FR' })
    const shown = await shownIn('/admin/complaints', ambassador)
    assert.ok(shown.includes(theirs) && !shown.includes(foreign) && !shown.includes(wall))
    for (const id of [foreign, wall]) {
      assert.equal((await ambassador.get(`/admin/complaints/${id}`)).status, 404)
      assert.equal((await accept(id, ambassador)).status, 404)
      assert.equal((await dismiss(id, ambassador)).status, 404)
      assert.equal((await complaint(id)).state, 'open')
    }
    assert.doesNotMatch((await ambassador.get('/admin')).text, /admin\/(messages|feedback|players)/)
    assert.equal((await dismiss(theirs, ambassador)).status, 303)
    assert.equal((await complaint(theirs)).state, 'dismissed')
  })
})

describe('A complaint about a message', () => {
  test('that is accepted takes the message off the wall and closes all others about it', async () => {
    const said = await addMessage(site, 'Something <rude>')
    const ids = [await addComplaint(site, said), await addComplaint(site, said)]
    const other = await addComplaint(site, await addMessage(site))
    assert.match((await editor.get(`/admin/complaints/${ids[0]}`)).text, /Something &lt;rude&gt;/)
    await accept(ids[0]!)
    assert.deepEqual((await message(said.id)).hidden_by, editor.id)
    for (const id of ids) assert.equal((await complaint(id)).state, 'accepted')
    assert.equal((await complaint(other)).state, 'open')
  })

  test('that is dismissed leaves the message, and closes all others about it', async () => {
    const said = await addMessage(site)
    const ids = [await addComplaint(site, said), await addComplaint(site, said)]
    await dismiss(ids[1]!)
    assert.equal((await message(said.id)).hidden_at, null)
    for (const id of ids) assert.equal((await complaint(id)).state, 'dismissed')
  })

  test('that comes after a verdict has one of its own, and the first one stands', async () => {
    const said = await addMessage(site)
    const first = await addComplaint(site, said)
    await dismiss(first)
    const second = await addComplaint(site, said)
    const { text } = await editor.get(`/admin/complaints/${second}`)
    assert.ok(text.includes(`href="/admin/complaints/${first}"`))
    await accept(second)
    assert.deepEqual(
      [(await complaint(first)).state, (await complaint(second)).state],
      ['dismissed', 'accepted'],
    )
    assert.equal((await message(said.id)).hidden_by, editor.id)
  })

  test('is decided once, however often and by whomever the button is pressed', async () => {
    const other = await site.as('editor')
    const said = await addMessage(site)
    const id = await addComplaint(site, said)
    await Promise.all([editor.token(), other.token()])
    const pages = await Promise.all([accept(id), accept(id, other), accept(id)])
    assert.ok(pages.every((page) => page.status === 303))
    const decided = await complaint(id)
    site.pass(1000)
    assert.equal((await accept(id, other)).status, 303)
    const late = await dismiss(id, other)
    assert.equal(late.status, 409)
    assert.match(late.text, /accepted meanwhile/)
    assert.deepEqual(await complaint(id), decided)
    assert.equal((await message(said.id)).hidden_by, decided.closed_by)
  })

  test('that its writer took back first cannot be brought back by its writer', async () => {
    const messages = await import('../../shared/db/messages.ts')
    const said = await addMessage(site, 'Gone and here')
    const id = await addComplaint(site, said)
    const row = await message(said.id)
    await site.write((tx) => messages.hide(tx, said.id, said.player_id, site.clock.now))
    await accept(id)
    const { player_id, city_id, text, day, at } = row
    await site.write((tx) => messages.insert(tx, { player_id, city_id, text, day, at }))
    assert.equal((await message(said.id)).hidden_by, editor.id)
  })
})

describe('Who looks after complaints', () => {
  test('is shown nothing that only an admin may open', async () => {
    const said = await addMessage(site)
    const id = await addComplaint(site, said)
    const { player_id } = await complaint(id)
    for (const path of [
      `/admin/complaints?about=${player_id}`,
      `/admin/complaints?by=${player_id}`,
      `/admin/complaints/${id}`,
      `/admin/messages?player=${player_id}`,
      `/admin/feedback?player=${player_id}`,
    ]) {
      const page = await editor.get(path)
      assert.equal(page.status, 200, path)
      assert.doesNotMatch(page.text, /\/admin\/players/, path)
    }
  })
})

describe('A complaint about a name', () => {
  test('that is accepted gives a friendly name and closes all others about that name', async () => {
    const rude = await site.as('player')
    const ids = [await addNameComplaint(rude), await addNameComplaint(rude)]
    assert.match((await editor.get(`/admin/complaints/${ids[0]}`)).text, /is still called so/)
    await accept(ids[0]!)
    const { name } = await person(rude.id)
    assert.match(name, /^[A-Z][a-z]+ [A-Z][a-z]+ \d+$/)
    for (const id of ids) assert.equal((await complaint(id)).state, 'accepted')
    await accept(ids[0]!)
    assert.equal((await person(rude.id)).name, name)
  })

  test('leaves somebody alone who is called otherwise by now', async () => {
    const players = await import('../../shared/db/players.ts')
    const player = await site.as('player')
    const id = await addNameComplaint(player)
    await site.write((tx) => players.rename(tx, player.id, 'Quite Another'))
    assert.match((await editor.get(`/admin/complaints/${id}`)).text, /Quite Another<\/a> now/)
    assert.equal((await accept(id)).status, 303)
    assert.equal((await person(player.id)).name, 'Quite Another')
    assert.equal((await complaint(id)).state, 'accepted')
  })

  test('reaches who only changed its capitals', async () => {
    const players = await import('../../shared/db/players.ts')
    const player = await site.as('player')
    const id = await addNameComplaint(player)
    const louder = player.name.toUpperCase()
    await site.write((tx) => players.rename(tx, player.id, louder))
    await accept(id)
    assert.notEqual((await person(player.id)).name, louder)
  })
})
