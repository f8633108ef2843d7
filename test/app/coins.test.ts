import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page, Site } from '../client.ts'
import { startApp } from '../client.ts'
import { begin, coins, finish, fly, inParis, jobRow, ledger, offered, plain, take } from './play.ts'

let site: Site
before(async () => {
  site = await startApp('app')
})
after(() => site.close())

/** The sums on the coins page, newest first. */
const shown = (page: Page) =>
  [...page.text.matchAll(/class="number figure (?:in|out)">([+−])([\d,]+)</g)].map(
    ([, sign, n]) => (sign === '+' ? 1 : -1) * Number(n!.replaceAll(',', '')),
  )

/** What each payment was for: its words, where, and where the words lead. */
const words = (text: string) =>
  [...text.matchAll(/<tr><td><a href="([^"]+)">([^<]+)<\/a>(?: <span class="detail">([^<]*)<)?/g)].map(
    ([, href, what, where]) => [plain(what!), plain(where ?? ''), href!] as const,
  )

const nameOf = async (slug: string) =>
  (await site.db.selectFrom('categories').select('name').where('slug', '=', slug).executeTakeFirstOrThrow())
    .name

describe('The coins page', () => {
  test('shows every payment of the ledger and their sum', async () => {
    const player = await inParis(site)
    const page = await player.client.get('/coins')
    const rows = await ledger(site, player)
    assert.deepEqual(shown(page), rows.map((row) => row.coins).reverse())
    const sum = rows.reduce((all, row) => all + row.coins, 0)
    assert.equal(await coins(site, player), sum)
    assert.ok(page.text.includes(`<span class="figure">${sum}</span> coins</h1>`))
  })

  test('says what each payment was for: the job and its city, the way of the flight, the award and its job', async () => {
    const player = await inParis(site)
    const category = (await offered(player)).find((slug) => !['tutorial', 'tour-guide'].includes(slug))!
    await take(player, category)
    await finish(site, player)
    await fly(player, 'london', 2)
    const { text } = await player.client.get('/coins')
    const name = await nameOf(category)
    const { id } = await jobRow(site, player.job)
    assert.deepEqual(
      words(text).map(([what, where]) => [what, where]),
      [
        ['Paris to London', ''],
        ['Award: A job without a fault', `${name} in Paris`],
        [name, 'Paris'],
        ['Award: Left Nomansland', ''],
        ['Nomansland to Paris', ''],
        ['Tutorial', 'Nomansland'],
      ],
    )
    const links = words(text).map(([, , href]) => href)
    assert.deepEqual([links[0], links[2], links[4]], ['/flights/2', `/jobs/${id}`, '/flights/1'])
    for (const href of links) assert.equal((await player.client.get(href)).status, 200, href)
  })

  test('draws the balance of the last hundred payments, with its highest, its lowest and what is there now', async () => {
    const { moveCoins } = await import('../../shared/db/ledger.ts')
    const player = await begin(site)
    assert.doesNotMatch((await player.client.get('/coins')).text, /class="chart"/)
    await site.write(async (tx) => {
      for (let i = 1; i <= 130; i++) {
        const coins = i === 100 ? -500 : 10
        await moveCoins(tx, player.id, { coins, reason: 'job', ref: String(-i), at: site.clock.now })
      }
    })
    const { text } = await player.client.get('/coins')
    assert.match(
      text,
      /aria-label="Your balance over your last 100 payments: between 310 and 990 coins, now 790\."/,
    )
    const [, line] = /class="chart-line" points="([^"]+)"/.exec(text)!
    const points = line!.split(' ').map((pair) => pair.split(',').map(Number))
    assert.equal(points.length, 101)
    const heights = points.map(([, y]) => y!)
    assert.equal(heights.indexOf(Math.min(...heights)), 69, 'the highest balance is before the 100th payment')
    assert.doesNotMatch((await player.client.get('/coins?before=99999')).text, /class="chart"/)
  })

  test('knows all that was ever earned, whatever was spent', async () => {
    const player = await inParis(site)
    const earned = (await ledger(site, player)).filter((row) => row.coins > 0)
    const sum = earned.reduce((all, row) => all + row.coins, 0)
    const { text } = await player.client.get('/coins')
    assert.ok(text.includes(`<span class="figure">${sum}</span> earned in all your travels`))
  })

  test('shows fifty at a time, each once, and says when there are no older ones', async () => {
    const { moveCoins } = await import('../../shared/db/ledger.ts')
    const player = await begin(site)
    await site.write(async (tx) => {
      for (let i = 1; i <= 120; i++)
        await moveCoins(tx, player.id, { coins: i, reason: 'job', ref: String(i), at: site.clock.now })
    })
    const found: number[] = []
    let path: string | undefined = '/coins'
    while (path) {
      const page = await player.client.get(path)
      assert.ok(shown(page).length <= 50)
      found.push(...shown(page))
      path = /href="(\/coins\?before=\d+)"/.exec(page.text)?.[1]
    }
    assert.deepEqual(
      found,
      Array.from({ length: 120 }, (_, i) => 120 - i),
    )
    assert.match((await player.client.get('/coins?before=1')).text, /No older payments/)
  })

  test('takes any nonsense for a page number', async () => {
    const { client } = await inParis(site)
    for (const query of [
      'before=x',
      'before=-1',
      'before=1&before=2',
      'before=99999999999999999999',
      'before=%00',
    ])
      assert.equal((await client.get(`/coins?${query}`)).status, 200, query)
  })

  test("shows nobody else's payments", async () => {
    await inParis(site)
    const { client } = await begin(site)
    assert.match((await client.get('/coins')).text, /Nothing earned yet/)
  })
})
