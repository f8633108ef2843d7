import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { PASSWORD, type Site, startApp } from '../client.ts'

type Person = Awaited<ReturnType<Site['as']>>

describe('Closing an account', () => {
  let site: Site
  let game: Site
  let admin: Person
  before(async () => {
    site = await startApp('admin')
    game = await startApp('app')
    admin = await site.as('admin')
  })
  after(async () => {
    await site.close()
    await game.close()
  })

  const row = (id: number) =>
    site.db.selectFrom('players').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const close = (id: number, by: Person = admin) => by.post(`/admin/players/${id}/closure`, { sure: '1' })
  const reopen = (id: number) => admin.post(`/admin/players/${id}/reopening`)
  const changes = (id: number) =>
    site.db
      .selectFrom('audit')
      .selectAll()
      .where('kind', '=', 'player')
      .where('ref', '=', String(id))
      .orderBy('id')
      .execute()
  const earn = async (id: number, coins: number) => {
    const { moveCoins } = await import('../../shared/db/ledger.ts')
    await site.write((tx) =>
      moveCoins(tx, id, { coins, reason: 'award', ref: `gift ${coins}`, at: site.clock.now }),
    )
  }

  test('ends its sessions and links at once, in both groups', async () => {
    const editor = await site.as('editor')
    const elsewhere = game.client()
    elsewhere.cookie = editor.cookie
    assert.equal((await elsewhere.get('/settings')).status, 200)
    const made = await admin.post(`/admin/players/${editor.id}/password-links`)
    const link = /\/password-links\/[\w-]{22}/.exec(made.text)![0]
    assert.match((await close(editor.id)).location, /note=account-closed$/)
    assert.equal((await editor.get('/admin')).status, 303)
    assert.equal((await elsewhere.get('/settings')).status, 303)
    assert.equal((await site.client().get(`/admin${link}`)).status, 404)
    assert.equal((await admin.post(`/admin/players/${editor.id}/password-links`)).status, 422)
  })

  test('a session that is begun while it is being closed holds neither now nor after reopening', async () => {
    const player = await site.as('player')
    await close(player.id)
    const { hashToken } = await import('../../shared/web/sessions.ts')
    const late = game.client()
    late.cookie = `session=${'L'.repeat(22)}`
    const times = { created_at: site.clock.now, seen_at: site.clock.now }
    const session = { token_hash: hashToken('L'.repeat(22)), player_id: player.id, ...times }
    await site.write((tx) => tx.insertInto('sessions').values(session).execute())
    assert.equal((await late.get('/settings')).status, 303)
    await reopen(player.id)
    assert.equal((await late.get('/settings')).status, 303)
  })

  test('lets the right password look like a wrong one, byte for byte, until it is opened again', async () => {
    for (const [group, path] of [
      [site, '/admin/sessions'],
      [game, '/sessions'],
    ] as const) {
      const person = await site.as('player')
      const answer = async (email: string, password: string) => {
        const browser = group.client()
        const page = await browser.post(path, { email, password })
        const text = page.text.replaceAll(/name="csrf" value="[^"]*"|value="[^"]*@[^"]*"/g, '')
        return { status: page.status, text }
      }
      assert.equal((await answer(person.email, PASSWORD)).status, 303)
      const wrong = await answer(person.email, 'not the password')
      await close(person.id)
      assert.deepEqual(await answer(person.email, PASSWORD), wrong)
      assert.deepEqual(await answer('nobody@example.org', PASSWORD), wrong)
      await reopen(person.id)
      assert.equal((await answer(person.email, PASSWORD)).status, 303)
    }
  })

  test('takes the name and the role, leaves the messages, and leaves one row of it all', async () => {
    const person = await site.as('ambassador', { country: 'FR' })
    const { addMessage } = await import('./people.ts')
    await addMessage(site, 'Bonjour from me', person.id)
    await close(person.id)
    const { name, name_key, role, country, closed_at, email } = await row(person.id)
    assert.match(name, /^[A-Z][a-z]+ [A-Z][a-z]+ \d+$/)
    assert.deepEqual([name_key, role, country], [name.toLowerCase(), 'player', null])
    assert.deepEqual([closed_at, email], [site.clock.now, person.email])
    const player = await game.as('player')
    const wall = (await player.get('/cities/paris')).text
    assert.ok(wall.includes('Bonjour from me') && wall.includes(name) && !wall.includes(person.name))
    const rows = await changes(person.id)
    assert.equal(rows.length, 1)
    const { editor_id, after: is, before: was } = rows[0]!
    assert.deepEqual(JSON.parse(was!), {
      name: person.name,
      role: 'ambassador',
      country: 'FR',
      closed: false,
    })
    assert.deepEqual(JSON.parse(is!), { name, role: 'player', country: null, closed: true })
    assert.equal(editor_id, admin.id)
    assert.doesNotMatch(JSON.stringify(rows), /@/)
  })

  test('takes the person off every leaderboard, and reopening puts them back with what came in meanwhile', async () => {
    const [person, second, looking] = [
      await site.as('player'),
      await site.as('player'),
      await game.as('player'),
    ]
    await earn(person.id, 900_000)
    await earn(second.id, 800_000)
    await site.write((tx) =>
      tx
        .insertInto('friendships')
        .values([
          { player_id: looking.id, friend_id: person.id, at: 1 },
          { player_id: person.id, friend_id: looking.id, at: 1 },
        ])
        .execute(),
    )
    const boards = async (name: string) => {
      const pages = ['week', 'ever', 'friends'].map((one) => looking.get(`/leaderboards/${one}`))
      return (await Promise.all(pages)).map(({ text }) => text.includes(name))
    }
    assert.deepEqual(await boards(person.name), [true, true, true])
    await close(person.id)
    const { name } = await row(person.id)
    assert.deepEqual(await boards(name), [false, false, false])
    assert.match((await looking.get(`/players/${second.id}`)).text, /leaderboards\/ever">1</)
    assert.match((await looking.get(`/players/${person.id}`)).text, /travels no more/)
    await earn(person.id, 5)
    assert.deepEqual(await boards(name), [false, false, false])
    await reopen(person.id)
    assert.deepEqual(await boards(name), [true, true, true])
    assert.match((await looking.get(`/players/${person.id}`)).text, /900,005/)
  })

  test('asks for a tick, and closes nobody twice', async () => {
    const player = await site.as('player')
    const page = await admin.post(`/admin/players/${player.id}/closure`)
    assert.equal(page.status, 422)
    assert.match(page.text, /id="sure-error">Tick/)
    assert.equal((await row(player.id)).closed_at, null)
    for (let i = 0; i < 3; i++) assert.equal((await close(player.id)).status, 303)
    const { name } = await row(player.id)
    site.pass(1000)
    await close(player.id)
    assert.equal((await row(player.id)).name, name)
    for (let i = 0; i < 3; i++) assert.equal((await reopen(player.id)).status, 303)
    assert.equal((await changes(player.id)).length, 2)
  })

  test('is nothing one does to oneself', async () => {
    assert.equal((await close(admin.id)).status, 422)
    assert.doesNotMatch((await admin.get(`/admin/players/${admin.id}`)).text, /Close the account/)
    assert.equal((await row(admin.id)).closed_at, null)
  })

  test('never takes the last admin: of two who close each other at once one is left', async () => {
    await site.write((tx) =>
      tx
        .updateTable('players')
        .set({ role: 'player' })
        .where('role', '=', 'admin')
        .where('id', '!=', admin.id)
        .execute(),
    )
    const { closeAccount } = await import('../../admin/people/account-closings.ts')
    const other = await site.as('admin')
    assert.equal((await close(other.id)).status, 303)
    const by = { editor: other.id, now: site.clock.now }
    assert.match((await site.write((tx) => closeAccount(tx, admin.id, by))) ?? '', /last admin/)
    assert.equal((await row(admin.id)).role, 'admin')
  })

  test('somebody without an e-mail address can be closed too, and the page says that it is for good', async () => {
    const browser = game.client()
    await browser.post('/players')
    const { id } = await site.db
      .selectFrom('players')
      .select('id')
      .where('email', 'is', null)
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow()
    assert.match((await admin.get(`/admin/players/${id}`)).text, /for good/)
    assert.equal((await close(id)).status, 303)
    assert.equal((await browser.get('/settings')).status, 303)
    assert.match((await admin.get(`/admin/players/${id}`)).text, /nobody can ever sign in/)
    await browser.post('/players')
    assert.equal((await browser.get('/settings')).status, 200, 'the browser begins anew')
    assert.equal((await row(id)).begun_by, null)
  })

  test('lets nobody come by its invitation', async () => {
    const player = await game.as('player')
    await player.post('/invitations')
    const { code } = await site.db
      .selectFrom('invitations')
      .select('code')
      .where('player_id', '=', player.id)
      .executeTakeFirstOrThrow()
    assert.equal((await game.client().get(`/invitations/${code}`)).status, 200)
    await close(player.id)
    assert.equal((await game.client().get(`/invitations/${code}`)).status, 404)
  })

  test('gives no role to a closed account, and keeps it out of the staff', async () => {
    const editor = await site.as('editor')
    await close(editor.id)
    const page = await admin.post(`/admin/players/${editor.id}/role`, { role: 'editor', was_role: 'player' })
    assert.equal(page.status, 422)
    assert.match(page.text, /account is closed/)
    await reopen(editor.id)
    assert.equal((await row(editor.id)).role, 'player')
  })

  test('can be taken back in the history, with name and role', async () => {
    const { undo } = await import('../../admin/history/undo.ts')
    const editor = await site.as('editor')
    await close(editor.id)
    const by = { editor: admin.id, now: site.clock.now }
    const [closing] = await changes(editor.id)
    assert.equal(await site.write((tx) => undo(tx, closing!, by)), undefined)
    const { name, role, closed_at } = await row(editor.id)
    assert.deepEqual([name, role, closed_at], [editor.name, 'editor', null])
    assert.equal((await site.client().signIn(editor.email)).status, 303)
    const own = { ...closing!, ref: String(admin.id) }
    const opening = { ...own, before: '{"closed":true}', after: '{"closed":false}' }
    assert.match((await site.write((tx) => undo(tx, opening, by))) ?? '', /your own account/)
  })

  test('taken back, that is one change: taken back in turn the account is closed again, and once more open', async () => {
    const ambassador = await site.as('ambassador', { country: 'FR' })
    await close(ambassador.id)
    for (const closed of [false, true, false]) {
      const before = await changes(ambassador.id)
      const page = await admin.post(`/admin/audit/${before.at(-1)!.id}/reversal`)
      assert.match(page.location, /note=reversed/)
      const rows = await changes(ambassador.id)
      assert.equal(rows.length, before.length + 1)
      assert.equal(rows.at(-1)!.undoes, before.at(-1)!.id)
      const { name, role, country, closed_at } = await row(ambassador.id)
      assert.equal(closed_at !== null, closed)
      assert.deepEqual(
        [role, country, name === ambassador.name],
        closed ? ['player', null, false] : ['ambassador', 'FR', true],
      )
    }
  })

  test('is not taken back by half when somebody has the name by now', async () => {
    const { rename } = await import('../../shared/db/players.ts')
    const editor = await site.as('editor')
    await close(editor.id)
    const other = await site.as('player')
    assert.ok(await site.write((tx) => rename(tx, other.id, editor.name)))
    const [closing] = await changes(editor.id)
    const page = await admin.post(`/admin/audit/${closing!.id}/reversal`)
    assert.equal(page.status, 409)
    assert.match(page.text, /Somebody else has this name by now/)
    assert.notEqual((await row(editor.id)).closed_at, null)
    assert.equal((await changes(editor.id)).length, 1)
  })

  test('is an admin’s', async () => {
    const player = await site.as('player')
    for (const role of ['ambassador', 'editor'] as const) {
      const person = await site.as(role, { country: role === 'ambassador' ? 'FR' : null })
      assert.equal((await close(player.id, person)).status, 403)
      assert.equal((await person.post(`/admin/players/${player.id}/reopening`)).status, 403)
    }
    assert.equal((await row(player.id)).closed_at, null)
    assert.equal((await close(999_999)).status, 404)
  })
})

describe('The list of players', () => {
  let site: Site
  let admin: Person
  before(async () => {
    site = await startApp('admin')
    admin = await site.as('admin')
  })
  after(() => site.close())

  /** The names on all pages of a list. */
  async function names(path: string) {
    const seen: string[] = []
    for (let next: string | undefined = path; next; ) {
      const { text } = await admin.get(next)
      seen.push(...[...text.matchAll(/<td class="main"><a [^>]*>([^<]*)</g)].map((one) => one[1]!))
      next = /rel="next" href="([^"]*)"/.exec(text)?.[1]?.replaceAll('&amp;', '&')
    }
    return seen
  }

  test('shows those with a role, with or without an account, open or closed', async () => {
    const [player, editor] = [await site.as('player'), await site.as('editor')]
    const closed = await site.as('player')
    await site.write((tx) =>
      tx.updateTable('players').set({ closed_at: 5 }).where('id', '=', closed.id).execute(),
    )
    await site.write((tx) =>
      tx.updateTable('players').set({ email: null, password: null }).where('id', '=', player.id).execute(),
    )
    const all = [admin, player, editor, closed]
    const found = async (query: string) => {
      const seen = await names(`/admin/players?${query}`)
      return all.map(({ name }) => seen.includes(name))
    }
    assert.deepEqual(await found(''), [true, true, true, true])
    assert.deepEqual(await found('role=editor'), [false, false, true, false])
    assert.deepEqual(await found('state=closed'), [false, false, false, true])
    assert.deepEqual(await found('state=open&account=yes'), [true, false, true, false])
    assert.deepEqual(await found('account=no'), [false, true, false, false])
    assert.deepEqual(await found('sort=<'), [true, true, true, true])
    assert.deepEqual(await found('role=emperor'), [false, false, false, false])
  })

  test('is sorted by name, coins or miles, page after page, each once', async () => {
    const home = { city_id: 1, created_at: site.clock.now }
    const players = await import('../../shared/db/players.ts')
    await site.write(async (tx) => {
      for (let i = 0; i < 60; i++) {
        const id = await players.insert(tx, { name: `Sorted ${String(i).padStart(2, '0')}`, ...home })
        await tx
          .updateTable('players')
          .set({ miles: i % 7 })
          .where('id', '=', id)
          .execute()
        await tx
          .updateTable('balances')
          .set({ coins: i % 5 })
          .where('player_id', '=', id)
          .execute()
      }
    })
    const sorted = (sort: string) => names(`/admin/players?q=Sorted&sort=${sort}`)
    const number = (name: string) => Number(name.slice(7))
    const byName = await sorted('name')
    assert.deepEqual(byName, byName.toSorted())
    assert.equal(new Set(byName).size, 60)
    assert.deepEqual(await sorted('-name'), byName.toReversed())
    for (const [sort, by] of [
      ['-miles', 7],
      ['-coins', 5],
    ] as const) {
      const values = (await sorted(sort)).map((name) => number(name) % by)
      assert.deepEqual(
        values,
        values.toSorted((a, b) => b - a),
      )
      assert.equal(values.length, 60)
    }
  })
})
