import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page, Site } from '../client.ts'
import { startApp } from '../client.ts'
import { begin, coins, inParis, ledger } from './play.ts'

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

describe('The coins page', () => {
  test('shows every payment of the ledger and their sum', async () => {
    const player = await inParis(site)
    const page = await player.client.get('/coins')
    const rows = await ledger(site, player)
    assert.deepEqual(shown(page), rows.map((row) => row.coins).reverse())
    const sum = rows.reduce((all, row) => all + row.coins, 0)
    assert.equal(await coins(site, player), sum)
    assert.ok(page.text.includes(`<span class="figure">${sum}</span> coins</h1>`))
    for (const what of ['Casual work', 'Flight number 1', 'Award: Left Nomansland'])
      assert.ok(page.text.includes(what), what)
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
