import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Site, startApp } from '../client.ts'

describe('People in the dashboard', () => {
  let site: Site
  let admin: Awaited<ReturnType<Site['as']>>
  before(async () => {
    site = await startApp('admin')
    admin = await site.as('admin')
  })
  after(() => site.close())

  const person = (id: number) =>
    site.db.selectFrom('players').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const setRole = (id: number, role: string, country = '') =>
    admin.post(`/admin/players/${id}/role`, { role, country })

  test('the last admin stays one', async () => {
    const page = await setRole(admin.id, 'player')
    assert.equal(page.status, 422)
    assert.match(page.text, /This is the last admin/)
    assert.equal((await person(admin.id)).role, 'admin')
  })

  test('a new role ends every session of that person, at the next request, in both groups', async () => {
    const publicSite = await startApp('app')
    const editor = await site.as('editor')
    assert.equal((await editor.get('/admin')).status, 200)
    const elsewhere = publicSite.client()
    elsewhere.cookie = editor.cookie
    assert.match((await elsewhere.get('/')).text + (await elsewhere.get('/settings')).status, /200/)
    assert.equal((await setRole(editor.id, 'player')).status, 303)
    assert.equal((await editor.get('/admin')).status, 303)
    assert.notEqual((await elsewhere.get('/settings')).status, 200)
    assert.equal((await person(editor.id)).role, 'player')
    await publicSite.close()
  })

  test('an ambassador has a country, and nobody else has one', async () => {
    const player = await site.as('player')
    assert.equal((await setRole(player.id, 'ambassador')).status, 422)
    assert.equal((await setRole(player.id, 'ambassador', 'XX')).status, 422)
    assert.equal((await setRole(player.id, 'ambassador', 'IN')).status, 303)
    assert.equal((await person(player.id)).country, 'IN')
    assert.equal((await setRole(player.id, 'editor', 'IN')).status, 303)
    assert.equal((await person(player.id)).country, null)
    assert.equal((await setRole(player.id, 'emperor')).status, 422)
  })

  test('somebody without an account gets no role and no password link', async () => {
    const row = {
      name: 'Nameless Tern 1',
      name_key: 'nameless tern 1',
      city_id: 1,
      created_at: site.clock.now,
    }
    const { id } = await site.write(async (tx) => {
      const made = await tx.insertInto('players').values(row).returning('id').executeTakeFirstOrThrow()
      await tx.insertInto('balances').values({ player_id: made.id, coins: 0 }).execute()
      return made
    })
    assert.equal((await setRole(id, 'editor')).status, 422)
    assert.equal((await admin.post(`/admin/players/${id}/password-links`)).status, 422)
    assert.equal((await admin.get(`/admin/players/${id}`)).status, 200)
  })

  test('a password link is shown once, works once, and only the newest does', async () => {
    const player = await site.as('player')
    const link = async () => {
      const page = await admin.post(`/admin/players/${player.id}/password-links`)
      return /password-links\/([\w-]{22})/.exec(page.text)![1]!
    }
    const [first, second] = [await link(), await link()]
    assert.equal((await admin.get(`/admin/players/${player.id}`)).text.includes(second), false)
    assert.equal((await site.client().get(`/admin/password-links/${first}`)).status, 404)
    const browser = site.client()
    assert.equal((await browser.get(`/admin/password-links/${second}`)).status, 200)
    assert.equal(
      (await browser.post(`/admin/password-links/${second}`, { password: 'a new and long one' })).status,
      303,
    )
    assert.equal((await site.client().get(`/admin/password-links/${second}`)).status, 404)
    assert.equal((await site.client().signIn(player.email, 'a new and long one')).status, 303)
  })

  test('people are found by a part of their name or e-mail, and listed newest first or by name', async () => {
    const player = await site.as('player')
    const page = await admin.get(`/admin/players?q=${encodeURIComponent(player.email.slice(3))}`)
    assert.ok(page.text.includes(player.name))
    assert.match((await admin.get('/admin/players?q=nobody-has-this')).text, /Nobody fits/)
    assert.equal((await admin.get('/admin/players?sort=name&role=admin')).status, 200)
  })

  test('no page about a person holds a password or a hash of one', async () => {
    const page = await admin.get(`/admin/players/${admin.id}`)
    assert.doesNotMatch(page.text, /argon2/)
  })
})
