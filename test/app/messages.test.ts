import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Site, startApp } from '../client.ts'
import { begin, fly, inParis, type Player, plain, world } from './play.ts'

let site: Site
before(async () => {
  site = await startApp('app')
})
after(() => site.close())

const write = (player: Player, text: string | string[], city = 'paris') =>
  player.client.post('/messages', { city, text })

const wall = async (player: Player, path = '/cities/paris/messages') =>
  [...(await player.client.get(path)).text.matchAll(/class="said">([^<]*)</g)].map((one) => plain(one[1]!))

const rows = (player: Player) =>
  site.db.selectFrom('messages').selectAll().where('player_id', '=', player.id).orderBy('id').execute()

async function written(text: string) {
  const writer = await inParis(site)
  await write(writer, text)
  const [message] = await rows(writer)
  return { writer, id: message!.id }
}

describe('The wall of a city', () => {
  test('shows a message to everybody, with who wrote it, their miles and where they are now', async () => {
    const { writer } = await written('The bridges, all of them.')
    const reader = await begin(site)
    const { text } = await reader.client.get('/cities/paris')
    assert.match(text, /The bridges, all of them\./)
    assert.ok(text.includes(`href="/players/${writer.id}"`))
    assert.match(text, /\d mi<\/span> <span>now in <a href="\/cities\/paris">Paris/)
    await writer.client.get('/airport')
    const { moveCoins } = await import('../../shared/db/ledger.ts')
    await site.write((tx) =>
      moveCoins(tx, writer.id, { coins: 500, reason: 'award', ref: 'gift', at: site.clock.now }),
    )
    await fly(writer, 'london', 2)
    assert.match((await reader.client.get('/cities/paris')).text, /now in <a href="\/cities\/london">London/)
  })

  test('has the newest message first, and goes back page by page without losing one', async () => {
    const texts: string[] = []
    for (let i = 0; i < 7; i++) {
      const writer = await inParis(site)
      for (let n = 0; n < 5; n++) {
        texts.unshift(`Postcard ${i}, ${n}`)
        await write(writer, texts[0]!)
      }
    }
    const reader = await begin(site)
    const seen: string[] = []
    let path: string | undefined = '/cities/paris/messages'
    while (path) {
      seen.push(...(await wall(reader, path)))
      const { text } = await reader.client.get(path)
      path = /rel="next" href="([^"]+)"/.exec(text)?.[1]
    }
    assert.deepEqual(seen.slice(0, texts.length), texts)
    assert.equal(new Set(seen).size, seen.length)
  })

  test('takes text as text: no link, no markup, one line, nothing that turns the writing', async () => {
    const { writer } = await written('<b>x</b>  https://example.org\r\n\r\n\u202Enext\u200B line {{ 7 * 7 }}')
    assert.equal((await rows(writer))[0]!.text, '<b>x</b> https://example.org next line {{ 7 * 7 }}')
    const { text } = await writer.client.get('/cities/paris')
    assert.ok(text.includes('&lt;b&gt;x&lt;/b&gt; https://example.org next line {{ 7 * 7 }}'))
    assert.ok(!text.includes('href="https://example.org'))
  })

  test('takes the same words once a day, however often they are sent', async () => {
    const writer = await inParis(site)
    for (const text of ['Bonjour!', ' Bonjour! ', 'Bonjour!'])
      assert.equal((await write(writer, text)).location, '/cities/paris#wall')
    await Promise.all([1, 2, 3].map(() => write(writer, 'Bonsoir!')))
    assert.equal((await rows(writer)).length, 2)
    site.pass(86_400_000)
    await write(writer, 'Bonjour!')
    assert.equal((await rows(writer)).length, 3)
  })

  test('takes five messages a day, and keeps what was typed of the sixth', async () => {
    const writer = await inParis(site)
    for (let i = 1; i <= 5; i++) assert.equal((await write(writer, `Number ${i}`)).status, 303)
    const page = await write(writer, 'Number 6')
    assert.equal(page.status, 422)
    assert.match(page.text, /You have written 5 messages today/)
    assert.match(page.text, /<textarea id="text"[^>]*>Number 6</)
    assert.equal((await write(writer, 'Number 5')).status, 303, 'one that stands there already is none more')
    assert.equal((await rows(writer)).length, 5)
    site.pass(86_400_000)
    assert.equal((await write(writer, 'Number 6')).status, 303)
  })

  test('refuses nothing, blanks and more than 280 characters in a sentence', async () => {
    const writer = await inParis(site)
    const before = await world(site)
    for (const text of [
      '',
      '  \n ',
      '\u200b',
      '\u3164',
      '\u2800\u200d',
      '\u0301',
      'x'.repeat(281),
      ['a', 'b'],
    ]) {
      const page = await write(writer, text)
      assert.equal(page.status, 422)
      assert.match(page.text, /id="text-error"/)
    }
    assert.equal(await world(site), before)
    assert.equal((await write(writer, 'x'.repeat(280))).status, 303)
  })

  test('is written on only where one is', async () => {
    const writer = await inParis(site)
    const before = await world(site)
    for (const city of ['london', 'atlantis', ''])
      assert.equal((await write(writer, 'From afar', city)).status, 409)
    assert.doesNotMatch((await writer.client.get('/cities/london')).text, /action="\/messages/)
    assert.equal(await world(site), before)
  })
})

describe('A message', () => {
  test('can be taken back by its writer, twice to no more effect, and said again', async () => {
    const { writer, id } = await written('I take this back')
    for (let i = 0; i < 2; i++)
      assert.equal((await writer.client.post(`/messages/${id}/removal`)).location, '/cities/paris#wall')
    assert.ok(!(await wall(writer)).includes('I take this back'))
    await write(writer, 'I take this back')
    assert.ok((await wall(writer)).includes('I take this back'))
    assert.equal((await rows(writer)).length, 1)
  })

  test('cannot be taken back by a stranger, nor brought back when an editor has hidden it', async () => {
    const { writer, id } = await written('Somebody may hide me')
    const stranger = await inParis(site)
    assert.equal((await stranger.client.post(`/messages/${id}/removal`)).status, 404)
    assert.ok((await wall(stranger)).includes('Somebody may hide me'))
    const editor = await site.as('editor')
    const messages = await import('../../shared/db/messages.ts')
    await site.write((tx) => messages.hide(tx, id, editor.id, site.clock.now))
    await writer.client.post(`/messages/${id}/removal`)
    await write(writer, 'Somebody may hide me')
    assert.ok(!(await wall(writer)).includes('Somebody may hide me'))
    assert.equal((await rows(writer))[0]!.hidden_by, editor.id)
    assert.equal((await stranger.client.get(`/messages/${id}/complaints`)).status, 404)
  })

  test('is reported once by each reader, with the words that stood there', async () => {
    const { writer, id } = await written('Buy my maps')
    const [one, other] = [await begin(site), await begin(site)]
    for (const { client } of [one, one, other]) {
      const page = await client.post(`/messages/${id}/complaints`, { reason: 'spam', text: '' })
      assert.match((await client.get(page.location)).text, /Thank you/)
    }
    const found = await site.db
      .selectFrom('complaints')
      .selectAll()
      .where('message_id', '=', id)
      .orderBy('id')
      .execute()
    assert.deepEqual(
      found.map((row) => [row.kind, row.player_id, row.about_id, row.said, row.reason, row.state]),
      [one, other].map(({ id }) => ['message', id, writer.id, 'Buy my maps', 'spam', 'open']),
    )
  })

  test('that was removed and put back can be reported again, once, by who did it before', async () => {
    const { id } = await written('Cheap maps, again')
    const [reader, editor] = [await begin(site), await site.as('editor')]
    const report = () => reader.client.post(`/messages/${id}/complaints`, { reason: 'spam', text: '' })
    const states = async () =>
      (
        await site.db
          .selectFrom('complaints')
          .select('state')
          .where('message_id', '=', id)
          .orderBy('id')
          .execute()
      ).map((row) => row.state)
    await report()
    const messages = await import('../../shared/db/messages.ts')
    const { close } = await import('../../shared/db/complaint-lists.ts')
    const by = { editor: editor.id, now: site.clock.now }
    await site.write(async (tx) => {
      await messages.remove(tx, id, by)
      await close(tx, { kind: 'message', message_id: id }, 'accepted', by)
      await messages.restore(tx, id, by)
    })
    assert.deepEqual(await states(), ['accepted'])
    for (let i = 0; i < 2; i++) assert.equal((await report()).status, 303)
    assert.deepEqual(await states(), ['accepted', 'open'])
    const { text } = await reader.client.get(`/messages/${id}/complaints?sent=1`)
    assert.match(text, /Only those who look after the site see who reported it/)
  })

  test('cannot be reported by its writer, without a reason, or when there is none', async () => {
    const { writer, id } = await written('Mine')
    const reader = await begin(site)
    const before = await world(site)
    const path = `/messages/${id}/complaints`
    assert.equal((await writer.client.get(path)).status, 404)
    assert.equal((await writer.client.post(path, { reason: 'spam', text: '' })).status, 404)
    for (const reason of [undefined, '', 'toString', ['spam', 'rude']]) {
      const page = await reader.client.post(path, { reason, text: 'Kept words' })
      assert.equal(page.status, 422)
      assert.match(page.text, /Choose a reason\.[\s\S]*Kept words/)
    }
    const page = await reader.client.post(path, { reason: 'other', text: '' })
    assert.match(page.text, /Say what is wrong/)
    assert.match(page.text, /value="other" required checked/)
    assert.equal((await reader.client.get('/messages/999999/complaints')).status, 404)
    assert.equal(await world(site), before)
  })
})
