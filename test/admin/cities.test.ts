import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type Page, type Site, startApp } from '../client.ts'
import { photoDesk } from './photo-desk.ts'

const WORDS = { photo_title: 'Tower', photo_alt: 'A tower', photo_author: 'A', photo_licence: 'CC0' }
const bytes = readFileSync(join(import.meta.dirname, '../../shared/content/landmarks/eiffelTower.webp'))
/** Another salt is another file. */
const photo = (salt: number) => ({
  ...WORDS,
  photo_file: new File([bytes, Buffer.alloc(salt)], 'tower.webp'),
})

describe('Cities in the dashboard', () => {
  let site: Site
  let editor: Awaited<ReturnType<Site['as']>>
  before(async () => {
    site = await startApp('admin')
    editor = await site.as('editor')
  })
  after(() => site.close())

  const city = (slug: string) =>
    site.db.selectFrom('cities').selectAll().where('slug', '=', slug).executeTakeFirstOrThrow()
  /** The form as it comes from the page, without its flags. */
  const formOf = async (slug: string) => {
    const { name, airport, population, timezone, version } = await city(slug)
    return { name, airport, population: population ?? '', timezone, version }
  }
  const photosOf = async (slug: string) =>
    (
      await site.db
        .selectFrom('city_photos')
        .select(['photo_id', 'position'])
        .where('city_id', '=', (await city(slug)).id)
        .orderBy('position')
        .execute()
    ).map((row) => row.photo_id)

  test('a city gets another airport and opens only when one signs up', async () => {
    const { id } = await city('brussels')
    const form = { ...(await formOf('brussels')), airport: 'Charleroi Airport', population: '', locked: '1' }
    assert.equal((await editor.post(`/admin/cities/${id}`, form)).status, 303)
    const saved = await city('brussels')
    assert.deepEqual([saved.airport, saved.population, saved.locked], ['Charleroi Airport', null, 1])
  })

  test('where every player must be able to fly stays open', async () => {
    for (const slug of ['paris', 'rio-de-janeiro', 'nomansland', 'moon']) {
      const { id, version } = await city(slug)
      const form = { ...(await formOf(slug)), airport: 'Typed <here>', locked: '1' }
      const page = await editor.post(`/admin/cities/${id}`, form)
      assert.equal(page.status, 422, slug)
      assert.match(page.text, /id="locked-error">Every player must be able to fly here/)
      assert.match(page.text, /value="Typed &lt;here&gt;"/)
      assert.deepEqual([(await city(slug)).version, (await city(slug)).locked], [version, 0])
    }
  })

  test('what is typed about a photo that was not chosen does not vanish', async () => {
    const { id, version } = await city('cairo')
    const form = { ...(await formOf('cairo')), photo_licence: 'CC0' }
    const page = await editor.post(`/admin/cities/${id}`, { ...form, photo_title: 'The <river>' })
    assert.equal(page.status, 422)
    assert.match(page.text, /id="photo_file-error">Choose a photo\.</)
    assert.match(page.text, /<details open>[\s\S]*value="The &lt;river&gt;"/)
    assert.equal((await city('cairo')).version, version)
    assert.equal((await editor.post(`/admin/cities/${id}`, form)).status, 303, 'a licence alone is no photo')
  })

  test('a form that does not fit comes back with every message and all that was typed', async () => {
    const { id, version } = await city('cairo')
    const form = { name: '', airport: '<i>kept</i>', population: '0', timezone: 'Africa/Atlantis', version }
    const page = await editor.post(`/admin/cities/${id}`, form)
    assert.equal(page.status, 422)
    assert.equal(page.text.match(/class="error"/g)?.length, 3)
    assert.match(page.text, /&lt;i&gt;kept/)
    for (const timezone of ['+02:00', 'africa', 'Africa/Cairo; drop', ''])
      assert.equal((await editor.post(`/admin/cities/${id}`, { ...form, timezone })).status, 422, timezone)
    assert.equal((await city('cairo')).version, version)
  })

  test('two editors at once: the later sees both versions and can go on with either', async () => {
    const { id, version } = await city('delhi')
    const form = await formOf('delhi')
    await editor.post(`/admin/cities/${id}`, { ...form, airport: 'Theirs' })
    const page = await editor.post(`/admin/cities/${id}`, { ...form, airport: 'Mine' })
    assert.equal(page.status, 409)
    assert.match(page.text, /<mark>Mine<\/mark>[\s\S]*<mark>Theirs<\/mark>/)
    const again = await editor.post(`/admin/cities/${id}`, { ...form, airport: 'Mine', version: version + 1 })
    assert.equal(again.status, 303)
    assert.equal((await city('delhi')).airport, 'Mine')
  })

  test('a form that is too old leaves no files of its photo', async () => {
    const originals = () =>
      readdirSync(join(process.env.DATA_DIR!, 'originals'), { recursive: true }).map(String).sort()
    const before = originals()
    const form = { ...(await formOf('delhi')), ...photo(6), version: 0 }
    assert.equal((await editor.post(`/admin/cities/${(await city('delhi')).id}`, form)).status, 409)
    assert.deepEqual(originals(), before)
  })

  test('photos are added at the end, moved by their number, and taken away', async () => {
    const { id } = await city('sydney')
    const save = async (changes: object) =>
      assert.equal(
        (await editor.post(`/admin/cities/${id}`, { ...(await formOf('sydney')), ...changes })).status,
        303,
      )
    const before = await photosOf('sydney')
    for (const salt of [1, 2, 3]) await save(photo(salt))
    const all = await photosOf('sydney')
    assert.equal(all.length, before.length + 3)
    await save(photo(2))
    assert.deepEqual(await photosOf('sydney'), all, 'a photo that is there is there once')
    const last = all.at(-1)!
    await save({ [`place${last}`]: '1' })
    const moved = [last, ...all.slice(0, -1)]
    assert.deepEqual(await photosOf('sydney'), moved)
    await save({ [`place${last}`]: '2' })
    assert.deepEqual((await photosOf('sydney')).slice(0, 2), [moved[1], last])
    await save(Object.fromEntries(all.map((one) => [`gone${one}`, '1'])))
    assert.deepEqual(await photosOf('sydney'), [])
  })

  test('a photo of the library is added by its number, once it has what players need', async () => {
    const { id, version } = await city('lima')
    const form = await formOf('lima')
    const before = await photosOf('lima')
    const { id: whole } = await site.db
      .selectFrom('photos')
      .select('id')
      .where('id', 'not in', [0, ...before])
      .executeTakeFirstOrThrow()
    const added = await editor.post('/admin/photos', { photo_file: photo(41).photo_file })
    const bare = Number(/photos\/(\d+)/.exec(added.location)?.[1])
    for (const [number, sentence] of [
      ['999999', /id="photo_id-error">There is no photo with this number/],
      ['1e3', /id="photo_id-error">There is no photo with this number/],
      [bare, /id="photo_id-error">“tower” still needs an alternative text/],
    ] as const) {
      const page = await editor.post(`/admin/cities/${id}`, { ...form, name: '', photo_id: number })
      assert.equal(page.status, 422)
      assert.match(page.text, /id="name-error"/, 'all that is wrong is said at once')
      assert.match(page.text, sentence)
      assert.match(page.text, new RegExp(`<details open>[\\s\\S]*name="photo_id" value="${number}"`))
      const link = page.text.includes(`href="/admin/photos/${bare}" target="_blank" rel="noopener"`)
      assert.equal(link, number === bare)
    }
    assert.equal((await city('lima')).version, version)
    for (let i = 0; i < 2; i++) {
      const saved = await editor.post(`/admin/cities/${id}`, { ...(await formOf('lima')), photo_id: whole })
      assert.equal(saved.status, 303)
      assert.deepEqual(await photosOf('lima'), [...before, whole], 'twice it is there once')
    }
    const both = { ...(await formOf('lima')), ...photo(42), photo_id: before[0] ?? whole }
    assert.equal((await editor.post(`/admin/cities/${id}`, both)).status, 303)
    assert.equal((await photosOf('lima')).length, before.length + 2)
  })

  test('a photo of the library that is deleted or emptied just then is not added', async () => {
    const desk = photoDesk(site, editor)
    const id = await desk.bring()
    const form = await desk.cityForm('lima', { photo_id: String(id) })
    const before = await photosOf('lima')
    for (const [change, sentence] of [
      [{ alt: '' }, /id="photo_id-error">“A test” still needs an alternative text/],
      [{ deleted_at: 1 }, /id="photo_id-error">This photo was deleted meanwhile/],
    ] as const) {
      const page = await desk.meanwhile(
        () => editor.post(...form),
        /from "city_photos" inner join "photos"/,
        (tx) => tx.updateTable('photos').set(change).where('id', '=', id).execute(),
      )
      assert.equal(page.status, 422)
      assert.match(page.text, sentence)
      await site.write((tx) => tx.updateTable('photos').set({ alt: 'Back' }).where('id', '=', id).execute())
    }
    assert.deepEqual(await photosOf('lima'), before)
  })

  test('bytes that are here and lack words lead to the photo they are', async () => {
    const photo_file = () => photo(43).photo_file
    const added = await editor.post('/admin/photos', { photo_file: photo_file() })
    const bare = Number(/photos\/(\d+)/.exec(added.location)?.[1])
    const form = { ...(await formOf('lima')), ...WORDS, photo_file: photo_file() }
    const page = await editor.post(`/admin/cities/${(await city('lima')).id}`, form)
    assert.equal(page.status, 422)
    assert.match(page.text, /id="photo_file-error">These bytes are here already\. “tower” still needs/)
    assert.ok(page.text.includes(`href="/admin/photos/${bare}" target="_blank" rel="noopener"`))
  })

  test('the list is filtered by country, by what is open, by photos and by what is not written yet', async () => {
    const { slug } = await city('tokyo')
    await site.write(async (tx) => {
      await tx.updateTable('documents').set({ body: '' }).where('ref', '=', slug).execute()
      await tx.updateTable('cities').set({ locked: 1 }).where('slug', '=', slug).execute()
    })
    assert.match((await editor.get('/admin/cities?intro=missing')).text, /Tokyo/)
    assert.match((await editor.get('/admin/cities?country=JP&locked=yes&photo=without')).text, /Tokyo/)
    assert.doesNotMatch((await editor.get('/admin/cities?country=JP&locked=no')).text, /Tokyo/)
    assert.doesNotMatch((await editor.get('/admin/cities?country=JP&photo=with')).text, /Tokyo/)
    assert.match((await editor.get('/admin/cities?q=nowhere')).text, /Nothing fits/)
  })

  describe('A new city', () => {
    const ghent = {
      name: 'Ghent-on-Test',
      airport: 'Ghent Airfield',
      population: '265086',
      timezone: 'Europe/Brussels',
      country: 'FR',
      iata: 'qgt',
      lat: '48.9',
      lng: '2.4',
    }
    const add = (changes: object = {}): Promise<Page> =>
      editor.post('/admin/cities', { ...ghent, ...changes })

    test('asks the questions a city at its place asks, and no others', async () => {
      assert.equal((await add()).status, 303)
      const made = await city('ghent-on-test')
      assert.deepEqual([made.iata, made.capital, made.locked], ['QGT', 0, 0])
      const asked = async (id: number) =>
        (
          await site.db
            .selectFrom('question_cities')
            .innerJoin('questions', 'questions.id', 'question_id')
            .select('question_id')
            .where('question_cities.city_id', '=', id)
            .where('questions.city_id', 'is', null)
            .orderBy('question_id')
            .execute()
        ).map((row) => row.question_id)
      const here = await asked(made.id)
      // A few miles from Paris, it has the countries of Paris around it.
      assert.deepEqual(here, await asked((await city('paris')).id))
      assert.ok(here.length > 100)
      await editor.post(`/admin/cities/${made.id}/offers`)
      assert.deepEqual(await asked(made.id), here, 'looking for more finds nothing twice')
    })

    test('whose questions did not all arrive gets the rest', async () => {
      const { id } = await city('ghent-on-test')
      const count = async () =>
        (
          await site.db
            .selectFrom('question_cities')
            .select('question_id')
            .where('city_id', '=', id)
            .execute()
        ).length
      const all = await count()
      await site.write((tx) =>
        tx.deleteFrom('question_cities').where('city_id', '=', id).where('question_id', '>', 50).execute(),
      )
      assert.ok((await count()) < all)
      assert.equal((await editor.post(`/admin/cities/${id}/offers`)).status, 303)
      assert.equal(await count(), all)
    })

    test('gets a question that is published afterwards', async () => {
      const { id } = await city('ghent-on-test')
      const { id: question, version } = await site.db
        .selectFrom('question_cities')
        .innerJoin('questions', 'questions.id', 'question_id')
        .select(['questions.id', 'version'])
        .where('question_cities.city_id', '=', id)
        .where('questions.country', '=', 'FR')
        .executeTakeFirstOrThrow()
      const offered = () =>
        site.db
          .selectFrom('question_cities')
          .select('city_id')
          .where('question_id', '=', question)
          .where('city_id', '=', id)
          .execute()
      await editor.post(`/admin/questions/${question}/retirement`, { version })
      assert.deepEqual(await offered(), [])
      await editor.post(`/admin/questions/${question}/publication`, { version: version + 1 })
      assert.equal((await offered()).length, 1)
    })

    test('has a code of its own; with a name that is taken its address has the code too', async () => {
      const page = await add({ name: 'Elsewhere' })
      assert.equal(page.status, 422)
      assert.match(page.text, /Another city has this code/)
      assert.equal((await add({ iata: 'QGU' })).status, 303)
      assert.equal((await city('ghent-on-test-qgu')).iata, 'QGU')
      assert.equal((await add({ name: 'Ghent on Test QGX', iata: 'QGY' })).status, 303)
      const taken = await add({ iata: 'QGX' })
      assert.equal(taken.status, 422)
      assert.match(taken.text, /id="name-error">Other cities have this name/)
    })

    test('that does not fit comes back with every message', async () => {
      const page = await add({ country: 'XX', iata: 'Q1', lat: '91', lng: 'east' })
      assert.equal(page.status, 422)
      assert.equal(page.text.match(/class="error"/g)?.length, 4)
      assert.equal((await add({ name: '!!', iata: 'QGV' })).status, 422)
      assert.equal((await editor.post('/admin/cities', {})).status, 422)
    })

    test('is not made by an ambassador', async () => {
      const ambassador = await site.as('ambassador', { country: 'FR' })
      assert.equal((await ambassador.post('/admin/cities', { ...ghent, iata: 'QGW' })).status, 403)
      assert.doesNotMatch((await ambassador.get('/admin/cities')).text, /cities\/new/)
      assert.match((await editor.get('/admin/cities')).text, /cities\/new/)
    })
  })

  test('an ambassador is led to photos they may open, and shown the others', async () => {
    const ambassador = await site.as('ambassador', { country: 'FR' })
    const { id } = await city('paris')
    assert.equal(
      (await editor.post(`/admin/cities/${id}`, { ...(await formOf('paris')), ...photo(21) })).status,
      303,
    )
    const foreign = (await photosOf('paris')).at(-1)!
    await ambassador.post(`/admin/cities/${id}`, { ...(await formOf('paris')), ...photo(22) })
    const own = (await photosOf('paris')).at(-1)!
    const { text } = await ambassador.get(`/admin/cities/${id}`)
    assert.ok(text.includes(`href="/admin/photos/${own}"`) && text.includes(`name="place${foreign}"`))
    assert.ok(!text.includes(`href="/admin/photos/${foreign}"`))
    assert.ok((await editor.get(`/admin/cities/${id}`)).text.includes(`href="/admin/photos/${foreign}"`))
  })

  test('an ambassador adds photos they brought by number, and no others', async () => {
    const ambassador = await site.as('ambassador', { country: 'FR' })
    const { id } = await city('paris')
    const before = await photosOf('paris')
    const { id: foreign } = await site.db
      .selectFrom('photos')
      .select('id')
      .where('created_by', 'is', null)
      .where('id', 'not in', [0, ...before])
      .executeTakeFirstOrThrow()
    const add = async (photo_id: number) =>
      await ambassador.post(`/admin/cities/${id}`, { ...(await formOf('paris')), photo_id })
    assert.match((await add(foreign)).text, /id="photo_id-error">There is no photo with this number/)
    const brought = await ambassador.post('/admin/photos', photo(44))
    const own = Number(/photos\/(\d+)/.exec(brought.location)?.[1])
    assert.equal((await add(own)).status, 303)
    assert.deepEqual(await photosOf('paris'), [...before, own])
  })

  test('an ambassador sees the cities of their country and no others, and leaves them open or locked', async () => {
    const ambassador = await site.as('ambassador', { country: 'FR' })
    const [paris, cairo] = [await city('paris'), await city('cairo')]
    assert.match((await ambassador.get('/admin/cities')).text, /Paris/)
    assert.doesNotMatch((await ambassador.get('/admin/cities')).text, /Cairo/)
    assert.equal((await ambassador.get(`/admin/cities/${cairo.id}`)).status, 404)
    assert.equal((await ambassador.post(`/admin/cities/${cairo.id}`, await formOf('cairo'))).status, 404)
    assert.equal((await ambassador.get(`/admin/cities/${paris.id}`)).status, 200)
    const form = { ...(await formOf('paris')), airport: 'Le Bourget', locked: paris.locked ? undefined : '1' }
    assert.equal((await ambassador.post(`/admin/cities/${paris.id}`, form)).status, 303)
    const saved = await city('paris')
    assert.deepEqual([saved.airport, saved.locked], ['Le Bourget', paris.locked])
  })
})
