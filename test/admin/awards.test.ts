import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { AWARDS } from '../../shared/rules/awards.ts'
import { type Client, type Site, startApp } from '../client.ts'
import { addAward, addPlayer, cells } from './goings-on.ts'

let site: Site
let editor: Client
let latest: number
before(async () => {
  site = await startApp('admin')
  editor = await site.as('editor')
  const { now } = site.clock
  const { id: city } = await site.db.selectFrom('cities').select('id').limit(1).executeTakeFirstOrThrow()
  await site.write(async (tx) => {
    const people: number[] = []
    for (let i = 0; i < 24; i++) people.push(await addPlayer(tx, now, city))
    for (const one of people) await addAward(tx, one, now, 'left-nomansland', '', 50)
    await addAward(tx, people[0]!, now - 5000, 'moon', '', 1000)
    for (const ref of ['paris/linguist', 'tour-guide', 'cairo/linguist'])
      latest = await addAward(tx, people[1]!, now - 1000, 'perfect-job', ref)
    await addAward(tx, people[2]!, now - 9000, 'first-in-space', '', 7)
    await tx.updateTable('players').set({ name: '<b>Bo</b>' }).where('id', '=', people[1]!).execute()
  })
})
after(() => site.close())

const csv = async () =>
  new Map(cells(await editor.get('/admin/awards?format=csv')).map(([title, ...row]) => [title!, row]))

describe('The awards in the dashboard', () => {
  test('are all there are, with who holds them and what they paid', async () => {
    const rows = await csv()
    const players = 25
    const share = (n: number) => String(Math.round((10_000 * n) / players) / 10_000)
    const when = (ago: number) => new Date(site.clock.now - ago).toISOString()
    assert.deepEqual(rows.get('Left Nomansland'), ['50', '24', share(24), '24', '1200', when(0)])
    assert.deepEqual(rows.get('A job without a fault'), ['100', '1', share(1), '3', '300', when(1000)])
    assert.deepEqual(rows.get('To the Moon'), ['1000', '1', share(1), '1', '1000', when(5000)])
    assert.deepEqual(rows.get('50,000 miles'), ['150', '0', '0', '0', '0', ''])
    for (const { title } of Object.values(AWARDS)) assert.ok(rows.has(title), title)
  })

  test('have those that are given no more after all others', async () => {
    assert.deepEqual([...(await csv()).entries()].at(-1), [
      'first-in-space',
      ['', '1', '0.04', '1', '7', new Date(site.clock.now - 9000).toISOString()],
    ])
    assert.match((await editor.get('/admin/awards')).text, /first-in-space[\s\S]*Given no more/)
  })

  test('say how rare they are in the words that players read', async () => {
    const { text } = await editor.get('/admin/awards')
    assert.match(text, /Only 4% of travellers/)
    assert.match(text, /Nobody has it yet/)
  })

  test('lead to the diploma of the latest', async () => {
    const { text } = await editor.get('/admin/awards')
    assert.match(text, new RegExp(`/diplomas/${latest}">&lt;b&gt;Bo&lt;/b&gt;</a>`))
    assert.doesNotMatch(text, /<b>Bo/)
  })

  test('are in the menu of all staff, and nobody gives them by hand', async () => {
    for (const role of ['ambassador', 'editor', 'admin'] as const) {
      const person = await site.as(role, { country: role === 'ambassador' ? 'FR' : null })
      const page = await person.get('/admin/awards')
      assert.equal(page.status, 200, role)
      assert.match(page.text, /href="\/admin\/awards" aria-current="page"/)
      assert.doesNotMatch(page.text, /<form method="post" action="\/admin\/awards/)
    }
  })
})
