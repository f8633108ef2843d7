import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Page, type Site, startApp } from '../client.ts'
import { begin, type Player, secret, slotsOf } from './play.ts'

let site: Site
before(async () => {
  site = await startApp('app')
})
after(() => site.close())

/** Answers while nothing can be written down, as another program holds the lock for too long. */
async function refused(player: Player, option: number): Promise<Page> {
  await player.client.token()
  const held = await holdLock()
  try {
    const page = await player.client.post(`/jobs/${player.job}/answers`, { slot: 1, option })
    assert.equal(page.status, 503)
    return page
  } finally {
    held.close()
  }
}

async function holdLock() {
  const { default: Database } = await import('better-sqlite3')
  const { config } = await import('../../shared/config.ts')
  const file = new Database(config.database)
  file.exec('begin immediate')
  return file
}

/** What the button of this page sends. */
const fieldsOf = (page: Page) =>
  Object.fromEntries(
    [...page.text.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)].map((one) => one.slice(1)),
  )

const sendAgain = (player: Player, fields: Record<string, string>) =>
  player.client.post(`/jobs/${player.job}/answers`, fields)

describe('The clock of an answer that could not be taken', () => {
  test('stands: sent again minutes later it is as fast as it was, and on the books at that time', async () => {
    const player = await begin(site)
    const { right, value, delivered_at } = await secret(site, player.job, 1)
    site.pass(2000)
    const arrived = site.clock.now
    const page = await refused(player, right)
    site.pass(600_000)
    assert.equal((await sendAgain(player, fieldsOf(page))).status, 303)
    const [slot] = await slotsOf(site, player.job)
    assert.equal(slot!.answered_at, arrived)
    assert.equal(slot!.outcome, 'right')
    assert.ok(slot!.points > value * 20, 'more than without the time bonus')
    assert.equal(arrived - delivered_at!, 2000)
  })

  test('stands when it could not be taken a second time', async () => {
    const player = await begin(site)
    const { right } = await secret(site, player.job, 1)
    const arrived = site.clock.now
    const first = fieldsOf(await refused(player, right))
    site.pass(60_000)
    const held = await holdLock()
    const again = fieldsOf(await sendAgain(player, first))
    held.close()
    assert.equal(again.arrived, first.arrived)
    site.pass(60_000)
    await sendAgain(player, again)
    assert.equal((await slotsOf(site, player.job))[0]!.answered_at, arrived)
  })

  test('goes on for another option, another question and another player, and for a time nobody noted', async () => {
    const player = await begin(site)
    const { right, wrong } = await secret(site, player.job, 1)
    const { arrived } = fieldsOf(await refused(player, wrong))
    const [at, proof] = arrived!.split('.')
    const forged = {
      [`${Number(at) - 5000}.${proof}`]: right,
      [`${at}.${'A'.repeat(43)}`]: right,
      [arrived!]: right,
      x: right,
    }
    site.pass(3000)
    for (const [field, option] of Object.entries(forged)) {
      const other = field === arrived ? player : await begin(site)
      const { right: own } = await secret(site, other.job, 1)
      const started = site.clock.now
      await sendAgain(other, { slot: '1', option: String(other === player ? option : own), arrived: field })
      const [slot] = await slotsOf(site, other.job)
      assert.equal(slot!.answered_at, started, field)
    }
  })
})
