import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Site, startApp } from '../client.ts'
import { insertComplaint } from './people.ts'

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
  /** As the form that was just opened sends it. */
  const setRole = async (id: number, role: string, country = '') => {
    const before = await person(id)
    const was_role = before.country ? `${before.role} ${before.country}` : before.role
    return await admin.post(`/admin/players/${id}/role`, { role, country, was_role })
  }

  test('two admins at once: the later role changes nothing and says what it is now', async () => {
    const player = await site.as('player')
    const send = (role: string) =>
      admin.post(`/admin/players/${player.id}/role`, { role, country: '', was_role: 'player' })
    assert.equal((await send('editor')).status, 303)
    assert.equal((await send('editor')).status, 303, 'sent twice it is done')
    const late = await send('admin')
    assert.equal(late.status, 409)
    assert.match(late.text, /It is now: editor\./)
    assert.equal((await person(player.id)).role, 'editor')
    assert.match((await admin.get(`/admin/players/${player.id}`)).text, /name="was_role" value="editor"/)
  })

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
    const odd = await setRole(player.id, 'ambassador', 'France')
    assert.equal(odd.status, 422)
    assert.match(odd.text, /id="country-error">Choose one of the list\.</)
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

  describe('The page of a player', () => {
    /** Somebody who flew, worked, won an award, and wrote on a wall. */
    async function traveller() {
      const { id, name } = await site.as('player')
      const cityId = async (slug: string) =>
        (await site.db.selectFrom('cities').select('id').where('slug', '=', slug).executeTakeFirstOrThrow())
          .id
      const [paris, cairo] = [await cityId('paris'), await cityId('cairo')]
      const { id: category_id } = await site.db
        .selectFrom('categories')
        .select('id')
        .where('slug', '=', 'tour-guide')
        .executeTakeFirstOrThrow()
      const { moveCoins } = await import('../../shared/db/ledger.ts')
      await site.write(async (tx) => {
        for (let i = 1; i <= 60; i++)
          await moveCoins(tx, id, { coins: 10, reason: 'job', ref: `${i}`, at: 1000 + i })
        await moveCoins(tx, id, { coins: -100, reason: 'flight', ref: '1', at: 2000 })
        const flight = { player_id: id, number: 1, from_city_id: paris, to_city_id: cairo }
        await tx
          .insertInto('flights')
          .values({ ...flight, miles: 1995, fare: 100, departed_at: 2000 })
          .execute()
        const job = {
          kind: 'job',
          seed: 1,
          size: 10,
          timed: 1,
          points: 873,
          coins: 174,
          state: 'finished',
        } as const
        await tx
          .insertInto('jobs')
          .values({ ...job, player_id: id, city_id: cairo, category_id, started_at: 2500, finished_at: 3000 })
          .execute()
        await tx
          .insertInto('awards')
          .values({ player_id: id, kind: 'signed-up', ref: '', coins: 100, at: 2000 })
          .execute()
        const message = { player_id: id, city_id: cairo, text: 'What a <river>!', day: 1, at: 3500 }
        await tx.insertInto('messages').values(message).execute()
      })
      return { id, name, paris, cairo }
    }

    test('shows the journey on the map, and flights, jobs and awards in time', async () => {
      const { id } = await traveller()
      const { text } = await admin.get(`/admin/players/${id}`)
      assert.match(text, /<path class="route" d="M/)
      const told = [...text.matchAll(/<td class="main">\s*([^<]*?)\s*</g)].map((one) => one[1])
      assert.deepEqual(told, ['Tour guide in Cairo', 'Award: Signed up', 'Flight from Paris to Cairo'])
      assert.match(text, /What a &lt;river&gt;!/)
    })

    test('checks the purse against the sum of all payments', async () => {
      const { id } = await traveller()
      assert.match(
        (await admin.get(`/admin/players/${id}`)).text,
        /message good">All payments come to <[^>]*>500</,
      )
      await site.write((tx) =>
        tx.updateTable('balances').set({ coins: 501 }).where('player_id', '=', id).execute(),
      )
      const { text } = await admin.get(`/admin/players/${id}`)
      assert.match(text, /message bad" role="alert">All payments come to <[^>]*>500<[\s\S]*?>501</)
    })

    test('leads to every payment with the sum up to it, page after page', async () => {
      const { id } = await traveller()
      const sums: number[] = []
      for (let next: string | undefined = `/admin/players/${id}/ledger`; next; ) {
        const { text } = await admin.get(next)
        sums.push(...[...text.matchAll(/<td class="number">(\d+)<\/td><\/tr>/g)].map((one) => Number(one[1])))
        next = /rel="next" href="([^"]*)"/.exec(text)?.[1]
      }
      const earned = Array.from({ length: 60 }, (_, i) => 10 * (i + 1))
      assert.deepEqual(sums, [500, ...earned.reverse()])
    })

    test('lists complaints about and by the player', async () => {
      const { id, name } = await traveller()
      const other = await site.as('player')
      const insert = (by: number, about: number, said: string) =>
        insertComplaint(site, { kind: 'name', player_id: by, about_id: about, said })
      await insert(other.id, id, name)
      await insert(id, other.id, other.name)
      const { text } = await admin.get(`/admin/players/${id}`)
      const [, about = '', by = ''] = text.split(/<h3>(?:About|By) /)
      assert.ok(about.includes(`“${name}”`) && !about.includes(`“${other.name}”`))
      assert.ok(by.includes(`“${other.name}”`))
    })
  })

  test('a name is taken away once, with every open complaint about it, and only if it is still there', async () => {
    const player = await site.as('player')
    const { id: player_id } = await site.as('player')
    const complaint = await insertComplaint(site, {
      kind: 'name',
      about_id: player.id,
      said: player.name,
      player_id,
    })
    assert.ok((await admin.get(`/admin/players/${player.id}`)).text.includes(`value="${player.name}"`))
    const reset = () => admin.post(`/admin/players/${player.id}/name-reset`, { name: player.name })
    assert.match((await reset()).location, new RegExp(`^/admin/players/${player.id}\\?of=\\d+&note=renamed$`))
    const { name, name_key } = await person(player.id)
    assert.match(name, /^[A-Z][a-z]+ [A-Z][a-z]+ \d+$/)
    assert.equal(name_key, name.toLowerCase())
    assert.equal((await reset()).status, 303)
    assert.equal((await person(player.id)).name, name)
    const { state } = await site.db
      .selectFrom('complaints')
      .select('state')
      .where('id', '=', complaint)
      .executeTakeFirstOrThrow()
    assert.equal(state, 'accepted')
    assert.equal((await admin.post(`/admin/players/${player.id}/name-reset`)).status, 303)
    assert.equal((await person(player.id)).name, name)
    const editor = await site.as('editor')
    assert.equal((await editor.post(`/admin/players/${player.id}/name-reset`, { name })).status, 403)
  })

  test('no page about a person holds a password or a hash of one', async () => {
    const page = await admin.get(`/admin/players/${admin.id}`)
    assert.doesNotMatch(page.text, /argon2/)
  })
})
