import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Site, startApp } from '../client.ts'
import { begin, inParis, world } from './play.ts'

let site: Site
before(async () => {
  site = await startApp('app')
})
after(() => site.close())

describe('Settings', () => {
  test('kilometres stand wherever a distance does', async () => {
    const { client } = await inParis(site)
    assert.match((await client.get('/airport')).text, /\d mi</)
    const saved = await client.post('/settings', { units: 'km', clock: '1' })
    assert.match((await client.get(saved.location)).text, /Saved\./)
    for (const path of ['/airport', '/tickets/london', '/flights/1']) {
      const { text } = await client.get(path)
      assert.match(text, /\d km</, path)
      assert.doesNotMatch(text, /\d mi</, path)
    }
  })

  test('are shown as they were saved', async () => {
    const { client } = await begin(site)
    const checked = async () =>
      [...(await client.get('/settings')).text.matchAll(/value="(\w+)" checked/g)].map((one) => one[1])
    assert.deepEqual(await checked(), ['mi', '1'])
    await client.post('/settings', { units: 'km', clock: '0' })
    assert.deepEqual(await checked(), ['km', '0'])
  })

  test('that are none of the choices are refused, and what was chosen stays', async () => {
    const { client } = await begin(site)
    const before = await world(site)
    const page = await client.post('/settings', { units: 'leagues', clock: '0' })
    assert.equal(page.status, 422)
    assert.match(page.text, /Choose miles or kilometres/)
    assert.match(page.text, /value="0" checked/)
    for (const clock of ['2', '', undefined, ['0', '1']])
      assert.equal((await client.post('/settings', { units: 'mi', clock })).status, 422)
    assert.equal(await world(site), before)
  })

  test('of one player are not those of another', async () => {
    const [one, other] = [await begin(site), await begin(site)]
    await one.client.post('/settings', { units: 'km', clock: '0' })
    assert.match((await other.client.get('/settings')).text, /value="mi" checked/)
  })
})
