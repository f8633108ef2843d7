import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import type { Site } from '../client.ts'
import { startApp } from '../client.ts'
import { plain } from './play.ts'

let site: Site
before(async () => {
  site = await startApp('app')
})
after(() => site.close())

interface Words {
  title: string
  author: string
  licence: string
  source: string
}

/** Hangs the photos in Paris, where players meet them. */
async function hang(words: Words[]) {
  const photos = await import('../../shared/db/photos.ts')
  const cities = await import('../../shared/db/cities.ts')
  const paris = (await cities.bySlug(site.db, 'paris'))!
  const pixels = { recipe: '', format: 'jpeg', width: 1, height: 1, widths: '[1]' } as const
  const rest = { ...pixels, alt: 'A', description: '', created_by: null, created_at: 0 }
  await site.write(async (tx) => {
    for (const one of words) {
      const sha256 = `${one.author} ${one.title}`.padEnd(64, '0')
      const { id } = await photos.insert(tx, { ...rest, ...one, sha256 })
      await tx
        .insertInto('city_photos')
        .values({ city_id: paris.id, position: 1000 + id, photo_id: id })
        .execute()
    }
  })
}

/** The line of one author under one licence, without its tags. */
const line = (text: string, author: string) =>
  text
    .split('<li>')
    .filter((one) => one.startsWith(`<strong>${author}</strong>`))
    .map((one) =>
      plain(one.split('</li>')[0]!.replaceAll(/<[^>]*>/g, ''))
        .replaceAll(/\s+/g, ' ')
        .trim(),
    )

describe('The credits', () => {
  test('name each author once for a licence, with every work and its source', async () => {
    const by = { author: 'Ada Lens', source: 'https://example.org/ada' }
    await hang([
      { ...by, title: 'Bridge', licence: 'CC BY-SA 3.0' },
      { ...by, title: 'Arch', licence: 'CC BY-SA 3.0' },
      { ...by, title: 'Canal', licence: 'CC BY-SA 3.0', source: 'her own album' },
      { ...by, title: 'Dome', licence: 'Own work, CC BY 4.0', source: '' },
    ])
    const { text } = await site.client().get('/credits')
    assert.deepEqual(line(text, 'Ada Lens'), [
      'Ada Lens, CC BY-SA 3.0: Canal (her own album); Arch; Bridge (source).',
      'Ada Lens, Own work, CC BY 4.0: Dome.',
    ])
    assert.match(text, /href="https:\/\/creativecommons\.org\/licenses\/by-sa\/3\.0\/"/)
    assert.match(text, /href="https:\/\/creativecommons\.org\/licenses\/by\/4\.0\/">Own work, CC BY 4\.0</)
  })

  test('name a large collection by its size, its first and its last picture', async () => {
    const titles = Array.from({ length: 40 }, (_, i) => `Flag ${String(i + 1).padStart(2, '0')}`)
    const of = { author: 'Flag maker', licence: 'MIT', source: 'https://example.org/flags' }
    await hang(titles.map((title) => ({ ...of, title })))
    const { text } = await site.client().get('/credits')
    assert.deepEqual(line(text, 'Flag maker'), [
      'Flag maker, MIT: 40 pictures, from “Flag 01” to “Flag 40” (source).',
    ])
    assert.match(text, /href="https:\/\/opensource\.org\/license\/mit"/)
  })

  test('lead to the licence of every photo of the starter world', async () => {
    const { deedOf } = await import('../../shared/rules/licences.ts')
    const rows = await site.db.selectFrom('photos').select('licence').distinct().execute()
    for (const { licence } of rows) assert.ok(deedOf(licence), licence)
    assert.equal(deedOf('constructor'), undefined)
    await hang([{ author: 'Old hand', title: 'Quay', licence: 'Ask first', source: '' }])
    const { text } = await site.client().get('/credits')
    assert.match(text, /<strong>Old hand<\/strong>, Ask first:/)
  })

  test('stay one small page each, however many authors there are', async () => {
    const authors = Array.from({ length: 450 }, (_, i) => `Author ${String(i).padStart(3, '0')}`)
    await hang(authors.map((author) => ({ author, title: 'View', licence: 'CC0', source: '' })))
    const found: string[] = []
    let path: string | undefined = '/credits'
    for (let pages = 0; path; pages++) {
      assert.ok(pages < 5)
      const { text } = await site.client().get(path)
      assert.ok(gzipSync(text).length < 12_000)
      found.push(...[...text.matchAll(/<strong>(Author \d+)<\/strong>/g)].map((one) => one[1]!))
      path = plain(/href="(\/credits\?[^"#]+)/.exec(text)?.[1] ?? '') || undefined
    }
    assert.deepEqual(found, authors)
  })

  test('take any nonsense for a page', async () => {
    for (const query of ['author=x&author=y', 'author=%00', 'source=', 'author=%F0%9F%8E%88&licence[]=1'])
      assert.equal((await site.client().get(`/credits?${query}`)).status, 200, query)
    assert.match((await site.client().get('/credits?author=%F0%9F%8E%88')).text, /No more\./)
  })
})
