import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { answer, begin, deliver, fly, inParis, type Player, slotsOf, world } from '../app/play.ts'
import { checkBooks, perform, walk } from '../app/walks.ts'
import { type Site, startApp } from '../client.ts'

const DAY_MS = 86_400_000

let site: Site
let abandoned: typeof import('../../admin/upkeep/abandoned-players.ts')
before(async () => {
  site = await startApp('app')
  abandoned = await import('../../admin/upkeep/abandoned-players.ts')
})
after(() => site.close())

const row = ({ id }: Player) =>
  site.db.selectFrom('players').selectAll().where('id', '=', id).executeTakeFirst()

/** What the job does on a day; `since` is when it was last done. */
async function putAway(since = 0) {
  const removed = await abandoned.removeUnanswered(site, site.clock.now, since)
  return { removed, put: await abandoned.putAwayUnused(site, site.clock.now) }
}

/** Begins and lets every question of the tutorial pass without an answer, which is paid all the same. */
async function idler(): Promise<Player> {
  const player = await begin(site)
  for (const { slot } of await slotsOf(site, player.job)) {
    await deliver(player, slot)
    site.pass(120_000)
    await player.client.post(`/jobs/${player.job}/answers`, { slot, option: '' })
  }
  return player
}

describe('A player without an e-mail address who never answered', () => {
  test('is gone without a trace 30 days after the last visit, and not before', async () => {
    const [before, counted] = [await world(site), await counters()]
    const player = await begin(site)
    const other = await idler()
    site.pass(29 * DAY_MS)
    assert.equal((await putAway()).removed, 0)
    await player.client.get('/')
    site.pass(DAY_MS)
    assert.deepEqual(await putAway(), { removed: 1, put: 0 })
    assert.ok(await row(player), 'who came back has 30 days more')
    assert.equal(await row(other), undefined)
    site.pass(29 * DAY_MS)
    assert.deepEqual(await putAway(site.clock.now - DAY_MS), { removed: 1, put: 0 })
    assert.equal(await world(site), before)
    assert.deepEqual(await counters(), counted)
  })

  test('is not looked at again when that was done since, until a year is over', async () => {
    const player = await begin(site)
    site.pass(31 * DAY_MS)
    await putAway(site.clock.now - 1000)
    assert.ok(await row(player))
    site.pass(335 * DAY_MS)
    assert.equal((await putAway(site.clock.now - 1000)).put, 1)
    assert.equal(await row(player), undefined)
  })

  test('is gone as well who signed out, or in as somebody else: 30 days after the last job began, whenever that was', async () => {
    const editor = await site.as('editor')
    const [out, elsewhere, answered] = [await begin(site), await begin(site), await begin(site)]
    await answer(site, answered, 1)
    site.pass(40 * DAY_MS)
    for (const { client } of [out, elsewhere, answered]) assert.equal((await client.get('/')).status, 200)
    await putAway(site.clock.now - DAY_MS)
    assert.ok((await row(out)) && (await row(elsewhere)), 'they were just here')
    for (const { slot } of await slotsOf(site, out.job)) {
      await deliver(out, slot)
      await out.client.post(`/jobs/${out.job}/answers`, { slot, option: '' })
      site.pass(120_000)
      await out.client.post(`/jobs/${out.job}/answers`, { slot, option: '' })
    }
    assert.match((await out.client.post('/jobs', { category: 'tutorial' })).location, /^\/jobs\//)
    for (const { client } of [out, answered]) assert.equal((await client.post('/sign-out')).status, 303)
    assert.equal((await elsewhere.client.signIn(editor.email)).status, 303)
    await putAway(site.clock.now - DAY_MS)
    assert.ok(await row(out), 'who began a job just now')
    assert.equal(await row(elsewhere), undefined)
    site.pass(31 * DAY_MS)
    await putAway(site.clock.now - DAY_MS)
    assert.equal(await row(out), undefined)
    assert.equal((await row(answered))!.closed_at, null)
  })

  test('leaves with what they flew and won, which is not counted any more', async () => {
    const counted = await counters()
    const player = await idler()
    await site.write(async (tx) => {
      const { moveCoins } = await import('../../shared/db/ledger.ts')
      await moveCoins(tx, player.id, { coins: 5000, reason: 'job', ref: 'gift', at: site.clock.now })
    })
    for (const [i, city] of ['paris', 'rome', 'paris', 'rome'].entries())
      assert.equal((await fly(player, city, i + 1)).location, `/flights/${i + 1}`)
    assert.notDeepEqual(await counters(), counted)
    site.pass(31 * DAY_MS)
    assert.equal((await putAway()).removed, 1)
    assert.deepEqual(
      (await counters()).filter(([, n]) => n > 0),
      counted.filter(([, n]) => n > 0),
    )
    await checkCounters()
  })

  const keepers: [string, (player: Player) => Promise<unknown>][] = [
    ['an answer, though a wrong one', (player) => answer(site, player, 1, 'wrong')],
    ['words on a wall', (player) => player.client.post('/messages', { city: 'nomansland', text: 'Hello' })],
    ['feedback', (player) => player.client.post('/feedback', { page: '/', text: 'Hello' })],
    ['an invitation that somebody may still follow', (player) => player.client.post('/invitations')],
    ['a friend', befriend],
    ['an account', (player) => signUp(player)],
  ]
  for (const [what, act] of keepers)
    test(`stays who has ${what}`, async () => {
      const player = await begin(site)
      await act(player)
      site.pass(31 * DAY_MS)
      await putAway()
      assert.equal((await row(player))?.closed_at, null)
    })
})

describe('A player without an e-mail address who did something', () => {
  test('loses the name a year after the last visit, and what they did stays', async () => {
    const player = await inParis(site)
    await player.client.post('/messages', { city: 'paris', text: 'I was here' })
    const { name } = (await row(player))!
    site.pass(360 * DAY_MS)
    assert.equal((await player.client.get('/')).status, 200)
    site.pass(364 * DAY_MS)
    await putAway()
    assert.equal((await row(player))!.closed_at, null, 'who came back has another year')
    site.pass(2 * DAY_MS)
    await putAway()
    const after = (await row(player))!
    assert.equal(after.closed_at, site.clock.now)
    assert.notEqual(after.name, name)
    const count = async (table: 'jobs' | 'flights' | 'messages' | 'sessions') =>
      (
        await site.db
          .selectFrom(table as 'jobs')
          .select('player_id')
          .where('player_id', '=', player.id)
          .execute()
      ).length
    assert.deepEqual([await count('flights'), await count('messages'), await count('sessions')], [1, 1, 0])
    assert.ok((await count('jobs')) > 0)
    await checkBooks(site, [player])
    await checkCounters()
    const board = await site.db
      .selectFrom('earnings')
      .select('period')
      .where('player_id', '=', player.id)
      .execute()
    assert.ok(board.length > 0 && board.every(({ period }) => period.startsWith('closed ')))
  })

  test('stays with an account, an invitation, or a job on the staff, however long they are away', async () => {
    const [account, host] = [await inParis(site), await inParis(site)]
    await signUp(account)
    await host.client.post('/invitations')
    const editor = await site.as('editor')
    site.pass(900 * DAY_MS)
    await putAway()
    for (const one of [account, host, { ...host, id: editor.id }])
      assert.equal((await row(one))?.closed_at, null)
  })

  test('is told so where one can do something about it', async () => {
    const { PUT_AWAY } = await import('../../shared/rules/sessions.ts')
    assert.deepEqual(PUT_AWAY, { unansweredMs: 30 * DAY_MS, unusedMs: 365 * DAY_MS }, 'as the pages say')
    const { client } = await begin(site)
    for (const path of ['/sign-up', '/settings'])
      assert.match((await client.get(path)).text, /put away when nobody has played it for a year/)
    assert.match(
      (await client.get('/privacy')).text,
      /a year after each visit[\s\S]*30 days after the last visit/,
    )
  })

  test('is remembered by a browser for a year from each visit, not from the first', async () => {
    const { client } = await begin(site)
    assert.equal((await client.get('/')).headers.getSetCookie().length, 0)
    site.pass(3_600_000)
    const [cookie, ...more] = (await client.get('/')).headers.getSetCookie()
    assert.match(cookie!, new RegExp(`^${client.cookie};.*expires=`, 'i'))
    assert.deepEqual(more, [])
    for (let month = 0; month < 30; month++) {
      site.pass(30 * DAY_MS)
      assert.match((await client.get('/')).text, /Keep your game/)
    }
  })
})

describe('Whatever was played', () => {
  test('the books balance and every count is right when those who stayed away are put away', async () => {
    let [gone, closed] = [0, 0]
    const away = fc.array(
      fc.record({ days: fc.integer({ min: 0, max: 400 }), acts: fc.oneof(fc.constant([]), walk) }),
      {
        minLength: 2,
        maxLength: 4,
      },
    )
    await fc.assert(
      fc.asyncProperty(away, async (some) => {
        const people = [await idler(), await begin(site)]
        await answer(site, people[1]!, 1)
        site.pass(400 * DAY_MS)
        for (const { acts, days } of some) {
          const player = await (acts.length > 0 ? begin(site) : idler())
          for (const act of acts) await perform(site, player, act)
          people.push(player)
          site.pass(days * DAY_MS)
        }
        const { removed, put } = await putAway()
        gone += removed
        closed += put
        const left: Player[] = []
        for (const player of people) if (await row(player)) left.push(player)
        await checkBooks(site, left)
        await checkCounters()
        await checkNothingHangs()
      }),
      { numRuns: 4, endOnFailure: true },
    )
    assert.ok(gone > 0 && closed > 0, `${gone} were removed, ${closed} closed`)
  })

  test('nothing that refers to a player, a job or an answer is searched from end to end when one is removed', async () => {
    const { config } = await import('../../shared/config.ts')
    const file = new Database(config.database, { readonly: true })
    const all = (sql: string, ...values: string[]) =>
      file.prepare(sql).all(...values) as Record<string, string>[]
    const tables = all(`select name from sqlite_master where type = 'table'`).map(({ name }) => name!)
    const searched = tables.flatMap((table) =>
      all('select * from pragma_foreign_key_list(?) where seq = 0', table)
        .filter(({ table: parent }) => ['players', 'jobs', 'job_questions'].includes(parent!))
        .filter(({ from }) => !isIndexed(table, from!))
        .map(({ from }) => `${table}.${from}`),
    )
    /** Whether an index begins with the column, and holds all rows that have one. */
    function isIndexed(table: string, column: string) {
      const indexes = all('select name, partial from pragma_index_list(?)', table)
      return indexes.some(({ name, partial }) => {
        const [first] = all('select name from pragma_index_info(?) where seqno = 0', name!)
        const words = all('select sql from sqlite_master where name = ?', name!)[0]?.sql ?? ''
        return first?.name === column && (!Number(partial) || words.endsWith(`where ${column} is not null`))
      })
    }
    // A key of a table without rows of its own is no index; and what only staff write is short.
    const short = [
      'balances.player_id',
      'documents.updated_by',
      'news.created_by',
      'regenerations.started_by',
    ]
    assert.deepEqual(
      searched.filter((one) => !short.includes(one)),
      [],
    )
    file.close()
  })
})

async function befriend(player: Player) {
  const host = await begin(site)
  await answer(site, host, 1)
  await host.client.post('/invitations')
  const { code } = await site.db
    .selectFrom('invitations')
    .select('code')
    .where('player_id', '=', host.id)
    .executeTakeFirstOrThrow()
  assert.equal((await player.client.post('/friendships', { code })).status, 303)
}

async function signUp(player: Player) {
  const email = `player.${player.id}@example.org`
  assert.equal(
    (await player.client.post('/accounts', { email, password: 'a walk around the world' })).status,
    303,
  )
}

const counters = async () =>
  (await site.db.selectFrom('counters').selectAll().orderBy('name').execute())
    .filter(({ name }) => name !== 'content')
    .map(({ name, n }) => [name, n] as [string, number])

/** Each counter says how many players there are of whom it is true. */
async function checkCounters() {
  const flights = await site.db
    .selectFrom('flights')
    .select(['player_id', 'from_city_id', 'to_city_id'])
    .distinct()
    .execute()
  const awards = await site.db.selectFrom('awards').select(['player_id', 'kind']).distinct().execute()
  const names = [
    ...flights.map((one) => `route:${one.from_city_id}-${one.to_city_id}`),
    ...awards.map((one) => `award:${one.kind}`),
  ]
  const real = Object.fromEntries(
    Map.groupBy(names, (name) => name)
      .entries()
      .map(([name, some]) => [name, some.length]),
  )
  assert.deepEqual(Object.fromEntries((await counters()).filter(([, n]) => n > 0)), real)
}

/** No row refers to one that is not there. */
async function checkNothingHangs() {
  const { config } = await import('../../shared/config.ts')
  const file = new Database(config.database, { readonly: true })
  assert.deepEqual(file.pragma('foreign_key_check'), [])
  for (const table of ['ratings', 'visits', 'works', 'earnings', 'ledger', 'balances', 'job_questions'])
    assert.equal(
      file
        .prepare(`select count(*) from ${table} where player_id not in (select id from players)`)
        .pluck()
        .get(),
      0,
      table,
    )
  file.close()
}
