import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Site, startApp } from '../client.ts'

describe('Places in the dashboard', () => {
  let site: Site
  let editor: Awaited<ReturnType<Site['as']>>
  before(async () => {
    site = await startApp('admin')
    editor = await site.as('editor')
  })
  after(() => site.close())

  const hill = { name: 'Hill of Tests', country: 'FR', lat: '48.886', lng: '-2.34' }
  const all = () => site.db.selectFrom('places').selectAll().where('name', 'like', '%of Tests').execute()
  const byName = async (name: string) => (await all()).find((row) => row.name === name)!

  test('one is added, once in a country, and shown on the map', async () => {
    const page = await editor.post('/admin/places', hill)
    assert.equal(page.status, 303)
    assert.deepEqual(
      { ...(await byName(hill.name)), id: 0 },
      { id: 0, ...hill, lat: 48.886, lng: -2.34, version: 1 },
    )
    assert.match(
      (await editor.get(page.location)).text,
      /<svg class="map spot"[\s\S]*<circle class="dot here"/,
    )
    const again = await editor.post('/admin/places', hill)
    assert.equal(again.status, 422)
    assert.match(again.text, /has a place of this name/)
    assert.equal((await editor.post('/admin/places', { ...hill, name: 'HÍLL  of tests' })).status, 422)
    assert.equal((await editor.post('/admin/places', { ...hill, country: 'BE' })).status, 303)
    assert.match((await editor.get('/admin/places?q=of+tests&country=FR')).text, /Hill of Tests/)
    assert.match((await editor.get('/admin/places?q=of+tests&country=ES')).text, /Nothing fits/)
  })

  test('a form that does not fit comes back with every message and all that was typed', async () => {
    const page = await editor.post('/admin/places', { name: '', country: 'XX', lat: '91', lng: '2,34' })
    assert.equal(page.status, 422)
    assert.equal(page.text.match(/class="error"/g)?.length, 4)
    assert.match(page.text, /value="2,34"/)
    assert.equal((await editor.post('/admin/places', {})).status, 422)
  })

  test('two editors at once: the later sees both versions and can go on with either', async () => {
    await editor.post('/admin/places', { ...hill, name: 'Tower of Tests' })
    const { id } = await byName('Tower of Tests')
    await editor.post(`/admin/places/${id}`, { ...hill, name: 'Theirs of Tests', version: 1 })
    const page = await editor.post(`/admin/places/${id}`, { ...hill, name: 'Mine of Tests', version: 1 })
    assert.equal(page.status, 409)
    assert.match(page.text, /<mark>Mine of Tests<\/mark>[\s\S]*<mark>Theirs of Tests<\/mark>/)
    assert.equal((page.text.match(/class="differs"/g) ?? []).length, 1)
    await editor.post(`/admin/places/${id}`, { ...hill, name: 'Mine of Tests', version: 2 })
    assert.equal((await byName('Mine of Tests')).id, id)
    const taken = await editor.post(`/admin/places/${id}`, { ...hill, version: 3 })
    assert.equal(taken.status, 422)
  })

  test('deleted while somebody wrote: nothing typed is lost, and it comes back with that', async () => {
    await editor.post('/admin/places', { ...hill, name: 'Lost of Tests' })
    const { id } = await byName('Lost of Tests')
    const other = await site.as('editor')
    assert.equal((await other.post(`/admin/places/${id}/deletion`, { version: 1 })).status, 303)
    const mine = { ...hill, name: 'Found of Tests', version: 1 }
    const page = await editor.post(`/admin/places/${id}`, mine)
    assert.equal(page.status, 409)
    assert.ok(page.text.includes(`${other.name} deleted this while you were writing`))
    assert.match(page.text, /value="Found of Tests"[\s\S]*>Bring it back and save</)
    const deletion = /name="deletion" value="(\d+)"/.exec(page.text)![1]
    assert.equal((await editor.get(`/admin/places/${id}`)).status, 410)
    assert.equal((await editor.post(`/admin/places/${id}`, { ...mine, deletion })).status, 303)
    assert.equal((await byName('Found of Tests')).id, id)
  })

  test('one that cannot come back as it was says so, with what was typed', async () => {
    await editor.post('/admin/places', { ...hill, name: 'Twin of Tests' })
    const { id } = await byName('Twin of Tests')
    const other = await site.as('editor')
    await other.post(`/admin/places/${id}/deletion`, { version: 1 })
    await other.post('/admin/places', { ...hill, name: 'Twin of Tests' })
    const mine = { ...hill, name: 'Mine of Twins', version: 1 }
    const [, deletion] = /name="deletion" value="(\d+)"/.exec(
      (await editor.post(`/admin/places/${id}`, mine)).text,
    )!
    const page = await editor.post(`/admin/places/${id}`, { ...mine, deletion })
    assert.equal(page.status, 409)
    assert.match(page.text, /It was not brought back\. The country has a place of this name\./)
    assert.match(page.text, /value="Mine of Twins"/)
  })

  test('to those who might not open it a deleted one is not there', async () => {
    await editor.post('/admin/places', { ...hill, name: 'Secret of Tests' })
    const { id } = await byName('Secret of Tests')
    await editor.post(`/admin/places/${id}/deletion`, { version: 1 })
    const belgian = await site.as('ambassador', { country: 'BE' })
    assert.equal((await belgian.get(`/admin/places/${id}`)).status, 404)
    assert.equal((await belgian.post(`/admin/places/${id}`, { ...hill, version: 1 })).status, 404)
    assert.equal((await editor.get(`/admin/places/${id}`)).status, 410)
  })

  test('a deletion that comes too late says so, and leads back to the place', async () => {
    await editor.post('/admin/places', { ...hill, name: 'Kept of Tests' })
    const { id } = await byName('Kept of Tests')
    await editor.post(`/admin/places/${id}`, { ...hill, name: 'Kept of Tests', lat: '1', version: 1 })
    const page = await editor.post(`/admin/places/${id}/deletion`, { version: 1 })
    assert.equal(page.status, 409)
    assert.match(
      page.text,
      new RegExp(`Somebody changed this meanwhile[\\s\\S]*href="/admin/places/${id}">Look again<`),
    )
    assert.ok(await byName('Kept of Tests'))
  })

  test('a photo says where it was taken, and only a place that is there', async () => {
    const place = await byName(hill.name)
    const photo = await site.db.selectFrom('photos').selectAll().orderBy('id').executeTakeFirstOrThrow()
    const form = {
      photo_title: photo.title,
      photo_alt: photo.alt,
      photo_author: photo.author,
      photo_licence: photo.licence,
      version: photo.version,
    }
    const placeOf = async () =>
      (
        await site.db
          .selectFrom('photos')
          .select('place_id')
          .where('id', '=', photo.id)
          .executeTakeFirstOrThrow()
      ).place_id
    assert.equal(
      (await editor.post(`/admin/photos/${photo.id}`, { ...form, photo_place: place.id })).status,
      303,
    )
    assert.equal(await placeOf(), place.id)
    assert.match(
      (await editor.get(`/admin/places/${place.id}`)).text,
      new RegExp(`/admin/photos/${photo.id}"`),
    )
    const ambassador = await site.as('ambassador', { country: 'FR' })
    const { text } = await ambassador.get(`/admin/places/${place.id}`)
    assert.ok(text.includes(`alt="${photo.title}"`))
    assert.doesNotMatch(text, /\/admin\/photos\/\d/, 'a photo of somebody else is shown and leads nowhere')
    const saved = { ...form, version: photo.version + 1 }
    for (const photo_place of ['999999', 'x', '-1'])
      assert.equal((await editor.post(`/admin/photos/${photo.id}`, { ...saved, photo_place })).status, 422)
    assert.equal(await placeOf(), place.id)
    await editor.post(`/admin/photos/${photo.id}`, { ...saved, photo_place: '' })
    assert.equal(await placeOf(), null)
  })

  test('an ambassador looks after those of their country and no others', async () => {
    const ambassador = await site.as('ambassador', { country: 'BE' })
    const [french, belgian] = ['FR', 'BE'].map(
      (country) => (row: { country: string }) => row.country === country,
    )
    const theirs = (await all()).find(belgian!)!
    const other = (await all()).find(french!)!
    assert.equal((await ambassador.get(`/admin/places/${theirs.id}`)).status, 200)
    assert.equal((await ambassador.get(`/admin/places/${other.id}`)).status, 404)
    assert.equal((await ambassador.post(`/admin/places/${other.id}`, { ...hill, version: 1 })).status, 404)
    assert.equal((await ambassador.post('/admin/places', { ...hill, name: 'New of Tests' })).status, 422)
    const moved = await ambassador.post(`/admin/places/${theirs.id}`, {
      ...hill,
      name: 'Moved of Tests',
      version: 1,
    })
    assert.equal(moved.status, 422, 'nor moves one to another country')
    assert.doesNotMatch(
      (await ambassador.get('/admin/places')).text,
      new RegExp(`/admin/places/${other.id}"`),
    )
  })
})
