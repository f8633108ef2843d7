import assert from 'node:assert/strict'
import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { Client, Page, Site } from '../client.ts'

/** Counts the hashes that are computed; in place before shared/passwords.ts takes the function. */
let hashes = 0
const { argon2 } = crypto
crypto.argon2 = ((...parameters: Parameters<typeof argon2>) => {
  hashes++
  return argon2(...parameters)
}) as typeof argon2
syncBuiltinESMExports()

const { PASSWORD, startApp } = await import('../client.ts')
const NEW = 'another long way home'
const WAIT = 15 * 60_000

let site: Site
let admin: Site
before(async () => {
  site = await startApp('app')
  admin = await startApp('admin')
})
// The counted tries of the test before are forgotten, in both groups alike.
beforeEach(() => {
  site.pass(WAIT + 1)
  admin.clock.now = site.clock.now
})
after(async () => {
  await site.close()
  await admin.close()
})

/** The same browser in the other group: it carries the same cookie. */
function across(client: Client, to: Site): Client {
  const other = to.client()
  other.cookie = client.cookie
  return other
}

const isIn = async (client: Client) => (await client.get('/settings')).status === 200
const isStaffIn = async (client: Client) => (await client.get('/admin')).status === 200

const passwordOf = async (id: number) =>
  (await site.db.selectFrom('players').select('password').where('id', '=', id).executeTakeFirstOrThrow())
    .password!

describe('The session cookie', () => {
  test('over http is exactly this, and is new at sign-in', async () => {
    const { email } = await site.as('player')
    const client = site.client()
    const door = await client.get('/sign-in')
    assert.match(door.headers.get('Set-Cookie')!, /^session=[\w-]{22}; path=\/; samesite=lax; httponly$/i)
    const before = client.cookie
    const page = await client.signIn(email)
    assert.match(
      page.headers.get('Set-Cookie')!,
      /^session=[\w-]{22}; path=\/; expires=[^;]+ GMT; samesite=lax; httponly$/i,
    )
    assert.notEqual(client.cookie, before)
    const old = site.client()
    old.cookie = before
    assert.ok(!(await isIn(old)), 'the cookie of before is worth nothing')
  })

  test('of an anonymous game is worth nothing after another account signed in with it', async () => {
    const client = site.client()
    await client.post('/players')
    const before = client.cookie
    await client.signIn((await site.as('player')).email)
    const old = site.client()
    old.cookie = before
    assert.ok(!(await isIn(old)))
  })

  test('is stored only as a hash', async () => {
    const { cookie } = await site.as('player')
    const rows = await site.db.selectFrom('sessions').select('token_hash').execute()
    assert.ok(rows.every((row) => /^[0-9a-f]{64}$/.test(row.token_hash) && !cookie.includes(row.token_hash)))
  })

  test('that is made up, too long or of another form is nobody', async () => {
    for (const value of ['x', 'a'.repeat(22), 'a'.repeat(4000), '../../x', "' or 1=1", '%00']) {
      const client = site.client()
      client.cookie = `session=${value}`
      assert.equal((await client.get('/settings')).status, 303, value)
    }
  })
})

describe('A session', () => {
  test('made in one group holds in the other and ends there at the next request', async () => {
    const editor = await admin.as('editor')
    const there = across(editor, site)
    assert.ok((await isStaffIn(editor)) && (await isIn(there)))
    await there.post('/sign-out')
    assert.ok(!(await isStaffIn(editor)))
    assert.equal((await editor.get('/admin')).status, 303)
  })

  test('ends at sign-out, and the others of the player stay; everywhere ends them all', async () => {
    const one = await site.as('player')
    const [two, three] = [site.client(), site.client()]
    for (const client of [two, three]) await client.signIn(one.email)
    const copy = across(one, site)
    await one.post('/sign-out')
    assert.ok(!(await isIn(copy)), 'a kept cookie')
    assert.ok(await isIn(two))
    await two.post('/sign-out', { everywhere: '1' })
    assert.ok(!(await isIn(three)))
  })

  test('of others ends when the password is changed; the one that changed it goes on with a new cookie', async () => {
    const one = await site.as('player')
    const other = site.client()
    await other.signIn(one.email)
    const before = one.cookie
    assert.equal((await one.post('/password', { current: PASSWORD, password: NEW })).status, 303)
    assert.notEqual(one.cookie, before)
    assert.ok((await isIn(one)) && !(await isIn(other)))
    assert.equal((await site.client().signIn(one.email)).status, 422)
    assert.equal((await site.client().signIn(one.email, NEW)).status, 303)
  })

  test('of an editor who is made a player is no staff session at the next request, from either group', async () => {
    const players = await import('../../shared/db/players.ts')
    const editor = await admin.as('editor')
    assert.ok(await isStaffIn(editor))
    await site.write((tx) => players.setRole(tx, editor.id, 'player', null))
    assert.equal((await editor.get('/admin')).status, 404)
    const boss = await admin.as('admin')
    const second = await admin.as('editor')
    const there = across(second, site)
    assert.equal(
      (
        await boss.post(`/admin/players/${second.id}/role`, {
          role: 'player',
          was_role: 'editor',
          country: '',
        })
      ).status,
      303,
    )
    assert.equal((await second.get('/admin')).status, 303)
    assert.ok(!(await isIn(there)))
  })

  test('of staff is over after half a day without a visit', async () => {
    const editor = await admin.as('editor')
    admin.pass(12 * 3_600_000)
    assert.equal((await editor.get('/admin')).status, 303)
    site.clock.now = admin.clock.now
  })
})

const retyped = (page: Page, email: string) =>
  page.text.replaceAll(email, '…').replace(/name="csrf" value="[^"]+"/, '')

describe('Guessing', () => {
  test('gets the same answer, byte for byte, for a known and an unknown address, and a hash for both', async () => {
    const { email } = await site.as('player')
    const found: unknown[] = []
    for (const one of [email, 'nobody@example.org']) {
      const client = site.client()
      await client.get('/sign-in')
      const before = hashes
      const page = await client.signIn(one, 'not this one')
      assert.equal(hashes - before, 1, one)
      const names = [...page.headers.keys()].filter((name) => name !== 'content-length').toSorted()
      found.push([page.status, names, retyped(page, one)])
    }
    assert.deepEqual(found[0], found[1])
  })

  test('at one account stops after ten tries, also split over both groups and with the right password', async () => {
    const { email } = await site.as('editor')
    for (let i = 0; i < 10; i++) {
      const client = (i % 2 ? site : admin).client()
      assert.equal(
        (await client.signIn(i % 3 ? email : ` ${email.toUpperCase()}`, 'not this one')).status,
        422,
      )
    }
    for (const one of [site, admin]) {
      const page = await one.client().signIn(email)
      assert.equal(page.status, 429)
      assert.match(page.text, /tried too often/)
      assert.ok(page.text.includes(`value="${email}"`))
    }
    const { email: other } = await site.as('player')
    assert.equal((await site.client().signIn(other)).status, 303, 'another account is not stopped')
    site.pass(WAIT)
    assert.equal((await site.client().signIn(email)).status, 303)
  })

  test('by a stranger locks nobody out who comes from elsewhere', async () => {
    const { email } = await site.as('admin')
    for (let i = 0; i < 11; i++) await site.client().signIn(email, 'not this one')
    const owner = site.client()
    const fields = { email, password: PASSWORD }
    const page = await owner.post('/sessions', fields, { 'X-Forwarded-For': '192.0.2.7' })
    assert.equal(page.status, 303)
  })

  test('stops for an unknown address as for a known one', async () => {
    for (let i = 0; i < 10; i++) await site.client().signIn('nobody@example.org', 'x')
    assert.equal((await site.client().signIn('nobody@example.org', 'x')).status, 429)
  })

  test('from one network address stops after fifty tries at whatever accounts, and no hash is spent on more', async () => {
    for (let i = 0; i < 50; i++) await (i % 2 ? site : admin).client().signIn(`person${i}@example.org`, 'x')
    const before = hashes
    assert.equal((await site.client().signIn('one-more@example.org', 'x')).status, 429)
    assert.equal(hashes, before)
  })

  test('all at once gets no more tries than one after the other', async () => {
    const { email } = await site.as('player')
    const clients = await Promise.all(
      Array.from({ length: 14 }, async () => {
        const client = site.client()
        await client.token()
        return client
      }),
    )
    const pages = await Promise.all(clients.map((client) => client.signIn(email, 'not this one')))
    assert.equal(pages.filter((page) => page.status === 429).length, 4)
  })

  test('is forgotten once one got in', async () => {
    const { email } = await site.as('player')
    for (let i = 0; i < 9; i++) await site.client().signIn(email, 'x')
    assert.equal((await site.client().signIn(email)).status, 303)
    assert.equal((await site.client().signIn(email, 'x')).status, 422)
  })

  test('the password at its change counts with the tries at sign-in', async () => {
    const player = await site.as('player')
    for (let i = 0; i < 5; i++) await player.post('/password', { current: 'x', password: NEW })
    for (let i = 0; i < 5; i++) await site.client().signIn(player.email, 'x')
    assert.equal((await player.post('/password', { current: PASSWORD, password: NEW })).status, 429)
    assert.equal((await site.client().signIn(player.email)).status, 429)
  })
})

describe('A password', () => {
  test('that was hashed with weaker parameters is hashed anew at sign-in, and still fits', async () => {
    const { setPassword } = await import('../../shared/db/players.ts')
    const { id, email } = await site.as('player')
    const nonce = Buffer.from('0123456789abcdef')
    const weak = { message: PASSWORD, nonce, parallelism: 1, tagLength: 32, memory: 1024, passes: 1 }
    const encode = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '')
    const old = `$argon2id$v=19$m=1024,t=1,p=1$${encode(nonce)}$${encode(crypto.argon2Sync('argon2id', weak))}`
    await site.write((tx) => setPassword(tx, id, old))
    assert.equal((await site.client().signIn(email, 'not this one')).status, 422)
    assert.equal(await passwordOf(id), old)
    assert.equal((await site.client().signIn(email)).status, 303)
    assert.match(await passwordOf(id), /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    const strong = await passwordOf(id)
    assert.equal((await site.client().signIn(email)).status, 303)
    assert.equal(await passwordOf(id), strong, 'a strong one stays')
  })

  for (const [what, password, words] of [
    ['short', 'seven77', /Use at least 8 characters/],
    ['long', 'x'.repeat(129), /Use at most 128 characters/],
    ['common', 'QWERTYUIOP', /on every list of guessed ones/],
  ] as const) {
    test(`that is ${what} is refused in a sentence, and changes nothing`, async () => {
      const player = await site.as('player')
      const page = await player.post('/password', { current: PASSWORD, password })
      assert.equal(page.status, 422)
      assert.match(page.text, words)
      assert.ok(!page.text.includes(PASSWORD) && !page.text.includes(`"${password}"`))
      assert.equal((await site.client().signIn(player.email)).status, 303)
    })
  }

  test('of a player without an account is nothing to change', async () => {
    const client = site.client()
    await client.post('/players')
    assert.equal((await client.post('/password', { current: '', password: NEW })).status, 404)
    assert.equal((await client.get('/password')).status, 404)
  })

  test('for one use opens nothing but its change, in both groups', async () => {
    const { setPassword } = await import('../../shared/db/players.ts')
    const editor = await admin.as('editor')
    const hash = await passwordOf(editor.id)
    await site.write((tx) => setPassword(tx, editor.id, hash, { oneTime: true }))
    for (const [one, prefix, door] of [
      [site, '', '/settings'],
      [admin, '/admin', '/admin/questions'],
    ] as const) {
      const client = one.client()
      assert.equal((await client.signIn(editor.email)).location, `${prefix}/password`)
      for (const path of [door, prefix || '/airport'])
        assert.equal((await client.get(path)).location, `${prefix}/password`, path)
      assert.equal((await client.get(`${prefix}/password`)).status, 200)
    }
    const client = admin.client()
    await client.signIn(editor.email)
    await client.post('/admin/password', { current: PASSWORD, password: NEW })
    assert.ok(await isStaffIn(client))
  })
})

describe('A new password', () => {
  test('that is refused is no try: nobody is locked out by typing short ones', async () => {
    const player = await site.as('player')
    for (let i = 0; i < 12; i++)
      assert.equal((await player.post('/password', { current: PASSWORD, password: 'short' })).status, 422)
    assert.equal((await player.post('/password', { current: PASSWORD, password: NEW })).status, 303)
  })
})

describe('A link to set a new password', () => {
  /** What makePasswordLink needs of a request. */
  async function link(playerId: number): Promise<string> {
    const { makePasswordLink } = await import('../../shared/auth.ts')
    const url = await makePasswordLink({ write: site.write, now: site.clock.now } as never, playerId)
    return new URL(url).pathname
  }

  test('works once, ends every session and signs in', async () => {
    const player = await site.as('player')
    const path = await link(player.id)
    const client = site.client()
    assert.equal((await client.get(path)).status, 200)
    assert.equal((await client.post(path, { password: 'short' })).status, 422, 'a refused one leaves it good')
    assert.equal((await client.post(path, { password: NEW })).status, 303)
    assert.ok((await isIn(client)) && !(await isIn(player)))
    assert.equal((await site.client().get(path)).status, 404)
    assert.equal((await site.client().post(path, { password: 'a third one for luck' })).status, 404)
    assert.equal((await site.client().signIn(player.email, NEW)).status, 303)
  })

  test('is worth nothing after the password was changed another way', async () => {
    const player = await site.as('player')
    const path = await link(player.id)
    assert.equal((await player.post('/password', { current: PASSWORD, password: NEW })).status, 303)
    assert.equal((await site.client().get(path)).status, 404)
  })

  test('tells its address to no other page', async () => {
    const player = await site.as('player')
    const page = await site.client().get(await link(player.id))
    assert.equal(page.headers.get('Referrer-Policy'), 'no-referrer')
  })

  test('used twice at the same moment sets one password', async () => {
    const player = await site.as('player')
    const path = await link(player.id)
    const clients = [site.client(), site.client()]
    for (const client of clients) await client.token()
    const pages = await Promise.all(clients.map((client) => client.post(path, { password: NEW })))
    assert.deepEqual(pages.map((page) => page.status).toSorted(), [303, 404])
  })

  test('is over after a day', async () => {
    const player = await site.as('player')
    const path = await link(player.id)
    site.pass(24 * 3_600_000 - 1)
    assert.equal((await site.client().get(path)).status, 200)
    site.pass(1)
    assert.equal((await site.client().get(path)).status, 404)
    assert.equal((await site.client().post(path, { password: NEW })).status, 404)
  })

  test('dies when a newer one is made', async () => {
    const player = await site.as('player')
    const [old, newer] = [await link(player.id), await link(player.id)]
    assert.equal((await site.client().get(old)).status, 404)
    assert.equal((await site.client().get(newer)).status, 200)
  })

  test('is stored only as a hash', async () => {
    const player = await site.as('player')
    const token = (await link(player.id)).split('/').at(-1)!
    const rows = await site.db.selectFrom('sign_in_tokens').selectAll().execute()
    assert.ok(rows.length > 0 && !JSON.stringify(rows).includes(token))
  })
})

describe('After sign-in', () => {
  const table: [next: string | string[] | undefined, leads: string][] = [
    ['/airport', '/airport'],
    ['/cities/paris?x=1#jobs', '/cities/paris?x=1#jobs'],
    [undefined, '/'],
    ['', '/'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['\\\\evil.example', '/'],
    ['/\t/evil.example', '/'],
    ['/airport\\..', '/'],
    ['https://evil.example/', '/'],
    ['https:evil.example', '/'],
    ['javascript:alert(1)', '/'],
    ['evil.example', '/'],
    [' //evil.example', '/'],
    ['/\r\nSet-Cookie: x=1', '/'],
    [['/airport', '//evil.example'], '/'],
  ]
  test('one is led to a page of this site and nowhere else', async () => {
    const { email } = await site.as('player')
    for (const [next, leads] of table) {
      const page = await site.client().post('/sessions', { email, password: PASSWORD, next })
      assert.deepEqual([page.status, page.location], [303, leads], JSON.stringify(next))
      const query = new URLSearchParams([next ?? []].flat().map((one) => ['next', one]))
      const door = await site.client().get(`/sign-in?${query}`)
      assert.ok(!/name="next" value="[^"]*evil/.test(door.text), JSON.stringify(next))
    }
  })

  test('a form without its fields is refused in words', async () => {
    for (const fields of [{}, { email: 'a@example.org' }, { email: ['a', 'b'], password: 'x' }])
      assert.equal((await site.client().post('/sessions', fields as never)).status, 422)
  })
})
