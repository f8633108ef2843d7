import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Page, type Site, startApp } from '../client.ts'
import {
  addQuestion,
  answer,
  ask,
  asked,
  finish,
  inParis,
  type Player,
  plain,
  somePhotos,
  take,
} from './play.ts'

let site: Site
before(async () => {
  site = await startApp('app')
})
after(() => site.close())

const WORDS = ['Alpha', 'Bravo', 'Charlie', 'Delta']

/** A player in Paris whose first question has the first photos of the starter content. */
async function askedWith(photos: number, words: object = {}): Promise<Player> {
  const ids = (await somePhotos(site, photos)).map((photo) => photo.id)
  const question = await addQuestion(site, { photos: ids, ...words })
  const player = await inParis(site)
  await take(player, 'tour-guide')
  await ask(site, player, 1, question)
  return player
}

const show = (player: Player) => player.client.get(`/jobs/${player.job}`)
const alts = (page: Page) => [...page.text.matchAll(/<img [^>]*alt="([^"]*)"/g)].map((one) => plain(one[1]!))
const setPhoto = (id: number, set: object) =>
  site.write(async (tx) => void (await tx.updateTable('photos').set(set).where('id', '=', id).execute()))

describe('A question with photos', () => {
  test('shows one before the answer, and a second one only with the result', async () => {
    const [first, second] = await somePhotos(site, 2)
    const player = await askedWith(2)
    const page = await show(player)
    assert.deepEqual(alts(page), [first!.alt])
    assert.ok(!page.text.includes(second!.sha256))
    const result = await answer(site, player, 1)
    assert.deepEqual(alts(result), [first!.alt, second!.alt])
    assert.ok(result.text.includes(second!.title))
  })

  test('of four has them for alternatives, in the order of the shuffle, and no word of theirs', async () => {
    const photos = await somePhotos(site, 4)
    const player = await askedWith(4)
    const page = await show(player)
    assert.deepEqual(
      alts(page),
      [2, 0, 3, 1].map((index) => photos[index]!.alt),
    )
    assert.deepEqual(asked(page)!.options, alts(page))
    for (const word of WORDS) assert.ok(!page.text.includes(word), `${word} stands on the page`)
    assert.equal(page.text.match(/class="credit"/g)?.length, 1)
  })

  test('of four shows with the result what each picture was, and which was right', async () => {
    const player = await askedWith(4, { answer: 3 })
    const page = await answer(site, player, 1, 'wrong')
    const options = [...page.text.matchAll(/<li><span class="option[\s\S]*?<\/li>/g)].map((one) =>
      one[0].replace(/<picture>[\s\S]*<\/picture>|<[^>]*>|\s+/g, ' ').trim(),
    )
    assert.deepEqual(
      options.map((one) => one.replace(/\s+/g, ' ')),
      ['1 Charlie ✗ yours', '2 Alpha', '3 Delta ✓ right', '4 Bravo'],
    )
    assert.equal((await finish(site, player)).status, 200)
  })

  test('has neutral names for all its pictures when one of them would say an alternative', async () => {
    const [, second] = await somePhotos(site, 2)
    for (const alt of ['A flag much like that of Charlie', '']) {
      await setPhoto(second!.id, { alt })
      const page = await show(await askedWith(4))
      assert.deepEqual(alts(page), ['Picture 1', 'Picture 2', 'Picture 3', 'Picture 4'])
    }
    assert.deepEqual(alts(await show(await askedWith(1, { photos: [second!.id] }))), [
      'The photo of this question',
    ])
    await setPhoto(second!.id, { alt: second!.alt })
  })

  test('credits nobody whose name is an alternative until the answer is in', async () => {
    const [first] = await somePhotos(site, 1)
    await setPhoto(first!.id, { author: 'Museum of Bravo' })
    const player = await askedWith(1)
    assert.doesNotMatch((await show(player)).text, /Museum of Bravo|class="credit"/)
    assert.match((await answer(site, player, 1)).text, /Museum of Bravo/)
    await setPhoto(first!.id, { author: first!.author })
  })

  test('keeps the size of each picture free before it is there', async () => {
    const page = await show(await askedWith(4))
    const images = [...page.text.matchAll(/<img [^>]*>/g)].map((one) => one[0])
    assert.equal(images.length, 4)
    for (const image of images) assert.match(image, / width="\d+" height="\d+"/)
  })

  test('is asked in words when a photo of its four is gone', async () => {
    const [first, , , fourth] = await somePhotos(site, 4)
    const player = await askedWith(4)
    const photos = JSON.stringify([first!.id, 999_999, 999_998, fourth!.id])
    await site.write(async (tx) => {
      await tx
        .updateTable('question_versions')
        .set({ photos })
        .where('question_id', '=', await newest())
        .execute()
    })
    assert.deepEqual(alts(await show(player)), [])
    assert.deepEqual(asked(await show(player))!.options, ['Charlie', 'Alpha', 'Delta', 'Bravo'])
    assert.equal((await answer(site, player, 1)).status, 200)
  })
})

async function newest(): Promise<number> {
  const { id } = await site.db
    .selectFrom('questions')
    .select((eb) => eb.fn.max('id').as('id'))
    .executeTakeFirstOrThrow()
  return Number(id)
}

describe('Where it is', () => {
  test('stands with the result when the photo has a place, and never before', async () => {
    const [first] = await somePhotos(site, 1)
    const place = await site.write((tx) =>
      tx
        .insertInto('places')
        .values({ name: 'Timbuktu', country: 'ML', lat: 16.77, lng: -3 })
        .returning('id')
        .executeTakeFirstOrThrow(),
    )
    await setPhoto(first!.id, { place_id: place.id })
    const player = await askedWith(1)
    assert.doesNotMatch((await show(player)).text, /Timbuktu|Mali|Where it is/)
    const result = await answer(site, player, 1)
    assert.match(result.text, /Where it is<\/h2><p>Timbuktu, Mali</)
    assert.match(result.text, /<svg class="map close-up"[^>]*aria-label="Timbuktu on the map"/)
    await setPhoto(first!.id, { place_id: null })
  })
})

/** What a browser gets for a page: its bytes, its headers, and everything it leads to. */
async function everything(player: Player): Promise<string> {
  const page = await show(player)
  const urls = [...page.text.matchAll(/(?:href|src|srcset|action)="([^"]+)"/g)].flatMap((one) =>
    plain(one[1]!)
      .split(', ')
      .map((url) => url.split(' ')[0]!),
  )
  const files = urls.filter((url) => /^\/(?:static|media)\//.test(url))
  const got = await Promise.all(files.map((url) => bytes(url)))
  return [headers(page), page.text, ...got].join('\n')
}

const headers = (page: { headers: Headers }) =>
  [...page.headers]
    .filter(([name]) => !['date', 'x-request-id'].includes(name))
    .map((pair) => pair.join(': '))
    .join('\n')

async function bytes(url: string): Promise<string> {
  const response = await fetch(new URL(url, site.url))
  assert.equal(response.status, 200, url)
  return `${headers(response)}\n${Buffer.from(await response.arrayBuffer()).toString('latin1')}`
}

describe('Before the answer is in', () => {
  test('no picture says when it was made, which would sort the starter content by name', async () => {
    const [photo] = await somePhotos(site, 1)
    const { photoSources } = await import('../../shared/media/urls.ts')
    const response = await fetch(site.url + photoSources(photo!).src)
    assert.equal(response.status, 200)
    assert.deepEqual([response.headers.get('Last-Modified'), response.headers.get('ETag')], [null, null])
  })

  for (const photos of [0, 1, 2, 4]) {
    test(`not one byte of a question with ${photos} photos depends on which alternative is right`, async () => {
      const named = (await somePhotos(site, photos)).map((photo) => photo.title.replace('Flag of ', ''))
      const alternatives = WORDS.map((word, i) => named[i] ?? word)
      const player = await askedWith(photos, { alternatives })
      const question = await newest()
      const seen = new Set<string>()
      for (const right of [0, 1, 2, 3]) {
        await site.write(async (tx) => {
          await tx
            .updateTable('question_versions')
            .set({ answer: right })
            .where('question_id', '=', question)
            .execute()
          await tx.updateTable('questions').set({ answer: right }).where('id', '=', question).execute()
        })
        seen.add(await everything(player))
      }
      assert.equal(seen.size, 1)
      if (photos === 4) for (const name of named) assert.ok(![...seen][0]!.includes(name), name)
    })
  }
})
