import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Page, type Site, startApp } from '../client.ts'
import { answer, begin, deliver, type Player, secret, slotsOf } from './play.ts'

let site: Site
before(async () => {
  site = await startApp('app')
})
after(() => site.close())

/** Answers while nothing can be written down, as another program holds the lock for too long. */
async function refused({ client, job }: Player, option: number, slot = 1): Promise<Page> {
  await client.token()
  const held = await holdLock()
  try {
    const page = await client.post(`/jobs/${job}/answers`, { slot, option })
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

  test('goes on for a time nobody noted', async () => {
    for (const forge of [
      (at: string, proof: string) => `${Number(at) - 1000}.${proof}`,
      (at: string) => `${at}.${'A'.repeat(43)}`,
      () => 'x',
    ]) {
      const player = await begin(site)
      const { right } = await secret(site, player.job, 1)
      site.pass(2000)
      const fields = fieldsOf(await refused(player, right))
      const [at, proof] = fields.arrived!.split('.')
      site.pass(3000)
      await sendAgain(player, { ...fields, arrived: forge(at!, proof!) })
      assert.equal((await slotsOf(site, player.job))[0]!.answered_at, site.clock.now)
    }
  })

  const others: [string, (player: Player, other: Player, right: number) => Promise<Page>][] = [
    ['another option', (player, _, right) => refused(player, (right + 1) % 4, 2)],
    ['another question', (player, _, right) => refused(player, right, 1)],
    ['another job', (player, { job }, right) => refused({ ...player, job }, right, 2)],
    ['another player', ({ job }, other, right) => refused({ ...other, job }, right, 2)],
  ]
  for (const [what, refusedTo] of others)
    test(`goes on for the answer when what was noted is of ${what}`, async () => {
      const [player, other] = [await begin(site), await begin(site)]
      await answer(site, player, 1)
      await deliver(player, 2)
      const { right } = await secret(site, player.job, 2)
      site.pass(2000)
      const { arrived } = fieldsOf(await refusedTo(player, other, right))
      site.pass(3000)
      await sendAgain(player, { slot: '2', option: String(right), arrived: arrived! })
      assert.equal((await slotsOf(site, player.job))[1]!.answered_at, site.clock.now)
    })

  test('began when the question was asked, for an answer that was sent before', async () => {
    const player = await begin(site)
    await answer(site, player, 1)
    const { right } = await secret(site, player.job, 2)
    const early = fieldsOf(await refused(player, right, 2))
    site.pass(1000)
    await deliver(player, 2)
    site.pass(8000)
    assert.equal((await sendAgain(player, early)).status, 303)
    assert.equal((await slotsOf(site, player.job))[1]!.answered_at, site.clock.now)
  })
})
