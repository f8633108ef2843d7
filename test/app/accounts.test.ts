import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { PASSWORD, type Site, startApp } from '../client.ts'
import { awardsOf, begin, coins, finish, inParis, take, world } from './play.ts'

let site: Site
before(async () => {
  site = await startApp('app')
})
after(() => site.close())

const address = () => `traveller.${randomBytes(4).toString('hex')}@example.org`

describe('Signing up', () => {
  test('keeps the game, adds 100 coins once, and the game is found again in another browser', async () => {
    const player = await inParis(site)
    const before = await coins(site, player)
    const email = address()
    const page = await player.client.post('/accounts', {
      email: `  ${email.toUpperCase()} `,
      password: PASSWORD,
    })
    assert.equal(page.location, '/cities/paris?signed-up=1')
    assert.equal(await coins(site, player), before + 100)
    const city = await player.client.get(page.location)
    assert.match(city.text, /class="toast"[\s\S]*href="\/diplomas\/\d+"[\s\S]*\+100/)
    assert.match(city.text, /\d+ cities have opened/)
    assert.doesNotMatch((await player.client.get('/cities/paris')).text, /class="toast"|have opened/)
    const elsewhere = site.client()
    assert.equal((await elsewhere.signIn(email)).status, 303)
    const coinsPage = await elsewhere.get('/coins')
    assert.match(coinsPage.text, /Award: Signed up/)
    assert.match((await elsewhere.get('/')).text, /You are in[\s\S]*Paris/)
  })

  test('is told of nobody who has not done it', async () => {
    const player = await inParis(site)
    const city = await player.client.get('/cities/paris?signed-up=1')
    assert.doesNotMatch(city.text, /class="toast"|have opened/)
  })

  test('sent twice counts once, with the same or another address', async () => {
    const player = await begin(site)
    const email = address()
    const cookie = player.client.cookie
    await player.client.post('/accounts', { email, password: PASSWORD })
    const signedUp = player.client.cookie
    const other = await site.as('player')
    const before = await world(site)
    for (const again of [email, address(), other.email])
      assert.equal((await player.client.post('/accounts', { email: again, password: PASSWORD })).status, 409)
    player.client.cookie = cookie
    await player.client.get('/sign-in')
    assert.match(
      (await player.client.post('/accounts', { email, password: PASSWORD })).location,
      /^\/sign-in/,
    )
    assert.equal(await world(site), before)
    player.client.cookie = signedUp
    assert.equal((await awardsOf(site, player)).length, 1)
    assert.equal((await player.client.get('/sign-up')).location, '/settings')
  })

  test('with an address that is taken is refused, whatever its case', async () => {
    const { email } = await site.as('player')
    const player = await begin(site)
    const typed = ` ${email.toUpperCase()}`
    const page = await player.client.post('/accounts', { email: typed, password: PASSWORD })
    assert.equal(page.status, 422)
    assert.match(page.text, /has an account already/)
    assert.ok(page.text.includes(`value="${typed}"`), 'what was typed stays')
    assert.ok(!page.text.includes(PASSWORD))
    assert.deepEqual(await awardsOf(site, player), [])
    assert.equal((await player.client.get('/sign-up')).status, 200)
  })

  test('does not tell who has an account to somebody who asks again and again', async () => {
    const { email } = await site.as('player')
    const { client } = await begin(site)
    const ask = () => client.post('/accounts', { email, password: PASSWORD })
    for (let i = 0; i < 10; i++) assert.equal((await ask()).status, 422)
    const page = await ask()
    assert.equal(page.status, 429)
    assert.match(page.text, /tried too often/)
    assert.doesNotMatch(page.text, /has an account already/)
    site.pass(15 * 60_000 + 1)
    assert.equal((await ask()).status, 422)
  })

  test('of two at the same moment with one address makes one account', async () => {
    const players = await Promise.all([begin(site), begin(site), begin(site)])
    const email = address()
    const pages = await Promise.all(
      players.map(({ client }) => client.post('/accounts', { email, password: PASSWORD })),
    )
    assert.deepEqual(pages.map((page) => page.status).toSorted(), [303, 422, 422])
  })

  const refused: [what: string, email: string, password: string, words: RegExp][] = [
    ['an address that is none', 'paris', PASSWORD, /does not look like an e-mail address/],
    ['no address', '', PASSWORD, /does not look like an e-mail address|Fill this in/],
    ['an address of 300 characters', `${'a'.repeat(300)}@example.org`, PASSWORD, /too long/],
    ['a short password', 'a@example.org', 'short77', /Use at least 8 characters/],
    ['a long password', 'a@example.org', 'x'.repeat(129), /Use at most 128 characters/],
    ['a common password', 'a@example.org', 'PassWord1', /on every list of guessed ones/],
    ['no password', 'a@example.org', '', /Use at least 8 characters/],
  ]
  for (const [what, email, password, words] of refused) {
    test(`${what} is refused in a sentence, and what was typed stays but for the password`, async () => {
      const player = await begin(site)
      const page = await player.client.post('/accounts', { email, password })
      assert.equal(page.status, 422)
      assert.match(page.text, words)
      assert.ok(page.text.includes(`value="${email}"`))
      if (password) assert.ok(!page.text.includes(`"${password}"`))
      assert.deepEqual(await awardsOf(site, player), [])
    })
  }

  test('what was typed comes back as text, not as a part of the page', async () => {
    const { client } = await begin(site)
    const typed = `"><img src=x onerror='alert(1)'>{{ 7 * 7 }}`
    const page = await client.post('/accounts', { email: typed, password: 'x' })
    assert.ok(!page.text.includes('<img src=x'))
    assert.ok(page.text.includes('&quot;&gt;&lt;img'))
    assert.ok(page.text.includes('{{ 7 * 7 }}'))
  })

  test('all that is wrong is said at once', async () => {
    const { client } = await begin(site)
    const page = await client.post('/accounts', { email: 'paris', password: 'x' })
    assert.match(page.text, /id="email-error"[\s\S]*id="password-error"/)
  })

  test('lists, missing fields and names of prototypes are refused, not broken', async () => {
    const { client } = await begin(site)
    const forms: Record<string, string | string[]>[] = [
      {},
      { email: ['a@example.org', 'b@example.org'], password: PASSWORD },
      { email: address(), password: [PASSWORD, PASSWORD] },
      Object.fromEntries(['__proto__', 'constructor', 'toString', 'email'].map((name) => [name, 'x'])),
    ]
    for (const form of forms) assert.equal((await client.post('/accounts', form)).status, 422)
  })

  test('in the middle of a job leaves the job open', async () => {
    const player = await begin(site)
    await finish(site, player)
    const job = await take(player, 'tutorial')
    await player.client.post('/accounts', { email: address(), password: PASSWORD })
    assert.match((await player.client.get(`/jobs/${job}`)).text, /1 of 4/)
  })

  test('needs a player', async () => {
    const page = await site.client().post('/accounts', { email: address(), password: PASSWORD })
    assert.equal(page.location, '/sign-in')
  })
})
