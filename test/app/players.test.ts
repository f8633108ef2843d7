import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Site, startApp } from '../client.ts'
import { begin, fly, inParis, type Player, world } from './play.ts'

let site: Site
before(async () => {
  site = await startApp('app')
})
after(() => site.close())

const nameOf = async ({ id }: Player) =>
  (await site.db.selectFrom('players').select('name').where('id', '=', id).executeTakeFirstOrThrow()).name

describe('The card of a player', () => {
  test('says who they are, where, how far, how many cities of how many, and what they won', async () => {
    const player = await inParis(site)
    const reader = await begin(site)
    const { text } = await reader.client.get(`/players/${player.id}`)
    assert.ok(text.includes(`<h1>${await nameOf(player)}</h1>`))
    assert.match(text, /Now in <a href="\/cities\/paris">Paris/)
    assert.match(text, /<dt>Cities seen<\/dt><dd>1 <span class="soft">of 163</)
    assert.match(text, /<dt>Travelled<\/dt><dd>\d,\d{3} mi</)
    assert.match(text, /<strong>Left Nomansland<\/strong>/)
    assert.match(text, /class="route"/)
    assert.ok(!text.includes('@'), 'no address of anybody')
  })

  test('counts a city once, and never Nomansland', async () => {
    const player = await inParis(site)
    const { moveCoins } = await import('../../shared/db/ledger.ts')
    const gift = { coins: 5000, reason: 'award' as const, ref: 'gift', at: site.clock.now }
    await site.write((tx) => moveCoins(tx, player.id, gift))
    await fly(player, 'london', 2)
    await fly(player, 'paris', 3)
    assert.match((await player.client.get(`/players/${player.id}`)).text, /<dd>2 <span class="soft">of 163/)
  })

  test('has a place on the board once something was earned', async () => {
    const player = await begin(site)
    assert.match((await player.client.get(`/players/${player.id}`)).text, /none yet/)
    const rich = await inParis(site)
    const { moveCoins } = await import('../../shared/db/ledger.ts')
    const gift = { coins: 900_000, reason: 'award' as const, ref: 'gift', at: site.clock.now }
    await site.write((tx) => moveCoins(tx, rich.id, gift))
    assert.match((await player.client.get(`/players/${rich.id}`)).text, /href="\/leaderboards\/ever">1</)
  })

  test('is for players, and of nobody when there is nobody', async () => {
    const { client, id } = await begin(site)
    assert.match((await site.client().get(`/players/${id}`)).location, /^\/sign-in/)
    for (const path of ['/players/999999', '/players/0', '/players/x', '/players/1e3'])
      assert.equal((await client.get(path)).status, 404)
  })
})

describe('A name', () => {
  test('is reported once by each reader as it stands, and again when it is another', async () => {
    const player = await begin(site)
    const before = await nameOf(player)
    const reader = await begin(site)
    const path = `/players/${player.id}/complaints`
    const report = async () => await reader.client.post(path, { reason: 'rude', text: 'In my language.' })
    for (let i = 0; i < 2; i++)
      assert.match((await reader.client.get((await report()).location)).text, /Thank you/)
    await player.client.post('/settings/name', { name: `Another ${player.id}` })
    await report()
    const found = await site.db
      .selectFrom('complaints')
      .selectAll()
      .where('about_id', '=', player.id)
      .orderBy('id')
      .execute()
    assert.deepEqual(
      found.map((row) => [row.kind, row.player_id, row.said, row.reason, row.text]),
      [before, `Another ${player.id}`].map((said) => ['name', reader.id, said, 'rude', 'In my language.']),
    )
  })

  test('that was let pass can be reported again, once', async () => {
    const [player, reader, editor] = [await begin(site), await begin(site), await site.as('editor')]
    const path = `/players/${player.id}/complaints`
    const report = () => reader.client.post(path, { reason: 'rude', text: '' })
    await report()
    const { close } = await import('../../shared/db/complaint-lists.ts')
    const subject = { kind: 'name', about_id: player.id, said: await nameOf(player) } as const
    await site.write((tx) => close(tx, subject, 'dismissed', { editor: editor.id, now: site.clock.now }))
    for (let i = 0; i < 2; i++) await report()
    const found = await site.db
      .selectFrom('complaints')
      .select('state')
      .where('about_id', '=', player.id)
      .orderBy('id')
      .execute()
    assert.deepEqual(
      found.map((row) => row.state),
      ['dismissed', 'open'],
    )
  })

  test('of one’s own, or of nobody, is not to be reported', async () => {
    const { client, id } = await begin(site)
    const before = await world(site)
    for (const path of [`/players/${id}/complaints`, '/players/999999/complaints']) {
      assert.equal((await client.get(path)).status, 404)
      assert.equal((await client.post(path, { reason: 'rude', text: '' })).status, 404)
    }
    assert.equal(await world(site), before)
  })

  test('can be changed, is shown everywhere at once, and may be sent twice', async () => {
    const player = await inParis(site)
    await player.client.post('/messages', { city: 'paris', text: `Signed by ${player.id}` })
    for (let i = 0; i < 2; i++) {
      const page = await player.client.post('/settings/name', { name: `  Zoë  O’Hara-${player.id} ` })
      assert.equal(page.location, '/settings?saved=1')
    }
    assert.equal(await nameOf(player), `Zoë O’Hara-${player.id}`)
    for (const path of ['/cities/london', `/players/${player.id}`])
      assert.match((await player.client.get(path)).text, /Zoë O’Hara/)
    const reader = await begin(site)
    assert.match((await reader.client.get('/cities/paris')).text, /Zoë O’Hara/)
  })

  test('that somebody has is refused, whatever its case, accents and dots; what was typed stays', async () => {
    const [one, other] = [await begin(site), await begin(site)]
    await one.client.post('/settings/name', { name: 'Élodie St. Clair' })
    for (const name of ['Élodie St. Clair', 'elodie st clair', 'ELODIE ST-CLAIR']) {
      const page = await other.client.post('/settings/name', { name })
      assert.equal(page.status, 422)
      assert.match(page.text, /Somebody is called that already/)
      assert.ok(page.text.includes(`value="${name}"`))
      assert.match(page.text, /value="mi" checked/, 'the rest of the page is as it was')
    }
    assert.equal((await one.client.post('/settings/name', { name: 'Elodie St Clair' })).status, 303)
    const [a, b] = await Promise.all(
      [one, other].map(({ client }) => client.post('/settings/name', { name: 'The Only One' })),
    )
    assert.deepEqual([a!.status, b!.status].toSorted(), [303, 422])
  })

  test('that is none is refused in a sentence and changes nothing', async () => {
    const player = await begin(site)
    const before = await world(site)
    for (const name of ['', 'ab', 'x'.repeat(41), 'Admin', 'a@b.org', 'fuck', undefined, ['a', 'b']]) {
      const page = await player.client.post('/settings/name', { name })
      assert.equal(page.status, 422, String(name))
      assert.match(page.text, /id="name-error"/)
    }
    assert.equal(await world(site), before)
  })
})
