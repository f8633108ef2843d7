import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { addQuestion, ask, inParis, plain, somePhotos, take } from '../app/play.ts'
import { type Page, type Site, startApp } from '../client.ts'

const WORDS = ['Alpha', 'Bravo', 'Charlie', 'Delta']

describe('The preview of a question', () => {
  let site: Site
  let editor: Awaited<ReturnType<Site['as']>>
  before(async () => {
    site = await startApp('admin')
    editor = await site.as('editor')
  })
  after(() => site.close())

  const idsOf = async (count: number) => (await somePhotos(site, count)).map(({ id }) => id)
  const preview = (id: number, seed?: number | string) =>
    editor.get(`/admin/questions/${id}/preview${seed === undefined ? '' : `?seed=${seed}`}`)

  /** The alternatives as they stand on a page, as that page writes them; a preview's cannot be pressed. */
  const list = (page: Page) =>
    /<ol class="options[^"]*">[\s\S]*?<\/ol>/.exec(page.text)![0].replaceAll(' disabled', '')
  const inside = (page: Page) =>
    [...list(page).matchAll(/<button[^>]*>([\s\S]*?)<\/button>/g)].map(([, one]) => one!)
  const texts = (page: Page) => inside(page).map((one) => plain(/<\/kbd><span>([^<]*)/.exec(one)![1]!))
  const pictures = (page: Page) => inside(page).map((one) => /<img src="([^"]*)"/.exec(one)![1]!)
  const answer = (page: Page) => {
    const said = /<summary>Show the answer<\/summary>\s*<p>[^<]*number (\d)[^<]*<strong>([^<]*)/
    const [, number, words] = said.exec(page.text)!
    return { number: Number(number), words }
  }
  const again = (page: Page) => /href="([^"]*\?seed=[^"]*)">Shuffle again/.exec(page.text)?.[1]

  test('arranges four photos exactly as the page of a player does, whose job has the same order', async () => {
    const { shuffleAlternatives } = await import('../../shared/rules/jobs.ts')
    const { seeded } = await import('../../shared/rules/random.ts')
    const publicSite = await startApp('app')
    try {
      for (const photos of [await idsOf(4), await idsOf(1), []]) {
        const question = await addQuestion(site, { photos })
        for (const seed of [1, 2, 77]) {
          const player = await inParis(publicSite)
          await take(player, 'tour-guide')
          await ask(publicSite, player, 1, question, shuffleAlternatives(4, false, seeded(seed)))
          const game = await player.client.get(`/jobs/${player.job}`)
          assert.equal(list(await preview(question, seed)), list(game))
        }
      }
    } finally {
      await publicSite.close()
    }
  })

  test('has another order each time it is shuffled again, all of them in the end', async () => {
    const question = await addQuestion(site, { photos: await idsOf(4) })
    let page = await preview(question)
    const orders = new Set<string>()
    for (let i = 0; i < 200; i++) {
      const next = await editor.get(again(page)!)
      assert.notDeepEqual(pictures(next), pictures(page))
      assert.equal(new Set(pictures(next)).size, 4)
      page = next
      orders.add(String(pictures(page)))
    }
    assert.equal(orders.size, 24)
  })

  test('has the other order of two alternatives when it is shuffled again', async () => {
    const question = await addQuestion(site, { alternatives: ['Yes', 'No'] })
    const first = await preview(question)
    const second = await editor.get(again(first)!)
    assert.deepEqual(texts(second), texts(first).toReversed())
    assert.deepEqual(texts(await editor.get(again(second)!)), texts(first))
  })

  test('is always the same without a seed, and with one', async () => {
    const question = await addQuestion(site, { photos: await idsOf(4) })
    for (const seed of [undefined, 5]) {
      const [one, two] = [await preview(question, seed), await preview(question, seed)]
      assert.deepEqual(pictures(one), pictures(two))
    }
  })

  test('takes a seed that is no whole number for none', async () => {
    const question = await addQuestion(site)
    const usual = texts(await preview(question))
    for (const seed of ['', '0', '-3', '1.5', 'x', '1e9', '9'.repeat(40), '%00', '4&seed=5']) {
      const page = await preview(question, seed)
      assert.equal(page.status, 200, seed)
      assert.deepEqual(texts(page), usual, seed)
    }
    assert.equal((await editor.get(again(await preview(question, '9'.repeat(15)))!)).status, 200)
  })

  test('says which one is right, at the place where it stands now', async () => {
    for (const [right, words] of WORDS.entries()) {
      const question = await addQuestion(site, { answer: right })
      for (const seed of [1, 2, 3, 4]) {
        const page = await preview(question, seed)
        assert.deepEqual(answer(page), { number: texts(page).indexOf(words) + 1, words })
      }
    }
  })

  test('says of four photos which one is right, and no word of it before', async () => {
    const photos = await somePhotos(site, 4)
    const question = await addQuestion(site, { photos: photos.map(({ id }) => id), answer: 2 })
    for (const seed of [1, 2, 3]) {
      const page = await preview(question, seed)
      const { number, words } = answer(page)
      assert.equal(words, 'Charlie')
      assert.ok(pictures(page)[number - 1]!.includes(photos[2]!.sha256))
      const [open] = page.text.split('<details class="panel preview">')
      for (const word of WORDS) assert.ok(!open!.includes(word), word)
    }
  })

  test('leaves an order that means something as it is', async () => {
    const question = await addQuestion(site, { sorted: 1, answer: 1 })
    for (const seed of [undefined, 1, 2, 3]) {
      const page = await preview(question, seed)
      assert.deepEqual(texts(page), WORDS)
      assert.equal(again(page), undefined)
      assert.match(page.text, /The order stays as it is/)
      assert.deepEqual(answer(page), { number: 2, words: 'Bravo' })
    }
  })
})
